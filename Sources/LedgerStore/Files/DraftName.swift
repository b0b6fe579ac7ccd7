import Foundation

/// Where a program prepares what it will publish: a name of its own beside the final one.
package struct DraftName: Sendable {
  package let path: String
  private let folder: URL
  private let prefix: String

  /// Chooses the name.
  ///
  /// - Parameters:
  ///   - final: The path that the draft is for.
  ///   - what: A word for what is prepared, such as `backup`.
  ///   - isCleared: Whether drafts are removed that runs before have left.
  package init(for final: String, _ what: String, isCleared: Bool = true) {
    let place = URL(fileURLWithPath: final)
    folder = place.deletingLastPathComponent()
    prefix = ".\(place.lastPathComponent).\(what)-"
    path =
      folder.appendingPathComponent(prefix + "\(ProcessInfo.processInfo.processIdentifier)").path
    if isCleared { removeAbandoned() }
  }

  /// Removes the drafts of this process, and of runs that were ended before they could.
  package func removeAbandoned() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let digits = name.dropFirst(prefix.count).prefix { $0.isNumber }
      guard let process = pid_t(digits),
        process == ProcessInfo.processInfo.processIdentifier
          || kill(process, 0) != 0 && errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
  }
}
