package import LedgerCore
import Mustache
import ReportTemplates

/// A template of a published text: ours, or the bureau's own (自备模板).
///
/// It is checked whole before anything is printed. It can name values and clauses and nothing else:
/// what it prints is in ``ParagraphTag``, where no recipient is.
package struct ParagraphTemplate: Sendable {
  /// One template for each paragraph of the text.
  private let paragraphs: [MustacheTemplate]

  /// One of ours.
  ///
  /// - Throws: An error when the program was built without it, or it is not as a template must be.
  package init(_ variant: ParagraphVariant) throws {
    try self.init(text: try ReportTemplates.text(of: variant.rawValue))
  }

  /// A template from its text: line breaks are for its readers, an empty line parts paragraphs.
  ///
  /// - Throws: ``TemplateFault`` for the first thing that is wrong.
  package init(text: String) throws(TemplateFault) {
    let checked = try TemplateCheck.paragraphs(of: text)
    guard !checked.isEmpty else { throw TemplateFault(line: 1, .empty) }
    var paragraphs: [MustacheTemplate] = []
    for paragraph in checked {
      do {
        // Nothing is escaped: this is no HTML.
        paragraphs.append(
          try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + paragraph.text))
      } catch {
        throw TemplateFault(line: paragraph.line, .unreadable)
      }
    }
    self.paragraphs = paragraphs
  }

  /// The text, each paragraph on one line.
  package func text(_ values: ParagraphValues) -> String {
    paragraphs.map { printable($0.render(values.byTag)) }.filter { !$0.trimmed.isEmpty }
      .joined(separator: "\n")
  }
}

/// Something in a template that is not as it must be.
package struct TemplateFault: OfficerError, Equatable {
  /// From 1.
  package let line: Int
  package let problem: Problem

  init(line: Int, _ problem: Problem) {
    self.line = line
    self.problem = problem
  }

  /// What is wrong.
  package enum Problem: Equatable, Sendable {
    case empty
    case notText
    case tooLong
    case unfinishedTag
    case unsupportedTag(String)
    case unknownTag(String, nearest: String?)
    case dotOutside
    case unopened(String)
    case unclosed(String)
    case unreadable
  }

  package var description: String { guidance.words }

  package var guidance: Guidance { "模板第 \(line) 行：\(what)" }

  private var what: Guidance {
    let list: Guidance = "可用的标签见标签表\(aside: .listTags)"
    return switch problem {
    case .empty: "没有内容；请把要公开的文字写进模板"
    case .notText: "不是 UTF-8 文本；请另存为 UTF-8 编码的纯文本"
    case .tooLong: "模板太大；请只写要公开的文字，不超过 \(TemplateCheck.bytesMax / 1_000) KB"
    case .unfinishedTag: "“{{”后面没有在同一行写完“}}”；标签写成 {{paid}}"
    case .unsupportedTag(let tag):
      "不能用“\(printable(tag))”；只能用 {{名称}}、{{#名称}}…{{/名称}} 和 {{^名称}}…{{/名称}}"
    case .unknownTag(let tag, let nearest):
      "没有名为“\(printable(tag))”的标签\(nearest.map { "，是不是 {{\($0)}}" } ?? "")；\(list)"
    case .dotOutside: "{{.}} 要写在 {{#名称}} 和 {{/名称}} 之间"
    case .unopened(let tag): "多出 {{/\(tag)}}：前面没有对应的 {{#\(tag)}}"
    case .unclosed(let tag): "{{#\(tag)}} 没有在本段内写完 {{/\(tag)}}"
    case .unreadable: "模板读不懂；请检查标签的写法"
    }
  }
}
