import LedgerCore
import TestSupport
import Testing

@Suite("经费指标")
struct FundTests {
  @Test("every source is read by its name; 省级转移支付 is 自治区转移支付 elsewhere")
  func sourceNames() {
    for source in FundSource.allCases { #expect(FundSource(name: source.rawValue) == source) }
    #expect(FundSource(name: "省级转移支付") == .provincialTransfer)
    #expect(FundSource(name: " 中央 转移支付\u{3000}") == .centralTransfer)
    for name in ["", "中央", "区级转移支付", "转移支付"] { #expect(FundSource(name: name) == nil) }
  }

  @Test("转移支付 are 中央, 自治区 and 市级; 本级财政 stands alone; the rest is other")
  func groups() {
    let transfers = FundSource.allCases.filter { $0.group == .transfer }
    #expect(transfers == [.centralTransfer, .provincialTransfer, .cityTransfer])
    #expect(FundSource.allCases.filter { $0.group == .local } == [.localBudget])
    #expect(FundSource.allCases.filter { $0.group == .other } == [.lotteryFund, .donation, .other])
  }

  @Test("an appropriation permits its uses, all uses when none is named; 彩票公益金 only 以案定补")
  func permittedUses() throws {
    let open = try Appropriation.sample()
    let duty = try Appropriation.sample(uses: [.duty, .drafting])
    let lottery = try Appropriation.sample(source: .lotteryFund)
    let lotteryForDuty = try Appropriation.sample(source: .lotteryFund, uses: [.duty])
    for use in PaymentUse.allCases {
      #expect(open.permits(use))
      #expect(duty.permits(use) == (use == .duty || use == .drafting))
      #expect(lottery.permits(use) == (use == .perCaseSubsidy))
      #expect(!lotteryForDuty.permits(use))
    }
  }

  @Test("结转自年度 is the budget year itself unless an earlier year is named")
  func origin() throws {
    #expect(try !Appropriation.sample(year: 2_024).isCarriedOver)
    #expect(try !Appropriation.sample(year: 2_024, carriedFrom: 2_024).isCarriedOver)
    #expect(try Appropriation.sample(year: 2_024, carriedFrom: 2_023).isCarriedOver)
    #expect(try Appropriation.sample(year: 2_024).originYear == .of(2_024))
  }

  @Test("rows are ordered by document and budget year, and are one when both are equal")
  func identity() throws {
    let rows = try [
      AppropriationID.sample("文〔2〕", year: 2_023), .sample("文〔1〕", year: 2_024),
      .sample("文〔1〕", year: 2_023),
    ]
    #expect(rows.sorted() == [rows[2], rows[1], rows[0]])
    #expect(try rows[2] == .sample("文 (1)", year: 2_023))
  }

  @Test("a reversal draws on the row of the line it takes back")
  func drawnOn() throws {
    let line = try PaymentLine.sample(paid: "2023-12-30")
    let reversal = try line.reversed(by: "凭2", on: "2024-01-05")
    #expect(!line.isReversal && reversal.isReversal)
    #expect(line.drawnOn == line.paidOn)
    #expect(try reversal.paidOn == .of("2024-01-05"))
    #expect(reversal.drawnOn == line.paidOn)
  }
}
