import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("F 资金规则")
struct FundRuleTests {
  @Test("F01 指标超支", arguments: exceeded)
  func f01(row: RuleRow) throws { try row.check() }

  static let exceeded = [
    RuleRow("holds: the row is used up to the fen", in: .session) {
      $0.appropriations = [try .sample(amount: "1000")]
    },
    RuleRow("breaks: one fen too much", finds: "F01 block 文1 0.01 -", in: .session) {
      $0.appropriations = [try .sample(amount: "999.99")]
    },
    RuleRow("holds: an adjustment raises the limit", in: .session) {
      $0.appropriations = [try .sample(amount: "900")]
      $0.changes = [try .adjustment(on: "2024-04-02", "100")]
    },
    RuleRow(
      "breaks: the adjustment is not yet made", finds: "F01 block 文1 100.00 -",
      asOf: "2024-04-01", in: .session
    ) {
      $0.appropriations = [try .sample(amount: "900")]
      $0.changes = [try .adjustment(on: "2024-04-02", "100")]
    },
    RuleRow(
      "breaks: an adjustment downwards", finds: "F01 block 文1 0.01 -", in: .session
    ) {
      $0.appropriations = [try .sample(amount: "1000")]
      $0.changes = [try .adjustment(on: "2024-12-31", "-0.01")]
    },
    RuleRow("breaks: a recall", finds: "F01 block 文1 250.00 -", in: .session) {
      $0.appropriations = [try .sample(amount: "1000")]
      $0.changes = [try .recall(on: "2024-05-01", "200"), try .recall(on: "2024-05-02", "50")]
    },
    RuleRow("holds: a reversal frees the row again", in: .session) {
      $0.appropriations = [try .sample(amount: "700")]
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-05-01", amount: "300"))
    },
    RuleRow(
      "breaks: the reversal lies after the as-of day", finds: "F01 block 文1 300.00 -",
      asOf: "2024-04-30", in: .session
    ) {
      $0.appropriations = [try .sample(amount: "700")]
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-05-01", amount: "300"))
    },
    RuleRow(
      "breaks: before its receipt a row's amount is 0", finds: "F01 block 文1 1000.00 -",
      "F02 high 凭1/1 1000.00 2024-04-01", asOf: "2024-05-31", in: .session
    ) {
      $0.appropriations = [try .sample(received: "2024-06-01")]
    },
    RuleRow(
      "breaks in Y: a line was paid in Y from a row of an earlier year",
      finds: "F01 block 文1 200.00 -", in: .session
    ) {
      $0.appropriations = [try .sample(year: 2023, amount: "800")]
    },
    RuleRow("silent: neither the row nor a line is of Y", year: 2025, in: .session) {
      $0.appropriations = [try .sample(amount: "800")]
    },
    RuleRow(
      "breaks: the row is of Y, its line paid in the next year", finds: "F01 block 文1 200.00 -",
      asOf: "2025-06-30", in: .session
    ) {
      $0.appropriations = [try .sample(amount: "800")]
      $0.lines = [try .sample(paid: "2025-02-01", case: nil, use: .other)]
    },
    RuleRow(
      "breaks: every row is judged by itself, in order of number", finds: "F01 block 文1 1.00 -",
      "F01 block 文2 2.00 -", in: .session
    ) {
      $0.appropriations = [
        try .sample("文2", amount: "998"), try .sample(amount: "999"), try .sample("文3"),
      ]
      $0.lines.append(try .sample("凭2", case: nil, use: .other, document: "文2"))
    },
  ]

  @Test("Which row a line draws on, and which a reversal restores", arguments: rowChoice)
  func rows(row: RuleRow) throws { try row.check() }

  static let rowChoice = [
    RuleRow(
      "the row of the year of payment", finds: "F01 block 文1 600.00 -", in: .session
    ) {
      $0.appropriations = try [(2023, "5000"), (2024, "400"), (2025, "5000")].map {
        try .sample(year: $0.0, received: "2023-01-01", amount: $0.1)
      }
    },
    RuleRow("else the latest earlier", finds: "F01 block 文1 600.00 -", in: .session) {
      $0.appropriations = try [(2021, "5000"), (2023, "400"), (2025, "5000")].map {
        try .sample(year: $0.0, received: "2021-01-01", amount: $0.1)
      }
    },
    RuleRow(
      "else the earliest", finds: "F01 block 文1 600.00 -", "F02 high 凭1/1 1000.00 2024-04-01",
      in: .session
    ) {
      $0.appropriations = try [(2025, "400"), (2026, "5000")].map {
        try .sample(year: $0.0, received: "2024-12-31", amount: $0.1)
      }
    },
    RuleRow(
      "a reversal in a later year restores the row of the line's year",
      finds: "F01 block 文1 400.00 -", in: .session
    ) {
      $0.appropriations = try [2023, 2024].map { try .sample(year: $0, amount: "1000") }
      let old = try PaymentLine.sample(paid: "2023-12-30", case: nil, use: .other)
      $0.lines = [
        old, try old.reversed(by: "凭2", on: "2024-02-01", amount: "400"),
        try .sample("凭3", amount: "1400", case: nil, use: .other),
      ]
    },
    RuleRow("the restored row of the earlier year has room again", in: .session) {
      $0.appropriations = try [2023, 2024].map { try .sample(year: $0, amount: "1000") }
      let old = try PaymentLine.sample(paid: "2023-11-30", case: nil, use: .other)
      $0.lines = [
        old, try old.reversed(by: "凭2", on: "2024-02-01", amount: "400"),
        try .sample("凭3", paid: "2023-12-30", amount: "400", case: nil, use: .other),
      ]
    },
  ]

  @Test("F02 未下达先支付", arguments: beforeReceipt)
  func f02(row: RuleRow) throws { try row.check() }

  static let beforeReceipt = [
    RuleRow("holds: paid on the day of receipt", in: .funded) {
      $0.appropriations = [try .sample(received: "2024-04-01")]
    },
    RuleRow(
      "breaks: paid on the day before", finds: "F02 high 凭1/1 1000.00 2024-04-01",
      in: .funded
    ) { $0.appropriations = [try .sample(received: "2024-04-02")] },
    RuleRow(
      "本级财政: only noted", finds: "F02 info 凭1/1 1000.00 2024-04-01", in: .funded
    ) { $0.appropriations = [try .sample(source: .localBudget, received: "2024-04-02")] },
    RuleRow(
      "breaks: a receipt after the as-of day is read", finds: "F01 block 文1 1000.00 -",
      "F02 high 凭1/1 1000.00 2024-04-01", in: .funded
    ) { $0.appropriations = [try .sample(received: "2025-01-01")] },
    RuleRow(
      "the amount is what is left", finds: "F02 high 凭1/1 700.00 2024-04-01",
      in: .funded
    ) {
      $0.appropriations = [try .sample(received: "2024-04-02")]
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-05-01", amount: "300"))
    },
    RuleRow("silent: the line is taken back whole", in: .funded) {
      $0.appropriations = [try .sample(received: "2024-04-02")]
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-05-01"))
    },
    RuleRow("silent: the line is of another year", year: 2025, in: .funded) {
      $0.appropriations = [try .sample(received: "2024-04-02")]
    },
    RuleRow(
      "a carried-over row counts from its own receipt", finds: "F02 high 凭1/1 1000.00 2024-04-01",
      in: .funded
    ) {
      $0.appropriations = [
        try .sample(year: 2023), try .sample(received: "2024-05-01", carriedFrom: 2023),
      ]
    },
  ]

  @Test("F03 支出超过可用资金", arguments: overAvailable)
  func f03(row: RuleRow) throws { try row.check() }

  static let overAvailable = [
    RuleRow("holds: paid is what was appropriated") {
      $0.appropriations = [try .sample(amount: "1000")]
    },
    RuleRow("breaks: no opening, and money of an earlier year", finds: "F03 high 2024 1000.00 -") {
      $0.appropriations = [try .sample(year: 2023)]
    },
    RuleRow("holds: the opening is stated") {
      $0.appropriations = [try .sample(year: 2023)]
      try $0.stateOpening("1000")
    },
    RuleRow("breaks: the stated opening lacks one fen", finds: "F03 high 2024 0.01 -") {
      $0.appropriations = [try .sample(year: 2023)]
      try $0.stateOpening("999.99")
    },
    RuleRow("holds: carried-over rows are the opening") {
      $0.appropriations = [try .sample(amount: "1000", carriedFrom: 2023)]
    },
    RuleRow(
      "breaks: a stated opening stands before carried-over rows", finds: "F03 high 2024 1000.00 -"
    ) {
      $0.appropriations = [try .sample(amount: "1000", carriedFrom: 2023)]
      try $0.stateOpening("0")
    },
    RuleRow(
      "breaks: the opening of another year is not this one's", finds: "F03 high 2024 1000.00 -"
    ) {
      $0.appropriations = [try .sample(year: 2023)]
      try $0.stateOpening("1000", year: 2023)
    },
    RuleRow("breaks: the year's recalls lower what is available", finds: "F03 high 2024 0.01 -") {
      $0.appropriations = [try .sample(year: 2023)]
      $0.changes = [
        try .recall(year: 2023, on: "2024-06-01", "500.01"),
        try .recall(year: 2023, on: "2023-06-01", "7000"),
      ]
      try $0.stateOpening("1500")
    },
    RuleRow("holds: the year's adjustments are appropriations of the year") {
      $0.appropriations = [try .sample(year: 2023)]
      $0.changes = [try .adjustment(year: 2023, on: "2024-06-01", "1000")]
    },
    RuleRow("breaks: a row not yet received adds nothing", finds: "F03 high 2024 1000.00 -") {
      $0.appropriations = [try .sample(year: 2023), try .sample("文2", received: "2025-01-01")]
    },
    RuleRow(
      "a reversal of last year's line lowers this year's net", finds: "F03 high 2024 700.00 -"
    ) {
      $0.appropriations = [try .sample(year: 2023)]
      let old = try PaymentLine.sample("旧1", paid: "2023-12-01", case: nil, use: .other)
      $0.lines += [old, try old.reversed(by: "旧2", on: "2024-01-02", amount: "300")]
    },
  ]

  @Test("F03 says that an unrecorded carry-over would explain it, when there is no opening")
  func f03Message() throws {
    var book = try InventedBook.clean()
    book.appropriations = [try .sample(year: 2023)]
    let without = try #require(book.reconcile().findings.first { $0.rule == "F03" })
    #expect(without.message.contains("未登记的上年结转"))
    try book.stateOpening("0")
    let with = try #require(book.reconcile().findings.first { $0.rule == "F03" })
    #expect(!with.message.contains("未登记的上年结转"))
  }

  @Test("F04 用途不符", arguments: useNotPermitted)
  func f04(row: RuleRow) throws { try row.check() }

  static let useNotPermitted = [
    RuleRow("holds: the use is permitted") {
      $0.appropriations = [try .sample(uses: [.perCaseSubsidy, .duty])]
    },
    RuleRow("breaks: it is not", finds: "F04 block 凭1/1 1000.00 2024-04-01") {
      $0.appropriations = [try .sample(uses: [.duty])]
    },
    RuleRow("holds: 彩票公益金 pays 以案定补") {
      $0.appropriations = [try .sample(source: .lotteryFund)]
    },
    RuleRow(
      "breaks: 彩票公益金 pays nothing else", finds: "F04 block 凭值/1 200.00 2024-04-01",
      in: .duty
    ) { $0.appropriations = [try .sample(source: .lotteryFund)] },
    RuleRow(
      "waits for the receipt", finds: "F01 block 文1 1000.00 -",
      "F02 high 凭1/1 1000.00 2024-04-01", asOf: "2024-04-30", in: .funded
    ) { $0.appropriations = [try .sample(received: "2024-05-01", uses: [.duty])] },
    RuleRow(
      "speaks from the receipt on", finds: "F04 block 凭1/1 1000.00 2024-05-01",
      "F02 high 凭1/1 1000.00 2024-04-01", asOf: "2024-05-01", in: .funded
    ) { $0.appropriations = [try .sample(received: "2024-05-01", uses: [.duty])] },
    RuleRow("the amount is what is left", finds: "F04 block 凭1/1 0.01 2024-04-01") {
      $0.appropriations = [try .sample(uses: [.duty])]
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-05-01", amount: "999.99"))
    },
    RuleRow("silent: taken back whole") {
      $0.appropriations = [try .sample(uses: [.duty])]
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-04-01"))
    },
    RuleRow("silent: the line is of another year", year: 2025) {
      $0.appropriations = [try .sample(uses: [.duty])]
    },
    RuleRow("the uses of the row of the year of payment are asked") {
      $0.appropriations = [
        try .sample(year: 2023, uses: [.duty]), try .sample(uses: [.perCaseSubsidy]),
      ]
    },
  ]

  @Test("F06 无此指标", arguments: unknownDocument)
  func f06(row: RuleRow) throws { try row.check() }

  static let unknownDocument = [
    RuleRow(
      "breaks: and F01, F02, F04 are silent", finds: "F06 block 凭1/1 1000.00 2024-04-01",
      in: .funded
    ) { $0.appropriations = [try .sample("文2", uses: [.duty])] },
    RuleRow(
      "counts in F03", finds: "F06 block 凭1/1 1000.00 2024-04-01", "F03 high 2024 1000.00 -"
    ) { $0.appropriations = [] },
    RuleRow("holds: the number is the same in another width and with other brackets") {
      $0.appropriations = [try .sample("宁财〔2024〕30号")]
      $0.lines = [try .sample(document: " 宁财（２０２４）30 号")]
    },
    RuleRow(
      "silent: a row not yet received is in the register", finds: "F01 block 文1 1000.00 -",
      "F02 high 凭1/1 1000.00 2024-04-01", in: .funded
    ) { $0.appropriations = [try .sample(received: "2025-03-01")] },
    RuleRow("silent: taken back whole", in: .funded) {
      $0.appropriations = []
      $0.lines.append(try $0.lines[0].reversed(by: "凭2", on: "2024-05-01"))
    },
    RuleRow(
      "every kind of line is asked", finds: "F06 block 凭值/1 200.00 2024-04-01",
      "F06 block 办1/1 50.00 2024-04-01", "F03 high 2024 250.00 -", in: .duty
    ) {
      $0.appropriations = []
      $0.lines.append(try .sample("办1", amount: "50", case: nil, use: .other, document: "文9"))
    },
    RuleRow("silent: the line is of another year", year: 2023) { $0.appropriations = [] },
  ]
}
