import LedgerCore
import Reporting
import TestSupport
import Testing

@Suite("值班补贴月表")
struct DutySheetPageTests {
  private static func page() throws -> DutySheetPage {
    func account(_ number: String, _ day: String, tenths: Int64, paid: String?) throws
      -> DutyAccount
    {
      let shift = DutyShift(
        number: try .of(number), servedOn: try .of(day), site: "看守所", lawyer: "欧阳建国",
        firm: "甲律师事务所", quantity: Quantity(tenths: tenths), unit: .day, rate: try .yuan("200"),
        amount: Money(fen: 2_000 * tenths))
      let lines = try paid.map { amount in
        [
          try PaymentLine.dutySample("凭\(number)/1", amount: amount, duty: number)
        ]
      }
      return DutyAccount(dutyNumber: shift.number, shift: shift, lines: lines ?? [])
    }
    let sheet = try DutySheet(
      of: #require(Month(text: "2024-05")),
      [
        account("值1", "2024-05-03", tenths: 10, paid: "200"),
        account("值2", "2024-05-20", tenths: 5, paid: nil),
      ])
    return DutySheetPage(sheet, of: Bureau(agency: "测试区司法局", region: "测试区"))
  }

  @Test(
    "the sheet says who served on which days, what it comes to, what is paid, and has room to sign"
  )
  func text() throws {
    let text = try Self.page().printed(.text)
    for words in [
      "测试区司法局 2024年5月值班律师法律帮助补贴表", "欧阳建国", "甲律师事务所", "3日、20日（0.5）", "1.5 天", "200.00",
      "300.00", "100.00", "签领", "合计（大写）：人民币叁佰元整", "制表：",
    ] {
      #expect(text.contains(words), "\(words) is not in\n\(text)")
    }
  }

  @Test("it is written in every format", arguments: OutputFormat.allCases)
  func formats(format: OutputFormat) throws {
    let text = try Self.page().printed(format)
    #expect(text.contains("欧阳建国") && text.contains("20日"))
    if format == .json { #expect(text.contains("\"duty_sheet\"") && text.contains("30000")) }
    for office in OfficeFormat.allCases { #expect(try !Self.page().page().file(office).isEmpty) }
  }
}
