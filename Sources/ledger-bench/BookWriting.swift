import Bookkeeping
import LedgerCore
package import LedgerStore
import Schema

extension BookPlan {
  /// The instant that every generated entry is stamped with.
  static let instant = "2025-01-05T08:00:00Z"

  /// Makes the ledger of the plan: the standard under one entry, all facts under another.
  ///
  /// - Throws: A fault of the store, or of the bundled standard.
  package func write(to path: String) throws -> LedgerStore {
    let stamp = EntryStamp(recordedAt: Self.instant, operatorName: "测试", kind: "init")
    try LedgerStore.create(
      at: path, bureau: Bureau(agency: "测试区司法局", region: "测试区"), stamp: stamp)
    let store = try LedgerStore.open(at: path)
    let office = Office(store: store, operatorName: "测试", now: Self.instant)
    let name = "ningxia-2015"
    if let standard = BundledStandards.all.first(where: { $0.name == name }) {
      _ = try LoadStandard(office)(standard.text, name: name)
    }
    let entry = EntryStamp(recordedAt: Self.instant, operatorName: "测试", kind: "import")
    try store.append(entry, isLarge: true) { writer in
      for row in appropriations { try writer.append(row) }
      if let year = FiscalYear(Self.year) {
        try writer.append(OpeningBalance(fiscalYear: year, amount: .zero))
      }
      try appendCases(writer)
      for index in 0..<Self.waiting {
        try writer.append(waitingCase(index + 1))
        try writer.append(waitingClaim(index + 1))
      }
      try appendDuty(writer)
      for index in 0..<uncited { try writer.append(uncitedLine(index + 1)) }
    }
    return store
  }

  private func appendCases(_ writer: LedgerWriter) throws {
    for index in 0..<cases {
      let generated = generatedCase(index + 1)
      try writer.append(generated.fact)
      for claim in generated.claims { try writer.append(claim) }
      for line in generated.lines { try writer.append(line) }
    }
  }

  private func appendDuty(_ writer: LedgerWriter) throws {
    for index in 0..<shifts {
      let shift = shift(index + 1)
      try writer.append(shift.fact)
      try writer.append(shift.line)
    }
  }
}
