package import LedgerCore
package import LedgerStore

/// Who is to be the first person of a ledger, with the key that they will sign with.
package struct FirstPerson {
  /// Who signs from here on.
  package let signer: EntrySigner
  private let sealed: SealedKey
  private let isRehearsal: Bool

  /// - Parameters:
  ///   - name: Of the person.
  ///   - password: Theirs; nil for a rehearsal, which makes no key that anybody could open.
  /// - Throws: When there is no memory for what the seal costs.
  package init(_ name: String, password: String?) throws {
    let key = OpenKey()
    signer = EntrySigner(person: 1, name: printable(name).trimmed, key: key)
    sealed = try password.map { try key.sealed(under: $0) } ?? OpenKey.unopenable
    isRehearsal = password == nil
  }

  /// Makes them the first person of a ledger.
  ///
  /// - Parameters:
  ///   - store: The ledger.
  ///   - now: The instant in ISO 8601, UTC.
  ///   - today: The calendar day.
  /// - Returns: With the person.
  /// - Throws: ``PeopleRefusal/started``, or a fault of the store.
  package func start(in store: LedgerStore, now: String, today: Day) throws -> Receipt<Person> {
    let session = Session(
      store: store, operatorName: signer.name, now: now, today: today, isRehearsal: isRehearsal,
      signer: signer)
    return try KeepPeople(session).start(signer.name, key: sealed)
  }
}
