import LedgerCore
import LedgerStore
import Province
import Reconciliation
import Reporting
import TestSupport
import Testing

@Suite("省里的示例")
struct DemoTests {
  private static func book(
    _ folder: TemporaryFolder
  ) throws -> (book: ProvinceBook, holdings: any Holdings) {
    let province = try DemonstrateProvince(in: folder.file("province"))()
    let holdings = province.holdings
    return (try holdings.book(Period(year: DemonstrateProvince.year)), holdings)
  }

  /// What was planted: rule, severity, subject and amount in fen.
  private static let planted = [
    "X04 block 990300/甲财行〔2024〕6号 1000000", "X06 block 甲财行〔2024〕8号 4000000",
    "X12 block 990204/凭8-2/1 150000", "X15 block 990204/国库流水-20240902-7 150000",
    "X22 block 990101/6 0", "X26 block 990104/北塬援〔2024〕4号 0",
    "X01 high 甲财行〔2024〕5号→990102 -500000", "X02 high 甲财行〔2024〕9号→990103 3000000",
    "X03 high 990103/甲财行〔2024〕8号 4000000", "X03 high 990104/甲财行〔2024〕77号 1000000",
    "X05 high 990200/甲财行〔2024〕7号 2000000", "X11 high 990202/协作-55 0",
    "X14 high 990303/值11-1 20000", "X21 high 990304/2024-10 0", "X21 high 990304/2024-11 0",
    "X23 high 990304/5 0", "X13 medium 990302/甲援〔2024〕100号 0",
    "X21 medium 990303/2024-11 0", "X02 info 990304 0", "X03 info 990304 0",
    "X06 info 990304 0", "X16 info 南岳律师事务所 940000",
  ]

  @Test("the trouble that was planted is named, and nothing else")
  func trouble() throws {
    let (book, _) = try Self.book(TemporaryFolder())
    let found = try CrossRuleCatalogue.findings(in: book).map { finding in
      "\(finding.rule) \(finding.severity.rawValue) \(finding.subject) \(finding.amount.fen)"
    }
    #expect(found.sorted() == Self.planted.sorted())
    let rules = Set(Self.planted.map { String($0.prefix(3)) })
    #expect(rules == Set(CrossRuleCatalogue.rules.map { "\($0.description.id)" }))
  }

  @Test("every identity across ledgers holds")
  func identities() throws {
    let folder = try TemporaryFolder()
    let (book, holdings) = try Self.book(folder)
    let identities = try CrossIdentity.all(in: book, holdings)
    #expect(identities.map(\.id) == ["J01", "J02", "J03", "J04", "J05"])
    for identity in identities {
      #expect(identity.left == identity.right, "\(identity.id)")
      #expect(identity.left > 0, "\(identity.id)")
    }
    #expect(try folder.names() == ["province"])
  }

  @Test("two runs print the same bytes; who is missing stands under tables and in the paragraph")
  func sameBytes() throws {
    let texts = try (1...2).map { _ in
      let (book, _) = try Self.book(TemporaryFolder())
      let tables = try ProvinceTables(book).all(try CrossRuleCatalogue.findings(in: book))
      #expect(tables[0].notes.first == "未报送（1 个）：永乐县司法局")
      return try ProvinceParagraph(book).text() + tables.map { $0.printed(.text) }.joined()
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0].hasPrefix("甲省2024年共投入法律援助业务经费"))
    #expect(texts[0].contains("未报送或未报全的：永乐县司法局。"))
  }

  @Test("a document is followed from the allocation to the payment of a case, nobody named")
  func trace() throws {
    let (book, _) = try Self.book(TemporaryFolder())
    let text = try DocumentTrace(DemonstrateProvince.document, in: book).table().printed(.csv)
    #expect(text.contains("下达,990101,2024-03-01,甲财行〔2024〕5号"))
    #expect(text.contains("登记,990101,2024-03-08,甲财行〔2024〕5号"))
    #expect(text.contains("案件 东川援〔2024〕1号"))
    #expect(!text.contains("受援人") && !text.contains("某某"))
  }

  @Test("every replica is the county's ledger: it verifies, and its own figures are the table's")
  func sums() throws {
    let (book, _) = try Self.book(TemporaryFolder())
    var paid = Money.zero
    for own in book.bureaus { try paid += own.money(.paid) ?? .zero }
    // Eleven counties with six cases of 1,500 yuan and two shifts of 200.
    #expect(paid.fen == 11 * (6 * 150_000 + 2 * 20_000))
    #expect(book.bureaus.reduce(0) { $0 + $1.count(.casesClosed) } == 66)
  }
}
