import Bookkeeping
import LedgerCore
import LedgerStore
import Reporting
import Wording

/// 流水: who did what, by person, act, day and case; on the page or as a file.
enum LogRoom {
  /// The files that the lines are given out as.
  private static let files: [(name: String, words: String, format: OfficeFormat?)] = [
    ("docx", "Word", .docx), ("xlsx", "Excel", .xlsx), ("csv", "CSV", nil),
  ]

  static func answer(_ visit: Visit) throws -> Response {
    let query = visit.request.query
    let filter = ReadLog.Filter(
      person: query.words("person"), act: query.words("kind"),
      caseNumber: query.words("case").flatMap { CaseNumber($0) })
    let first = try query.words("from").map(WordReading.day)
    let last = try query.words("to").map(WordReading.day)
    func isAsked(_ instant: String) -> Bool {
      guard first != nil || last != nil else { return true }
      guard let day = try? Day(text: String(visit.clock.local(instant).prefix(10))) else {
        return false
      }
      return (first ?? day) <= day && day <= (last ?? day)
    }
    let store = try visit.store()
    func table(_ lines: [ReadLog.Line]) -> ReportTable {
      PeopleTables.log(lines.map { LogRow($0, local: visit.clock.local) })
    }
    if let file = files.first(where: { $0.name == query["file"] }) {
      return try given(table(ReadLog(store)(filter, at: isAsked)).page, as: file, visit)
    }
    return try ListView(
      visit: visit, room: .log,
      choices: [
        Field(name: "person", title: "经办人"), Field(name: "kind", title: "事项"),
        Field(name: "from", title: "从这一天起", kind: .day),
        Field(name: "to", title: "到这一天止", kind: .day), Field(name: "case", title: "案件编号"),
      ],
      acts: files.map { file in
        var address = query.without(["page"])
        address["file"] = file.name
        return Link(file.words, address.address(at: RoomName.log.path))
      }
    ).page { rows in
      let isNarrowed = first != nil || last != nil
      return table(
        try visit.desk.held.log.page(in: store, filter, at: isNarrowed ? isAsked : nil, rows: rows))
    }
  }

  private static func given(
    _ page: Page, as file: (name: String, words: String, format: OfficeFormat?), _ visit: Visit
  ) throws -> Response {
    let standing = try VerifyLedger(visit.store()).standing()
    let page = standing.marking(page, in: .desk)
    let name = "流水-\(visit.today).\(file.name)"
    switch file.format {
    case .docx: return .file(name, .word, try page.file(.docx))
    case .xlsx: return .file(name, .excel, try page.file(.xlsx))
    default: return .file(name, .csv, Array(page.csv.utf8))
    }
  }
}
