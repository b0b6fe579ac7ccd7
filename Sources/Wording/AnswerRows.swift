package import Bookkeeping
import LedgerCore
package import Reporting

// Answers as rows of tables, with instants as the clock of a front end shows them.

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
