import Foundation
import LedgerCore
import LedgerStore

/// An invented county of the demo: its ledger of 2024, with what was planted in it.
struct DemoCounty {
  /// From 0.
  let index: Int

  static let count = 12
  static let names = [
    "东川县", "西岭县", "南溪县", "北塬县", "临河县", "望山县", "古渡县", "新店县", "青石县", "白水县", "安平县", "永乐县",
  ]
  /// Two of them differ by one character, which is planted.
  private static let firms = [
    "春晓", "夏禾", "秋实", "冬青", "北辰", "南岳", "南丘", "西塘", "中正", "长河", "远山", "明月",
  ]

  /// The four counties of the first city are 990101 to 990104, and so on.
  var code: RegionCode? { RegionCode("990\(city + 1)0\(index % 4 + 1)") }
  var cityName: String { ["甲一市", "甲二市", "甲三市"][city] }
  var name: String { Self.names[index] + "司法局" }
  /// The city it lies in: four counties each.
  var city: Int { index / 4 }
  var key: OpenKey { OpenKey(secret: Data(repeating: UInt8(index + 1), count: 32)) ?? OpenKey() }
  var firm: String { Self.firms[index] + "律师事务所" }
  /// What the province sent it by the great document.
  var share: Money { Money(fen: Int64(200_000 + 10_000 * index) * 100) }

  /// How far the ledger goes.
  enum Stage: Int, Comparable {
    case october, november, january

    static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
  }

  /// The ledger up to a stage; the same entries whenever it is made.
  ///
  /// - Parameters:
  ///   - stage: The last stage.
  ///   - isForked: Whether November was recorded anew after an old backup had been restored.
  /// - Returns: The ledger, in memory.
  /// - Throws: A fault of the store.
  func ledger(through stage: Stage, isForked: Bool = false) throws -> LedgerStore {
    let store = try LedgerStore.inMemory(
      bureau: Bureau(agency: name, region: Self.names[index]),
      stamp: Self.stamp("2024-01-02T01:00:00Z", "init"))
    try record("2024-01-02T01:01:00Z", "region code", store) { writer in
      if let code { try writer.append(code) }
    }
    try record("2024-03-12T02:00:00Z", "import", store, appendFunds)
    try record("2024-09-23T02:00:00Z", "import", store, appendCases)
    try record("2024-11-04T02:00:00Z", "duty record", store, appendDuty)
    guard stage >= .november else { return store }
    try record("2024-12-03T02:00:00Z", "pay record", store) { writer in
      try appendDutyPayments(writer, isForked ? "值凭乙" : "值凭")
    }
    guard stage >= .january else { return store }
    try record("2025-01-06T02:00:00Z", "fund receive", store) { writer in
      try writer.append(
        Self.appropriation(
          "县财〔2025〕1号", 2025, .localBudget, Self.day(2025, 1, 5), Money(fen: 5_000_000)))
    }
    return store
  }

  private static func stamp(_ at: String, _ kind: String) -> EntryStamp {
    EntryStamp(recordedAt: at, operatorName: "示例经办人", kind: kind)
  }

  private func record(
    _ at: String, _ kind: String, _ store: LedgerStore, _ body: (LedgerWriter) throws -> Void
  ) throws {
    try store.append(Self.stamp(at, kind), body)
  }

  static func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
    Day(year: year, month: month, day: day) ?? .earliest
  }

  static func number<Named>(_ text: String) -> Identifier<Named> {
    Identifier(key: normalizedNumber(text), printed: text)
  }

  private static func appropriation(
    _ document: String, _ year: Int, _ source: FundSource, _ day: Day, _ amount: Money,
    from superior: String? = nil
  ) -> Appropriation {
    Appropriation(
      id: AppropriationID(
        document: number(document), fiscalYear: FiscalYear(year) ?? FiscalYear(of: day)),
      source: source, receivedOn: day, amount: amount,
      origin: AppropriationOrigin(superiorDocument: superior.map(number)))
  }
}

// What is recorded.
extension DemoCounty {
  private func appendFunds(_ writer: LedgerWriter) throws {
    let received = Self.day(2024, 3, 8)
    // X01: the second county registered less than was sent.
    let share = index == 1 ? Money(fen: self.share.fen - 500_000) : self.share
    var rows = [
      Self.appropriation("甲财行〔2024〕5号", 2024, .centralTransfer, received, share),
      Self.appropriation(
        "县财〔2024〕1号", 2024, .localBudget, Self.day(2024, 1, 10), Money(fen: 5_000_000)),
    ]
    // X06 and X03: two counties registered what was sent to the first of them alone.
    if [0, 2].contains(index) {
      rows.append(
        Self.appropriation(
          "甲财行〔2024〕8号", 2024, .provincialTransfer, received, Money(fen: 4_000_000)))
    }
    // X03: nobody sent this.
    if index == 3 {
      rows.append(
        Self.appropriation(
          "甲财行〔2024〕77号", 2024, .provincialTransfer, received, Money(fen: 1_000_000)))
    }
    if [8, 9].contains(index) {
      rows.append(
        Self.appropriation(
          "丙财〔2024〕3号", 2024, .provincialTransfer, Self.day(2024, 3, 11),
          Money(fen: 5_500_000), from: "甲财行〔2024〕6号"))
    }
    for row in rows { try writer.append(row) }
  }

  private func appendCases(_ writer: LedgerWriter) throws {
    for place in 1...6 {
      var fact = LegalAidCase(
        number: caseNumber(place), type: [.civil, .criminal, .administrative][place % 3],
        recipient: "受援人\(index * 6 + place)号", acceptedOn: Self.day(2024, 4, place))
      fact.firm = firm(place)
      fact.lawyer = "律师\(index + 1)号"
      fact.closing = LegalAidCase.Closing(on: Self.day(2024, 7, place), outcome: .closed)
      fact.filedOn = Self.day(2024, 7, place + 10)
      fact.judgmentNumber = Self.number("（2024）甲\(index + 1)民初\(place)号")
      // X12: two counties were paid for one matter; X11: two have it, one was paid.
      if [6, 7].contains(index), place == 2 { share(&fact, "甲某某", "（2024）甲刑终9号") }
      if index == 4, place == 2 { share(&fact, "乙某某", "（2024）甲民终8号") }
      try writer.append(fact)
      try appendPaid(fact, place, writer)
    }
    guard index == 5 else { return }
    var open = LegalAidCase(
      number: Self.number("协作-55"), type: .civil, recipient: "乙某某",
      acceptedOn: Self.day(2024, 8, 1))
    open.judgmentNumber = Self.number("（2024）甲民终8号")
    try writer.append(open)
  }

  private func share(_ fact: inout LegalAidCase, _ recipient: String, _ judgment: String) {
    fact.recipient = recipient
    fact.judgmentNumber = Self.number(judgment)
  }

  /// X13: two counties gave one number.
  private func caseNumber(_ place: Int) -> CaseNumber {
    if [8, 9].contains(index), place == 3 { return Self.number("甲援〔2024〕100号") }
    return Self.number("\(Self.names[index].prefix(2))援〔2024〕\(place)号")
  }

  /// X15: a case of the eighth county was handled by a firm of the fifth.
  private func firm(_ place: Int) -> String {
    index == 7 && place == 1 ? Self.firms[4] + "律师事务所" : firm
  }

  private func appendPaid(
    _ fact: LegalAidCase, _ place: Int, _ writer: LedgerWriter
  ) throws {
    let amount = Money(fen: 150_000)
    try writer.append(
      Claim(
        number: Self.number("申\(index + 1)-\(place)"), caseNumber: fact.number,
        claimedOn: Self.day(2024, 8, place), claimedAmount: amount, submittedBy: "经办\(index + 1)号",
        approval: Approval(on: Self.day(2024, 8, place + 10), amount: amount),
        approvedBy: "审核\(index + 1)号"))
    let paidOn = Self.day(2024, 9, 2)
    let voucher: VoucherNumber = Self.number("凭\(index + 1)-\(place)")
    try writer.append(
      PaymentLine(
        id: PaymentLineID(voucher: voucher, line: 1), paidOn: paidOn, use: .perCaseSubsidy,
        subject: .legalAidCase(fact.number), document: Self.number("甲财行〔2024〕5号"),
        amount: amount, payee: fact.firm ?? firm, lawyer: fact.lawyer))
    // X15: one line of the treasury's stands in two ledgers.
    let isShared = [4, 7].contains(index) && place == 1
    var line = BankLine(
      reference: Self.number(isShared ? "国库流水-20240902-7" : "国库\(index + 1)-\(place)"),
      bookedOn: paidOn, amount: amount, payee: fact.firm ?? firm)
    line.voucher = voucher
    try writer.append(line)
  }

  private func appendDuty(_ writer: LedgerWriter) throws {
    // X14: a lawyer of one firm was on duty in two counties on one day.
    let isShared = [0, 10].contains(index)
    for place in 1...2 {
      let isPlanted = isShared && place == 1
      try writer.append(
        DutyShift(
          number: Self.number("值\(index + 1)-\(place)"), servedOn: Self.day(2024, 10, place + 9),
          site: "看守所", lawyer: isPlanted ? "丙律师" : "值班律师\(index + 1)号",
          firm: isPlanted ? "朝晖律师事务所" : firm, quantity: Quantity(tenths: 10), unit: .day,
          rate: Money(fen: 20_000), amount: Money(fen: 20_000)))
    }
  }

  private func appendDutyPayments(_ writer: LedgerWriter, _ prefix: String) throws {
    let isShared = [0, 10].contains(index)
    for place in 1...2 {
      let payee = isShared && place == 1 ? "朝晖律师事务所" : firm
      let voucher: VoucherNumber = Self.number("\(prefix)\(index + 1)-\(place)")
      try writer.append(
        PaymentLine(
          id: PaymentLineID(voucher: voucher, line: 1), paidOn: Self.day(2024, 12, 2),
          use: .duty, subject: .dutyShift(Self.number("值\(index + 1)-\(place)")),
          document: Self.number("县财〔2024〕1号"), amount: Money(fen: 20_000), payee: payee))
      var line = BankLine(
        reference: Self.number("国库值\(index + 1)-\(place)"), bookedOn: Self.day(2024, 12, 2),
        amount: Money(fen: 20_000), payee: payee)
      line.voucher = voucher
      try writer.append(line)
    }
  }

  /// X26: a second ledger of the county, in which one of its cases stands again.
  func secondLedger() throws -> LedgerStore {
    let store = try LedgerStore.inMemory(
      bureau: Bureau(agency: name, region: Self.names[index]),
      stamp: Self.stamp("2024-06-03T01:00:00Z", "init"))
    try record("2024-06-03T02:00:00Z", "case accept", store) { writer in
      try writer.append(
        LegalAidCase(
          number: caseNumber(4), type: .criminal, recipient: "受援人\(index * 6 + 4)号",
          acceptedOn: Self.day(2024, 4, 4)))
    }
    return store
  }
}
