import Bookkeeping
import Foundation
package import LedgerCore
package import LedgerStore

/// The folder in which a province keeps the counties' ledgers: its own ledger, its key, and what
/// came.
package struct ProvinceFolder: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// Where something stands in the folder.
  private func place(_ names: String...) -> String {
    ([path] + names).joined(separator: "/")
  }

  private var ledger: String { place("province.sqlite") }

  /// Whether there is a province in the folder.
  package var isThere: Bool { DurableFile.isTaken(ledger) }
  private var keyFile: String { place("province.key") }
  package var segments: String { place("segments") }
  var waiting: String { place("waiting") }
  var forks: String { place("forks") }
  var receipts: String { place("receipts") }
  private var replicas: String { place("replicas") }

  /// The replica of a ledger: one bureau may have several.
  func replica(_ code: RegionCode, _ identity: String) -> String {
    "\(replicas)/\(code)-\(identity.prefix(16)).sqlite"
  }

  /// The replicas of ledgers that are held in a database: they can be made again from there.
  package var databaseReplicas: String { place("database") }

  /// Why there is no province to work with.
  package enum Fault: OfficerError, Equatable {
    case exists(path: String)
    case missing(path: String)
    case badKey(path: String)

    package var description: String {
      switch self {
      case .exists(let path): "“\(path)”里已经有省级账本，没有改动它：请换一个文件夹"
      case .missing(let path): "“\(path)”不是省级文件夹：请核对路径，或先建立"
      case .badKey(let path): "省里的密钥文件“\(path)”不在、损坏或别人也能读：请从备份恢复；没有改动"
      }
    }
  }

  /// Makes the folder with a new key and a new ledger of the province's own.
  ///
  /// The ledger comes last: a folder without it is no province, and may be made again.
  ///
  /// - Parameters:
  ///   - name: Whose receipts it gives: 某省司法厅.
  ///   - region: What its paragraph begins with: 某省.
  ///   - code: The province's own region code.
  ///   - key: The key that signs, where the folder has none yet.
  ///   - stamp: Of the ledger's first entry.
  /// - Throws: ``Fault`` or a fault of the store.
  package func create(
    name: String, region: String, code: RegionCode, key: OpenKey = OpenKey(), stamp: EntryStamp
  ) throws {
    guard !DurableFile.isTaken(ledger) else { throw Fault.exists(path: path) }
    for folder in [replicas, segments, waiting, forks, receipts] { try DurableFolder.make(folder) }
    if !DurableFile.isTaken(keyFile) {
      try DurableFile.put(Data((hexadecimal(key.secret) + "\n").utf8), at: keyFile)
    }
    try LedgerStore.create(
      at: ledger, bureau: Bureau(agency: name, region: region), stamp: stamp
    ) { store in try store.append(stamp) { try $0.append(code) } }
  }

  /// Opens the province's own ledger and its key.
  ///
  /// - Throws: ``Fault`` or a fault of the store.
  package func open() throws -> Province {
    guard DurableFile.isPlain(ledger) else { throw Fault.missing(path: path) }
    var status = stat()
    guard lstat(keyFile, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_mode & 0o077 == 0, let data = FileManager.default.contents(atPath: keyFile),
      let secret = Data(hexadecimal: String(decoding: data, as: UTF8.self).trimmed),
      let open = OpenKey(secret: secret)
    else { throw Fault.badKey(path: keyFile) }
    let store = try LedgerStore.open(at: ledger)
    return Province(
      folder: self, store: store, key: open, holdings: ReplicaFolder(self, store))
  }
}

/// A province at work: its folder, its own ledger, the key that signs receipts, and where it holds
/// its counties' ledgers.
package struct Province {
  package let folder: ProvinceFolder
  package let store: LedgerStore
  let key: OpenKey
  package private(set) var holdings: any Holdings

  /// The same province with its counties' ledgers held elsewhere, which takes over what the
  /// province's own ledger says.
  ///
  /// - Throws: A fault of where they are held.
  package func holding(in holdings: any Holdings) throws -> Province {
    var province = self
    province.holdings = holdings
    try holdings.follow(store)
    return province
  }

  /// What the key is called in signatures, for the counties to compare by telephone.
  package var keyID: String { SignedText.keyID(of: key.publicKey) }

  /// The province's name and region.
  package func bureau() throws -> Bureau { try store.read { try $0.bureau() } }
}
