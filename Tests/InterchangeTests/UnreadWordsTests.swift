import Interchange
import LedgerCore
import TestSupport
import Testing

@Suite("改变一行意思的内容")
struct UnreadWordsTests {
  private static let payments = "支付凭证号,支付日期,支出用途,案件编号,指标文号,金额,收款单位,状态\n"
  private static let bank = "流水号,日期,金额,收款人,借贷标志\n"

  @Test(
    "a word that takes a row back, in a column that is not read, is a fault at its cell",
    arguments: [
      (payments + "支1,2025-03-05,以案定补,案1,文1,800,甲所,作废\n", 8, "“状态”写着“作废”，这一列没有读"),
      (payments + "支1,2025-03-05,以案定补,案1,文1,800,甲所,已退票\n", 8, "“状态”写着“已退票”，这一列没有读"),
      (bank + "流1,2025-03-05,800,甲所,贷\n", 5, "“借贷标志”写着“贷”，这一列没有读"),
      ("流水号,日期,金额,收款人,收支方向\n流1,2025-03-05,800,甲所,收入\n", 5, "“收支方向”写着“收入”，这一列没有读"),
      ("流水号,日期,金额,收款人,交易类型\n流1,2025-03-05,800,甲所,退汇\n", 5, "“交易类型”写着“退汇”，这一列没有读"),
      ("案件编号,案件类型,受援人,受理日期,备注\n案1,民事,张三,2025-01-02,作废\n", 5, "“备注”写着“作废”，这一列没有读"),
    ])
  func faults(text: String, column: Int, problem: String) throws {
    let imported = try Imported(text)
    #expect(imported.problems == [problem] && imported.faults.first?.column == column)
    #expect(imported.faults.first?.row == 2)
    #expect(!"\(imported.faults)".contains("张三"))
  }

  @Test(
    "a row that says so itself, other words, and a column that a person passes over are read",
    arguments: [
      payments + "支1,2025-03-05,以案定补,案1,文1,800,甲所,正常\n",
      payments.replacing("状态", with: "冲销凭证号,状态")
        + "支2,2025-03-05,以案定补,案1,文1,800,甲所,支1,冲销\n",
      bank + "流1,2025-03-05,800,甲所,借\n", bank + "流1,2025-03-05,-800,甲所,贷\n",
      "案件编号,案件类型,受援人,受理日期,备注\n案1,民事,张三,2025-01-02,卷宗作废一页已补\n",
      "申报编号,案件编号,申报日期,申报金额,退回日期,退回原因,状态\n申1,案1,2025-03-05,800,2025-03-06,缺件,退回\n",
    ])
  func read(text: String) throws {
    let imported = try Imported(text)
    #expect(imported.problems == [] && imported.records.count == 1)
  }

  @Test("what a person says is not read, is not looked at")
  func passedOver() throws {
    let row = Self.payments + "支1,2025-03-05,以案定补,案1,文1,800,甲所,作废\n"
    let mapping = ColumnMapping([TableTerm.column(header: "状态", means: nil)])
    #expect(try Imported(row, mapping: mapping).records.count == 1)
  }

  @Test(
    "“the same as above” is no content of a cell",
    arguments: ["同上", "〃", "″"])
  func ditto(word: String) throws {
    let header = "支付凭证号,支付日期,支出用途,案件编号,指标文号,金额,收款单位,承办人\n"
    let imported = try Imported(
      header + "支1,2025-03-05,以案定补,\(word),\(word),800,\(word),\(word)\n")
    #expect(imported.faults.map(\.column) == [4, 5, 7, 8])
    #expect(imported.problems.allSatisfy { $0.hasSuffix("写的是“同上”，没有内容") })
  }

  @Test("a text of a workbook of which a part is struck out is a fault where it is read")
  func struck() throws {
    let parts = "<r><rPr><strike/></rPr><t>800</t></r><r><t>700</t></r>"
    let kept = "<r><rPr><strike val=\"0\"/></rPr><t>80</t></r><r><t>0</t></r>"
    for (text, isShared, isFault) in [
      (parts, true, true), (parts, false, true), (kept, true, false), (kept, false, false),
    ] {
      let cell =
        isShared
        ? "<c r=\"D2\" t=\"s\"><v>0</v></c>" : "<c r=\"D2\" t=\"inlineStr\"><is>\(text)</is></c>"
      let header = ["申报编号", "案件编号", "申报日期", "申报金额"]
      let first = HandMadeWorkbook.rows([header, ["申1", "案1", "2025-03-05"]])
      var book = HandMadeWorkbook(rows: first.replacing(/<\/row>\s*$/, with: cell + "</row>"))
      book.sharedTexts = ["<si>\(text)</si>"]
      let folder = try TemporaryFolder()
      let imported = Imported(paths: [try folder.write(book.bytes(), to: "表.xlsx")])
      #expect(imported.problems == (isFault ? ["申报金额有划去的文字，不知道算不算"] : []))
      #expect(imported.records.map { $0.money(.claimedAmount)?.fen } == (isFault ? [] : [80_000]))
    }
  }
}
