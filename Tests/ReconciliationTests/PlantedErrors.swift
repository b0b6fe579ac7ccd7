import LedgerCore
import TestSupport
import Testing

/// One error to plant: into a book, at a line or a shift; what it gives is returned.
struct PlantedError: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let plant: @Sendable (inout InventedBook, PaymentLine, DutyShift) throws -> String

  init(
    _ rule: String,
    _ plant: @escaping @Sendable (inout InventedBook, PaymentLine, DutyShift) throws -> String
  ) {
    testDescription = rule
    self.plant = plant
  }
}

let fundErrors = [
  PlantedError("F01 one fen recalled too much") { book, line, _ in
    let document = line.document.printed
    let row = try #require(
      book.appropriations.first {
        $0.id.document == line.document && $0.id.fiscalYear.number == 2024
      })
    let paid = try book.lines.filter { $0.document == line.document }.map(\.amount).total()
    let spare = try row.amount - paid + Money(fen: 1)
    book.changes.append(try .recall(of: document, on: "2024-12-01", spare.yuanText))
    return "F01 block \(row.id.document) 0.01 -"
  },
  PlantedError("F02 a row received the day after") { book, line, _ in
    let next = try #require(line.paidOn.adding(days: 1))
    book.appropriations.append(try .sample("市〔2024〕9号", source: .cityTransfer, received: "\(next)"))
    try book.replace(line) { $0.document = try .of("市(2024)9号") }
    return "F02 high \(line.id) \(line.amount.yuanText) \(line.paidOn)"
  },
  PlantedError("F03 an opening one fen too small") { book, _, _ in
    let paid = try book.lines.map(\.amount).total()
    let year = try FiscalYear.of(2024)
    let received = try book.appropriations.filter { $0.id.fiscalYear == year }.map(\.amount).total()
    // More is recalled from the year before than was left, so that no row of 2024 is exceeded.
    let recalled = try received - paid + Money(fen: 1)
    book.openings = [OpeningBalance(fiscalYear: year, amount: .zero)]
    book.appropriations.append(
      try .sample("旧〔2023〕1号", year: 2023, source: .donation, amount: "9000000"))
    book.changes.append(
      try .recall(of: "旧〔2023〕1号", year: 2023, on: "2024-06-01", recalled.yuanText))
    return "F03 high 2024 0.01 -"
  },
  PlantedError("F04 a row for duty only") { book, line, _ in
    book.appropriations.append(try .sample("值〔2024〕9号", uses: [.duty]))
    try book.replace(line) { $0.document = try .of("值〔2024〕9号") }
    return "F04 block \(line.id) \(line.amount.yuanText) \(line.paidOn)"
  },
  PlantedError("F05 a fen of the year before is left") { book, _, _ in
    book.appropriations.append(try .sample("旧〔2023〕1号", year: 2023, amount: "0.01"))
    return "F05 high 旧〔2023〕1号 0.01 2024-12-31"
  },
  PlantedError("F06 a document that nobody knows") { book, line, _ in
    try book.replace(line) { $0.document = try .of("中央〔2024〕11号") }
    return "F06 block \(line.id) \(line.amount.yuanText) \(line.paidOn)"
  },
]

let caseErrors = [
  PlantedError("P01 a case that nobody knows") { book, _, _ in
    book.lines.append(try .sample("错1", paid: "2024-08-01", case: "案99", document: "中央〔2024〕1号"))
    return "P01 block 错1/1 1000.00 2024-08-01"
  },
  PlantedError("P02 accepted, and all else, a day after the payment") { book, line, _ in
    let next = try #require(line.paidOn.adding(days: 1))
    book.replaceCase(of: line) {
      $0.acceptedOn = next
      $0.assignedOn = nil
      $0.filedOn = next
      $0.closing = .init(on: next, outcome: .closed)
    }
    book.replaceClaim(of: line) {
      $0.claimedOn = next
      $0.approval?.on = next
    }
    return "P02 block \(line.id) \(line.amount.yuanText) \(line.paidOn)"
  },
  PlantedError("P03 closed, claimed and approved a day after the payment") { book, line, _ in
    let next = try #require(line.paidOn.adding(days: 1))
    book.replaceCase(of: line) {
      $0.filedOn = next
      $0.closing = .init(on: next, outcome: .closed)
    }
    book.replaceClaim(of: line) {
      $0.claimedOn = next
      $0.approval?.on = next
    }
    return "P03 block \(line.id) \(line.amount.yuanText) \(line.paidOn)"
  },
  PlantedError("P04 approved a day after the payment") { book, line, _ in
    let next = try #require(line.paidOn.adding(days: 1))
    book.replaceClaim(of: line) { $0.approval?.on = next }
    return "P04 block \(line.id) \(line.amount.yuanText) \(line.paidOn)"
  },
  PlantedError("P05 a fen more than approved") { book, line, _ in
    try book.replace(line) { try $0.amount += Money(fen: 1) }
    let number = try #require(line.subject.caseNumber)
    return "P05 block \(number) 0.01 \(line.paidOn)"
  },
  PlantedError("P06 paid once more in November") { book, line, _ in
    let number = try #require(line.subject.caseNumber)
    book.lines.append(
      try .sample(
        "错1", paid: "2024-11-11", amount: line.amount.yuanText, case: number.printed,
        document: line.document.printed, payee: line.payee))
    return "P06 block \(number) \(line.amount.yuanText) 2024-11-11"
  },
  PlantedError("P07 a fen more claimed and approved") { book, line, _ in
    try book.replaceClaim(of: line) {
      try $0.claimedAmount += Money(fen: 1)
      $0.approval?.amount = $0.claimedAmount
    }
    return "P07 medium \(try #require(line.subject.caseNumber)) 0.01 \(line.paidOn)"
  },
  PlantedError("P08 never paid") { book, line, _ in
    book.lines.removeAll { $0.id == line.id }
    var approvedOn: Day?
    book.replaceClaim(of: line) { approvedOn = $0.approval?.on }
    let number = try #require(line.subject.caseNumber)
    return "P08 high \(number) \(line.amount.yuanText) \(try #require(approvedOn))"
  },
  PlantedError("P09 paid to somebody else") { book, line, _ in
    book.replace(line) { $0.payee = "丁法律服务所" }
    return "P09 high \(line.id) \(line.amount.yuanText) \(line.paidOn)"
  },
  PlantedError("P10 neither claimed nor paid") { book, line, _ in
    book.lines.removeAll { $0.id == line.id }
    book.claims.removeAll { $0.caseNumber == line.subject.caseNumber }
    var closedOn: Day?
    book.replaceCase(of: line) { closedOn = $0.closing?.on }
    return "P10 medium \(try #require(line.subject.caseNumber)) 0.00 \(try #require(closedOn))"
  },
  PlantedError("P11 terminated, and approved the year before") { book, line, _ in
    book.replaceCase(of: line) { $0.closing?.outcome = .terminated }
    let before = try (Day.of("2023-12-30"), Day.of("2023-12-31"))
    book.replaceClaim(of: line) {
      $0.claimedOn = before.0
      $0.approval?.on = before.1
    }
    return "P11 high \(line.id) \(line.amount.yuanText) \(line.paidOn)"
  },
]

let claimErrors = [
  PlantedError("C01 a claim for a case that nobody knows") { book, _, _ in
    book.claims.append(try .sample("错1", case: "案99", claimed: "2024-05-05", amount: "800"))
    return "C01 block 错1 800.00 2024-05-05"
  },
  PlantedError("C02 claimed the day before closing") { book, line, _ in
    var day: Day?
    book.replaceCase(of: line) { day = $0.closing?.on.adding(days: -1) }
    let claimedOn = try #require(day)
    var number: ClaimNumber?
    book.replaceClaim(of: line) {
      $0.claimedOn = claimedOn
      number = $0.number
    }
    return "C02 high \(try #require(number)) \(line.amount.yuanText) \(claimedOn)"
  },
  PlantedError("C03 claimed once more in November") { book, line, _ in
    let number = try #require(line.subject.caseNumber)
    book.claims.append(
      try .sample("错1", case: number.printed, claimed: "2024-11-11", amount: "800"))
    return "C03 block 错1 800.00 2024-11-11"
  },
  PlantedError("C04 a fen less claimed than approved") { book, line, _ in
    var subject = ""
    try book.replaceClaim(of: line) {
      try $0.claimedAmount -= Money(fen: 1)
      subject = "\($0.number) 0.01 \(try #require($0.approval?.on))"
    }
    return "C04 high " + subject
  },
  PlantedError("C06 approved by who submitted it") { book, line, _ in
    var subject = ""
    try book.replaceClaim(of: line) {
      $0.approvedBy = $0.submittedBy
      subject = "\($0.number) \(line.amount.yuanText) \(try #require($0.approval?.on))"
    }
    return "C06 high " + subject
  },
  PlantedError("C07 approved the day before it was claimed") { book, line, _ in
    var subject = ""
    try book.replaceClaim(of: line) {
      let before = try #require($0.claimedOn.adding(days: -1))
      $0.approval?.on = before
      subject = "\($0.number) \(line.amount.yuanText) \(before)"
    }
    return "C07 high " + subject
  },
  PlantedError("K01 filed before it was accepted") { book, line, _ in
    let number = try #require(line.subject.caseNumber)
    var latest: Day?
    book.replaceCase(of: line) {
      $0.filedOn = $0.acceptedOn.adding(days: -1)
      latest = $0.closing?.on
    }
    return "K01 high \(number) 0.00 \(try #require(latest))"
  },
  PlantedError("K02 registered once more, and withdrawn") { book, line, _ in
    let judgment = try JudgmentNumber.of("（2024）宁0303民初1号")
    var recipient = ""
    book.replaceCase(of: line) {
      $0.judgmentNumber = judgment
      recipient = $0.recipient
    }
    // The least number is that of the case in its place: the other is the one repeated.
    var twice = try LegalAidCase.sample(
      "错1", accepted: "2024-11-01", closed: "2024-11-11", outcome: .withdrawn,
      filed: "2024-11-12", recipient: " " + recipient)
    twice.judgmentNumber = try .of("[2024] 宁0303民初1号")
    book.cases.append(twice)
    return "K02 high 错1 0.00 2024-11-11"
  },
  PlantedError("K03 filed a day too late") { book, line, _ in
    var closedOn: Day?
    book.replaceCase(of: line) {
      $0.filedOn = $0.closing?.on.adding(days: 31)
      closedOn = $0.closing?.on
    }
    let number = try #require(line.subject.caseNumber)
    return "K03 medium \(number) 0.00 \(try #require(closedOn))"
  },
]

let dutyErrors = [
  PlantedError("D01 a rate of one fen less") { book, _, shift in
    try book.replace(shift) { $0.rate = try .yuan("99.99") }
    let difference = try shift.amount - Money(fen: 9_999).times(shift.quantity)
    return "D01 high \(shift.number) \(difference.yuanText) \(shift.servedOn)"
  },
  PlantedError("D02 a row of more than a day") { book, _, shift in
    book.shifts.append(
      try .sample(
        "错1", served: "\(shift.servedOn)", tenths: 11, amount: "220", lawyer: shift.lawyer,
        firm: shift.firm))
    return "D02 high 错1 220.00 \(shift.servedOn)"
  },
  PlantedError("D03 a duty that nobody knows") { book, _, _ in
    book.lines.append(
      try .dutySample("错1", paid: "2024-08-01", duty: "值99", document: "本级〔2024〕2号"))
    return "D03 block 错1/1 200.00 2024-08-01"
  },
  PlantedError("D04 a fen more than the subsidy") { book, _, shift in
    book.lines.append(
      try .dutySample(
        "错1", paid: "2024-11-11", amount: "0.01", duty: shift.number.printed,
        document: "本级〔2024〕2号", payee: shift.firm))
    return "D04 block \(shift.number) 0.01 2024-11-11"
  },
  PlantedError("D05 paid the day before") { book, _, shift in
    let line = try #require(book.lines.first { $0.subject == .dutyShift(shift.number) })
    let before = try #require(shift.servedOn.adding(days: -1))
    book.replace(line) { $0.paidOn = before }
    return "D05 block \(line.id) \(line.amount.yuanText) \(before)"
  },
  PlantedError("D06 a fen less than the subsidy") { book, _, shift in
    let line = try #require(book.lines.first { $0.subject == .dutyShift(shift.number) })
    try book.replace(line) { try $0.amount -= Money(fen: 1) }
    return "D06 medium \(shift.number) 0.01 \(line.paidOn)"
  },
  PlantedError("D07 paid to somebody else") { book, _, shift in
    let line = try #require(book.lines.first { $0.subject == .dutyShift(shift.number) })
    book.replace(line) { $0.payee = "丁法律服务所" }
    return "D07 high \(line.id) \(line.amount.yuanText) \(line.paidOn)"
  },
]

extension InventedBook {
  fileprivate mutating func replace(
    _ line: PaymentLine, _ change: (inout PaymentLine) throws -> Void
  ) rethrows {
    for index in lines.indices where lines[index].id == line.id { try change(&lines[index]) }
  }

  fileprivate mutating func replace(
    _ shift: DutyShift, _ change: (inout DutyShift) throws -> Void
  ) rethrows {
    for index in shifts.indices where shifts[index].number == shift.number {
      try change(&shifts[index])
    }
  }

  fileprivate mutating func replaceCase(
    of line: PaymentLine, _ change: (inout LegalAidCase) throws -> Void
  ) rethrows {
    for index in cases.indices where cases[index].number == line.subject.caseNumber {
      try change(&cases[index])
    }
  }

  fileprivate mutating func replaceClaim(
    of line: PaymentLine, _ change: (inout Claim) throws -> Void
  ) rethrows {
    for index in claims.indices where claims[index].caseNumber == line.subject.caseNumber {
      try change(&claims[index])
    }
  }
}
