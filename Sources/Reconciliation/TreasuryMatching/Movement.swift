package import LedgerCore

/// What the treasury's statement must show of a voucher: money that went out or came back.
///
/// Outgoing (付款) is a voucher's lines less their corrections (更正). Incoming (退回) is what one
/// reversal voucher returns (退票) of one voucher.
package struct Movement: Equatable, Sendable {
  /// The paid voucher; of an incoming movement the voucher of its reversals.
  package let voucher: VoucherNumber
  /// The voucher that was returned; nil for an outgoing movement.
  package let returned: VoucherNumber?
  package let day: Day
  package let payee: String
  /// Zero or more when outgoing, less than zero when incoming.
  package let amount: Money
  /// The day of the last correction of it; its own day when there is none.
  package let changedOn: Day
  /// What is left of each of its lines, or each of them returns; in order.
  package let parts: [Part]

  /// A line of a movement.
  package struct Part: Equatable, Sendable {
    /// Its number within the voucher.
    package let line: Int
    package let amount: Money
  }

  package var isIncoming: Bool { returned != nil }

  /// By day, then by number.
  static func < (left: Movement, right: Movement) -> Bool {
    if left.day != right.day { return left.day < right.day }
    if left.voucher != right.voucher { return left.voucher < right.voucher }
    guard let first = left.returned else { return right.returned != nil }
    return right.returned.map { first < $0 } ?? false
  }
}

/// The movements of a ledger as one day sees them, and what the numbers of vouchers mean by them.
package struct MovementBook {
  /// In order of day and number.
  package let movements: [Movement]
  /// Payments less reversals over all lines seen, whatever vouchers they stand in.
  let netPaid: Money
  private let accounts: [VoucherNumber: Account]
  /// By paid voucher.
  private var outgoing: [VoucherNumber: Int] = [:]
  /// By the voucher of the reversals, in order.
  private var returnedBy: [VoucherNumber: [Int]] = [:]
  /// By the voucher that was returned, in order.
  private var returnsOf: [VoucherNumber: [Int]] = [:]

  /// - Parameters:
  ///   - lines: All payments and reversals, in any order.
  ///   - asOf: Lines after this day are not seen.
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package init(_ lines: [PaymentLine], asOf: Day) throws(MoneyOverflow) {
    var accounts: [VoucherNumber: Account] = [:]
    var netPaid = Money.zero
    for line in lines where line.paidOn <= asOf {
      try netPaid += line.signedAmount
      guard let reversed = line.reverses else {
        try accounts[line.id.voucher, default: Account()].pay(line)
        continue
      }
      if reversed.kind == .correction {
        try accounts[reversed.id.voucher, default: Account()].correct(line)
      }
      try accounts[line.id.voucher, default: Account()].takeBack(line, of: reversed)
    }
    self.accounts = accounts
    self.netPaid = netPaid
    movements = try Self.movements(of: accounts)
    for (index, movement) in movements.enumerated() {
      if let returned = movement.returned {
        returnedBy[movement.voucher, default: []].append(index)
        returnsOf[returned, default: []].append(index)
      } else {
        outgoing[movement.voucher] = index
      }
    }
  }

  private static func movements(
    of accounts: [VoucherNumber: Account]
  ) throws(MoneyOverflow) -> [Movement] {
    var movements: [Movement] = []
    for account in accounts.values {
      if let head = account.head {
        movements.append(
          Movement(
            voucher: head.id.voucher, returned: nil, day: head.paidOn, payee: head.payee,
            amount: try account.paid - account.corrected,
            changedOn: account.correctedOn ?? head.paidOn, parts: account.parts.inOrder))
      }
      for (returned, back) in account.returned {
        let paid = accounts[returned]?.head
        movements.append(
          Movement(
            voucher: back.first.id.voucher, returned: paid?.id.voucher ?? returned,
            day: back.first.paidOn, payee: paid?.payee ?? back.first.payee,
            amount: Money(fen: -back.amount.fen), changedOn: back.first.paidOn,
            parts: back.parts.inOrder))
      }
    }
    return movements.sorted(by: <)
  }
}

// MARK: - What numbers mean

extension MovementBook {
  /// What a line of the statement means by the voucher number it names.
  enum Meaning {
    /// The movement that it counts for, whatever the amounts.
    case one(Int)
    /// Incoming movements, in order: it counts for one of them.
    case incoming([Int])
    case none(WhyNone)
  }

  /// Why a number stands for no movement.
  enum WhyNone {
    case unknown
    /// The voucher only corrects, and what it corrects is not there.
    case correctsUnknown
    case correctsSeveral
    /// Money went out, and the voucher only returns.
    case onlyReturns
    /// Money came back, and nothing of the voucher was taken back.
    case nothingTakenBack
  }

  func meaning(of number: VoucherNumber, for amount: Money) -> Meaning {
    guard let account = accounts[number] else { return .none(.unknown) }
    let paid = outgoing[number]
    if amount < .zero {
      let incoming = (returnedBy[number] ?? []) + (returnsOf[number] ?? [])
      if !incoming.isEmpty { return .incoming(incoming.sorted()) }
      if let paid { return account.correctedOn == nil ? .none(.nothingTakenBack) : .one(paid) }
    } else if let paid {
      return .one(paid)
    }
    guard account.returned.isEmpty else { return .none(.onlyReturns) }
    switch account.corrects {
    case .none: return .none(.unknown)
    case .several: return .none(.correctsSeveral)
    case .one(let corrected):
      return outgoing[corrected].map { .one($0) } ?? .none(.correctsUnknown)
    }
  }

  /// The movements that a person means by some numbers for a line of an amount.
  ///
  /// A paid voucher's number means what it paid, a reversal voucher's all that it returned. Where
  /// money came back, the numbers of a reversal voucher and of a voucher it returned mean that one
  /// return together, and a paid voucher's number alone means all returns of it, or where there are
  /// none what it paid.
  ///
  /// - Returns: In order; nil when a number means nothing by then.
  package func movements(named numbers: [VoucherNumber], for amount: Money) -> [Int]? {
    var found: Set<Int> = []
    var rest = Set(numbers)
    if amount < .zero {
      for (index, returned) in numbers.flatMap(returns) where rest.contains(returned) {
        found.insert(index)
      }
      for index in found {
        rest.remove(movements[index].voucher)
        movements[index].returned.map { _ = rest.remove($0) }
      }
    }
    for number in rest {
      guard let own = own(number, for: amount) else { return nil }
      found.formUnion(own)
    }
    return found.sorted()
  }

  /// The returns that a reversal voucher makes, each with the voucher it returns.
  private func returns(by number: VoucherNumber) -> [(index: Int, returned: VoucherNumber)] {
    (returnedBy[number] ?? []).compactMap { index in
      movements[index].returned.map { (index, $0) }
    }
  }

  private func own(_ number: VoucherNumber, for amount: Money) -> [Int]? {
    let paid = outgoing[number].map { [$0] }
    return amount < .zero
      ? returnedBy[number] ?? returnsOf[number] ?? paid : paid ?? returnedBy[number]
  }
}

extension [Movement] {
  /// The numbers that mean these movements for a line of an amount, also when more is returned
  /// later.
  package func numbers(for amount: Money) -> [VoucherNumber] {
    var numbers: Set<VoucherNumber> = []
    for movement in self {
      numbers.insert(movement.voucher)
      if amount < .zero, let returned = movement.returned { numbers.insert(returned) }
    }
    return numbers.sorted()
  }

  /// In an officer's words: `支付凭证 凭1、冲销凭证 冲1（退回 凭1）`.
  package var words: String { map(\.words).joined(separator: "、") }
}

extension MovementBook {
  /// What the lines of one voucher number came to.
  private struct Account {
    /// The first of its payments; all of them have its day and payee.
    private(set) var head: PaymentLine?
    private(set) var paid = Money.zero
    /// Of its payments, by corrections in any voucher.
    private(set) var corrected = Money.zero
    private(set) var correctedOn: Day?
    /// By line, what is left of its payments.
    private(set) var parts: [Int: Money] = [:]
    /// What its own reversals return, by the voucher they return.
    private(set) var returned: [VoucherNumber: Back] = [:]
    /// The vouchers that its own reversals correct.
    private(set) var corrects = Corrected.none

    struct Back {
      fileprivate(set) var first: PaymentLine
      fileprivate(set) var amount = Money.zero
      /// By line of the reversals.
      fileprivate(set) var parts: [Int: Money] = [:]
    }

    enum Corrected {
      case none
      case one(VoucherNumber)
      case several
    }

    mutating func pay(_ line: PaymentLine) throws(MoneyOverflow) {
      try paid += line.amount
      try parts[line.id.line, default: .zero] += line.amount
      if let head, head.id.line <= line.id.line { return }
      head = line
    }

    mutating func correct(_ line: PaymentLine) throws(MoneyOverflow) {
      try corrected += line.amount
      if let reversed = line.reverses?.id.line {
        try parts[reversed, default: .zero] -= line.amount
      }
      correctedOn = max(correctedOn ?? line.paidOn, line.paidOn)
    }

    /// Adds one of the voucher's own reversals.
    mutating func takeBack(
      _ line: PaymentLine, of reversed: ReversedLine
    ) throws(MoneyOverflow) {
      let voucher = reversed.id.voucher
      switch reversed.kind {
      case .bankReturn:
        var back = returned[voucher] ?? Back(first: line)
        try back.amount += line.amount
        back.parts[line.id.line] = line.amount
        if line.id.line < back.first.id.line { back.first = line }
        returned[voucher] = back
      case .correction:
        switch corrects {
        case .none: corrects = .one(voucher)
        case .one(voucher), .several: break
        case .one: corrects = .several
        }
      }
    }
  }
}

extension [Int: Money] {
  fileprivate var inOrder: [Movement.Part] {
    sorted { $0.key < $1.key }.map { Movement.Part(line: $0.key, amount: $0.value) }
  }
}
