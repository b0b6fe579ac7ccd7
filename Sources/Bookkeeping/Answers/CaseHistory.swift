import Interchange
package import LedgerCore
package import LedgerStore
import Reconciliation

/// Tells everything that was recorded of one case, entry by entry.
package struct CaseHistory {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// One thing that was recorded.
  package struct Event: Equatable, Sendable {
    /// The instant of the journal entry it stands under, ISO 8601, UTC.
    package let recordedAt: String
    package let operatorName: String
    /// What was recorded, in words; names of people are masked.
    package let words: String
    /// Why it was recorded, where the words do not say it; the recipient is masked.
    package let reason: String?
  }

  /// The events of a case in the order of recording.
  ///
  /// - Throws: ``Refusal/notRegistered(_:number:)`` when nothing in the ledger names the case.
  package func callAsFunction(of number: CaseNumber) throws -> [Event] {
    try store.read { ledger in
      let dossier = try ledger.cases.dossier(number)
      let renumberings = try ledger.caseNumbers.renumberings(of: number)
      let renumbered = Set(renumberings.map(\.entry))
      // A renumbering states the case again as it was, under its new number.
      var events = try ledger.cases.history(of: number)
        .successive { Self.words(for: $0, after: $1) { TableRecord($0) } }
        .filter { !renumbered.contains($0.entry) }
      events += renumberings.map { recorded in
        let numbers = "原编号 \(recorded.renumbering.old)，新编号 \(recorded.renumbering.new)"
        return (recorded.entry, "改号：\(numbers)；原因：\(recorded.renumbering.reason)")
      }
      for stretch in try ledger.caseNumbers.stretches(of: number) {
        events += try ledger.voided.decisions(on: .legalAidCase(stretch.number))
          .filter { $0.entry > stretch.after && $0.entry <= stretch.through ?? .max }
          .map { ($0.entry, Self.words(for: $0.voiding)) }
      }
      let claims = try ledger.cases.claimNumbers(everOf: number)
      events += try ledger.cases.closingManners(of: number)
        .map { ($0.entry, "结案情形：\($0.manner)") }
      events += Self.words(for: try ledger.cases.detailStatements(of: number))
      // A claim that has left the case is part of its history all the same.
      for claim in claims {
        events += try ledger.cases.history(of: claim).successive { now, before in
          "申报 \(claim)：" + Self.words(for: now, after: before) { TableRecord($0) }
        }
        events += try ledger.voided.decisions(on: .claim(claim))
          .map { ($0.entry, "申报 \(claim)：" + Self.words(for: $0.voiding)) }
      }
      for line in dossier.lines {
        guard let entry = try ledger.payments.entry(of: line.id) else { continue }
        events.append((entry, Self.words(for: line)))
        guard let later = try ledger.payments.supplement(of: line.id) else { continue }
        events.append(
          (later.entry, "补记：凭证 \(line.id)，承办人 \(maskedPerson(later.lawyer))"))
      }
      events += try Self.explanations(of: number, claims, dossier.lines, in: ledger)
        .filter { !renumbered.contains($0.entry) }
      events += try Self.bankLines(of: dossier.lines, in: ledger)
      guard !events.isEmpty else {
        throw try ledger.notRegistered(.legalAidCase, number)
      }
      var recipients = RecipientMask()
      for (_, revision) in try ledger.cases.history(of: number) {
        recipients.add(revision.fact.recipient)
      }
      return try events.enumerated()
        .sorted { ($0.element.entry, $0.offset) < ($1.element.entry, $1.offset) }
        .compactMap { _, event in
          try ledger.journal.entry(event.entry).map { entry in
            let isSaid = entry.stamp.reason.map(event.words.contains) ?? true
            return Event(
              recordedAt: entry.stamp.recordedAt, operatorName: entry.stamp.operatorName,
              words: recipients.masked(event.words),
              reason: isSaid ? nil : entry.stamp.reason.map(recipients.masked))
          }
        }
    }
  }

  /// What a revision says that the one before did not.
  private static func words<Fact>(
    for now: Revision<Fact>, after before: Revision<Fact>?, record: (Fact) -> TableRecord
  ) -> String {
    let new = record(now.fact)
    let old = before.map { record($0.fact) }
    let cells = new.kind.columns.compactMap { spec -> String? in
      let column = spec.column
      guard !new.kind.keyColumns.contains(column), old?[column] != new[column] else { return nil }
      let was = old?[column].map { "（原为 \(shown($0, column))）" } ?? ""
      let value = new[column].map { shown($0, column) } ?? "已清空"
      return "\(new.kind.header(of: column)) \(value)\(was)"
    }
    let reason = now.reason.map { "；更正原因：\($0)" } ?? ""
    return (old == nil ? "登记：" : "") + cells.joined(separator: "，") + reason
  }

  /// What each statement of details says that the one before did not.
  private static func words(
    for statements: [CaseRegister.DetailStatement]
  ) -> [(entry: Int, words: String)] {
    let before = [CaseDetails()] + statements.map(\.details)
    return zip(statements, before).map { now, before in
      let parts = CaseDetails.Part.allCases.compactMap { part -> String? in
        let (new, old) = (now.details.text(of: part), before.text(of: part))
        guard new != old, part != .closingManner else { return nil }
        return "\(part.rawValue) \(new ?? "已清空")\(old.map { "（原为 \($0)）" } ?? "")"
      }
      let reason = now.reason.map { "；更正原因：\($0)" } ?? ""
      return (now.entry, "计价资料：" + parts.joined(separator: "，") + reason)
    }
  }

  private static func words(for voiding: Voiding) -> String {
    "\(voiding.kind.rawValue)；原因：\(voiding.reason)"
  }

  /// The explanations of findings on the case, its claims, its lines and its vouchers.
  private static func explanations(
    of number: CaseNumber, _ claims: [ClaimNumber], _ lines: [PaymentLine],
    in ledger: LedgerSnapshot
  ) throws -> [(entry: Int, words: String)] {
    let numbers = try ledger.caseNumbers.stretches(of: number).map(\.number.key)
    let subjects = Set(
      numbers + claims.map(\.key)
        + lines.flatMap { [$0.id.voucher.key, normalizedNumber($0.id.description)] })
    return try ledger.explanations.recorded().compactMap { entry, given in
      guard subjects.contains(normalizedNumber(given.subject)) else { return nil }
      let rule = RuleCatalogue.description(of: RuleID(stringLiteral: given.rule))
      let title = rule.map { "\($0.id) \($0.title)" } ?? given.rule
      let second = given.confirmedBy.map { "，复核人 \(maskedPerson($0))" } ?? ""
      return (entry, "说明 \(title)（\(given.subject)）：原因：\(given.reason)\(second)")
    }
  }

  /// What the bank says and people decided of the vouchers of some lines.
  private static func bankLines(
    of lines: [PaymentLine], in ledger: LedgerSnapshot
  ) throws -> [(entry: Int, words: String)] {
    try Set(lines.map(\.id.voucher)).sorted().flatMap { voucher in
      try ledger.treasury.mentions(of: voucher).map { mention in
        let line = mention.line
        let words = "流水 \(line.reference)（\(line.bookedOn)，\(line.amount.groupedYuanText) 元）"
        guard let decision = mention.decision else {
          return (mention.entry, "国库流水：\(words)写明凭证 \(voucher)")
        }
        let act = decision.kind == .matched ? "核对" : "撤销核对"
        return (mention.entry, "\(act)：凭证 \(voucher) 与\(words)；原因：\(decision.reason)")
      }
    }
  }

  private static func shown(_ value: CellValue, _ column: Column) -> String {
    switch column {
    case .recipient, .lawyer, .submittedBy, .approvedBy: maskedPerson(value.text)
    default: value.text
    }
  }

  private static func words(for line: PaymentLine) -> String {
    let act = line.reverses.map { "\($0.kind.rawValue) \($0.id)" } ?? "支付"
    return """
      \(act)：凭证 \(line.id)，\(line.paidOn)，\(line.use.rawValue) \
      \(line.amount.groupedYuanText) 元，指标 \(line.document)，\
      收款单位 \(maskedPayee(line.payee))
      """
  }
}

extension Array {
  /// Each revision in words, beside the one before it.
  fileprivate func successive<Fact>(
    _ words: (Revision<Fact>, Revision<Fact>?) -> String
  ) -> [(entry: Int, words: String)] where Element == (entry: Int, revision: Revision<Fact>) {
    indices.map { index in
      let before = index > 0 ? self[index - 1].revision : nil
      return (self[index].entry, words(self[index].revision, before))
    }
  }
}
