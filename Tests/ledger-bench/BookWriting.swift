import Bookkeeping
import LedgerCore
package import LedgerStore
import Schema

extension BookPlan {
  /// The instant that every generated entry is stamped with.
  static let instant = "2025-01-05T08:00:00Z"

  /// Makes the ledger of the plan: the standard under one entry, all facts under another.
  ///
  /// - Parameters:
  ///   - path: Where.
  ///   - treasury: Whether the treasury's statement comes with it: a line for each movement, and of
  ///     every two hundredth case a payment that the bank returned and that was made again.
  /// - Returns: The ledger, open.
  /// - Throws: A fault of the store, or of the bundled standard.
  package func write(to path: String, with treasury: Bool = false) throws -> LedgerStore {
    let stamp = EntryStamp(recordedAt: Self.instant, operatorName: "测试", kind: "init")
    try LedgerStore.create(
      at: path, bureau: Bureau(agency: "测试区司法局", region: "测试区"), stamp: stamp)
    let store = try LedgerStore.open(at: path)
    let session = Session(store: store, operatorName: "测试", now: Self.instant, today: .latest)
    let name = "ningxia-2015"
    if let standard = BundledStandards.all.first(where: { $0.name == name }) {
      try LoadStandard(session)(standard.text, name: name)
    }
    let entry = EntryStamp(recordedAt: Self.instant, operatorName: "测试", kind: "import")
    try store.append(entry, isLarge: true) { writer in
      for row in appropriations { try writer.append(row) }
      if let year = FiscalYear(Self.year) {
        try writer.append(OpeningBalance(fiscalYear: year, amount: .zero))
      }
      var statement = treasury ? GeneratedStatement(writer) : nil
      try appendCases(writer, &statement)
      for index in 0..<Self.waiting {
        try writer.append(waitingCase(index + 1))
        try writer.append(waitingClaim(index + 1))
      }
      try appendDuty(writer, &statement)
      for index in 0..<uncited {
        let line = uncitedLine(index + 1)
        try writer.append(line)
        try statement?.append(line)
      }
    }
    return store
  }

  private func appendCases(
    _ writer: LedgerWriter, _ statement: inout GeneratedStatement?
  ) throws {
    for index in 0..<cases {
      let generated = generatedCase(index + 1)
      try writer.append(generated.fact)
      for claim in generated.claims { try writer.append(claim) }
      for line in generated.lines {
        try writer.append(line)
        try statement?.append(line)
      }
      if index % 200 == 7, let line = generated.lines.first,
        !generated.lines.contains(where: \.isReversal)
      {
        try statement?.appendReturn(of: line, index)
      }
    }
  }

  private func appendDuty(
    _ writer: LedgerWriter, _ statement: inout GeneratedStatement?
  ) throws {
    for index in 0..<shifts {
      let shift = shift(index + 1)
      try writer.append(shift.fact)
      try writer.append(shift.line)
      try statement?.append(shift.line)
    }
  }
}

/// The treasury's statement of a generated book.
private struct GeneratedStatement {
  private let writer: LedgerWriter
  private var count = 0

  init(_ writer: LedgerWriter) {
    self.writer = writer
  }

  /// The line of a payment, or of money that came back; booked a day later, with its number.
  mutating func append(_ line: PaymentLine) throws {
    count += 1
    try writer.append(
      BankLine(
        reference: BookPlan.number("流2024-\(BookPlan.padded(count))"),
        bookedOn: line.paidOn.adding(days: 1) ?? line.paidOn, amount: line.signedAmount,
        payee: line.payee, voucher: line.id.voucher))
  }

  /// A payment comes back and is made again.
  mutating func appendReturn(of line: PaymentLine, _ index: Int) throws {
    guard let returnedOn = line.paidOn.adding(days: 2), let paidOn = line.paidOn.adding(days: 5)
    else { return }
    let returned = PaymentLine(
      id: PaymentLineID(voucher: BookPlan.number("退2024-\(index)"), line: 1), paidOn: returnedOn,
      use: line.use, subject: line.subject, document: line.document, amount: line.amount,
      payee: line.payee, lawyer: line.lawyer,
      reverses: ReversedLine(id: line.id, paidOn: line.paidOn, kind: .bankReturn))
    let again = PaymentLine(
      id: PaymentLineID(voucher: BookPlan.number("重2024-\(index)"), line: 1), paidOn: paidOn,
      use: line.use, subject: line.subject, document: line.document, amount: line.amount,
      payee: line.payee, lawyer: line.lawyer)
    for line in [returned, again] {
      try writer.append(line)
      try append(line)
    }
  }
}
