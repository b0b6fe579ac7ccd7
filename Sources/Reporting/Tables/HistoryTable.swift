package import LedgerCore

/// The whole course of a case (案件经过): when, by whom, what and why.
package struct HistoryTable: Sendable {
  private let number: CaseNumber
  private let events: [Event]

  /// One thing that was recorded.
  package struct Event: Sendable {
    let recordedAt: String
    let localTime: String
    let operatorName: String
    let words: String
    let reason: String?

    /// - Parameters:
    ///   - recordedAt: The instant in ISO 8601, UTC.
    ///   - localTime: The same as the officer's clock shows it.
    ///   - operatorName: Who recorded it.
    ///   - words: What was recorded; people masked.
    ///   - reason: Why; nil where the words say it or nothing was said.
    package init(
      recordedAt: String, localTime: String, operatorName: String, words: String, reason: String?
    ) {
      self.recordedAt = recordedAt
      self.localTime = localTime
      self.operatorName = operatorName
      self.words = words
      self.reason = reason
    }
  }

  package init(of number: CaseNumber, _ events: [Event]) {
    self.number = number
    self.events = events
  }

  private var title: String { "案件 \(number) 的全部记录" }

  /// As a command prints it: text as paragraphs, every other format as a table.
  package func printed(_ format: OutputFormat) -> String {
    format == .text ? text : table.printed(format)
  }

  /// As lines of text: when and who, and below it what was recorded and why.
  private var text: String {
    let blocks = events.map { event in
      let reason = event.reason.map { ["理由：\($0)"] } ?? []
      let lines = ([event.words] + reason).flatMap { wrapped(printable($0), to: 76) }
      return Page.Block.sentences(
        ["\(event.localTime)  \(event.operatorName)"] + lines.map { "    " + $0 })
    }
    return Page(blocks: [.title(title)] + blocks).text()
  }

  /// As a table; programs get the instant in UTC.
  package var table: ReportTable {
    ReportTable(
      id: "history", title: title,
      columns: [
        .text("recorded_at", "记录时间"), .text("operator", "经办人"), .text("recorded", "内容"),
        .text("reason", "理由"),
      ],
      rows: events.map { event in
        [
          .term(code: event.recordedAt, word: event.localTime), .text(event.operatorName),
          .text(event.words), .text(event.reason ?? ""),
        ]
      })
  }
}
