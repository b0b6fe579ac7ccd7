import LedgerCore
package import LedgerStore

/// Opens the key of a person by their password (登录).
package struct SignIn {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// Nobody signs in under this name with this password: which of the two is wrong is not said.
  package struct Wrong: OfficerError {
    package let description = "姓名或密码不对：请核对后再登录；账本没有改动"
  }

  /// How long the next trial of a password waits: twice as long after each wrong one, and no longer
  /// than half a minute.
  ///
  /// - Parameter wrong: How many were wrong, one after the other.
  /// - Returns: Seconds.
  package static func pause(afterWrong wrong: Int) -> Int {
    wrong == 0 ? 0 : min(1 << min(wrong, 6), 30)
  }

  /// - Parameters:
  ///   - name: Of the person.
  ///   - password: Theirs.
  /// - Returns: The signer.
  /// - Throws: ``PeopleRefusal/notStarted`` in a ledger without people; ``Wrong``.
  /// - Complexity: What scrypt costs, whoever is asked for.
  package func callAsFunction(_ name: String, password: String) throws -> EntrySigner {
    let found = try store.read { ledger -> (Person, SealedKey)? in
      guard try ledger.people.isSet() else { throw PeopleRefusal.notStarted }
      guard let person = try ledger.people.acting(called: name),
        let key = try ledger.people.key(of: person.number)
      else { return nil }
      return (person, key.key)
    }
    let opened = OpenKey(found?.1 ?? OpenKey.unopenable, password: password)
    guard let person = found?.0, let opened else { throw Wrong() }
    return EntrySigner(person: person.number, name: person.name, key: opened)
  }

  /// The signer of a key that was opened before; nil where it is not, or no longer, the person's.
  package func resume(_ person: Int, _ key: OpenKey) throws -> EntrySigner? {
    try store.read { ledger in
      guard let found = try ledger.people.person(person), !found.isEnded,
        try ledger.people.key(of: person)?.key.publicKey == key.publicKey
      else { return nil }
      return EntrySigner(person: person, name: found.name, key: key)
    }
  }
}
