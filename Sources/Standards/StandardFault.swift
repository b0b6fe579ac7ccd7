import LedgerCore

/// What stops a standard from being read: a place in its file, what is wrong, what to write.
package struct StandardFault: OfficerError, Equatable, Sendable {
  /// The file as it was named.
  package let file: String
  /// From 1; nil when the file as a whole is at fault.
  package let line: Int?
  package let problem: String
  /// What was read, fit to be shown.
  package let read: String
  package let advice: String

  init(file: String, line: Int?, problem: String, read: String, advice: String) {
    self.file = file
    self.line = line
    self.problem = problem
    self.read = read
    self.advice = advice
  }

  /// `文件:行 — 什么不对 — 读到的 — 应该怎么写`.
  package var description: String {
    let place = printable(file) + (line.map { ":\($0)" } ?? "")
    return "\(place) — \(problem) — \(read) — \(advice)"
  }
}

/// All that is wrong with one file, in the order of its lines; never empty.
package struct StandardFaults: OfficerError, Equatable, Sendable {
  package let faults: [StandardFault]

  init(_ faults: [StandardFault]) {
    // Sorting keeps faults of one line in the order in which they were found.
    let numbered = faults.enumerated().sorted { left, right in
      (left.element.line ?? 0, left.offset) < (right.element.line ?? 0, right.offset)
    }
    self.faults = numbered.map(\.element)
  }

  /// One fault a line.
  package var description: String {
    faults.map(\.description).joined(separator: "\n")
  }
}

/// A text as a fault shows it: on one line, visible, and cut when it is long.
func excerpt(_ text: String) -> String {
  let visible = Array(printable(String(text.unicodeScalars.prefix(400))).unicodeScalars)
  var shown = String.UnicodeScalarView()
  shown.append(contentsOf: visible.prefix(40))
  return "“\(String(shown))\(visible.count > 40 ? "…" : "")”"
}
