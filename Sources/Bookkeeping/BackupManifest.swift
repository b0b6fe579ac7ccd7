import Foundation
import LedgerCore
import LedgerStore

/// What a backup is (备份清单): written beside it, and held against it before it is restored.
package struct BackupManifest: Codable, Equatable, Sendable {
  package let schema: String
  package let agency: String
  package let region: String
  /// The instant in ISO 8601, UTC.
  package let takenAt: String
  package let operatorName: String
  package let entryCount: Int
  package let factCount: Int
  /// The digest of the last entry.
  package let head: String
  /// Of the backup file.
  package let sha256: String
  package let size: Int
  package let programVersion: String
  package let ledgerVersion: Int

  static let schema = "legalaid.backup/1"

  enum CodingKeys: String, CodingKey {
    case schema, agency, region, head, sha256, size
    case takenAt = "taken_at"
    case operatorName = "operator"
    case entryCount = "entry_count"
    case factCount = "fact_count"
    case programVersion = "program_version"
    case ledgerVersion = "ledger_version"
  }

  /// Where the manifest of a backup stands.
  package static func path(of backup: String) -> String { backup + ".manifest.json" }

  /// The manifest as it is written: keys in order, the same bytes for the same values.
  var data: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return try encoder.encode(self) + Data("\n".utf8)
    }
  }

  /// Longer is no manifest of ours.
  private static let sizeMax = 1 << 16

  /// The manifest in a file; nil when the file holds none.
  static func read(_ path: String) -> BackupManifest? {
    guard DurableFile.isPlain(path), let file = FileHandle(forReadingAtPath: path),
      let data = try? file.read(upToCount: sizeMax),
      let manifest = try? JSONDecoder().decode(BackupManifest.self, from: data),
      manifest.schema == schema
    else { return nil }
    return manifest
  }
}

/// What is remembered of the last backup that was proven, in a file beside the ledger.
///
/// A backup is no fact of the book. The file may be deleted at any time: then none is known of.
struct BackupRecord: Codable, Equatable {
  let takenAt: String
  let takenOn: Day
  let entry: Int
  let head: String

  init(_ manifest: BackupManifest, on day: Day) {
    takenAt = manifest.takenAt
    takenOn = day
    entry = manifest.entryCount
    head = manifest.head
  }

  /// The record beside a ledger; nil for none.
  init?(beside store: LedgerStore) throws {
    guard let ledger = store.filePath, DurableFile.isPlain(Self.path(beside: ledger)),
      let data = FileManager.default.contents(atPath: Self.path(beside: ledger)),
      let record = try? JSONDecoder().decode(BackupRecord.self, from: data)
    else { return nil }
    self = record
  }

  static func path(beside ledger: String) -> String {
    let place = URL(fileURLWithPath: ledger).resolvingSymlinksInPath()
    return place.deletingLastPathComponent()
      .appendingPathComponent(".\(place.lastPathComponent)-backup").path
  }

  /// Remembers; where that fails, the backup is as good as before.
  func write(beside ledger: String) {
    let path = Self.path(beside: ledger)
    guard let data = try? JSONEncoder().encode(self) else { return }
    let draft = DraftName(for: path, "draft").path
    guard (try? DurableFile.write(data, to: draft, for: path)) != nil else { return }
    if rename(draft, path) != 0 { unlink(draft) }
  }

  /// The state of the backup as seen from the ledger; nil when it is another ledger's.
  func state(_ reader: LedgerReader) throws -> BackupState? {
    guard try isOf(reader) else { return nil }
    let last = try reader.lastEntry()?.number ?? entry
    return BackupState(takenOn: takenOn, entriesSince: last - entry)
  }

  /// What it says against a ledger that is shorter than it was, or another.
  func problem(_ reader: LedgerReader) throws -> IntegrityProblem? {
    guard try !isOf(reader) else { return nil }
    return IntegrityProblem(
      .head, entry: entry,
      "上次备份（\(printable(takenAt))）时账本有 \(entry) 笔流水，校验码 \(printable(String(head.prefix(16))))…；"
        + "现在的账本里没有它：尾部被截去、账被改写，或换过账本")
  }

  private func isOf(_ reader: LedgerReader) throws -> Bool {
    try reader.journalEntry(entry).map { hexadecimal($0.digest) == head } ?? false
  }
}
