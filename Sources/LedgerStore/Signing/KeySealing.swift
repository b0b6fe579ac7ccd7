import Crypto
import CryptoExtras
package import Foundation
package import LedgerCore

// Keys of people: made, sealed under a password, and opened again. Nothing here is written down in
// clear, and no error says anything of what was read.

/// A key that is open: it signs entries in the name of a person.
package struct OpenKey: Sendable {
  fileprivate let key: Curve25519.Signing.PrivateKey

  /// A new key.
  package init() { key = Curve25519.Signing.PrivateKey() }

  /// The key of 32 bytes that ``secret`` gave; nil for others.
  package init?(secret: Data) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret) else {
      return nil
    }
    self.key = key
  }

  /// Opens a sealed key; nil for a wrong password.
  ///
  /// - Complexity: What scrypt costs, whatever the password.
  package init?(_ sealed: SealedKey, password: String) {
    guard let salt = Data(hexadecimal: sealed.salt), let box = Data(hexadecimal: sealed.sealedKey),
      let wrapping = Self.wrappingKey(password, salt: salt, sealed.cost),
      let content = try? ChaChaPoly.open(
        ChaChaPoly.SealedBox(combined: box), using: wrapping,
        authenticating: Data(sealed.publicKey.utf8)),
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: content)
    else { return nil }
    self.key = key
    guard publicKey == sealed.publicKey else { return nil }
  }

  /// The public half, in hexadecimal.
  package var publicKey: String { hexadecimal(key.publicKey.rawRepresentation) }

  /// The private half in clear: to be kept in memory only.
  package var secret: Data { key.rawRepresentation }

  /// The signature of a text whose first line says what it is.
  func signature(ofText text: Data) throws -> Data { try key.signature(for: text) }

  /// The key sealed under a password.
  ///
  /// - Throws: When there is no memory for what scrypt costs.
  package func sealed(
    under password: String, cost: ScryptCost = .standard
  ) throws -> SealedKey {
    let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
    guard let wrapping = Self.wrappingKey(password, salt: salt, cost) else {
      throw CryptoKitError.underlyingCoreCryptoError(error: 0)
    }
    let publicKey = publicKey
    let box = try ChaChaPoly.seal(
      secret, using: wrapping, authenticating: Data(publicKey.utf8))
    return SealedKey(
      publicKey: publicKey, sealedKey: hexadecimal(box.combined), salt: hexadecimal(salt),
      cost: cost)
  }

  /// A sealed key that no password opens: to ask for nobody costs what it costs for somebody.
  package static let unopenable = SealedKey(
    publicKey: String(repeating: "00", count: 32), sealedKey: String(repeating: "00", count: 60),
    salt: String(repeating: "00", count: 16), cost: .standard)

  /// The cost is the ledger's word, and a ledger may be anybody's: what asks for more memory than
  /// an office computer has is not tried.
  private static let memoryMax = 1 << 30

  private static func wrappingKey(
    _ password: String, salt: Data, _ cost: ScryptCost
  ) -> SymmetricKey? {
    let sizes = [cost.rounds, cost.blockSize, cost.parallelism]
    guard !password.isEmpty, !salt.isEmpty, sizes.allSatisfy({ (1...(1 << 24)).contains($0) }),
      128 * cost.rounds * cost.blockSize <= memoryMax, cost.parallelism <= 64
    else { return nil }
    // One way to write a password, whatever the keyboard composes.
    let bytes = Data(password.precomposedStringWithCanonicalMapping.utf8)
    return try? KDF.Scrypt.deriveKey(
      from: bytes, salt: salt, outputByteCount: 32, rounds: cost.rounds,
      blockSize: cost.blockSize, parallelism: cost.parallelism)
  }
}

/// Who signs an entry: a person with their open key.
package struct EntrySigner: Sendable {
  package let person: Int
  package let name: String
  package let key: OpenKey

  package init(person: Int, name: String, key: OpenKey) {
    self.person = person
    self.name = name
    self.key = key
  }

  /// The signature of an entry, in hexadecimal.
  func signature(of digest: Data) throws -> String {
    hexadecimal(try key.key.signature(for: SignedEntry.message(digest)))
  }
}

/// What a signature is over.
enum SignedEntry {
  /// No signature of anything else is one of an entry.
  private static let context = Data("legalaid-entry/1\n".utf8)

  static func message(_ digest: Data) -> Data { context + digest }

  static func isValid(_ signature: Data, of digest: Data, by publicKey: Data) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
      return false
    }
    return key.isValidSignature(signature, for: message(digest))
  }
}

extension Data {
  /// Bytes of a text of hexadecimal digits; nil for another text.
  package init?(hexadecimal text: String) {
    guard text.utf8.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 2)
    var high: UInt8?
    for digit in text.utf8 {
      let value: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    self.init(bytes)
  }
}
