import LedgerCore
import TestSupport

// What came to stand in closed years after their closing: the first open year tells it.

extension LedgerModel {
  private static let openItems: Set = ["P07", "P08", "P10", "D06"]

  /// What a year tells of closed ones: what no closing told as large, and what one did, which is
  /// told again when it rests on other facts; which facts those are the contract leaves open.
  func afterClosing(
    toldIn year: Int, asOf: Day
  ) throws -> (certain: [NaiveChecker.Statement], open: [NaiveChecker.Statement]) {
    guard let last = closed.max(), year == last + 1, let first = years.min() else {
      return ([], [])
    }
    let key = { (finding: NaiveChecker.Statement) in "\(finding.rule) \(name(finding.subject))" }
    let end = max(years.max() ?? year, year) + 1
    var seen: Set<String> = []
    for open in year...end { seen.formUnion(try everything(.of(open), asOf: asOf).map(key)) }
    var certain: [NaiveChecker.Statement] = []
    var open: [NaiveChecker.Statement] = []
    for ended in (min(first, year)..<year).reversed() {
      let standing = try everything(.of(ended), asOf: asOf).filter {
        !Self.openItems.contains($0.rule) && !Self.isUntestable($0)
      }
      for finding in standing where !seen.contains(key(finding)) {
        if wasTold(finding, in: ended) { open.append(finding) } else { certain.append(finding) }
      }
      seen.formUnion(standing.map(key))
    }
    return (certain, open)
  }

  /// Whether the closing that ended a year told a finding at least as large.
  private func wasTold(_ finding: NaiveChecker.Statement, in year: Int) -> Bool {
    guard let closing = closed.filter({ $0 >= year }).min() else { return false }
    return (told[closing] ?? []).contains { earlier in
      earlier.rule == finding.rule && name(earlier.subject) == name(finding.subject)
        && (finding.fen >= 0 ? earlier.fen >= finding.fen : earlier.fen <= finding.fen)
    }
  }
}
