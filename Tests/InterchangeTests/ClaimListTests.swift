import Interchange
import LedgerCore
import TestSupport
import Testing

@Suite("申报清单")
struct ClaimListTests {
  private func list(_ text: String) throws -> ClaimList {
    let folder = try TemporaryFolder()
    return ClaimList(path: try folder.write(text, to: "单.csv"))
  }

  /// A list on the first sheet of a workbook, a cell each row under its header.
  private func list(cell: String, also: String = "") throws -> ClaimList {
    let folder = try TemporaryFolder()
    let rows = """
      <row r="1"><c r="A1" t="inlineStr"><is><t>申报编号</t></is></c>\
      <c r="B1" t="inlineStr"><is><t>核发金额</t></is></c>\
      <c r="C1" t="inlineStr"><is><t>案由</t></is></c></row>\
      <row r="2"><c r="A2" t="inlineStr"><is><t>申1</t></is></c>\(cell)\(also)</row>
      """
    return ClaimList(path: try folder.write(HandMadeWorkbook(rows: rows).bytes(), to: "单.xlsx"))
  }

  private func fen(_ list: ClaimList) -> [Int64?] { list.rows.map { $0.amount?.fen } }

  @Test("an amount in the unit of its header or title, and in words, is read exactly")
  func units() throws {
    for text in [
      "申报编号,核发金额（万元）\n申1,0.08\n", "三月核发表　单位：万元,\n申报编号,核发金额\n申1,0.08\n",
      "单位：万元,\n申报编号,核发金额（元）\n申1,800\n", "申报编号,核发金额\n申1,0.08万元\n",
      "申报编号,核发金额\n申1,捌佰元整\n", "申1,800元\n",
    ] {
      let read = try list(text)
      #expect(read.faults.isEmpty && fen(read) == [80_000], "\(text): \(read.faults)")
    }
  }

  @Test("lines under a list and its sums are none of its rows; a sum that is wrong is a fault")
  func otherRows() throws {
    let read = try list("申报编号,核发金额\n申1,500\n申2,300\n合计,800\n制表人：孙某,\n,审核人：\n注：已核对,\n")
    #expect(read.faults.isEmpty && fen(read) == [50_000, 30_000])
    #expect(try list("申报编号,核发金额\n申1,500\n,合计 600\n").faults.count == 1)
    #expect(try list("申报编号,单位,核发金额\n申1,合计律师事务所,500\n").rows.count == 1)
  }

  @Test(
    "what could be an amount and is not read, and a row without a number, are faults",
    arguments: [
      ("申报编号,本次核发\n申1,500\n", "“本次核发”可能是核发金额，没有读"),
      ("申报编号,金额\n申1,500\n", "“金额”可能是核发金额，没有读"),
      ("申报编号,核发金额,核发金额（万元）\n申1,500,0.05\n", "“核发金额（万元）”和前面的一列都是核发金额"),
      ("申报编号,核发金额\n申1,500\n,500\n", "申报编号不对"),
      ("万元以下核发,\n申报编号,核发金额\n申1,500\n", "表头之前提到万元或亿元，说不准是不是金额的单位"),
    ])
  func faults(text: String, problem: String) throws {
    let read = try list(text)
    #expect(read.faults.map(\.problem) == [problem])
    #expect(read.faults.first?.file.hasSuffix("单.csv") == true)
  }

  @Test("what a workbook says of the number and the amount stops the list")
  func marks() throws {
    let plain = try list(cell: "<c r=\"B2\"><v>800</v></c>")
    #expect(plain.faults.isEmpty && fen(plain) == [80_000])
    for cell in [
      "<c r=\"B2\"><f>A1*2</f></c>", "<c r=\"B2\"><f>A1*2</f><v></v></c>",
      "<c r=\"B2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", "<c r=\"B2\" t=\"s\"><v>99</v></c>",
    ] {
      let read = try list(cell: cell)
      #expect(read.faults.map(\.column) == [2] && read.rows.isEmpty, "\(cell): \(read.faults)")
    }
    // Of a column that is not read nothing is asked.
    let other = try list(
      cell: "<c r=\"B2\"><v>800</v></c>", also: "<c r=\"C2\"><f>A1*2</f></c>")
    #expect(other.faults.isEmpty && fen(other) == [80_000])
  }
}
