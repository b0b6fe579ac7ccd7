package import Bookkeeping
package import LedgerCore
package import Reconciliation
package import Reporting

// Answers as rows of tables and as pages, with instants as the clock of a front end shows them.

extension PendingRow {
  /// What somebody asked for.
  ///
  /// - Parameters:
  ///   - item: What waits for a second person.
  ///   - local: An instant in ISO 8601, UTC, as it is shown.
  package init(_ item: ReadPending.Item, local: (String) -> String) {
    self.init(
      number: item.number,
      proposedAt: .term(code: item.proposedAt, word: local(item.proposedAt)),
      proposer: item.proposer, act: item.act.title, grounds: item.proposal.grounds.inWords,
      subject: item.proposal.preview.joined(separator: "；"), reason: item.reason ?? "")
  }
}

extension LogRow {
  /// An entry of the log.
  ///
  /// - Parameters:
  ///   - line: The entry.
  ///   - local: An instant in ISO 8601, UTC, as it is shown.
  package init(_ line: ReadLog.Line, local: (String) -> String) {
    let signed = line.isSigned ? "已签名" : "未签名"
    self.init(
      number: line.entry,
      recordedAt: .term(code: line.recordedAt, word: local(line.recordedAt)),
      person: line.operatorName, act: .term(code: line.act.code, word: line.act.title),
      subject: line.subject, amount: line.amount, reason: line.reason ?? "",
      overridden: line.overridden ?? "",
      signature: line.proposer.map { "\(signed)，\($0) 提请" } ?? signed)
  }
}

extension HistoryTable.Event {
  /// What happened to a case.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - local: An instant in ISO 8601, UTC, as it is shown.
  package init(_ event: CaseHistory.Event, local: (String) -> String) {
    self.init(
      recordedAt: event.recordedAt, localTime: local(event.recordedAt),
      operatorName: event.operatorName, words: event.words, reason: event.reason)
  }
}

extension FoundTable.Row {
  /// A place where what was looked for stands.
  ///
  /// - Parameters:
  ///   - hit: The place.
  ///   - command: How to look at it; empty where the front end leads there otherwise.
  ///   - local: An instant in ISO 8601, UTC, as it is shown.
  package init(_ hit: FindEverywhere.Hit, command: String, local: (String) -> String) {
    let when: ReportTable.Cell =
      switch hit.when {
      case .day(let day): .text(day.description)
      case .instant(let instant): .term(code: instant, word: local(instant))
      }
    self.init(
      kind: hit.kind.rawValue, key: hit.key, when: when, amount: hit.amount,
      matched: hit.matched.joined(separator: "；"), command: command)
  }
}

extension MorningPage {
  /// What is to be done today.
  ///
  /// - Parameters:
  ///   - outcome: The answer.
  ///   - dialect: Whose words the advice has.
  ///   - local: An instant in ISO 8601, UTC, as it is shown.
  package init(
    of outcome: ReadToday.Outcome, in dialect: Dialect, local: (String) -> String
  ) {
    self.init(
      of: outcome.reconciled.bureau, outcome.reconciled.result, due: outcome.due,
      openYears: outcome.openYears, backup: outcome.backup, filing: outcome.filing,
      pending: outcome.pending.map { PendingRow($0, local: local) }, in: dialect)
  }
}

extension Document {
  /// Everything that one reconciled year prints.
  ///
  /// - Parameters:
  ///   - outcome: The year as reconciled.
  ///   - dialect: Whose words the advice has.
  /// - Throws: `MoneyOverflow` when a sum leaves 64 bits, or an error of the template.
  package init(of outcome: ReconcileYear.Outcome, in dialect: Dialect) throws {
    try self.init(
      of: outcome.bureau, outcome.result, yearBefore: outcome.yearBefore,
      ledgerHead: outcome.ledgerHead, people: outcome.people, in: dialect)
  }
}

extension VerificationReport {
  /// What was found of a ledger.
  ///
  /// - Parameters:
  ///   - outcome: The answer.
  ///   - dialect: Whose words the advice has.
  package init(of outcome: VerifyLedger.Outcome, in dialect: Dialect) {
    self.init(
      of: outcome.bureau, outcome.verification, people: outcome.people,
      askedHead: outcome.askedHead.map {
        AskedHead(
          digits: $0.digits, entry: $0.entry, recordedAt: $0.recordedAt,
          entriesSince: $0.entriesSince)
      }, in: dialect)
  }
}

extension ReadFacts {
  /// Where a figure of a period comes from: its facts one by one, and their sum.
  ///
  /// - Throws: A fault of the store, or `MoneyOverflow` when a sum leaves 64 bits.
  package func origin(of name: FigureName, in period: Period) throws -> FigureSheet {
    let (outcome, trace) = try self(period) { register in
      try FigureTrace(of: name, in: period, register: register.funds, settings: register.settings)
    } take: { trace, account in
      switch account {
      case .dossier(let dossier): try trace.observe(dossier)
      case .duty(let account): try trace.observe(account)
      case .uncited(let lines): trace.observe(lines)
      }
    }
    let provenance = try trace.provenance(in: Figures(outcome.result.book))
    return FigureSheet(of: outcome.bureau, provenance, ledgerHead: outcome.ledgerHead)
  }
}

extension Payee {
  /// What is registered, as a sentence may say it: of the account only its last four digits.
  package var inWords: String {
    let others = aliases.isEmpty ? "" : "（又名 \(aliases.map(maskedPayee).joined(separator: "、"))）"
    return "\(maskedPayee(name))\(others)：\(printable(account.bank))，账号 \(account.number.masked)"
  }
}

extension PublishLedger.Outcome {
  /// Where it was written.
  package var place: String { path + (wasThere ? "（原来就有，相同）" : "") }

  /// What is in it, and how it is known.
  package var content: String {
    """
    第 \(firstEntry)–\(lastEntry) 号流水，记录 \(factCount) 条，\(byteCount) 字节
    账簿校验码 \(head)，签名密钥 \(keyID)
    """
  }
}

extension FiledReceipt {
  /// Who signed for what, and by which key.
  ///
  /// - Parameter local: An instant in ISO 8601, UTC, as it is shown.
  /// - Returns: Two lines.
  package func inWords(local: (String) -> String) -> String {
    """
    \(receiver)于 \(local(receivedAt)) 收到第 1–\(throughEntry) 号流水
    省里的密钥 \(receiverKeyID)（第一次登记时请打电话核对）
    """
  }
}
