import Interchange
import Testing

@Suite("读到的内容") struct EchoTests {
  @Test("names and free words are never shown")
  func privateColumns() {
    let hidden = Column.allCases.filter { $0.echo("民事3") == "读到的内容不显示" }
    let expected: Set<Column> = [
      .recipient, .lawyer, .submittedBy, .approvedBy, .payee, .memo, .matter, .note, .site,
      .reason, .returnReason, .explainedBy, .confirmedBy, .digest,
    ]
    #expect(expected.isSubset(of: hidden))
    #expect(Column.recipient.echo("") == "读到空格子")
  }

  @Test("a name that slipped into a column of days, amounts or terms is not shown either")
  func slippedNames() {
    let shown = Column.allCases.filter { $0.echo("张三") != "读到的内容不显示" }
    // What is left are numbers and short texts, where any word may be meant.
    #expect(
      Set(shown) == [
        .bankReference, .caseNumber, .claimNumber, .costs, .documentNumber, .dutyNumber, .firm,
        .flags, .grade, .issuer, .judgmentNumber, .projectCode, .quantities,
        .recipientCategories, .regionBand, .reissuesVoucher, .reversesVoucher, .rule,
        .serviceForm, .stage, .subject, .subsidySource, .superiorDocument, .voucherNumber,
        .voucherNumbers,
      ])
    #expect(Column.caseType.echo("商事") == "读到“商事”")
    #expect(Column.amount.echo("1.800元") == "读到“1.800元”")
    #expect(Column.acceptedOn.echo("24-1-5") == "读到“24-1-5”")
  }

  @Test(
    "what is shown is short, visible and masked",
    arguments: [
      ("2024-13-01", "2024-13-01"),
      ("12345678901234", "12345678901234"),
      ("123456789012345", "1234****2345"),
      ("案１１０１０１１９９００１０１１２３X", "案１１０１****１１２３X"),
      ("6222 0212 3456 7890 号", "6222****7890 号"),
      ("红\u{1B}[31m字\u{1B}[0m", "红字"), ("a\u{1B}]0;标题\u{07}b", "ab"), ("a\u{9B}2Jb", "ab"),
      ("a\u{00}\u{08}\u{7F}b\u{202E}c", "abc"), ("一\r\n二\t三", "一  二 三"),
      (String(repeating: "甲", count: 40), String(repeating: "甲", count: 40)),
      (String(repeating: "甲", count: 41), String(repeating: "甲", count: 40) + "…"),
    ])
  func shown(text: String, echo: String) {
    #expect(Column.caseNumber.echo(text) == "读到“\(echo)”")
  }

  @Test("a run of digits is masked even where it is cut")
  func cutDigits() {
    let text = String(repeating: "甲", count: 28) + "11010119900101123411010119900101"
    #expect(Column.caseNumber.echo(text).contains("1101****0101"))
    #expect(!Column.caseNumber.echo(text).contains("110101"))
  }

  @Test("no fault of a file shows a private cell")
  func faults() throws {
    let secret = "王小明" + String(repeating: "9", count: 20)
    let rows: [[Column: String]] = [
      [.recipient: "#N/A"], [.caseType: secret], [.acceptedOn: "110101199001011234"],
    ].map { goodRow(.cases).merging([.matter: secret, .lawyer: secret]) { $1 }.merging($0) { $1 } }
    let text = try Imported(table(.cases, rows)).faults.map(\.description).joined()
    #expect(!text.contains("99999") && !text.contains("110101"))
    #expect(text.contains("读到“1101****1234”"))
    let wide = try Imported("预算年度,年初结余\n2024,1,\(secret)\n\"2024\"\(secret),1\n")
    #expect(wide.faults.count == 2)
    #expect(!wide.faults.map(\.description).joined().contains("王小明"))
  }

  @Test("a file's name cannot write to the terminal")
  func fileNames() {
    let imported = Imported(paths: ["/no/\u{1B}[31m\n名.csv"])
    #expect(imported.faults.first?.description.hasPrefix("/no/ 名.csv — ") == true)
  }
}
