package import LedgerCore

/// The words in which an act with a new key is asked for, by whichever front end: a second person
/// is told the key as it was sealed, and never a password.
package enum ProposedWords {
  /// A person is to be added.
  package static func adding(
    _ name: String, _ roles: Set<Role>, _ key: SealedKey
  ) -> [String] {
    ["people", "add", "--roles", roles.inWords] + words(key) + ["--", name]
  }

  /// A person is to get a new key.
  package static func giving(_ key: SealedKey, to name: String, reason: String) -> [String] {
    ["people", "key", "--reason=\(reason)"] + words(key) + ["--", name]
  }

  private static func words(_ key: SealedKey) -> [String] {
    let cost = [key.cost.rounds, key.cost.blockSize, key.cost.parallelism].map(String.init)
    let parts = [key.publicKey, key.sealedKey, key.salt] + cost
    return ["--sealed-key", parts.joined(separator: ":")]
  }
}
