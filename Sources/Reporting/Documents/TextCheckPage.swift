import LedgerCore
package import TextCheck

/// The checks of a published text as an officer reads them: what does not agree first, then what
/// could not be tested, then what holds.
package struct TextCheckPage: Sendable {
  let file: String
  let checks: [Check]
  /// What of the text was not read, in Chinese.
  let unread: [String]

  /// - Parameters:
  ///   - file: The name of the file, as it was given.
  ///   - reading: What was found in its text.
  ///   - unread: What of the file is not in its text: pictures, hidden sheets.
  package init(of file: String, _ reading: TextReading, unread: [String] = []) {
    self.file = file
    checks = reading.checks
    self.unread = unread + reading.unread.map(\.words)
  }

  /// Whether some figures do not agree.
  package var isOutstanding: Bool { checks.contains { $0.outcome == .contradiction } }

  /// The page in a format.
  package func printed(_ format: OutputFormat) -> String {
    if format == .csv { return csv }
    return page.written(format, json: json)
  }

  /// The page, as office programs get it.
  package var page: Page {
    var blocks: [Page.Block] = [
      .title("公开文本核对"),
      .facts([("文件", file), ("核对", summary), ("结果", result)]),
    ]
    for (outcome, heading) in Self.sections {
      let found = checks.filter { $0.outcome == outcome }
      if !found.isEmpty { blocks += section("\(heading)（\(found.count) 处）", found) }
    }
    let held = checks.filter { $0.outcome == .pass }
    if !held.isEmpty { blocks.append(.section("核对一致（\(held.count) 处）", counts(held))) }
    var closing = ["只核对文中写明的数字关系；看不懂的句子不作判断。不一致不等于出错，请对照原始资料核对。"]
    if !unread.isEmpty {
      closing.append("没有读的：\(unread.joined(separator: "；"))。以上结果只指读到的部分。")
    }
    blocks.append(.sentences(closing))
    return Page(blocks: blocks)
  }

  private static let sections: [(Check.Outcome, String)] = [
    (.contradiction, "不一致，请核对"), (.notTestable, "无法核验"),
    (.rounding, "四舍五入可以解释"), (.partialList, "没有列全，不作判断"), (.explained, "已说明"),
  ]

  private var summary: String {
    if checks.isEmpty { return "没有找到可以核对的数字关系" }
    let counts = (Self.sections.map(\.0) + [.pass]).compactMap { outcome -> String? in
      let count = checks.count { $0.outcome == outcome }
      return count == 0 ? nil : "\(outcome.word) \(count) 处"
    }
    return "共 \(checks.count) 处：" + counts.joined(separator: "，")
  }

  private var result: String {
    if isOutstanding { return "有不一致的地方，请核对" }
    return unread.isEmpty ? "没有发现不一致" : "读到的部分没有发现不一致，有的部分没有读"
  }

  private func section(_ heading: String, _ found: [Check]) -> [Page.Block] {
    [.heading(heading)]
      + found.map { check in
        .facts([
          ("第 \(check.line) 行", "【\(check.kind.word)】\(check.message)"), ("原文", check.marked),
        ])
      }
  }

  private func counts(_ held: [Check]) -> ReportTable {
    let kinds = Check.Kind.allCases.filter { kind in held.contains { $0.kind == kind } }
    return ReportTable(
      id: "held", title: "核对一致",
      columns: [.text("kind", "关系"), .number("count", "处数"), .text("lines", "所在行")],
      rows: kinds.map { kind in
        let found = held.filter { $0.kind == kind }
        return [.text(kind.word), .count(found.count), .text(Self.lines(of: found))]
      })
  }

  /// The first lines of some checks: `第 12、18 行等`.
  private static func lines(of checks: [Check]) -> String {
    var lines: [Int] = []
    for check in checks where lines.last != check.line { lines.append(check.line) }
    let shown = lines.prefix(8).map { "\($0)" }.joined(separator: "、")
    return "第 \(shown) 行" + (lines.count > 8 ? "等" : "")
  }
}

extension TextCheckPage {
  private var csv: String {
    var csv = CSVText()
    csv.add(table, titled: false)
    return csv.text
  }

  /// The checks as rows.
  var table: ReportTable {
    ReportTable(
      id: "checks", title: "公开文本核对",
      columns: [
        .text("id", "编号"), .text("outcome", "结果"), .text("kind", "关系"), .number("line", "行"),
        .text("parts", "各项"), .text("stated", "所列数"), .text("computed", "计算数"),
        .text("unit", "单位"), .text("message", "说明"), .text("quote", "原文"),
      ],
      rows: checks.map { check in
        [
          .text(check.id), .text(check.outcome.word), .text(check.kind.word),
          .count(check.line), .text(check.parts.joined(separator: " ")),
          .text(check.stated ?? ""), .text(check.computed ?? ""), .text(check.unit),
          .text(check.message), .text(check.quote),
        ]
      })
  }

  var json: JSONValue {
    .members([
      "schema": .string("legalaid.text-check/1"),
      "file": .string(file),
      "checks": .array(
        checks.map { check in
          .members([
            "id": .string(check.id),
            "kind": .string(check.kind.rawValue),
            "quote": .string(check.quote),
            "line": .integer(Int64(check.line)),
            "parts": .array(check.parts.map { .string($0) }),
            "stated": .string(orNull: check.stated),
            "computed": .string(orNull: check.computed),
            "unit": .string(check.unit),
            "outcome": .string(check.outcome.rawValue),
            "message": .string(check.message),
          ])
        }),
      "unread": .array(unread.map { .string($0) }),
      "result": .string(isOutstanding ? "outstanding" : "clean"),
    ])
  }
}

extension Check.Outcome {
  /// What officers call it.
  fileprivate var word: String {
    switch self {
    case .pass: "一致"
    case .contradiction: "不一致"
    case .rounding: "四舍五入可解释"
    case .notTestable: "无法核验"
    case .explained: "已说明"
    case .partialList: "没有列全"
    }
  }
}

extension Check.Kind {
  /// What officers call it.
  fileprivate var word: String {
    switch self {
    case .sum: "合计"
    case .ratio: "比率"
    case .average: "平均数"
    case .tableRow: "表格横向合计"
    case .tableColumn: "表格纵向合计"
    case .tableIdentity: "表格勾稽关系"
    case .textTable: "文字与表格"
    case .funds: "拨付与支出"
    case .date: "日期"
    case .form: "写法"
    }
  }
}

extension UnreadPart {
  /// What an officer is told.
  fileprivate var words: String {
    switch self {
    case .table(let line): "第 \(line) 行起的表格（各行的格数不同）"
    case .flatTable(let line): "第 \(line) 行起像是拆散的表格（一格一行）"
    }
  }
}
