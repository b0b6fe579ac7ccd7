package import LedgerCore

/// A payment voucher (支付凭证) as the treasury's statement is held against it.
package struct Voucher: Equatable, Sendable {
  package let number: VoucherNumber
  package let paidOn: Day
  package let payee: String
  /// Its own payments less whatever was taken back of them, wherever the reversals stand.
  package let net: Money
}

/// The vouchers of a ledger as a period's last day sees them, gathered line by line in any order.
package struct VoucherBook: Sendable {
  private let period: Period
  private var accounts: [VoucherNumber: Account] = [:]
  /// Payments less reversals over all lines taken in, whatever vouchers they stand in.
  package private(set) var netPaid = Money.zero

  package init(period: Period) {
    self.period = period
  }

  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package init(period: Period, lines: [PaymentLine]) throws(MoneyOverflow) {
    self.init(period: period)
    for line in lines { try add(line) }
  }

  /// Takes in a payment or reversal; one after the period's last day changes nothing.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package mutating func add(_ line: PaymentLine) throws(MoneyOverflow) {
    guard period.sees(line.paidOn) else { return }
    try netPaid += line.signedAmount
    if let reversed = line.reverses?.id.voucher {
      try accounts[reversed, default: Account()].takeBack(line.amount)
      accounts[line.id.voucher, default: Account()].reversed.include(reversed)
    } else {
      try accounts[line.id.voucher, default: Account()].pay(line)
    }
  }

  /// The vouchers that hold a payment, in order of day and number.
  func vouchers() throws(MoneyOverflow) -> [Voucher] {
    var vouchers: [Voucher] = []
    for account in accounts.values {
      guard let head = account.head else { continue }
      vouchers.append(
        Voucher(
          number: head.voucher, paidOn: head.paidOn, payee: head.payee,
          net: try account.paid - account.takenBack))
    }
    return vouchers.sorted {
      $0.paidOn == $1.paidOn ? $0.number < $1.number : $0.paidOn < $1.paidOn
    }
  }

  /// What a bank line means by the voucher it names.
  func meaning(of number: VoucherNumber) -> Meaning {
    guard let account = accounts[number] else { return .unknown }
    if account.head != nil { return .voucher(number) }
    switch account.reversed {
    case .none: return .unknown
    case .several: return .reversesSeveral
    case .one(let reversed):
      return accounts[reversed]?.head == nil ? .reversesUnknown : .voucher(reversed)
    }
  }

  /// The voucher that a number stands for, or why it stands for none.
  enum Meaning {
    /// The voucher itself, or the one that a voucher of reversals only takes back.
    case voucher(VoucherNumber)
    case unknown
    case reversesUnknown
    case reversesSeveral
  }
}

extension VoucherBook {
  /// What the lines of one voucher number came to.
  private struct Account {
    private(set) var head: Head?
    private(set) var paid = Money.zero
    /// By reversals in any voucher.
    private(set) var takenBack = Money.zero
    var reversed = Reversed.none

    mutating func pay(_ line: PaymentLine) throws(MoneyOverflow) {
      try paid += line.amount
      if let head, head.line <= line.id.line { return }
      head = Head(
        line: line.id.line, voucher: line.id.voucher, paidOn: line.paidOn, payee: line.payee)
    }

    mutating func takeBack(_ amount: Money) throws(MoneyOverflow) { try takenBack += amount }
  }

  /// What all payments of a voucher have alike, as its first one says it.
  private struct Head {
    let line: Int
    let voucher: VoucherNumber
    let paidOn: Day
    let payee: String
  }

  /// The vouchers that the reversals of a voucher take back.
  private enum Reversed {
    case none
    case one(VoucherNumber)
    case several

    mutating func include(_ voucher: VoucherNumber) {
      switch self {
      case .none: self = .one(voucher)
      case .one(voucher), .several: break
      case .one: self = .several
      }
    }
  }
}
