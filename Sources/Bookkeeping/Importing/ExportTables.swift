import Foundation
import Interchange
import LedgerCore
package import LedgerStore

/// Writes the ledger as the tables it can be imported from again.
///
/// The tables hold names in full: they are for safe keeping and for another ledger, never for
/// publication.
package struct ExportTables {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// Why an export was refused; no file was changed.
  package enum Fault: OfficerError {
    case exists(path: String)
    case cannotWrite(path: String)

    package var description: String {
      switch self {
      case .exists(let path): "“\(path)”已经存在，没有覆盖：请换一个文件夹或先移走旧文件；账本没有改动"
      case .cannotWrite(let path): "不能写入“\(path)”：请检查文件夹权限和磁盘空间；账本没有改动"
      }
    }
  }

  /// Writes one file for each kind of table, mode 0600, into a folder that is made if need be.
  ///
  /// The tables that the contract adds beyond the six are written only when they have rows.
  ///
  /// - Parameters:
  ///   - folder: Where to; existing tables there are never replaced.
  ///   - isRehearsal: Count and write nothing.
  /// - Returns: The files with their row counts.
  /// - Throws: ``Fault`` when a file exists or cannot be written.
  package func callAsFunction(
    into folder: String, isRehearsal: Bool = false
  ) throws -> [(file: String, rows: Int)] {
    let files = try store.read { ledger in
      try Self.tables(ledger) + Self.standards(ledger)
    }
    let url = URL(fileURLWithPath: folder, isDirectory: true)
    for file in files {
      let path = url.appendingPathComponent(file.name).path
      if DurableFile.isTaken(path) { throw Fault.exists(path: path) }
    }
    if !isRehearsal { try write(files.map { ($0.name, $0.text) }, into: url) }
    return files.map { ($0.name, $0.rows) }
  }

  private typealias File = (name: String, rows: Int, text: String)

  private static func tables(_ ledger: LedgerSnapshot) throws -> [File] {
    try TableKind.allCases.compactMap { kind in
      var text = TableWriter(kind).beginning
      var rows = 0
      try kind.forEachRecord(in: ledger) { record in
        text += TableWriter(kind).line(record)
        rows += 1
      }
      return rows > 0 || !additional.contains(kind) ? (kind.fileName, rows, text) : nil
    }
  }

  /// The standards as they were loaded, in their order: rule C05 asks them in the next ledger too.
  private static func standards(_ ledger: LedgerSnapshot) throws -> [File] {
    try ledger.standards.all().map { standard in
      let number = String(1_000 + standard.number).dropFirst()
      let lines = standard.text.split(separator: "\n", omittingEmptySubsequences: false).count
      return ("standard-\(number).yaml", lines, standard.text)
    }
  }

  private static let additional: Set<TableKind> = [
    .fundChanges, .openings, .explanations, .matches, .setAsides,
  ]

  /// Writes all files in a folder of drafts; a failure leaves none.
  ///
  /// The drafts' folder gets the name of a folder that is not there; into one that is there the
  /// files are moved.
  private func write(_ files: [(name: String, text: String)], into folder: URL) throws {
    let contents = files.map { ($0.name, Data($0.text.utf8)) }
    let isThere = DurableFile.isTaken(folder.path)
    let inside = folder.appendingPathComponent("tables").path
    let drafts = DraftName(for: isThere ? inside : folder.path, "export").path
    defer { try? FileManager.default.removeItem(atPath: drafts) }
    do {
      try DurableFolder.write(contents, to: drafts, for: folder.path)
      guard isThere else {
        guard try DurableFolder.publish(drafts, as: folder.path) else {
          throw Fault.exists(path: folder.path)
        }
        return
      }
      try move(files.map(\.name), from: drafts, to: folder)
    } catch is StoreFault {
      throw Fault.cannotWrite(path: folder.path)
    }
  }

  private func move(_ names: [String], from drafts: String, to folder: URL) throws {
    var finished: [String] = []
    for name in names {
      let final = folder.appendingPathComponent(name).path
      do {
        try DurableFile.publish(drafts + "/" + name, as: final)
      } catch {
        for path in finished { unlink(path) }
        throw error
      }
      finished.append(final)
    }
  }
}

extension TableKind {
  /// Every fact of the kind as it now stands, in the order of its number.
  fileprivate func forEachRecord(
    in ledger: LedgerSnapshot, _ body: (TableRecord) throws -> Void
  ) throws {
    let (cases, funds) = (ledger.cases, ledger.funds)
    switch self {
    case .appropriations: for row in try funds.appropriations() { try body(TableRecord(row)) }
    case .openings: for opening in try funds.knownOpenings() { try body(TableRecord(opening)) }
    case .fundChanges:
      let standing = Set(try funds.appropriations().map(\.id))
      // A change of a row that was withdrawn changes nothing, and has no row to go with.
      for numbered in try funds.changes() where standing.contains(numbered.change.appropriation) {
        try body(TableRecord(numbered.change, number: numbered.number))
      }
    case .explanations:
      for given in try ledger.explanations.lastOfEach() { try body(TableRecord(given)) }
    case .matches: for match in try ledger.treasury.matches() { try body(TableRecord(match)) }
    case .setAsides:
      for decision in try ledger.treasury.setAsides() { try body(TableRecord(decision)) }
    case .cases:
      try cases.forEachDossier { try $0.legalAidCase.map { try body(TableRecord($0)) } }
    case .claims:
      try cases.forEachDossier { for claim in $0.claims { try body(TableRecord(claim)) } }
    case .duty:
      try ledger.duty.forEachAccount { try $0.shift.map { try body(TableRecord($0)) } }
    case .payments:
      let reissues = try ledger.payments.reissues()
      try ledger.payments.forEachLine { try body(TableRecord($0, paysAgain: reissues[$0.id])) }
    case .bank: try ledger.treasury.forEachLine { try body(TableRecord($0)) }
    }
  }
}
