import Foundation
import Interchange
import LedgerCore
import TestSupport

/// Rows as tables: those of one kind that follow each other are one file.
struct Tables {
  private var files: [(kind: TableKind, text: String)] = []
  /// The index of each table's first row among all rows.
  private(set) var firstRows: [Int] = []

  /// - Parameters:
  ///   - rows: The rows.
  ///   - spoiled: The row that holds what cannot be read.
  ///   - digest: What an explanation is tied to; nil for nothing that the ledger holds.
  /// - Throws: A fault of the rows' values, or what the digest throws.
  init(_ rows: [Row], spoiled: Int?, digest: (ExplanationRow) throws -> String?) throws {
    for (index, row) in rows.enumerated() {
      let (kind, record) = try Self.record(row, digest)
      let writer = TableWriter(kind)
      if files.last?.kind != kind {
        files.append((kind, writer.beginning))
        firstRows.append(index)
      }
      var line = writer.line(record)
      if index == spoiled { line = Self.spoil(line) }
      files[files.count - 1].text += line
    }
  }

  /// - Returns: The paths of the files.
  func write(into folder: TemporaryFolder, prefix: String) throws -> [String] {
    try files.enumerated().map { index, file in
      try folder.write(file.text, to: "\(prefix)\(index + 1).csv")
    }
  }

  private static func record(
    _ row: Row, _ digest: (ExplanationRow) throws -> String?
  ) throws -> (TableKind, TableRecord) {
    switch try row.fact() {
    case .appropriation(let fact): (.appropriations, TableRecord(fact))
    case .ofCase(let fact): (.cases, TableRecord(fact))
    case .claim(let fact): (.claims, TableRecord(fact))
    case .duty(let fact): (.duty, TableRecord(fact))
    case .payment(let fact): (.payments, TableRecord(fact))
    case .bank(let fact): (.bank, TableRecord(fact))
    case .change(let fact, let number): (.fundChanges, TableRecord(fact, number: number))
    case .opening(let fact): (.openings, TableRecord(fact))
    case .match(let fact): (.matches, TableRecord(fact))
    case .explanation(let row):
      (
        .explanations,
        TableRecord(
          Explanation(
            rule: row.rule, subject: row.subject,
            digest: try digest(row) ?? String(repeating: "0", count: 64), reason: "已核实",
            by: ModelOffice.explainer, confirmedBy: row.second,
            on: try .of(ModelOffice.explainedOn)))
      )
    }
  }

  /// Puts what no cell may hold into the place of the row's first day, else of its year or of
  /// what was decided.
  private static func spoil(_ line: String) -> String {
    if let day = line.firstMatch(of: /\d{4}-\d{2}-\d{2}/) {
      return line.replacingCharacters(in: day.range, with: "2024-02-30")
    }
    let decided = line.replacing("匹配", with: "不明").replacing("撤销", with: "不明")
    return decided == line ? "二" + line.dropFirst() : decided
  }
}
