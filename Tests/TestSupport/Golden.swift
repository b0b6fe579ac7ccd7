package import Foundation
package import Testing

/// Compares a text with a committed file in `reports/golden`, byte for byte.
///
/// With `UPDATE_GOLDEN=1` in the environment the file is written anew **and** the test fails, so
/// that a run that records can never pass for one that checks.
///
/// - Parameters:
///   - text: What the program printed.
///   - relativePath: The file's place below `reports/golden`.
///   - sourceLocation: Where a difference is reported.
package func expectGolden(
  _ text: String, _ relativePath: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let file = repositoryRoot.appending(path: "reports/golden/\(relativePath)")
  if isUpdatingGolden {
    record(text, in: file, sourceLocation)
    return
  }
  guard let data = try? Data(contentsOf: file) else {
    Issue.record(
      "no golden file \(file.path); UPDATE_GOLDEN=1 writes it", sourceLocation: sourceLocation)
    return
  }
  guard data != Data(text.utf8) else { return }
  let difference = lineDifference(from: String(decoding: data, as: UTF8.self), to: text)
  Issue.record(
    "\(relativePath) differs (- committed, + printed):\n\(difference)",
    sourceLocation: sourceLocation)
}

/// Whether golden files are to be written anew.
package let isUpdatingGolden = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

/// The top folder of the source tree these tests were built from.
package let repositoryRoot = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

private func record(_ text: String, in file: URL, _ sourceLocation: SourceLocation) {
  do {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    Issue.record(
      "wrote \(file.path); run again without UPDATE_GOLDEN", sourceLocation: sourceLocation)
  } catch {
    Issue.record("cannot write \(file.path): \(error)", sourceLocation: sourceLocation)
  }
}

/// The first lines that differ, each with its sign and its number in its own text.
///
/// Lines that agree but for their bytes (an ending, a composed letter) are shown with escapes.
package func lineDifference(
  from old: String, to new: String, limit: Int = 12
) -> String {
  let oldLines = old.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
  let newLines = new.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
  let changes = newLines.difference(from: oldLines)
  let printed = changes.sorted { place(of: $0) < place(of: $1) }.prefix(limit).map { change in
    switch change {
    case .remove(let offset, let line, _): "-\(offset + 1): \(visible(line))"
    case .insert(let offset, let line, _): "+\(offset + 1): \(visible(line))"
    }
  }
  let more = changes.count > limit ? ["… \(changes.count - limit) more"] : []
  return (printed + more).joined(separator: "\n")
}

/// Orders changes by line, the removed before the inserted.
private func place(of change: CollectionDifference<[UInt8]>.Change) -> Int {
  switch change {
  case .remove(let offset, _, _): offset * 2
  case .insert(let offset, _, _): offset * 2 + 1
  }
}

private func visible(_ line: [UInt8]) -> String {
  String(decoding: line, as: UTF8.self).replacingOccurrences(of: "\r", with: "\\r")
}

/// The text of a file of the source tree, such as `db/calendar/cn-workdays.csv`.
package func repositoryText(_ relativePath: String) throws -> String {
  try String(contentsOf: repositoryRoot.appending(path: relativePath), encoding: .utf8)
}
