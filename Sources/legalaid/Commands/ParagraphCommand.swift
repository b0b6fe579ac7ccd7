import ArgumentParser
import Foundation
import LedgerCore
import Reporting
import Wording

extension ReportCommand {
  struct Paragraph: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "paragraph",
      abstract: "公开和总结用的文字：案件和经费情况",
      discussion: """
        --variant 选用自带的样式；--template 用本单位自己的模板（UTF-8 文本），可用的标签用 --tags 列出。
        模板里 {{名称}} 是数字，{{#名称}}……{{/名称}} 是有这项内容才出现的句子，空行分段。
        """)

    @OptionGroup var span: SpanOptions
    @Option(
      help: ArgumentHelp(
        "样式：disclosure（公开）、summary（工作总结）、lottery（中彩金）", valueName: "样式"),
      transform: WordReading.variant)
    var variant: ParagraphVariant?
    @Option(help: ArgumentHelp("本单位自己的模板", valueName: "文件")) var template: String?
    @Flag(help: "列出模板可用的标签和现在的值") var tags = false
    @Flag(help: "账不平时拒绝输出") var strict = false
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func validate() throws {
      if variant != nil, template != nil {
        throw ValidationError("--variant 和 --template 只能用一个")
      }
    }

    func run() throws {
      let template = try chosenTemplate()
      let document = try span.document(of: ledger.openForFigures())
      if tags { return try format.print(document.tagTable) }
      for warning in document.warnings { Output.note("注意：" + warning) }
      if strict, !document.warnings.isEmpty || OpenedLedgers.standing != .sound {
        throw NotPublishable()
      }
      try format.print {
        document.paragraph($0, by: template)
      } page: {
        document.paragraphPage($0, by: template)
      }
    }

    private func chosenTemplate() throws -> ParagraphTemplate {
      guard let path = template else { return try ParagraphTemplate(variant ?? .disclosure) }
      let text = try TemplateFile(path).text()
      do {
        return try ParagraphTemplate(text: text)
      } catch {
        throw TemplateFile.Fault.template(path: path, error)
      }
    }
  }

  /// A paragraph that `--strict` does not let out.
  struct NotPublishable: OfficerError {
    let description = "账没有平或账本没有通过核验，按 --strict 不输出：请先处理上面列出的问题"
  }
}

/// A template on disk.
struct TemplateFile {
  /// More than any text that is published.
  private static let bytesMax = 1_000_000

  private let path: String

  init(_ path: String) {
    self.path = path
  }

  /// Why a file gives no template.
  enum Fault: OfficerError {
    case unreadable(path: String)
    case tooLong(path: String)
    case notText(path: String)
    case template(path: String, TemplateFault)

    var description: String {
      switch self {
      case .unreadable(let path): "读不到模板“\(path)”：请核对文件名和权限"
      case .tooLong(let path): "“\(path)”太大，不像是文字模板：请核对文件"
      case .notText(let path): "“\(path)”不是 UTF-8 文本：请另存为 UTF-8 编码的纯文本"
      case .template(let path, let fault): "“\(path)”\(fault.guidance.words(in: .commandLine))"
      }
    }
  }

  func text() throws(Fault) -> String {
    let data: Data
    do {
      guard let handle = FileHandle(forReadingAtPath: path) else {
        throw Fault.unreadable(path: path)
      }
      // At the end of the file, which is all of an empty one, there is no piece.
      data = try handle.read(upToCount: Self.bytesMax + 1) ?? Data()
    } catch {
      throw .unreadable(path: path)
    }
    guard data.count <= Self.bytesMax else { throw .tooLong(path: path) }
    guard let text = String(validating: data, as: UTF8.self) else { throw .notText(path: path) }
    return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
  }
}
