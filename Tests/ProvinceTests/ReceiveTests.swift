import Foundation
import LedgerCore
import LedgerStore
import Province
import Reconciliation
import TestSupport
import Testing

@Suite("省里收账段")
struct ReceiveTests {
  @Test("a segment is taken once, gives one receipt, and comes again without effect")
  func repeated() throws {
    let office = try Office()
    for number in 1...3 { try office.accept(number) }
    let path = try office.publish("a.las")
    #expect(try office.receive(path) == ["taken 4"])
    let entries = try office.province.store.read { try $0.journal.lastEntry()?.number }
    let receipts = try office.names("receipts")
    let text = try office.folder.text(of: "省/receipts/\(receipts[0])")
    #expect(try office.receive(path, at: "2024-03-03T00:00:00Z") == ["taken 0"])
    #expect(try office.names("receipts") == receipts)
    #expect(try office.folder.text(of: "省/receipts/\(receipts[0])") == text)
    #expect(try office.province.store.read { try $0.journal.lastEntry()?.number } == entries)
    let receipt = try SegmentReceipt(text)
    try receipt.check()
    #expect(receipt.receipt.throughEntry == 4 && receipt.receipt.receiver == "某省司法厅")
    #expect(try office.heldHeads() == [office.head()])
  }

  @Test("what comes too early waits, and is taken when what comes before it is there")
  func waits() throws {
    let office = try Office()
    try office.accept(1)
    let first = try office.publish("1.las")
    try office.accept(2)
    let second = try office.publish("2.las", after: 2)
    try office.accept(3)
    let third = try office.publish("3.las", after: 3)
    #expect(try office.receive(third) == ["waiting 0"])
    #expect(try office.receive(second) == ["waiting 0"])
    #expect(try office.names("waiting").count == 2)
    #expect(try office.receive(first) == ["taken 2", "taken 1", "taken 1"])
    #expect(try office.names("waiting") == [])
  }

  @Test("files of a folder come in whatever order, those of other kinds are passed over")
  func folder() throws {
    let office = try Office()
    try office.accept(1)
    try FileManager.default.createDirectory(
      atPath: office.folder.file("优盘"), withIntermediateDirectories: true)
    _ = try office.publish("优盘/z.las")
    try office.accept(2)
    _ = try office.publish("优盘/a.las", after: 2)
    _ = try office.folder.write("别的", to: "优盘/说明.txt")
    #expect(try office.receive(office.folder.file("优盘")) == ["taken 2", "taken 1"])
  }

  @Test("an unknown bureau, an ended key and a file that is none are refused, and nothing is kept")
  func refused() throws {
    let unknown = try Office(registers: false)
    try unknown.accept(1)
    let said = try unknown.receive(try unknown.publish("a.las"))
    #expect(said.count == 1 && said[0].contains("没有登记"))
    let office = try Office()
    try office.accept(1)
    let path = try office.publish("a.las")
    try office.say(.ended)
    #expect(try office.receive(path)[0].contains("没有登记过的密钥"))
    let garbage = try office.folder.write("不是账段\n\n", to: "b.las")
    #expect(
      try office.receive(garbage, office.folder.file("没有.las")).allSatisfy {
        $0.hasPrefix("refused")
      })
    for place in ["replicas", "segments", "receipts", "waiting", "forks"] {
      #expect(try office.names(place) == [], "\(place)")
    }
    try office.say(.registered)
    #expect(try office.receive(path) == ["taken 2"])
  }

  @Test("a fork is refused as a whole and kept as evidence; the replica stays as it was")
  func fork() throws {
    let office = try Office()
    for number in 1...3 { try office.accept(number) }
    #expect(try office.receive(try office.publish("a.las")) == ["taken 4"])
    let other = try LedgerStore.inMemory(
      bureau: Bureau(agency: "测试区司法局", region: "测试区"), stamp: Office.stamp("init"))
    try other.append(Office.stamp("case accept")) { try $0.append(LegalAidCase.sample("案1")) }
    for number in 7...9 {
      try other.append(Office.stamp("case accept")) {
        try $0.append(LegalAidCase.sample("案\(number)"))
      }
    }
    let said = try office.receive(try office.publish("b.las", after: 2, of: other))
    #expect(said.count == 1 && said[0].contains("分叉：第 3 号流水"))
    #expect(try office.names("forks").count == 1 && office.names("segments").count == 1)
    #expect(try office.heldHeads() == [office.head()])
    let arrivals = try office.province.store.read { try $0.province.arrivals() }
    #expect(arrivals.map(\.segment.outcome) == [.taken, .fork])
    #expect(arrivals[1].segment.firstEntry == 3)
  }

  @Test("a rehearsal reads and checks, and leaves nothing")
  func rehearsal() throws {
    let office = try Office()
    try office.accept(1)
    let path = try office.publish("a.las")
    let answers = try ReceiveSegments(
      office.session("2024-02-02T00:00:00Z", isRehearsal: true))([path])
    #expect(answers.count == 1)
    if case .sound = answers[0].outcome {} else { Issue.record("not sound") }
    #expect(try office.names("replicas") == [])
  }

  @Test("a key belongs to one bureau, and must be one")
  func keys() throws {
    let office = try Office()
    let keep = KeepBureaus(office.session("2024-01-03T00:00:00Z"))
    let other = try #require(RegionCode("640304"))
    #expect(throws: BureauRefusal.unknown(other)) {
      try keep.register(
        ReportingKey(bureau: other, publicKey: Office.key.publicKey, kind: .registered))
    }
    #expect(throws: BureauRefusal.badKey) {
      try keep.register(
        ReportingKey(bureau: office.code, publicKey: "ab12", kind: .registered))
    }
    try keep.add(
      ReportingBureau(
        code: other, name: "另一区司法局", city: "测试市",
        expectedFrom: try #require(Month(text: "2024-01"))))
    #expect(throws: BureauRefusal.keyOfAnother(office.code)) {
      try keep.register(
        ReportingKey(bureau: other, publicKey: Office.key.publicKey, kind: .registered))
    }
  }
}

@Suite("省里登记下达")
struct AllocationTests {
  private static let header = "下达文号,接收方代码,预算年度,资金来源,下达日期,金额,上级文号\n"

  private static func keep(_ office: Office) throws -> KeepAllocations {
    KeepAllocations(office.session("2024-04-01T00:00:00Z"), today: try .of("2024-04-01"))
  }

  @Test("a table is recorded once, and may come again with more rows")
  func table() throws {
    let office = try Office()
    let row = "省财〔2024〕1号,640303,2024,中央转移支付,2024-03-01,\"100,000\",财〔2024〕2号\n"
    let path = try office.folder.write(Self.header + row, to: "下达.csv")
    #expect(try Self.keep(office)(path) == (1, 0))
    let more = row + "省财〔2024〕1号,640303,2024,中央转移支付,2024-03-20,-5000,\n"
    let again = try office.folder.write(Self.header + more, to: "再.csv")
    #expect(try Self.keep(office)(again) == (1, 1))
    let known = try office.province.store.read { try $0.province.allocations() }
    #expect(known.map(\.amount.fen) == [10_000_000, -500_000])
    #expect(known[0].from.digits == "640000" && known[0].superiorDocument?.key == "财〔2024〕2号")
  }

  @Test("every fault of a table is told with its place, and nothing is recorded")
  func faults() throws {
    let office = try Office()
    let rows = """
      省财〔2024〕1号,640303,2024,中央转移支付,2024-03-01,0,
      省财〔2024〕1号,64030,2024,中央转移支付,2024-03-01,1,
      省财〔2024〕1号,640303,2024,天上掉的,2024-03-01,1,
      省财〔2024〕1号,640303,2024,中央转移支付,2024-05-01,1,
      省财〔2024〕1号,640303,2024,中央转移支付,昨天,1,

      """
    let path = try office.folder.write(Self.header + rows, to: "下达.csv")
    let refused = #expect(throws: KeepAllocations.Refused.self) {
      _ = try Self.keep(office)(path)
    }
    #expect(refused?.faults.count == 5)
    #expect(refused?.description.contains("下达.csv:2:6 — 金额：不能是 0") ?? false)
    #expect(try office.province.store.read { try $0.province.allocations() } == [])
    let short = try office.folder.write("下达文号,金额\n", to: "短.csv")
    #expect(throws: (any Error).self) { _ = try Self.keep(office)(short) }
  }
}
