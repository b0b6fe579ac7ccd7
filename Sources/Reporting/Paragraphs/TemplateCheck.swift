import LedgerCore

/// Reads a template line by line and refuses what a bureau's text has no use for.
///
/// The template language could include files, change its own signs and call functions. None of it
/// passes: only values, clauses that stand or do not, and remarks.
struct TemplateCheck {
  static let bytesMax = 100_000

  /// A paragraph's lines in one, without remarks.
  struct Paragraph {
    /// Where it begins, from 1.
    let line: Int
    let text: String
  }

  private var paragraphs: [Paragraph] = []
  private var text = ""
  private var firstLine = 1
  private var open: [(tag: String, line: Int)] = []

  /// The paragraphs of a template.
  ///
  /// - Throws: ``TemplateFault`` for the first line that is not as it must be.
  static func paragraphs(of text: String) throws(TemplateFault) -> [Paragraph] {
    guard text.utf8.count <= bytesMax else { throw TemplateFault(line: 1, .tooLong) }
    let isBinary = text.unicodeScalars.contains { $0.value == 0 || $0.value == 0xFFFD }
    guard !isBinary else { throw TemplateFault(line: 1, .notText) }
    var check = TemplateCheck()
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      try check.take(line.trimmed, number: index + 1)
    }
    try check.endParagraph()
    return check.paragraphs
  }

  private mutating func take(_ line: Substring, number: Int) throws(TemplateFault) {
    guard !line.isEmpty else { return try endParagraph() }
    if text.isEmpty { firstLine = number }
    var rest = line
    while let start = rest.firstRange(of: "{{") {
      text += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      guard let end = rest.firstRange(of: "}}") else {
        throw TemplateFault(line: number, .unfinishedTag)
      }
      let tag = rest[..<end.lowerBound]
      rest = rest[end.upperBound...]
      guard rest.first != "}" else {
        throw TemplateFault(line: number, .unsupportedTag("{{\(tag)}}}"))
      }
      text += try accepted(tag.trimmed, number: number)
    }
    text += rest
  }

  /// A tag as the template language reads it; empty for a remark.
  private mutating func accepted(
    _ tag: Substring, number: Int
  ) throws(TemplateFault) -> String {
    switch tag.first {
    case "!": return ""
    case "%" where tag.filter({ !$0.isWhitespace }) == "%CONTENT_TYPE:TEXT": return ""
    case "#", "^":
      let name = try known(tag.dropFirst().trimmed, number)
      open.append((name, number))
      return "{{\(tag.prefix(1))\(name)}}"
    case "/":
      let name = try known(tag.dropFirst().trimmed, number)
      guard let last = open.popLast() else { throw TemplateFault(line: number, .unopened(name)) }
      guard last.tag == name else { throw TemplateFault(line: last.line, .unclosed(last.tag)) }
      return "{{/\(name)}}"
    case "." where tag == ".":
      guard !open.isEmpty else { throw TemplateFault(line: number, .dotOutside) }
      return "{{.}}"
    default: return "{{\(try known(tag, number))}}"
    }
  }

  private func known(_ name: Substring, _ number: Int) throws(TemplateFault) -> String {
    let name = ParagraphTag.byTitle[String(name)]?.name ?? String(name)
    guard ParagraphTag.names.contains(name) else {
      let isName = name.utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 }
      // What is no name in English may still be one in Chinese.
      let looksLikeName = isName || name.unicodeScalars.contains { $0.value >= 0x4E00 }
      guard looksLikeName, !name.isEmpty else {
        throw TemplateFault(line: number, .unsupportedTag("{{\(name)}}"))
      }
      throw TemplateFault(line: number, .unknownTag(name, nearest: ParagraphTag.nearest(to: name)))
    }
    return name
  }

  private mutating func endParagraph() throws(TemplateFault) {
    if let last = open.last { throw TemplateFault(line: last.line, .unclosed(last.tag)) }
    if !text.isEmpty { paragraphs.append(Paragraph(line: firstLine, text: text)) }
    text = ""
  }
}
