import Foundation
import LedgerStore

/// What is remembered of a ledger in a file beside it, `.NAME-backup` and its kin.
protocol SideRecord: Codable {
  /// What the file's name ends in.
  static var suffix: String { get }
}

extension SideRecord {
  static func path(beside ledger: String) -> String {
    let place = URL(fileURLWithPath: ledger).resolvingSymlinksInPath()
    return place.deletingLastPathComponent()
      .appendingPathComponent(".\(place.lastPathComponent)-\(suffix)").path
  }

  /// What is remembered; nil for nothing.
  static func read(beside ledger: String) -> Self? {
    let path = path(beside: ledger)
    guard DurableFile.isPlain(path), let data = FileManager.default.contents(atPath: path) else {
      return nil
    }
    return try? JSONDecoder().decode(Self.self, from: data)
  }

  /// Remembers; where that fails, the record stays as it was.
  ///
  /// - Returns: Whether it is remembered.
  @discardableResult
  func write(beside ledger: String) -> Bool {
    let path = Self.path(beside: ledger)
    guard let data = try? JSONEncoder().encode(self) else { return false }
    let draft = DraftName(for: path, "draft").path
    guard (try? DurableFile.write(data, to: draft, for: path)) != nil else { return false }
    guard rename(draft, path) == 0 else {
      unlink(draft)
      return false
    }
    return true
  }
}
