import Bookkeeping
import Foundation
package import LedgerCore
import LedgerStore

/// Twelve invented counties with planted trouble, sent to a province and looked at as one.
///
/// Everything in it is fixed, so that the same program prints the same bytes.
package struct DemonstrateProvince {
  private let folder: ProvinceFolder
  private let holding: (Province) throws -> Province

  /// - Parameters:
  ///   - folder: Where the province is made; it must not be one yet.
  ///   - holding: Lets the new province hold its counties' ledgers elsewhere.
  package init(
    in folder: String, holding: @escaping (Province) throws -> Province = { $0 }
  ) {
    self.folder = ProvinceFolder(folder)
    self.holding = holding
  }

  /// The year that the counties' ledgers are of.
  package static let year = FiscalYear(of: DemoCounty.day(2024, 1, 1))

  /// The document that the demo follows to the payments of cases.
  package static let document: DocumentNumber = DemoCounty.number("甲财行〔2024〕5号")

  /// Makes the province and lets it receive what the counties sent in three months.
  ///
  /// - Returns: The province.
  /// - Throws: A fault of a store.
  package func callAsFunction() throws -> Province {
    let stamp = EntryStamp(
      recordedAt: "2024-01-02T00:00:00Z", operatorName: "示例经办人", kind: "init")
    guard let own = RegionCode("990000"), let centre = RegionCode("100000") else {
      throw StoreFault.damaged
    }
    try folder.create(
      name: "甲省司法厅", region: "甲省", code: own,
      key: OpenKey(secret: Data(repeating: 200, count: 32)) ?? OpenKey(), stamp: stamp)
    let province = try holding(folder.open())
    let counties = (0..<DemoCounty.count).map(DemoCounty.init)
    try register(counties, in: province)
    _ = try KeepAllocations(
      Self.session(province, "2024-03-31T02:00:00Z"), today: .latest
    ).record(try allocations(counties, own, centre))
    try receive("2024-11-06T02:00:00Z", province) { try november(counties, $0) }
    try receive("2024-12-05T02:00:00Z", province) { try december(counties, $0) }
    try receive("2025-01-08T02:00:00Z", province) { try january(counties, $0) }
    return province
  }

  private func register(_ counties: [DemoCounty], in province: Province) throws {
    let keep = KeepBureaus(Self.session(province, "2024-01-03T00:00:00Z"))
    guard let from = Month(year: Self.year, number: 10) else { return }
    for county in counties {
      guard let code = county.code else { continue }
      try keep.add(
        ReportingBureau(
          code: code, name: county.name, city: county.cityName, expectedFrom: from))
      try keep.register(
        ReportingKey(bureau: code, publicKey: county.key.publicKey, kind: .registered))
    }
  }

  /// What was sent down, with trouble on the way.
  private func allocations(
    _ counties: [DemoCounty], _ own: RegionCode, _ centre: RegionCode
  ) throws -> [Allocation] {
    let day = DemoCounty.day(2024, 3, 1)
    func sent(
      _ document: String, _ from: RegionCode, _ to: RegionCode?, _ amount: Money,
      _ source: FundSource = .provincialTransfer, of superior: String? = nil
    ) -> Allocation? {
      to.map {
        Allocation(
          document: DemoCounty.number(document), from: from, to: $0, fiscalYear: Self.year,
          source: source, sentOn: day, amount: amount,
          superiorDocument: superior.map(DemoCounty.number))
      }
    }
    let (second, third) = (RegionCode("990200"), RegionCode("990300"))
    let total = try counties.map(\.share).total()
    var rows = [
      sent("财行〔2024〕12号", centre, own, total, .centralTransfer),
      sent("甲财行〔2024〕8号", own, counties[0].code, Money(fen: 4_000_000)),
      // X02: sent and not registered.
      sent("甲财行〔2024〕9号", own, counties[2].code, Money(fen: 3_000_000)),
      // X05: a city kept a part.
      sent("甲财行〔2024〕7号", own, second, Money(fen: 8_000_000)),
      // X04: a city sent on more than it got.
      sent("甲财行〔2024〕6号", own, third, Money(fen: 10_000_000)),
    ]
    rows += counties.map {
      sent("甲财行〔2024〕5号", own, $0.code, $0.share, .centralTransfer, of: "财行〔2024〕12号")
    }
    if let second {
      rows.append(
        sent("乙财〔2024〕2号", second, second, Money(fen: 6_000_000), of: "甲财行〔2024〕7号"))
    }
    if let third {
      rows += [8, 9].map {
        sent("丙财〔2024〕3号", third, counties[$0].code, Money(fen: 5_500_000), of: "甲财行〔2024〕6号")
      }
    }
    return rows.compactMap(\.self)
  }

  /// Lays segments out as a stick would bring them, and receives them.
  private func receive(
    _ now: String, _ province: Province, _ segments: (String) throws -> Void
  ) throws {
    let stick = FileManager.default.temporaryDirectory
      .appendingPathComponent("legalaid-stick-\(UUID().uuidString)").path
    try DurableFolder.make(stick)
    defer { try? FileManager.default.removeItem(atPath: stick) }
    try segments(stick)
    _ = try ReceiveSegments(Self.session(province, now))([stick])
  }

  private static func session(_ province: Province, _ now: String) -> ProvinceSession {
    ProvinceSession(province, operatorName: "示例经办人", now: now)
  }

  private func put(
    _ store: LedgerStore, after entry: Int, of county: DemoCounty, _ name: String,
    on stick: String
  ) throws {
    guard let code = county.code else { return }
    let segment = try store.read { ledger in
      try Segment(of: ledger, after: entry, code: code, signedBy: county.key)
    }
    try DurableFile.put(segment.data, at: "\(stick)/\(name).las")
    try store.close()
  }

  /// So many entries a county's ledger has by each stage.
  private static let entries = (october: 5, november: 6)

  private func november(_ counties: [DemoCounty], _ stick: String) throws {
    for county in counties.dropLast() {
      try put(
        county.ledger(through: .october), after: 0, of: county, "\(county.index)", on: stick)
    }
    let fourth = counties[3]
    try put(fourth.secondLedger(), after: 0, of: fourth, "second", on: stick)
  }

  private func december(_ counties: [DemoCounty], _ stick: String) throws {
    // X21: the last but one sends nothing in December.
    for county in counties.dropLast(2) {
      try put(
        county.ledger(through: .november), after: Self.entries.october, of: county,
        "\(county.index)", on: stick)
    }
    // X23: of the last one only a later part ever comes.
    let last = counties[DemoCounty.count - 1]
    try put(
      last.ledger(through: .november), after: Self.entries.october, of: last, "late", on: stick)
  }

  private func january(_ counties: [DemoCounty], _ stick: String) throws {
    for county in counties.dropLast() {
      let first = county.index == 10 ? Self.entries.october : Self.entries.november
      try put(
        county.ledger(through: .january), after: first, of: county, "\(county.index)", on: stick)
    }
    // X22: the first went on from an old backup, and sends that as well.
    try put(
      counties[0].ledger(through: .november, isForked: true), after: Self.entries.october,
      of: counties[0], "fork", on: stick)
  }
}
