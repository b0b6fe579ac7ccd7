package import LedgerCore
import LedgerStore

/// Keeps the people of a ledger, their roles and their keys (人员).
package struct KeepPeople {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Gives the ledger its first person, who has every role: from this entry on each is signed.
  ///
  /// - Parameters:
  ///   - name: Of the person.
  ///   - key: The person's, sealed under their password; the session's signer holds it open.
  /// - Returns: With the person.
  /// - Throws: ``PeopleRefusal/started`` when there are people already.
  @discardableResult
  package func start(_ name: String, key: SealedKey) throws -> Receipt<Person> {
    try session.append("people start") { writer in
      guard try !writer.ledger.people.isSet() else { throw PeopleRefusal.started }
      let person = Person(
        number: 1, name: oneLine(name), roles: Set(Role.allCases).subtracting([.view]))
      try writer.append(person)
      try writer.append(key, of: person.number)
      return person
    }
  }

  /// Registers a person with their first key.
  ///
  /// - Throws: ``PeopleRefusal`` when a name was ever another's, or there are no people yet.
  @discardableResult
  package func add(_ name: String, roles: Set<Role>, key: SealedKey) throws -> Receipt<Person> {
    try session.append("people add") { writer in
      let known = try Self.all(in: writer.ledger)
      // What a name signed stays that person's.
      if known.contains(where: { $0.isCalled(name) }) { throw PeopleRefusal.taken(name) }
      let person = Person(number: known.count + 1, name: oneLine(name), roles: roles)
      try writer.append(person)
      try writer.append(key, of: person.number)
      return person
    }
  }

  /// Gives a person other roles in the place of theirs.
  ///
  /// - Throws: ``PeopleRefusal`` when nobody acts under the name, nothing would change, or nobody
  ///   would be left to keep the people.
  @discardableResult
  package func setRoles(
    of name: String, to roles: Set<Role>, reason: String
  ) throws -> Receipt<Person> {
    try change(name, "people role", reason) { person in
      guard person.roles != roles else { throw PeopleRefusal.unchanged(name) }
      person.roles = roles
    }
  }

  /// Ends a person: they sign nothing from the next entry on.
  ///
  /// - Throws: ``PeopleRefusal`` when nobody acts under the name, or nobody would be left to keep
  ///   the people.
  @discardableResult
  package func end(_ name: String, reason: String) throws -> Receipt<Person> {
    try change(name, "people end", reason) { $0.isEnded = true }
  }

  /// Gives a person a new key, where the password of the old one is lost.
  ///
  /// - Throws: ``PeopleRefusal/unknown(_:)``.
  @discardableResult
  package func giveKey(
    _ key: SealedKey, to name: String, reason: String
  ) throws -> Receipt<Person> {
    try session.append("people key", reason: reason) { writer in
      let person = try Self.acting(name, among: Self.all(in: writer.ledger))
      try writer.append(key, of: person.number)
      return person
    }
  }

  /// Seals the signer's own key under another password.
  ///
  /// - Parameter key: The same key under another seal.
  /// - Returns: With the person.
  /// - Throws: ``PeopleRefusal/otherKey`` when it is another key, or ``PersonRefusal``.
  @discardableResult
  package func changePassword(to key: SealedKey) throws -> Receipt<Person> {
    try session.append("people password") { writer in
      let person = try writer.ledger.people.acting(session.signer)
      guard key.publicKey == session.signer?.key.publicKey else { throw PeopleRefusal.otherKey }
      try writer.append(key, of: person.number)
      return person
    }
  }

  private func change(
    _ name: String, _ kind: String, _ reason: String, _ body: (inout Person) throws -> Void
  ) throws -> Receipt<Person> {
    try session.append(kind, reason: reason) { writer in
      let known = try Self.all(in: writer.ledger)
      var person = try Self.acting(name, among: known)
      try body(&person)
      let others = known.filter { $0.number != person.number }
      guard (others + [person]).contains(where: { $0.acts(as: [.manage]) }) else {
        throw PeopleRefusal.nobodyManages
      }
      try writer.append(person, reason: reason)
      return person
    }
  }

  private static func all(in ledger: LedgerSnapshot) throws -> [Person] {
    let known = try ledger.people.all()
    guard !known.isEmpty else { throw PeopleRefusal.notStarted }
    return known
  }

  private static func acting(
    _ name: String, among known: [Person]
  ) throws(PeopleRefusal) -> Person {
    guard let person = known.first(where: { $0.isCalled(name) }) else { throw .unknown(name) }
    guard !person.isEnded else { throw .ended(name) }
    return person
  }
}

/// Why the people of a ledger were left as they are.
package enum PeopleRefusal: OfficerError, Equatable {
  case started
  case notStarted
  case taken(String)
  case unknown(String)
  case ended(String)
  case unchanged(String)
  case nobodyManages
  case otherKey

  package var description: String { guidance.words }

  package var guidance: Guidance {
    switch self {
    case .started: "账本已设人员，没有改动：要增加人员，请由有管理职责的人员增加"
    case .notStarted: "账本还没有设人员，没有改动：请先设第一个人员\(aside: .startPeople)"
    case .taken(let name): "“\(printable(name))”已经登记过，没有记入：同名的请加字区别"
    case .unknown(let name): "没有叫“\(printable(name))”的人员：请核对姓名"
    case .ended(let name): "人员“\(printable(name))”已经停用，没有改动"
    case .unchanged(let name): "人员“\(printable(name))”的职责已经是这样，没有改动"
    case .nobodyManages: "这样就没有人有管理职责了，没有改动：请先让另一人有管理职责"
    case .otherKey: "要改密码的不是登录的密钥：请重新登录再改；账本没有改动"
    }
  }
}

/// A name on one line, as the ledger keeps it.
private func oneLine(_ name: String) -> String { printable(name).trimmed }
