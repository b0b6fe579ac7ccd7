/// What a person may do (职责).
package enum Role: String, CaseIterable, Sendable {
  /// Records what happens: cases, claims, duty, payments, the treasury's statement.
  case record = "记账"
  /// Approves claims, and confirms what others ask for.
  case review = "复核"
  /// Confirms the closing of years and what a rule stops.
  case lead = "负责"
  /// Keeps the people and the settings.
  case manage = "管理"
  /// Reads.
  case view = "查看"
}

extension Set<Role> {
  /// The roles in their order: `记账、复核`.
  package var inWords: String {
    Role.allCases.filter(contains).map(\.rawValue).joined(separator: "、")
  }
}

/// Somebody who acts in a ledger (人员).
package struct Person: Equatable, Sendable {
  /// From 1, in order of registration.
  package let number: Int
  package var name: String
  /// Never empty.
  package var roles: Set<Role>
  /// Whether the person acts no more; the number is not given again.
  package var isEnded: Bool

  package init(number: Int, name: String, roles: Set<Role>, isEnded: Bool = false) {
    self.number = number
    self.name = name
    self.roles = roles
    self.isEnded = isEnded
  }

  /// Whether this is the person's name, as names are compared.
  package func isCalled(_ name: String) -> Bool {
    normalized(self.name).hasBytes(of: normalized(name))
  }

  /// Whether the person acts and has one of some roles.
  package func acts(as roles: Set<Role>) -> Bool {
    !isEnded && !self.roles.isDisjoint(with: roles)
  }
}

/// What scrypt costs: memory of 128 × rounds × block size bytes, time in proportion to all three.
package struct ScryptCost: Equatable, Sendable {
  /// A power of two.
  package let rounds: Int
  package let blockSize: Int
  package let parallelism: Int

  package init(rounds: Int, blockSize: Int, parallelism: Int) {
    self.rounds = rounds
    self.blockSize = blockSize
    self.parallelism = parallelism
  }

  /// What new keys are sealed at.
  ///
  /// 64 MiB: one of the settings that OWASP's password storage cheat sheet names as least. Who has
  /// the file can try passwords on his own machine: each trial costs him what a sign-in costs an
  /// office computer once (Sources/LedgerStore/README.md has it measured). The cost stands beside
  /// each key, so that it can be raised for new ones.
  package static let standard = ScryptCost(rounds: 1 << 16, blockSize: 8, parallelism: 2)
}

/// A key whose private half is sealed under a password; bytes are in hexadecimal.
package struct SealedKey: Equatable, Sendable {
  package let publicKey: String
  /// Nonce, ciphertext and tag of ChaCha20-Poly1305.
  package let sealedKey: String
  package let salt: String
  package let cost: ScryptCost

  package init(publicKey: String, sealedKey: String, salt: String, cost: ScryptCost) {
    self.publicKey = publicKey
    self.sealedKey = sealedKey
    self.salt = salt
    self.cost = cost
  }

  /// How it is signed with; another algorithm would be another word.
  package static let algorithm = "ed25519"
}

/// A key as it was given to a person.
package struct PersonKey: Equatable, Sendable {
  /// From 1, in order of registration.
  package let number: Int
  package let person: Int
  package let key: SealedKey

  package init(number: Int, person: Int, key: SealedKey) {
    self.number = number
    self.person = person
    self.key = key
  }
}
