import LedgerCore
import Reconciliation
import TestSupport
import Testing

@testable import Reporting

@Suite("计价资料和计算单的各种格式")
struct DetailTableTests {
  private func standard() throws -> SubsidyStandard {
    SubsidyStandard(
      title: "计价标准", document: .unnumbered(because: "测试"), region: "测试区",
      inForce: .init(from: try .of("2024-01-01")), selectedBy: .closing, source: "测试",
      rounding: Rounding(step: .result, unit: .fen, mode: .halfUp),
      declaredTerms: [.outcome: ["庭前撤诉"]], declaredFlags: ["跨省"],
      lines: [
        StandardLine(
          id: try .of("民事"), clause: "第一条", selection: .all, unit: .item,
          amount: .stated(AmountRange(try .yuan("1200"))))
      ],
      modifiers: [
        Modifier(
          id: try .of("跨省"), clause: "第二条", selection: Selection(flags: ["跨省"]), lines: nil,
          action: .multiply(Rational(decimal: "1.5") ?? .one))
      ])
  }

  private func price() throws -> PriceExplanation {
    try standard().price(
      PricingQuery(
        .sample(closed: "2024-03-01", flags: ["跨省"]), on: .of("2024-03-01")))
  }

  @Test(
    "a price sheet has its start and rate written out, and the day that chose the version",
    arguments: OutputFormat.allCases)
  func sheet(format: OutputFormat) throws {
    let text = try PriceSheetPage(price(), heading: [("案件", "案1")]).printed(format)
    for words in ["1,200.00 元 × 1.5", "2024-03-01", "第二条", "案1"] {
      #expect(text.contains(words), "\(format): \(text)")
    }
    if format == .json {
      #expect(
        text.contains("\"low_fen\": 180000") && text.contains("\"version_chosen_by\": \"结案\""))
    } else {
      #expect(text.contains("壹仟捌佰元整") && text.contains("结案 2024-03-01"))
    }
  }

  @Test("it is a file of Word and of Excel as well", arguments: OfficeFormat.allCases)
  func office(format: OfficeFormat) throws {
    #expect(try PriceSheetPage(price()).page.file(format).count > 1_000)
  }

  @Test("lists say what prices rest on where some row does, without reasons and free words")
  func lists() throws {
    let names = try standard().detailNames
    var (plain, detailed) = (
      try LegalAidCase.sample("案1", closed: "2024-03-01"),
      try LegalAidCase.sample("案2", closed: "2024-03-01")
    )
    plain.details.closingManner = "马某某撤诉了"
    func table() throws -> ReportTable {
      try RegisterTables.cases(
        [plain, detailed].map { fact in
          try DossierView(
            Dossier(caseNumber: fact.number, legalAidCase: fact),
            in: Period(year: .of(2024)), funds: nil)
        }, naming: names)
    }
    #expect(try table().columns.count == 9)
    detailed.details = try .sample()
    detailed.details.closingManner = "庭前撤诉"
    let cells = try table().rows[1].suffix(7).map(\.forPeople)
    #expect(try table().columns.suffix(7).map(\.title) == CaseDetails.Part.allCases.map(\.rawValue))
    #expect(
      cells == [
        "跨市", "死刑、速裁", "卷宗页数=300、天数=2.25", "差旅费=1234.56", "质量浮动=110%", "彩票公益金", "庭前撤诉",
      ])
    let claims = try RegisterTables.claims(
      [.sample("申2", case: "案2")], on: [detailed.number: detailed.details], naming: names)
    #expect(claims.rows[0].suffix(7).map(\.forPeople) == cells)
    let summary = try ClaimSummary(
      [(.sample("申2", case: "案2"), detailed)], title: "汇总", naming: names)
    #expect(summary.printed(.csv).contains("死刑、速裁"))
  }

  @Test("what a draft cannot price is listed with its reason in every format, and so are the notes")
  func trial() throws {
    let sums = RegisterTables.trial([], title: "试算", notes: ["假定：都按这个标准"])
    let page = TrialPage(sums, leftOut: [(try .of("案7"), "缺地域")])
    for format in OutputFormat.allCases {
      let text = page.printed(format)
      for words in ["案7", "缺地域", "假定：都按这个标准"] { #expect(text.contains(words), "\(format)") }
    }
  }
}

extension LegalAidCase {
  fileprivate static func sample(closed: String, flags: Set<String>) throws -> LegalAidCase {
    var sample = try LegalAidCase.sample(closed: closed)
    sample.details.flags = flags
    return sample
  }
}
