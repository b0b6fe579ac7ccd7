package import LedgerCore
import LedgerStore

/// Keeps the register of payees (收款人登记).
package struct KeepPayees {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Registers a payee.
  ///
  /// - Parameters:
  ///   - name: As the account is held; not blank.
  ///   - aliases: Further names under which vouchers pay it; none of them blank.
  ///   - account: Where the money goes; its bank is not blank.
  /// - Returns: With the payee as it now stands.
  /// - Throws: ``PayeeRefusal`` when one of the names is another payee's in use, or stands twice.
  @discardableResult
  package func add(
    _ name: String, aliases: [String], account: BankAccount
  ) throws -> Receipt<Payee> {
    try session.append("payee add") { writer in
      let known = try writer.ledger.payees.all()
      let payee = Payee(
        number: known.count + 1, name: oneLine(name), aliases: aliases.map(oneLine),
        account: account)
      try Self.check(payee, among: known)
      try writer.append(payee)
      return payee
    }
  }

  /// Changes what is registered of a payee in use.
  ///
  /// - Parameters:
  ///   - name: One of its names.
  ///   - change: What is to be different.
  ///   - reason: Why; the journal keeps it.
  /// - Returns: With the payee as it now stands.
  /// - Throws: ``PayeeRefusal`` when nobody in use has the name, a new name is another payee's, a
  ///   name to be dropped is none of its aliases, or nothing would be different.
  @discardableResult
  package func amend(
    _ name: String, _ change: PayeeChange, reason: String
  ) throws -> Receipt<Payee> {
    try session.append("payee amend", reason: reason) { writer in
      let known = try writer.ledger.payees.all()
      let before = try Self.inUse(name, among: known)
      var payee = before
      for dropped in change.droppedAliases {
        let alias = payee.aliases.firstIndex { isSameName($0, dropped) }
        guard let alias else { throw PayeeRefusal.noSuchAlias(dropped) }
        payee.aliases.remove(at: alias)
      }
      payee.aliases += change.addedAliases.map(oneLine)
      if let name = change.name { payee.name = oneLine(name) }
      if let bank = change.bank { payee.account.bank = oneLine(bank) }
      if let number = change.account { payee.account.number = number }
      guard payee != before else { throw PayeeRefusal.unchanged(name) }
      try Self.check(payee, among: known)
      try writer.append(payee, reason: reason)
      return payee
    }
  }

  /// Takes a payee out of use (停用); its names are free then, its account is printed no more.
  ///
  /// - Throws: ``PayeeRefusal`` when nobody in use has the name.
  @discardableResult
  package func end(_ name: String, reason: String) throws -> Receipt<Payee> {
    try session.append("payee end", reason: reason) { writer in
      var payee = try Self.inUse(name, among: writer.ledger.payees.all())
      payee.isEnded = true
      try writer.append(payee, reason: reason)
      return payee
    }
  }

  private static func inUse(
    _ name: String, among known: [Payee]
  ) throws(PayeeRefusal) -> Payee {
    let named = known.filter { $0.isCalled(name) }
    if let payee = named.first(where: { !$0.isEnded }) { return payee }
    guard named.isEmpty else { throw .ended(name) }
    let others = known.filter { !$0.isEnded }.flatMap(\.names)
    throw .unknown(name, near: bodies(near: name, among: others))
  }

  /// Refuses names that would not say which payee is meant.
  private static func check(_ payee: Payee, among known: [Payee]) throws(PayeeRefusal) {
    for (index, name) in payee.names.enumerated() {
      guard !payee.names[..<index].contains(where: { isSameName($0, name) }) else {
        throw .twice(name)
      }
      let other = known.first { $0.number != payee.number && !$0.isEnded && $0.isCalled(name) }
      if let other { throw .taken(name, by: other.name) }
    }
  }
}

/// What is to be different of a payee; nil leaves what stands.
package struct PayeeChange: Equatable, Sendable {
  package let name: String?
  package let addedAliases: [String]
  package let droppedAliases: [String]
  package let bank: String?
  package let account: AccountNumber?

  package init(
    name: String? = nil, addedAliases: [String] = [], droppedAliases: [String] = [],
    bank: String? = nil, account: AccountNumber? = nil
  ) {
    self.name = name
    self.addedAliases = addedAliases
    self.droppedAliases = droppedAliases
    self.bank = bank
    self.account = account
  }
}

/// Why the register of payees was left as it is; no account number stands in the words.
package enum PayeeRefusal: OfficerError, Equatable {
  /// A name is another payee's in use.
  case taken(String, by: String)
  /// A name stands twice in one registration.
  case twice(String)
  /// - near: The bodies that were probably meant.
  case unknown(String, near: [String] = [])
  case ended(String)
  case noSuchAlias(String)
  case unchanged(String)

  package var description: String {
    switch self {
    case .taken(let name, let other):
      "“\(maskedPayee(name))”已经是登记过的收款单位“\(maskedPayee(other))”的名称或别名，没有记入："
        + "请核对名称；要改登记内容的，更正那一条"
    case .twice(let name):
      "“\(maskedPayee(name))”在名称和别名里出现了两次，没有记入：写一次就够了"
    case .unknown(let name, let near):
      "没有登记过叫“\(maskedPayee(name))”的收款单位：请核对名称，漏登的先登记\(Refusal.question(near))"
    case .ended(let name):
      "收款单位“\(maskedPayee(name))”已经停用，没有改动：要再用，请重新登记"
    case .noSuchAlias(let name):
      "要去掉的别名“\(maskedPayee(name))”不在它的别名里，没有改动：请核对别名"
    case .unchanged(let name):
      "收款单位“\(maskedPayee(name))”的登记已经是这样，没有改动：请写明要改的内容"
    }
  }
}

/// A name on one line, as the ledger keeps it.
private func oneLine(_ name: String) -> String { printable(name).trimmed }

private func isSameName(_ one: String, _ other: String) -> Bool {
  normalized(one).hasBytes(of: normalized(other))
}
