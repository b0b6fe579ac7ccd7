import Foundation

/// One row of the printed table.
struct ReportRow {
  let name: String
  /// What the program took, in the unit that `target` speaks of.
  let value: String
  let baseline: String
  let ratio: Double?
  let target: String
  /// nil for a row that has no target.
  let isMet: Bool?

  var line: String {
    let ratio = ratio.map { decimal($0, 3) } ?? "–"
    let mark = isMet.map { $0 ? "达到" : "未达到" } ?? "–"
    return "| \(name) | \(value) | \(baseline) | \(ratio) | \(target) | \(mark) |"
  }
}

/// What the benchmark prints, as a table that can be copied into a document.
enum Report {
  static func heading(_ cases: Int) -> String {
    """

    ## \(cases) 案

    | 项目 | 本程序 | 对照 | 比值 | 目标 | 结果 |
    |---|---|---|---|---|---|
    """
  }

  static func say(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }
}

/// A number with some decimals.
func decimal(_ number: Double, _ places: Int) -> String {
  String(format: "%.\(places)f", number)
}

/// Seconds as people read them.
func duration(_ seconds: Double) -> String {
  seconds < 0.1 ? decimal(seconds * 1_000, 2) + " ms" : decimal(seconds, 3) + " s"
}

extension [Double] {
  /// The middle one; zero for none.
  var median: Double { isEmpty ? 0 : sorted()[count / 2] }

  /// The value that a share of all lies below.
  func quantile(_ share: Double) -> Double {
    isEmpty ? 0 : sorted()[Swift.min(count - 1, Int(Double(count) * share))]
  }
}
