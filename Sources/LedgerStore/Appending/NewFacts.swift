import Foundation
package import LedgerCore

/// A fact of one of the kinds that come by the thousand.
package enum NewFact: Sendable {
  case legalAidCase(LegalAidCase)
  case claim(Claim)
  case shift(DutyShift)
  case payment(PaymentLine)

  fileprivate var table: FactTable {
    switch self {
    case .legalAidCase: .legalAidCase
    case .claim: .claim
    case .shift: .dutyShift
    case .payment: .paymentLine
    }
  }

  fileprivate var fields: [FieldValue] {
    switch self {
    case .legalAidCase(let legalAidCase): legalAidCase.fields(revision: 1, reason: nil)
    case .claim(let claim): claim.fields(revision: 1, reason: nil, isMoved: false)
    case .shift(let shift): shift.fields(revision: 1, reason: nil)
    case .payment(let line): line.fields
    }
  }
}

/// The first statements of some facts of one table as bytes, with their marks.
///
/// They are made ready where the facts are read, on any thread, so that who appends them has little
/// left to do. SQLite appends as many as there can be with one statement of its own.
package struct NewFacts: Sendable {
  let table: FactTable
  /// For each fact the table's name and the values, as its mark takes them.
  private(set) var encoded = ValueBytes()
  /// Where the bytes of each fact end.
  private(set) var ends: [Int] = []
  private(set) var marks = Data()
  /// For each payment what it adds to the running totals; none for other facts.
  private(set) var payments: [Payment] = []

  struct Payment: Sendable {
    let voucher: VoucherNumber
    let group: PostedGroup
    let amount: Money
  }

  static let countMax = 64
  /// Bytes of a case.
  private static let usualLength = 320

  package init(_ fact: NewFact) {
    table = fact.table
    encoded.reserveCapacity(Self.countMax * Self.usualLength)
    ends.reserveCapacity(Self.countMax)
    marks.reserveCapacity(Self.countMax * FactMark.size)
    add(fact)
  }

  package var count: Int { ends.count }

  /// Adds a fact; false when it is of another table or there is no room for it.
  package mutating func append(_ fact: NewFact) -> Bool {
    guard fact.table === table, !isFull else { return false }
    add(fact)
    return true
  }

  private mutating func add(_ fact: NewFact) {
    encoded.write(text: table.name)
    _ = encoded.write(fact.fields)
    ends.append(encoded.bytes.count)
    mark(count - 1).append(to: &marks)
    if case .payment(let line) = fact {
      payments.append(
        Payment(voucher: line.id.voucher, group: PostedGroup(line), amount: line.amount))
    }
  }

  private func mark(_ index: Int) -> FactMark {
    encoded.bytes.withUnsafeBytes { FactMark(table, encoded: bytes(of: index, in: $0)) }
  }

  /// Whether there are as many as SQLite appends at once.
  var isFull: Bool { count == Self.countMax }

  /// The bytes of one fact among those of all.
  func bytes(of index: Int, in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
  }
}

extension LedgerWriter {
  /// Appends all the facts at once, unless one of them asks for a closer look.
  ///
  /// - Parameter statements: Of facts that no closed year refuses.
  /// - Returns: False when they are too few to be worth it, when a number is known or comes twice,
  ///   or when a payment stands on a voucher with another; nothing is appended then.
  /// - Throws: A fault of the store.
  package func appendIfAllNew(_ statements: NewFacts) throws -> Bool {
    guard statements.isFull, try areOnNewVouchers(statements.payments),
      try ledger.insertion(intoMany: statements.table)
        .insertIfNew(statements, entry: nextEntry, ordinal: appendedCount + 1)
    else { return false }
    count(statements.marks)
    try ledger.pending.add(statements.payments)
    return true
  }

  /// Appends one of the facts unless its number is known, or the voucher of a payment.
  ///
  /// - Parameters:
  ///   - statements: Of facts that no closed year refuses.
  ///   - index: Which of them.
  /// - Returns: False when nothing was appended.
  /// - Throws: A fault of the store.
  package func appendIfNew(_ statements: NewFacts, at index: Int) throws -> Bool {
    let payment = statements.payments.isEmpty ? nil : statements.payments[index]
    // The lines of a voucher are held against each other.
    if let payment, try ledger.payments.hasLines(of: payment.voucher) { return false }
    let isNew = try ledger.insertion(into: statements.table)
      .insertIfNew(statements, at: index, entry: nextEntry, ordinal: appendedCount + 1)
    guard isNew else { return false }
    count(statements.marks.withUnsafeBytes { FactMark(index, of: $0) })
    if let payment { try ledger.pending.add(payment.amount, to: payment.group) }
    return true
  }

  /// Whether each payment stands on a voucher of its own that the ledger does not know.
  private func areOnNewVouchers(_ payments: [NewFacts.Payment]) throws -> Bool {
    let vouchers = payments.map(\.voucher).sorted()
    guard let first = vouchers.first, let last = vouchers.last else { return true }
    guard !zip(vouchers, vouchers.dropFirst()).contains(where: ==) else { return false }
    // Mostly nothing stands between them, which is one question.
    return try !ledger.payments.hasLines(from: first, through: last)
      || !vouchers.contains(where: ledger.payments.hasLines)
  }
}
