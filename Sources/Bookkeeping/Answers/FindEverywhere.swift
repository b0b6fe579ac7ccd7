package import LedgerCore
package import LedgerStore

/// Looks for a part of a word or number in everything the ledger holds.
package struct FindEverywhere {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// A fact that holds what was looked for.
  package struct Hit: Sendable {
    package let kind: Kind
    /// Its number.
    package let key: String
    package let when: When
    package let amount: Money?
    /// Which of its words and numbers hold it; people, and recipients wherever they stand, masked.
    package fileprivate(set) var matched: [String]
    /// How to look at it; nil for what no list holds.
    package let step: NextStep?
    /// Words that somebody wrote, until the recipients in them are masked.
    fileprivate var free: [(label: String, text: String)]
  }

  /// When something happened, or was recorded.
  package enum When: Equatable, Sendable {
    case day(Day)
    /// ISO 8601, UTC.
    case instant(String)
  }

  /// What a fact is.
  package enum Kind: String, CaseIterable, Sendable {
    case legalAidCase = "案件"
    case claim = "补贴申报"
    case duty = "值班"
    case payment = "支付"
    case appropriation = "经费指标"
    case change = "指标变动"
    case bankLine = "国库流水"
    case entry = "记账流水"
  }

  /// Everything that holds a part of a text, kind by kind, each in the order of its numbers.
  ///
  /// - Parameter text: Not blank; width, white space, brackets and case do not count.
  /// - Returns: None for a text of which nothing is left to look for.
  /// - Throws: A fault of the store.
  package func callAsFunction(_ text: String) throws -> [Hit] {
    var search = Search(SearchedPart(text))
    try store.read { ledger in
      try ledger.cases.forEachDossier { search.take($0) }
      try ledger.duty.forEachAccount { search.take($0) }
      try ledger.payments.forEachLine { search.take($0) }
      for row in try ledger.funds.appropriations() { search.take(row) }
      for change in try ledger.funds.changes() { search.take(change) }
      try ledger.treasury.forEachLine { search.take($0) }
      try ledger.journal.forEachEntry { search.take($0) }
    }
    return search.masked
  }
}

/// A search under way.
private struct Search {
  private typealias Hit = FindEverywhere.Hit
  private let part: SearchedPart
  private var hits: [Hit] = []
  private var recipients = RecipientMask()

  /// How a text may be shown.
  private enum Showing {
    case plain
    case person
    case payee
    /// Words that somebody wrote, which may name a recipient.
    case free
  }

  init(_ part: SearchedPart) {
    self.part = part
  }

  /// What was found, with no recipient named.
  var masked: [FindEverywhere.Hit] {
    let kinds = FindEverywhere.Kind.allCases
    let found = hits.map { hit in
      var hit = hit
      hit.matched += hit.free.map { "\($0.label) \(recipients.masked($0.text))" }
      return hit
    }
    return kinds.flatMap { kind in found.filter { $0.kind == kind } }
  }

  private mutating func look(
    _ kind: FindEverywhere.Kind, _ key: String, _ when: FindEverywhere.When, _ amount: Money?,
    _ step: NextStep?, in texts: [(String, String?, Showing)]
  ) {
    var (matched, free): ([String], [(String, String)]) = ([], [])
    for case (let label, let text?, let showing) in texts where part.isIn(text) {
      switch showing {
      case .plain: matched.append("\(label) \(text)")
      case .person: matched.append("\(label) \(maskedPerson(text))")
      case .payee: matched.append("\(label) \(maskedPayee(text))")
      case .free: free.append((label, text))
      }
    }
    guard !matched.isEmpty || !free.isEmpty else { return }
    hits.append(
      Hit(
        kind: kind, key: key, when: when, amount: amount, matched: matched, step: step, free: free))
  }

  mutating func take(_ dossier: Dossier) {
    if let registered = dossier.legalAidCase {
      recipients.add(registered.recipient)
      look(
        .legalAidCase, registered.number.printed, .day(registered.acceptedOn), nil,
        .showCase(registered.number),
        in: [
          ("案件编号", registered.number.printed, .plain), ("受援人", registered.recipient, .person),
          ("承办人", registered.lawyer, .person), ("承办单位", registered.firm, .payee),
          ("案由", registered.matter, .free), ("裁判文书号", registered.judgmentNumber?.printed, .plain),
        ])
    }
    for claim in dossier.claims {
      look(
        .claim, claim.number.printed, .day(claim.claimedOn),
        claim.approval?.amount ?? claim.claimedAmount, .showCase(claim.caseNumber),
        in: [
          ("申报编号", claim.number.printed, .plain), ("案件编号", claim.caseNumber.printed, .plain),
          ("申报人", claim.submittedBy, .person), ("审核人", claim.approvedBy, .person),
          ("退回原因", claim.returned?.reason, .free),
        ])
    }
  }

  mutating func take(_ account: DutyAccount) {
    guard let shift = account.shift else { return }
    look(
      .duty, shift.number.printed, .day(shift.servedOn), shift.amount,
      .listDuty(shift.number),
      in: [
        ("值班编号", shift.number.printed, .plain), ("值班地点", shift.site, .free),
        ("值班律师", shift.lawyer, .person), ("所属单位", shift.firm, .payee),
      ])
  }

  mutating func take(_ line: PaymentLine) {
    look(
      .payment, line.id.description, .day(line.paidOn), line.signedAmount,
      .listVoucher(line.id.voucher),
      in: [
        ("支付凭证号", line.id.voucher.printed, .plain),
        ("案件编号", line.subject.caseNumber?.printed, .plain),
        ("值班编号", line.subject.dutyNumber?.printed, .plain),
        ("指标文号", line.document.printed, .plain), ("收款单位", line.payee, .payee),
        ("承办人", line.lawyer, .person), ("审批人", line.approvedBy, .person),
        ("冲销凭证号", line.reverses?.id.voucher.printed, .plain),
      ])
  }

  mutating func take(_ row: Appropriation) {
    look(
      .appropriation, row.id.document.printed, .day(row.receivedOn), row.amount,
      .listDocument(row.id.document),
      in: [
        ("指标文号", row.id.document.printed, .plain), ("资金来源", row.source.rawValue, .plain),
        ("备注", row.note, .free),
      ])
  }

  mutating func take(_ numbered: NumberedChange) {
    let change = numbered.change
    look(
      .change, "\(numbered.number)", .day(change.changedOn), change.amount,
      .listDocument(change.appropriation.document),
      in: [
        ("指标文号", change.appropriation.document.printed, .plain), ("原因", change.reason, .free),
      ])
  }

  mutating func take(_ line: BankLine) {
    look(
      .bankLine, line.reference.printed, .day(line.bookedOn), line.amount,
      .listBankLine(line.reference),
      in: [
        ("流水号", line.reference.printed, .plain), ("收款人", line.payee, .payee),
        ("支付凭证号", line.voucher?.printed, .plain), ("摘要", line.memo, .free),
      ])
  }

  mutating func take(_ entry: JournalEntry) {
    look(
      .entry, "\(entry.number)", .instant(entry.stamp.recordedAt), nil, nil,
      in: [("理由", entry.stamp.reason, .free), ("经办人", entry.stamp.operatorName, .plain)])
  }
}
