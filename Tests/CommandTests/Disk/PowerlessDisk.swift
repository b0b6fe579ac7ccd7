#if os(Linux)
  import Foundation
  import TestSupport

  /// What a disk holds when the power goes: what was made durable, and some of the rest.
  ///
  /// Bytes are durable when their file was synced, names when their folder was. What was not may be
  /// there in any choice of writes, or of the sectors of a write, in any order.
  struct PowerlessDisk {
    /// A file or folder, by a number that is never used again, as inodes are.
    private typealias Thing = Int
    private static let top = 0

    /// A name in a folder.
    private struct Place: Hashable {
      let folder: Thing
      let name: String
    }

    /// A change of names that is all there or not.
    private struct NameChange {
      var removed: [Place] = []
      var added: [Place: Thing] = [:]
      /// The folders whose sync it still waits for.
      var waits: Set<Thing>
    }

    /// A change of a file's bytes.
    private enum Change {
      case bytes([UInt8], at: Int)
      case length(Int)
    }

    private struct File {
      var durable: [UInt8] = []
      var pending: [Change] = []
      /// What a refused sync has lost: it may be on the disk, and no later sync brings it there.
      var lost: [Change] = []
    }

    private var files: [Thing: File] = [:]
    private var things: [UInt64: Thing] = [:]
    private var count = 1
    /// The names as the program sees them, and as they are durable.
    private var seen: [Place: Thing] = [:]
    private var names: [Place: Thing] = [:]
    private var changes: [NameChange] = []

    /// Syncs that do nothing, for a test of the test.
    var ignored: (DiskCall) -> Bool = { _ in false }

    /// The disk before a run, all of it durable.
    init(_ folder: String) throws {
      let top = URL(filePath: folder).resolvingSymlinksInPath()
      things[try Self.inode(top.path)] = Self.top
      for path in try FileManager.default.subpathsOfDirectory(atPath: top.path).sorted() {
        let full = top.appending(path: path).path
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
        let thing = make(try Self.inode(full))
        if !isFolder.boolValue {
          files[thing] = File(durable: [UInt8](try Data(contentsOf: URL(filePath: full))))
        }
        names[place(path)] = thing
        seen = names
      }
    }

    private static func inode(_ path: String) throws -> UInt64 {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      return (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0
    }

    private mutating func make(_ inode: UInt64) -> Thing {
      defer { count += 1 }
      things[inode] = count
      return count
    }

    /// Where a path leads, as the program sees it.
    private func place(_ path: String) -> Place {
      let parts = path.split(separator: "/").map(String.init)
      let folder = parts.dropLast().reduce(Self.top) { seen[Place(folder: $0, name: $1)] ?? -1 }
      return Place(folder: folder, name: parts.last ?? "")
    }
  }

  // What the program does.
  extension PowerlessDisk {
    mutating func take(_ call: DiskCall) {
      switch call.verb {
      case .sync, .syncFolder: if !ignored(call) { sync(call) }
      case _ where call.isRefused: break
      case .write: change(call.file, .bytes(call.bytes, at: call.offset))
      case .truncate: change(call.file, .length(call.offset))
      case .empty: change(call.file, .length(0))
      case .create, .mkdir:
        let thing = make(call.file)
        if call.verb == .create { files[thing] = File() }
        rename([], [place(call.path): thing])
      case .rename:
        let from = place(call.path)
        if let thing = seen[from] { rename([from], [place(call.otherPath): thing]) }
      case .link:
        if let thing = seen[place(call.path)] { rename([], [place(call.otherPath): thing]) }
      case .unlink: rename([place(call.path)], [:])
      case .open, .say, .reads: break
      }
    }

    private mutating func change(_ inode: UInt64, _ change: Change) {
      guard let thing = things[inode] else { return }
      files[thing]?.pending.append(change)
    }

    private mutating func rename(_ removed: [Place], _ added: [Place: Thing]) {
      let waits = Set(removed.map(\.folder) + added.keys.map(\.folder))
      changes.append(NameChange(removed: removed, added: added, waits: waits))
      Self.apply(changes[changes.count - 1], to: &seen)
    }

    private static func apply(_ change: NameChange, to names: inout [Place: Thing]) {
      for place in change.removed { names[place] = nil }
      for (place, thing) in change.added { names[place] = thing }
    }

    private mutating func sync(_ call: DiskCall) {
      guard let thing = things[call.file] else { return }
      if var file = files[thing] {
        if call.isRefused {
          file.lost += file.pending
        } else {
          for change in file.pending { Self.apply(change, to: &file.durable) { _ in true } }
        }
        file.pending = []
        files[thing] = file
      } else if !call.isRefused {
        for index in changes.indices { changes[index].waits.remove(thing) }
        for change in changes where change.waits.isEmpty { Self.apply(change, to: &names) }
        changes.removeAll { $0.waits.isEmpty }
      }
    }

    /// Brings a change into a file, or of its bytes those sectors that are chosen.
    private static func apply(
      _ change: Change, to content: inout [UInt8], sector: Int = 512, isThere: (Int) -> Bool
    ) {
      switch change {
      case .length(let length):
        guard isThere(0) else { return }
        if content.count > length { content.removeSubrange(length...) }
        if content.count < length {
          content += [UInt8](repeating: 0, count: length - content.count)
        }
      case .bytes(let bytes, let start):
        var from = 0
        while from < bytes.count {
          let end = min(bytes.count, ((start + from) / sector + 1) * sector - start)
          defer { from = end }
          guard isThere((start + from) / sector) else { continue }
          let missing = start + end - content.count
          if missing > 0 { content += [UInt8](repeating: 0, count: missing) }
          content.replaceSubrange(start + from..<start + end, with: bytes[from..<end])
        }
      }
    }
  }

  // What is left.
  extension PowerlessDisk {
    /// How much of what was not synced reached the disk.
    enum Rest: CaseIterable, Sendable {
      case nothing
      case everything
      /// The first so many names, and of the bytes whole writes.
      case writes
      /// Any names, and of the bytes any sectors of 512.
      case sectors
      /// Any names, and of the bytes any sectors of 4,096.
      case pages
    }

    /// Whether anything is left to chance.
    var isUncertain: Bool {
      !changes.isEmpty || files.values.contains { !$0.pending.isEmpty || !$0.lost.isEmpty }
    }

    /// What is found when the power is back: files by their paths, and nil for folders.
    func found(_ rest: Rest, _ generator: inout SeededGenerator) -> [String: [UInt8]?] {
      var names = names
      let first = Int.random(in: 0...changes.count, using: &generator)
      for (index, change) in changes.enumerated() {
        let isThere =
          switch rest {
          case .nothing: false
          case .everything: true
          case .writes: index < first
          case .sectors, .pages: Bool.random(using: &generator)
          }
        if isThere { Self.apply(change, to: &names) }
      }
      var found: [String: [UInt8]?] = [:]
      gather(Self.top, "", names, rest, &generator, into: &found)
      return found
    }

    private func gather(
      _ folder: Thing, _ path: String, _ names: [Place: Thing], _ rest: Rest,
      _ generator: inout SeededGenerator, into found: inout [String: [UInt8]?]
    ) {
      let here = names.filter { $0.key.folder == folder }.sorted { $0.key.name < $1.key.name }
      for (place, thing) in here {
        if let file = files[thing] {
          found[path + place.name] = content(of: file, rest, &generator)
        } else {
          found.updateValue(nil, forKey: path + place.name)
          gather(thing, path + place.name + "/", names, rest, &generator, into: &found)
        }
      }
    }

    private func content(
      of file: File, _ rest: Rest, _ generator: inout SeededGenerator
    ) -> [UInt8] {
      var content = file.durable
      guard rest != .nothing else { return content }
      for change in file.lost + file.pending {
        let isWhole = rest == .everything || rest == .writes && Bool.random(using: &generator)
        Self.apply(change, to: &content, sector: rest == .pages ? 4_096 : 512) { _ in
          rest == .writes || rest == .everything ? isWhole : Bool.random(using: &generator)
        }
      }
      return content
    }
  }

  extension Workplace {
    /// A workplace with what was found on a disk, for nobody else to read: no cut changes that.
    convenience init(_ found: [String: [UInt8]?]) throws {
      try self.init()
      for (name, bytes) in found.sorted(by: { $0.key < $1.key }) {
        if let bytes {
          try write(Data(bytes), to: name)
        } else {
          try FileManager.default.createDirectory(
            atPath: file(name), withIntermediateDirectories: true)
        }
        try FileManager.default.setAttributes(
          [.posixPermissions: bytes == nil ? 0o700 : 0o600], ofItemAtPath: file(name))
      }
    }
  }
#endif
