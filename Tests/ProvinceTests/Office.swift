import Foundation
import LedgerCore
import LedgerStore
import Province
import ProvinceDatabase
import TestSupport
import Testing

/// A province with one bureau, and a county's ledger to send to it.
struct Office {
  let folder: TemporaryFolder
  private(set) var province: Province
  let county: LedgerStore
  let code: RegionCode
  static let key = OpenKey(secret: Data(repeating: 5, count: 32)) ?? OpenKey()

  /// - Parameters:
  ///   - registers: Whether the province knows the bureau and its key.
  ///   - otherKey: Whether the province is another one of the same name.
  ///   - county: The county's ledger; a new one where none is given.
  /// - Throws: A fault of a store.
  init(registers: Bool = true, otherKey: Bool = false, county: LedgerStore? = nil) throws {
    folder = try TemporaryFolder()
    code = try #require(RegionCode("640303"))
    let place = ProvinceFolder(folder.file("省"))
    try place.create(
      name: "某省司法厅", region: "某省", code: try #require(RegionCode("640000")),
      stamp: Self.stamp(otherKey ? "again" : "init"))
    province = try place.open()
    self.county =
      try county
      ?? LedgerStore.inMemory(
        bureau: Bureau(agency: "测试区司法局", region: "测试区"), stamp: Self.stamp("init"))
    guard registers else { return }
    try KeepBureaus(session()).add(
      ReportingBureau(
        code: code, name: "测试区司法局", city: "测试市",
        expectedFrom: try #require(Month(text: "2024-01"))))
    try say(.registered)
  }

  /// The same with the counties' ledgers in a database.
  func holding(in server: PostgresServer, _ database: String) throws -> Office {
    var office = self
    let address = try DatabaseAddress(server.url(database))
    try ProvinceDatabase.prepare(address, for: province)
    office.province = try province.holding(
      in: ProvinceDatabase(address, cache: province.folder.databaseReplicas))
    return office
  }

  func say(_ kind: ReportingKey.Kind) throws {
    try KeepBureaus(session()).register(
      ReportingKey(bureau: code, publicKey: Self.key.publicKey, kind: kind))
  }

  func session(
    _ now: String = "2024-01-02T00:00:00Z", isRehearsal: Bool = false
  ) -> ProvinceSession {
    ProvinceSession(province, operatorName: "省里甲", now: now, isRehearsal: isRehearsal)
  }

  static func stamp(_ kind: String, _ at: String = "2024-01-02T00:00:00Z") -> EntryStamp {
    EntryStamp(recordedAt: at, operatorName: "经办人甲", kind: kind)
  }

  func accept(_ number: Int) throws {
    try county.append(Self.stamp("case accept")) {
      try $0.append(LegalAidCase.sample("案\(number)"))
    }
  }

  /// The heads of the replicas.
  func heldHeads() throws -> [String] {
    var heads: [String] = []
    try province.holdings.withReplicas(of: code) { replica in
      heads.append(try replica.read { try $0.journal.head() })
    }
    return heads
  }

  func head() throws -> String { try county.read { try $0.journal.head() } }

  /// Writes a segment of the county's ledger under a name.
  func publish(_ name: String, after entry: Int = 0, of store: LedgerStore? = nil) throws -> String
  {
    let segment = try (store ?? county).read {
      try Segment(of: $0, after: entry, code: code, signedBy: Self.key)
    }
    return try folder.write(segment.data, to: name)
  }

  /// Writes a segment that ends at an entry, as it was sent when the ledger ended there.
  func publish(_ name: String, after entry: Int, through last: Int) throws -> String {
    let segment = try county.read {
      try Segment(of: $0, after: entry, through: last, code: code, signedBy: Self.key)
    }
    return try folder.write(segment.data, to: name)
  }

  func receive(
    _ paths: String..., at now: String = "2024-02-02T00:00:00Z"
  ) throws -> [String] {
    try ReceiveSegments(session(now))(paths).map { answer in
      switch answer.outcome {
      case .taken(_, let new, _): "taken \(new)"
      case .waiting(_, let held): "waiting \(held)"
      case .sound: "sound"
      case .refused(let refusal): "refused \(refusal)"
      }
    }
  }

  func names(_ inner: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.file("省/\(inner)")).sorted()
  }
}

extension PostgresServer {
  /// A new database with the tables of a province and nothing in them.
  func database(_ layout: DatabaseSchema.Layout = .years) throws -> String {
    try database(like: "template_\(layout)") {
      try DatabaseSchema.make(DatabaseAddress($0), layout)
    }
  }

  /// A new database with the ledgers of the demo.
  func demo(_ layout: DatabaseSchema.Layout) throws -> String {
    try database(like: "demo_\(layout)") { url in
      let folder = try TemporaryFolder()
      let address = try DatabaseAddress(url)
      try DatabaseSchema.make(address, layout)
      _ = try DemonstrateProvince(in: folder.file("省")) { province in
        try ProvinceDatabase.prepare(address, for: province)
        return try province.holding(
          in: ProvinceDatabase(address, cache: province.folder.databaseReplicas))
      }()
    }
  }
}
