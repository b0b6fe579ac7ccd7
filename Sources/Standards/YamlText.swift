import LedgerCore
internal import Yams

/// A text as YAML, within bounds, or what is wrong with it.
enum YamlText {
  /// The largest text that is read; the parser itself stops at a depth of a thousand.
  static let bytesMax = 128 * 1024

  static func root(of text: String, file: String) throws(StandardFaults) -> Node {
    let fault = { (line: Int?, problem: String, read: String, advice: String) in
      StandardFaults([
        StandardFault(file: file, line: line, problem: problem, read: read, advice: advice)
      ])
    }
    guard text.utf8.count <= bytesMax else {
      throw fault(
        nil, "文件太大", "读到 \(text.utf8.count) 字节", "标准文件最大 \(bytesMax / 1024) KB，请核对是不是标准文件")
    }
    if let line = firstAnchor(in: text) {
      throw fault(
        line, "标准文件不使用 YAML 的锚点", "读到以 & 开头的词",
        "请把内容直接写出来；文字里的 & 前面不留空格")
    }
    // A byte order mark would push the first line to the right of the others.
    let isMarked = text.unicodeScalars.first == "\u{FEFF}"
    let content = isMarked ? String(text.unicodeScalars.dropFirst()) : text
    let root: Node?
    do {
      root = try compose(yaml: content, .basic, .default, .utf8)
    } catch {
      if let line = unclosedQuote(in: content) {
        throw fault(
          line, "不是有效的 YAML", "引号没有收尾", "请在这一行补上另一半引号")
      }
      throw StandardFaults([YamlFlaw(error, text: text).fault(file: file)])
        .namingMarks(in: content, file: file)
    }
    guard let root, root.scalar?.string.isEmpty != true else {
      throw fault(nil, "文件是空的", "读到 0 项", "请照 db/standards/README.md 的格式写")
    }
    return root
  }

  /// The line of the first anchor, or of a text that a parser might take for one.
  ///
  /// Without anchors there are no aliases, and without aliases a small text stays a small tree.
  private static func firstAnchor(in text: String) -> Int? {
    var line = 1
    var isTokenStart = true
    var isAmpersand = false
    for scalar in text.unicodeScalars {
      if isAmpersand, !scalar.properties.isWhitespace { return line }
      isAmpersand = isTokenStart && scalar == "&"
      switch scalar {
      case "\n":
        line += 1
        isTokenStart = true
      case " ", "\t", "\r", "[", "{", "]", "}", ",", ":", "?", "-", "\u{FEFF}", "\u{85}",
        "\u{2028}", "\u{2029}":
        isTokenStart = true
      default: isTokenStart = false
      }
    }
    return nil
  }
}

/// What the parser found wrong, in the words of an officer.
private struct YamlFlaw {
  private let line: Int?
  private let problem: String
  private let read: String
  private let advice: String

  init(_ error: any Error, text: String) {
    switch error as? YamlError {
    case .duplicatedKeysInMapping(let keys, let context):
      line = context.mark.line
      problem = "同一项写了两次"
      read = "读到重复的" + keys.map(excerpt).joined(separator: "、")
      advice = "请只留一处"
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _):
      let content = Self.line(mark.line, of: text)
      line = mark.line
      problem = "不是有效的 YAML"
      read = content.isEmpty ? "到这里读不下去" : "读到" + excerpt(content)
      advice =
        content.contains("\t")
        ? "请用空格缩进，不用制表符" : "请核对这一行和上一行的缩进、冒号后的空格、引号和括号"
    case .composer(let context, _, let mark, _):
      line = mark.line
      let isSecond = context != nil
      problem = isSecond ? "一个文件里有几份文档" : "标准文件不使用 YAML 的别名"
      read = "读到" + excerpt(Self.line(mark.line, of: text))
      advice = isSecond ? "请一份标准一个文件，删去“---”" : "请把内容直接写出来，或给文字加引号"
    default:
      line = nil
      problem = "不是有效的 YAML"
      read = "读到不能识别的字符"
      advice = "请用纯文本编辑器另存为 UTF-8"
    }
  }

  func fault(file: String) -> StandardFault {
    StandardFault(file: file, line: line, problem: problem, read: read, advice: advice)
  }

  private static func line(_ number: Int, of text: String) -> String {
    let lines = text.split(separator: "\n", maxSplits: number, omittingEmptySubsequences: false)
    return number >= 1 && number <= lines.count ? String(lines[number - 1]) : ""
  }
}
