import LedgerCore

/// The sentences of the command-line library, which are fixed English, in Chinese.
///
/// The library keeps its errors to itself and gives out only the sentence: which option is unknown,
/// and which one was meant, can be read nowhere else.
package enum ChineseUsage {
  /// Help with its headings in Chinese.
  package static func help(_ text: String) -> String {
    let end = text.firstRange(of: "  See '")?.lowerBound ?? text.endIndex
    let lines = ValueNames.inChinese(String(text[..<end]), headings)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let help = whole(lines).flatMap(aligned).joined(separator: "\n")
    return end == text.endIndex ? help : help + "  各子命令的用法：legalaid help <子命令>"
  }

  private static let headings = [
    "OVERVIEW: ": "说明：", "USAGE: ": "用法：", "ARGUMENTS:": "参数：", "OPTIONS:": "选项：",
    "SUBCOMMANDS:": "子命令：", "Show help information.": "显示帮助", "Show the version.": "显示版本",
    "(default: ": "（默认：", "(values: ": "（可选：",
  ]

  /// The column in which explanations stand, and how wide a line may be.
  private static let column = 26
  private static let width = 96

  /// Lines with the explanations that the library broke put together again: it counts characters,
  /// of which a Chinese one is two columns wide.
  private static func whole(_ lines: [String]) -> [String] {
    var whole: [String] = []
    let margin = String(repeating: " ", count: column)
    for line in lines {
      if line.hasPrefix(margin), let last = whole.last, isItem(last) {
        whole[whole.count - 1] = last + " " + line.dropFirst(column)
      } else {
        whole.append(line)
      }
    }
    return whole
  }

  /// Whether a line tells of an option, an argument or a command.
  private static func isItem(_ line: String) -> Bool {
    line.hasPrefix("  ") && !line.hasPrefix("   ")
  }

  /// A line of an option or command with its explanation in the column where the others are; a
  /// label that reaches into it stands on a line of its own.
  private static func aligned(_ line: String) -> [String] {
    guard isItem(line) else { return [line] }
    var words = line.split(separator: " ")[...]
    var label: [Substring] = []
    while let word = words.first, label.isEmpty || "-<[".contains(word.first ?? " ") {
      label.append(words.removeFirst())
    }
    let name = "  " + label.joined(separator: " ")
    let explanation = inBrackets(words.joined(separator: " "))
    let margin = String(repeating: " ", count: column)
    let lines = wrapped(explanation, to: width - column).map { margin + $0 }
    guard let first = lines.first else { return [name] }
    guard displayWidth(name) + 2 <= column else { return [name] + lines }
    return [name.padded(to: column) + first.dropFirst(column)] + lines.dropFirst()
  }

  /// The values that the library lists, as Chinese lists them.
  private static func inBrackets(_ text: String) -> String {
    // Few explanations list any, and to search each takes its time.
    guard text.utf8.last == UInt8(ascii: ")"),
      let start = text.firstRange(of: "（可选：") ?? text.firstRange(of: "（默认："),
      let end = text[start.upperBound...].firstRange(of: ")")
    else { return text }
    let listed = text[start.upperBound..<end.lowerBound]
      .replacing("; default: ", with: "；默认：").replacing(", ", with: "、")
    var before = text[..<start.lowerBound]
    while before.last == " " { before.removeLast() }
    return before + text[start] + listed + "）" + text[end.upperBound...]
  }

  /// How the command is used, from the lines under a problem.
  package static func usage(in text: String) -> String {
    let lines = text.split(separator: "\n").map(String.init)
    let usage = lines.first { $0.hasPrefix("Usage: ") }?.dropFirst("Usage: ".count) ?? ""
    let command = usage.split(separator: " ").prefix { !"[<-".contains($0.first ?? "-") }
      .joined(separator: " ")
    return "用法：\(ValueNames.inChinese(String(usage)))\n详细说明：\(command) --help"
  }

  /// What is wrong with a command line.
  ///
  /// - Parameters:
  ///   - message: The library's.
  ///   - meant: What a word should have been that stands where a command is named; nil where none
  ///     is named there.
  /// - Returns: One sentence.
  package static func problem(
    _ message: String, meant: (String) -> [String]? = { _ in nil }
  ) -> String {
    let quoted = quotedParts(of: message).map(withoutValueName)
    let first = quoted.first ?? ""
    if message.hasPrefix("Missing expected argument") {
      return "缺少 \(ValueNames.inChinese(first))"
    }
    if message.hasPrefix("Missing value for") { return "\(first) 后面没有写值" }
    if message.contains("does not take any value") {
      return "\(first) 后面不能写值"
    }
    if message.hasPrefix("Can't generate completion scripts") {
      return "不能为这种命令解释器生成补全脚本，可选：zsh、bash、fish"
    }
    // Every command takes the two; only where no command is named are they unknown.
    if message.hasPrefix("Unknown option"), ["--ledger", "--operator"].contains(first) {
      return "没有写子命令：\(first) 要和子命令一起写，例如 legalaid verify \(first) …"
    }
    if message.hasPrefix("Unknown option"), let mark = first.first(where: "，。：；、".contains) {
      let parts = first.split(separator: mark, maxSplits: 1).joined(separator: " ")
      return "没有 \(first) 这个选项：里面的“\(mark)”是中文标点，请改成空格，写成 \(parts)"
    }
    if message.hasPrefix("Unknown option") {
      return "没有 \(first) 这个选项" + (quoted.count > 1 ? "，是不是 \(quoted[1])？" : "")
    }
    if message.contains("nexpected argument"), let meant = meant(first) {
      let question = meant.isEmpty ? "" : "，是不是 \(meant.joined(separator: " 或 "))？"
      return "没有 \(first) 这个命令\(question)"
    }
    if message.contains("nexpected argument") {
      return "多出了不认识的内容：\(quoted.joined(separator: "、"))"
    }
    if message.hasPrefix("The value"), quoted.count > 1 {
      return "\(ValueNames.inChinese(quoted[1])) 的值“\(first)”不对" + reason(in: message, quoted)
    }
    // Our own validation speaks Chinese; what else the library may say is not shown.
    let isOurs = message.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    return isOurs ? message : "命令写得不对"
  }

  /// Why a value is wrong: our own sentence behind the colon, or the values that are allowed.
  private static func reason(in message: String, _ quoted: [String]) -> String {
    if let allowed = message.firstRange(of: "Please provide one of ") {
      let rest = message[allowed.upperBound...]
      // Few values stand in a sentence, each quoted; many stand on lines of their own.
      let values =
        rest.hasPrefix("the following:")
        ? rest.split(separator: "\n").dropFirst().map { $0.drop { " -".contains($0) }.description }
        : quotedParts(of: String(rest))
      return "，可选：\(values.joined(separator: "、"))"
    }
    guard let colon = message.firstRange(of: "': ") else { return "" }
    return "：" + message[colon.upperBound...]
  }

  /// An option without the name of its value: `--year` of `--year <year>`.
  private static func withoutValueName(_ text: String) -> String {
    text.hasPrefix("-") ? String(text.prefix { $0 != " " }) : text
  }

  private static func quotedParts(of message: String) -> [String] {
    let pieces = message.split(separator: "'", omittingEmptySubsequences: false)
    return pieces.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}
