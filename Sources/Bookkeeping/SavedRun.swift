import Foundation
import LedgerCore
import LedgerStore
import Reconciliation
import Schema

/// What a complete run over a year gathered, kept in a file beside the ledger.
///
/// It holds nothing that the ledger does not: it may be deleted at any time, and is then made anew.
struct SavedRun: Codable {
  /// What the run rests on besides the facts.
  let basis: Basis
  /// The last journal entry that the run saw.
  let entry: Int
  /// Its digest, in hexadecimal: another ledger, or a changed one, has another.
  let head: String
  let gathered: ReconciliationRun.Gathered

  /// The program, the rules' settings and the arguments of a run.
  struct Basis: Equatable, Codable {
    let program: String
    let settings: String
    let period: Period

    init(_ period: Period, _ reader: LedgerReader) throws {
      self.period = period
      program = Self.executable
      settings = sha256(
        CalendarTable.workdays + (try reader.standards().map(\.text).joined(separator: "\n")))
    }

    /// Changes with every build of the program.
    private static let executable: String = {
      let path = Bundle.main.executablePath ?? ""
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      let size = (attributes?[.size] as? NSNumber)?.int64Value ?? 0
      let modified = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      return "\(size) \(modified)"
    }()
  }

  init(_ basis: Basis, _ gathered: ReconciliationRun.Gathered, _ reader: LedgerReader) throws {
    self.basis = basis
    self.gathered = gathered
    entry = try reader.lastEntry()?.number ?? 0
    head = try reader.head()
  }

  /// Where the run of a year is kept, out of the officer's sight; nil for a ledger that is no file
  /// and for a span of less than the year.
  static func path(beside store: LedgerStore, _ period: Period) -> String? {
    guard period.span.isWholeYear else { return nil }
    return store.filePath.map { path in
      let ledger = URL(fileURLWithPath: path)
      return ledger.deletingLastPathComponent()
        .appendingPathComponent(".\(ledger.lastPathComponent)-reconciled-\(period.year)").path
    }
  }

  /// The run as kept, when it is one of this ledger, program and arguments.
  static func read(from path: String, on basis: Basis, _ reader: LedgerReader) -> SavedRun? {
    guard let data = FileManager.default.contents(atPath: path),
      let saved = try? JSONDecoder().decode(SavedRun.self, from: data), saved.basis == basis,
      let entry = try? reader.journalEntry(saved.entry), hexadecimal(entry.digest) == saved.head
    else { return nil }
    return saved
  }

  /// Keeps the run, readable by its owner only; where that fails, the next run is a full one.
  func write(beside store: LedgerStore) {
    guard let path = Self.path(beside: store, basis.period) else { return }
    let draft = "\(path).new-\(ProcessInfo.processInfo.processIdentifier)"
    let encoder = JSONEncoder()
    // What has nothing escaped is read faster.
    encoder.outputFormatting = .withoutEscapingSlashes
    guard let data = try? encoder.encode(self),
      FileManager.default.createFile(
        atPath: draft, contents: data, attributes: [.posixPermissions: 0o600])
    else { return }
    if rename(draft, path) != 0 { unlink(draft) }
  }
}
