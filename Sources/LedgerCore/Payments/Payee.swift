/// Somebody whom the bureau pays (收款人), with the account the money goes to.
///
/// What a rule says of a payee does not rest on it: P09 compares a payment with the case's firm.
package struct Payee: Equatable, Sendable {
  /// From 1, in the order of registration; never given again.
  package let number: Int
  package var name: String
  /// Further names under which vouchers pay it.
  package var aliases: [String]
  package var account: BankAccount
  /// Whether it is no longer used (停用); its names are free then.
  package var isEnded: Bool

  package init(
    number: Int, name: String, aliases: [String] = [], account: BankAccount, isEnded: Bool = false
  ) {
    self.number = number
    self.name = name
    self.aliases = aliases
    self.account = account
    self.isEnded = isEnded
  }

  package var names: [String] { [name] + aliases }

  /// Whether a name is one of its own, as names are compared.
  package func isCalled(_ other: String) -> Bool {
    let other = normalized(other)
    return names.contains { normalized($0).hasBytes(of: other) }
  }
}

/// An account at a bank (开户行和账号).
package struct BankAccount: Equatable, Sendable {
  /// 开户行.
  package var bank: String
  package var number: AccountNumber

  package init(bank: String, number: AccountNumber) {
    self.bank = bank
    self.number = number
  }
}

/// The number of an account (账号): 8 to 32 digits.
///
/// Its description is masked, so that no log and no error prints it by mistake.
package struct AccountNumber: Equatable, Sendable, CustomStringConvertible {
  /// All digits, without anything between them.
  package let digits: String

  private static let lengths = 8...32
  private static let shownMax = 4
  private static let dashes = Set("-‐‑‒–—―−".unicodeScalars)

  /// A number as people write it: in any width, with spaces and dashes between the digits.
  ///
  /// - Throws: ``AccountNumberFlaw``, which does not say what was read.
  package init(_ text: String) throws(AccountNumberFlaw) {
    let plain = normalizedNumber(text).unicodeScalars.filter { !Self.dashes.contains($0) }
    guard plain.allSatisfy({ ("0"..."9").contains($0) }) else { throw .notDigits }
    guard Self.lengths.contains(plain.count) else { throw .length(plain.count) }
    digits = String(String.UnicodeScalarView(plain))
  }

  /// The last four digits: `****2233`.
  package var masked: String { "****" + digits.suffix(Self.shownMax) }

  package var description: String { masked }

  /// All digits in groups of four, which no spreadsheet takes for a number.
  package var grouped: String {
    var groups: [Substring] = []
    var rest = digits[...]
    while !rest.isEmpty {
      groups.append(rest.prefix(4))
      rest = rest.dropFirst(4)
    }
    return groups.joined(separator: " ")
  }
}

/// Why a text is no account number; it never repeats the text.
package enum AccountNumberFlaw: OfficerError, Equatable {
  case notDigits
  /// How many digits there are.
  case length(Int)

  package var description: String {
    switch self {
    case .notDigits: "账号只能由数字组成，数字之间可以有空格或短横：请照开户证明核对"
    case .length(let count): "账号写了 \(count) 位数字，应是 8 至 32 位：请照开户证明核对"
    }
  }
}
