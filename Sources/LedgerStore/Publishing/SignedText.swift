import Crypto
import Foundation

/// A few lines that people can read, with signatures below them: the head of a segment, a receipt.
///
/// `— ed25519 <key> <signature>`: other algorithms are other words, and who does not know one
/// passes over its line.
package struct SignedText: Equatable, Sendable {
  /// The lines that are signed, each ended.
  package let text: String
  private let signatures: [Signature]

  private struct Signature: Equatable, Sendable {
    let keyID: String
    let bytes: Data
  }

  private static let mark = "— "

  /// Signs lines.
  ///
  /// - Parameters:
  ///   - text: The first line says what it is, so that no signature of anything else is one of it.
  ///   - key: Whose signature it gets.
  /// - Throws: When the key cannot sign.
  init(_ text: String, signedBy key: OpenKey) throws {
    self.text = text
    let signature = try key.signature(ofText: Data(text.utf8))
    signatures = [Signature(keyID: Self.keyID(of: key.publicKey), bytes: signature)]
  }

  /// Reads lines with their signatures.
  ///
  /// - Throws: ``SegmentFault`` when they do not begin with what they should be.
  init(_ written: String, kind: String) throws(SegmentFault) {
    guard written.hasPrefix(kind + "\n"), written.utf8.last == UInt8(ascii: "\n") else {
      throw .malformed("开头不是 \(kind)")
    }
    let lines = written.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let signed = lines.prefix { !$0.hasPrefix(Self.mark) }
    text = signed.joined(separator: "\n") + "\n"
    signatures = lines.dropFirst(signed.count).compactMap { line in
      let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      guard words.count == 4, words[0] + " " == Self.mark, words[1] == "ed25519",
        let bytes = Data(hexadecimal: words[3])
      else { return nil }
      return Signature(keyID: words[2], bytes: bytes)
    }
  }

  /// The lines and the signatures below them.
  package var written: String {
    text
      + signatures.map { "\(Self.mark)ed25519 \($0.keyID) \(hexadecimal($0.bytes))\n" }.joined()
  }

  /// What follows the first word of the line that begins with a word.
  ///
  /// - Throws: ``SegmentFault`` when there is no such line, or more than one.
  func field(_ name: String) throws(SegmentFault) -> String {
    let found = text.split(separator: "\n").filter { $0.hasPrefix(name + " ") }
    guard found.count == 1 else { throw .malformed("缺 \(name) 行，或多于一行") }
    return String(found[0].dropFirst(name.count + 1))
  }

  /// Whether one of some keys has signed the lines.
  ///
  /// - Parameter publicKeys: In hexadecimal.
  /// - Throws: ``SegmentFault`` when none has.
  package func check(signedByOneOf publicKeys: some Sequence<String>) throws(SegmentFault) {
    var isNamed = false
    for publicKey in publicKeys {
      for signature in signatures where signature.keyID == Self.keyID(of: publicKey) {
        isNamed = true
        let key = Data(hexadecimal: publicKey).flatMap {
          try? Curve25519.Signing.PublicKey(rawRepresentation: $0)
        }
        if key?.isValidSignature(signature.bytes, for: Data(text.utf8)) ?? false { return }
      }
    }
    throw isNamed ? .forged : .notSigned
  }

  /// Whether a text is the public half of a key, in hexadecimal.
  package static func isPublicKey(_ text: String) -> Bool {
    guard let bytes = Data(hexadecimal: text) else { return false }
    return (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)) != nil
  }

  /// What a key is called in a signature: the beginning of the SHA-256 of its public half.
  package static func keyID(of publicKey: String) -> String {
    String(
      hexadecimal(Data(SHA256.hash(data: Data(hexadecimal: publicKey) ?? Data()))).prefix(16))
  }
}
