package import LedgerCore
package import LedgerStore

/// Keeps what a ledger needs to be sent to the province: its region code, and its signing key.
package struct KeepPublishing {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Why nothing was recorded.
  package enum Fault: OfficerError {
    /// In a ledger with people, who signs the entries signs the segments.
    case hasPeople

    package var description: String { "账本已设人员：报送由登录的人签名，不另设报送用的密钥；没有改动" }
  }

  /// A public key that the ledger's segments may be signed with, and whose it is.
  package struct PublicKey: Equatable, Sendable {
    /// nil for the ledger's own.
    package let person: String?
    package let publicKey: String
    /// What it is called in signatures.
    package var keyID: String { SignedText.keyID(of: publicKey) }
  }

  /// States the bureau's region code.
  ///
  /// - Returns: The code; it is not recorded again where it stands.
  /// - Throws: ``PersonRefusal`` or a fault of the store.
  @discardableResult
  package func state(_ code: RegionCode) throws -> Receipt<RegionCode> {
    try session.append("region code") { writer in
      if try writer.ledger.publishing.regionCode() != code { try writer.append(code) }
      return code
    }
  }

  /// Makes a new key, sealed under a password.
  ///
  /// - Returns: The public half.
  /// - Throws: ``Fault`` in a ledger with people, or a fault of the store.
  package func newKey(password: String) throws -> Receipt<PublicKey> {
    guard try !session.store.read({ try $0.people.isSet() }) else { throw Fault.hasPeople }
    let sealed = try OpenKey().sealed(under: password)
    return try session.append("key new") { writer in
      guard try !writer.ledger.people.isSet() else { throw Fault.hasPeople }
      try writer.append(publishing: sealed)
      return PublicKey(person: nil, publicKey: sealed.publicKey)
    }
  }

  /// The public keys by which the province may know the ledger's segments.
  package static func keys(of store: LedgerStore) throws -> [PublicKey] {
    try store.read { ledger in
      guard try ledger.people.isSet() else {
        return try ledger.publishing.key().map {
          [PublicKey(person: nil, publicKey: $0.publicKey)]
        } ?? []
      }
      return try ledger.people.all().filter { !$0.isEnded }.compactMap { person in
        try ledger.people.key(of: person.number).map {
          PublicKey(person: person.name, publicKey: $0.key.publicKey)
        }
      }
    }
  }
}
