import LedgerCore
import TestSupport
import Testing

@Suite("收款人和账号")
struct PayeeTests {
  @Test(
    "an account number is its digits, whatever stands between them",
    arguments: [
      ("62220202", "62220202"), ("6222 0202 0011 2233", "6222020200112233"),
      ("６２２２-0202—0011", "622202020011"), (" 6222\u{3000}0202\t", "62220202"),
      (String(repeating: "1", count: 32), String(repeating: "1", count: 32)),
    ])
  func numbers(text: String, digits: String) throws {
    #expect(try AccountNumber(text).digits == digits)
  }

  @Test("too few digits, too many, or anything else is no account number, and is not repeated")
  func flaws() {
    for (text, flaw) in [
      ("1234567", AccountNumberFlaw.length(7)), (String(repeating: "1", count: 33), .length(33)),
      ("", .length(0)), ("6222020X0011", .notDigits), ("6.22E+18", .notDigits),
      ("六二二二〇二〇二", .notDigits), ("6222,0202", .notDigits), ("٦٢٢٢٠٢٠٢", .notDigits),
    ] {
      #expect(throws: flaw, "\(text)") { try AccountNumber(text) }
      if !text.isEmpty { #expect(!flaw.description.contains(text)) }
    }
  }

  @Test("a number prints its last four digits; in full only where that is asked for")
  func masked() throws {
    let payee = Payee(
      number: 1, name: "甲所",
      account: .init(bank: "某行", number: try AccountNumber("6222020200112233")))
    #expect(payee.account.number.masked == "****2233")
    #expect(payee.account.number.grouped == "6222 0202 0011 2233")
    #expect(try AccountNumber("123456789").grouped == "1234 5678 9")
    #expect(!"\(payee)\(String(reflecting: payee))".contains("62220202"))
  }
}

@Suite("报表包的文件")
struct PackFileTests {
  @Test("a file of bytes is sealed as text, and gives its bytes back", arguments: 0...20)
  func bytes(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 83 &+ 251) }
    let file = PackFile(name: "年度报告.docx", bytes: bytes)
    #expect(!file.isText && file.bytes == bytes)
    #expect(file.text.utf8.allSatisfy { $0 < 0x80 && $0 > 0x20 })
    #expect(PackFile(name: file.name, text: file.text) == file)
  }

  @Test("the text of bytes is that of RFC 4648, and what is none is given out as it stands")
  func text() {
    for (bytes, text) in [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ] {
      #expect(PackFile(name: "a.docx", bytes: Array(bytes.utf8)).text == text)
    }
    #expect(PackFile(name: "a.docx", text: "不是").bytes == Array("不是".utf8))
    #expect(PackFile(name: "a.txt", text: "Zm9v").bytes == Array("Zm9v".utf8))
  }
}

@Suite("值班补贴月表的数据")
struct DutySheetTests {
  private static func account(
    _ number: String, _ day: String, lawyer: String = "王律", firm: String = "甲所",
    tenths: Int64 = 10, unit: DutyUnit = .day, amount: String = "200", paid: [String] = []
  ) throws -> DutyAccount {
    let shift = DutyShift(
      number: try .of(number), servedOn: try .of(day), site: "看守所", lawyer: lawyer, firm: firm,
      quantity: Quantity(tenths: tenths), unit: unit, rate: try .yuan("200"),
      amount: try .yuan(amount))
    let lines = try paid.enumerated().map { index, fen in
      PaymentLine(
        id: PaymentLineID(voucher: try .of("凭\(number)-\(index)"), line: 1), paidOn: try .of(day),
        use: .duty, subject: .dutyShift(shift.number), document: try .of("文1"),
        amount: try .yuan(fen), payee: firm)
    }
    return DutyAccount(dutyNumber: shift.number, shift: shift, lines: lines)
  }

  @Test("a lawyer's shifts of the month stand in one row for each firm, unit and rate")
  func rows() throws {
    let sheet = try DutySheet(
      of: #require(Month(text: "2024-05")),
      [
        Self.account("值1", "2024-05-20", paid: ["200"]),
        Self.account(
          "值2", "2024-05-03", lawyer: "王 律", tenths: 5, amount: "100", paid: ["40", "10"]),
        Self.account("值3", "2024-05-03", tenths: 5, amount: "100"),
        Self.account("值4", "2024-05-31", tenths: 30, unit: .person, amount: "600"),
        Self.account("值5", "2024-05-01", firm: "乙所"),
        Self.account("值6", "2024-04-30"), Self.account("值7", "2024-06-01"),
        DutyAccount(dutyNumber: .of("值8")),
      ])
    let rows = sheet.rows.map { row in
      "\(row.firm) \(row.lawyer) \(row.unit.rawValue) \(row.quantity.text) \(row.amount.fen) "
        + "\(row.paid.fen) "
        + row.days.map { "\($0.day.day):\($0.quantity.text)" }.joined(separator: ",")
    }
    #expect(
      rows == [
        "乙所 王律 天 1 20000 0 1:1", "甲所 王律 人次 3 60000 0 31:3",
        "甲所 王律 天 2 40000 25000 3:1,20:1",
      ])
    #expect(try sheet.rows[2].unpaid().fen == 15_000)
  }

  @Test("a month without shifts has no rows")
  func empty() throws {
    #expect(try DutySheet(of: #require(Month(text: "2024-05")), []).rows.isEmpty)
  }
}
