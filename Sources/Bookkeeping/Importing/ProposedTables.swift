import Foundation
import LedgerCore
package import LedgerStore

/// The tables of imports that wait for a second person (提请的表): copies beside the ledger, in
/// `.NAME-proposed`, for as long as nobody has decided.
///
/// The proposal names its copies and holds the digest of what they would record: a copy that was
/// changed is not carried out.
package struct ProposedTables {
  private let store: LedgerStore
  private let folder: String

  /// A copy without a proposal belongs to one that is being made, unless it is older than this, in
  /// seconds.
  private static let makingTime = 3600.0

  /// Beside a ledger; nil for one that is no file.
  package init?(beside store: LedgerStore) {
    guard let ledger = store.filePath else { return nil }
    let place = URL(fileURLWithPath: ledger).resolvingSymlinksInPath()
    self.store = store
    folder =
      place.deletingLastPathComponent().path + "/.\(place.lastPathComponent)-proposed"
  }

  /// Copies tables, all of them on the disk when this returns.
  ///
  /// - Parameter paths: The tables.
  /// - Returns: The names of the copies, in the same order.
  /// - Throws: ``StoreFault`` when they cannot be read or kept; then no copy is left.
  package func keep(_ paths: [String]) throws -> [String] {
    try DurableFolder.make(folder)
    removeLeftovers()
    let key = UUID().uuidString
    var names: [String] = []
    do {
      for path in paths {
        let ending = URL(fileURLWithPath: path).pathExtension
        names.append("\(key)-\(names.count + 1)" + (ending.isEmpty ? "" : ".\(ending)"))
        let copy = folder + "/" + names[names.count - 1]
        _ = try DurableFile.content(of: path, copiedTo: copy, for: copy)
      }
      try DurableFile.sync(folder: folder)
    } catch {
      remove(names)
      throw error
    }
    return names
  }

  /// Where a copy lies; nil where there is none of that name.
  package func path(of name: String) -> String? {
    names.contains(name) ? folder + "/" + name : nil
  }

  /// Removes copies that nobody needs any more; what cannot be removed is, with the next ones.
  package func remove(_ copies: [String]) {
    for name in copies where names.contains(name) { unlink(folder + "/" + name) }
    rmdir(folder)
  }

  fileprivate var names: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  /// Removes what runs have left that were ended before they could.
  private func removeLeftovers() {
    let open = try? store.read { try $0.proposals.open() }
    guard let waiting = open?.flatMap(\.proposal.words) else { return }
    for name in names where !waiting.contains(where: { $0.contains(name) }) {
      var status = stat()
      guard lstat(folder + "/" + name, &status) == 0,
        Date().timeIntervalSince1970 - Double(status.st_mtim.tv_sec) > Self.makingTime
      else { continue }
      unlink(folder + "/" + name)
    }
  }
}

extension Session {
  /// Removes the copies that a proposal named which was decided in this session; where that fails,
  /// they go with the next ones.
  func removeTables(of proposal: Int) {
    guard !isRehearsal, let tables = ProposedTables(beside: store), !tables.names.isEmpty,
      let words = try? store.read({ try $0.proposals.proposal(proposal)?.proposal.words })
    else { return }
    tables.remove(tables.names.filter { name in words.contains { $0.contains(name) } })
  }
}
