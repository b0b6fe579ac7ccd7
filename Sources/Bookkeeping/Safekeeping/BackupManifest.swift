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
