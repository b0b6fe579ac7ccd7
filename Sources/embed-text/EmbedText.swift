import Foundation

/// Writes text files as one Swift source of string literals.
///
/// Usage: `embed-text FOLDER OUTPUT FILE…`; paths in the output are relative to FOLDER.
@main
struct EmbedText {
  static func main() throws {
    let arguments = CommandLine.arguments
    let folder = arguments[1]
    var source = "let embeddedFiles: [(path: String, text: String)] = [\n"
    for file in arguments.dropFirst(3) {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      source += "  (\n    \(literal(relative(file, to: folder))),\n    \(literal(text))\n  ),\n"
    }
    source += "]\n"
    try source.write(toFile: arguments[2], atomically: true, encoding: .utf8)
  }

  private static func relative(_ file: String, to folder: String) -> String {
    String(file.dropFirst(folder.count).drop { $0 == "/" })
  }

  /// One line per literal, escaped: no file content can end it early.
  private static func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\0": result += "\\0"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
