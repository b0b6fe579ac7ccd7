import Foundation
import LedgerCore
import LedgerStore
import Reconciliation
import Schema

/// Builds a ledger from the bundled example tables and reconciles it.
///
/// Totals are those that 红寺堡区司法局 published for 2024; people, firms, cases and document numbers
/// are invented.
package struct Demonstrate {
  /// The instant of the example's entries: fixed, so that the same program prints the same bytes.
  private static let instant = "2025-01-10T00:00:00Z"
  private static let bureau = Bureau(agency: "红寺堡区司法局", region: "红寺堡区")

  package init() {}

  /// Imports the example into a ledger and reconciles 2024.
  ///
  /// - Parameter path: Where the ledger is to be kept; nil makes one in memory.
  /// - Returns: The year as reconciled.
  /// - Throws: A fault of the store when the file exists or cannot be made.
  package func callAsFunction(keepingAt path: String? = nil) throws -> ReconcileYear.Outcome {
    let stamp = EntryStamp(recordedAt: Self.instant, operatorName: "示例经办人", kind: "init")
    let store: LedgerStore
    if let path {
      try LedgerStore.create(at: path, bureau: Self.bureau, stamp: stamp)
      store = try LedgerStore.open(at: path)
    } else {
      store = try LedgerStore.inMemory(bureau: Self.bureau, stamp: stamp)
    }
    let session = Session(
      store: store, operatorName: stamp.operatorName, now: Self.instant, today: .latest)
    // The example's amounts are those of this standard; db/standards says what is unknown of it.
    if let standard = BundledStandards.all.first(where: { $0.name == "ningxia-2015" }) {
      try LoadStandard(session)(standard.text, name: standard.name)
    }
    try withTables { folder in
      try ImportTables(session)([folder]) { _ in }
    }
    let year = Day(year: 2024, month: 12, day: 31)?.fiscalYear ?? Day.latest.fiscalYear
    return try store.read { try ReconcileYear.outcome(Period(year: year), $0) }
  }

  /// Lays the bundled tables out as files, as an officer has them, for as long as the body runs.
  private func withTables(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("legalaid-demo-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for table in ExampleTables.hongsibu2024 {
      try Data(table.text.utf8).write(to: folder.appendingPathComponent(table.name))
    }
    try body(folder.path)
  }
}
