import Foundation
import Interchange
import LedgerCore
import Wording

/// Reads what an officer says of the columns, words and sheets of tables.
enum TableTermReading {
  /// `承办律师=承办人`.
  static func column(_ text: String) throws -> TableTerm {
    let (said, means) = try sides(of: text, example: "承办律师=承办人")
    return try checked(.column(header: said, means: means))
  }

  /// A header.
  static func passedOver(_ text: String) throws -> TableTerm {
    .column(header: try WordReading.words(text), means: nil)
  }

  /// `案件类型:民事诉讼=民事`.
  static func word(_ text: String) throws -> TableTerm {
    let example = "案件类型:民事诉讼=民事"
    let (said, means) = try sides(of: text, example: example)
    guard let colon = said.firstIndex(where: { $0 == ":" || $0 == "：" }) else {
      throw WordReading.Problem(description: "要写成“账上的列:表里的词=意思”，例如 \(example)")
    }
    return try checked(
      .word(
        column: said[..<colon].trimmed.description,
        word: said[said.index(after: colon)...].trimmed.description, means: means))
  }

  /// What stands in every row of a column that a table does not have.
  struct Fill {
    let column: String
    let text: String
  }

  /// `值班地点=看守所`.
  static func fill(_ text: String) throws -> Fill {
    let (column, content) = try sides(of: text, example: "值班地点=看守所")
    _ = try checked(.column(header: column, means: column))
    return Fill(column: column, text: content)
  }

  /// The name of a sheet.
  static func sheet(_ text: String) throws -> TableTerm {
    .sheet(try WordReading.words(text))
  }

  /// A file with one of them on each line: `承办律师=承办人`, `备考=`, `案件类型:民事诉讼=民事`, `[草稿]`.
  static func file(_ path: String) throws -> [TableTerm] {
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(data: data, encoding: .utf8)
    else { throw WordReading.Problem(description: "“\(printable(path))”读不出来，应是 UTF-8 的文本文件") }
    var terms: [TableTerm] = []
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let line = line.trimmed
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      do {
        terms.append(try term(String(line)))
      } catch {
        throw WordReading.Problem(description: "\(printable(path)):\(number + 1) — \(error)")
      }
    }
    return terms
  }

  /// A term as the command line says it.
  static func arguments(of term: TableTerm) -> [String] {
    switch term {
    case .column(let header, let means?): ["--map", "\(header)=\(means)"]
    case .column(let header, nil): ["--ignore", header]
    case .word(let column, let word, let means): ["--map-word", "\(column):\(word)=\(means)"]
    case .sheet(let name): ["--ignore-sheet", name]
    }
  }

  private static func term(_ line: String) throws -> TableTerm {
    if line.hasPrefix("["), line.hasSuffix("]") {
      return try sheet(String(line.dropFirst().dropLast()))
    }
    if line.hasSuffix("=") || line.hasSuffix("＝") { return try passedOver(String(line.dropLast())) }
    return line.contains(where: { $0 == ":" || $0 == "：" }) ? try word(line) : try column(line)
  }

  private static func sides(of text: String, example: String) throws -> (String, String) {
    guard let sign = text.lastIndex(where: { $0 == "=" || $0 == "＝" }) else {
      throw WordReading.Problem(description: "要写成“表里的=账上的”，例如 \(example)")
    }
    let (said, means) = (text[..<sign].trimmed, text[text.index(after: sign)...].trimmed)
    guard !said.isEmpty, !means.isEmpty else {
      throw WordReading.Problem(description: "等号两边都要写，例如 \(example)")
    }
    return (String(said), String(means))
  }

  private static func checked(_ term: TableTerm) throws -> TableTerm {
    if let flaw = term.flaw { throw WordReading.Problem(description: flaw) }
    return term
  }
}
