import LedgerCore
package import Reconciliation

/// Findings as officers read them: by severity and rule, each rule's words once.
struct FindingList: Sendable {
  let groups: [Group]

  /// The findings of one rule at one severity.
  struct Group: Sendable {
    let rule: RuleID
    let severity: Severity
    /// nil for a rule that the catalogue does not know.
    let description: RuleDescription?
    /// What to do about them; empty for such a rule.
    let advice: String
    let findings: [Finding]
    /// How many of them are printed; all are counted.
    let shown: Int
  }

  /// - Parameters:
  ///   - findings: In their order: by severity, then rule.
  ///   - top: How many are printed for each rule; nil for all.
  ///   - dialect: Whose words the advice has.
  init(_ findings: [Finding], top: Int? = nil, in dialect: Dialect) {
    var groups: [Group] = []
    var rest = findings[...]
    while let first = rest.first {
      let group = rest.prefix { $0.rule == first.rule && $0.severity == first.severity }
      rest = rest.dropFirst(group.count)
      let description = RuleCatalogue.description(of: first.rule)
      groups.append(
        Group(
          rule: first.rule, severity: first.severity, description: description,
          advice: description?.advice.words(in: dialect) ?? "", findings: Array(group),
          shown: min(group.count, max(0, top ?? group.count))))
    }
    self.groups = groups
  }

  var text: String {
    groups.isEmpty ? "无。" : groups.map(\.text).joined(separator: "\n\n")
  }

  var markdown: String {
    groups.isEmpty ? "无。" : groups.map(\.markdown).joined(separator: "\n\n")
  }

  /// One table of all findings, for further work in a spreadsheet; nothing is left out of it.
  var table: ReportTable {
    ReportTable(
      id: "findings", title: "不符事项",
      columns: [
        .text("severity", "程度"), .text("rule", "规则"), .text("title", "名称"),
        .text("outcome", "结果"), .text("subject", "对象"), .number("amount_fen", "金额（元）"),
        .text("date", "日期"), .text("message", "情况"), .text("related", "相关"),
        .text("basis", "依据"), .text("advice", "处理"), .text("explanation", "人工说明"),
      ],
      rows: groups.flatMap { group in
        group.findings.map { finding in
          [
            .term(code: finding.severity.rawValue, word: finding.severity.word),
            .text(finding.rule.description), .text(group.description?.title ?? ""),
            .term(code: finding.outcome.rawValue, word: finding.outcome.word),
            .text(finding.subject), .money(finding.amount),
            .text(finding.date?.description ?? ""), .text(finding.message),
            .text(finding.related.joined(separator: "；")),
            .text(group.description?.basis ?? ""), .text(group.advice),
            .text(finding.explanationWords),
          ]
        }
      })
  }
}

extension FindingList.Group {
  var heading: String {
    "【\(severity.word)】\(rule) \(description?.title ?? "")（\(findings.count) 项）"
  }

  /// What must hold, on what basis, and what to do.
  var rubric: [(name: String, value: String)] {
    guard let description else { return [] }
    return [
      ("要求", description.holdsWhen), ("依据", description.basis), ("处理", advice),
    ]
  }

  var hiddenNote: String? {
    findings.count > shown ? "另有 \(findings.count - shown) 项没有列出，已计入各项合计" : nil
  }

  fileprivate var text: String {
    var lines = [heading]
    for (name, value) in rubric {
      lines += indented("\(name)：\(value)", by: 2, hanging: 6)
    }
    for (index, finding) in findings.prefix(shown).enumerated() {
      lines.append("  \(index + 1). " + finding.caption)
      lines += indented(finding.sentence, by: 5, hanging: 0)
    }
    if let hiddenNote { lines.append("  …… " + hiddenNote) }
    return lines.joined(separator: "\n")
  }

  /// The findings that are printed, under the heading of their rule.
  var table: ReportTable {
    ReportTable(
      id: rule.description, title: heading,
      columns: [
        .text("subject", "对象"), .text("date", "日期"), .number("amount_fen", "金额（元）"),
        .text("outcome", "结果"), .text("message", "情况"),
      ],
      rows: findings.prefix(shown).map { finding in
        [
          .text(finding.subject), .text(finding.date?.description ?? ""), .money(finding.amount),
          .term(code: finding.outcome.rawValue, word: finding.outcome.word),
          .text(finding.sentence),
        ]
      })
  }

  fileprivate var markdown: String {
    let escape = PlainTable.markdownText
    var lines = ["### " + escape(heading), ""]
    lines += rubric.map { "- \($0.name)：\(escape($0.value))" }
    if shown > 0 { lines += ["", PlainTable.markdown(table, titled: false)] }
    if let hiddenNote { lines += ["", hiddenNote] }
    return lines.joined(separator: "\n")
  }

  private func indented(_ text: String, by indent: Int, hanging: Int) -> [String] {
    wrapped(text, to: 80 - indent - hanging).enumerated().map { index, line in
      String(repeating: " ", count: indent + (index == 0 ? 0 : hanging)) + line
    }
  }
}

extension Explanation {
  /// Reason, people and day.
  fileprivate var words: String {
    let second = confirmedBy.map { "，\(printable($0)) 复核" } ?? ""
    return "\(printable(reason))（\(printable(by)) \(on) 说明\(second)）"
  }
}

extension Finding {
  /// Subject, day and amount on one line.
  fileprivate var caption: String {
    var parts = [printable(subject)]
    if let date { parts.append(date.description) }
    if amount != .zero { parts.append(amount.groupedYuanText + " 元") }
    if outcome != .contradiction { parts.append("（\(outcome.word)）") }
    return parts.joined(separator: "  ")
  }

  /// The message, and what has part in it where the message does not name it.
  fileprivate var sentence: String {
    let unnamed = related.filter { !message.containsBytes(of: $0) }.map(printable)
    let names = unnamed.isEmpty ? "" : "；相关：" + unnamed.joined(separator: "、")
    let explained = explanationWords
    return printable(message) + names + (explained.isEmpty ? "" : "。" + explained)
  }

  /// Who explained it, when and why; or that the explanation lapsed.
  package var explanationWords: String {
    switch explanation {
    case .none: ""
    case .standing(let explanation): "说明：" + explanation.words
    case .lapsed(let explanation): "原有说明因账目变动已失效，请重新说明：" + explanation.words
    }
  }
}
