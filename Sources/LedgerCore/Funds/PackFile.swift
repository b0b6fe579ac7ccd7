/// One file of the report pack (报表包) that a closing seals.
package struct PackFile: Equatable, Sendable {
  /// A plain file name: `对账表.txt`.
  package let name: String
  /// As it is sealed: what a text file says; of any other file its bytes in Base64.
  package let text: String

  /// A text file, or a file as it was sealed.
  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// A file that is no text; its name has the ending of such a file.
  package init(name: String, bytes: [UInt8]) {
    self.init(name: name, text: Base64.text(bytes))
  }

  /// Whether the file says what is sealed, rather than holds bytes.
  package var isText: Bool { !name.hasSuffix(Self.wordEnding) }

  /// The content of the file.
  package var bytes: [UInt8] {
    // What was not written as bytes is given out as it stands.
    isText ? Array(text.utf8) : Base64.bytes(text) ?? Array(text.utf8)
  }

  private static let wordEnding = ".docx"
}

/// Bytes as text of 64 signs (RFC 4648), without line breaks.
enum Base64 {
  private static let signs = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")

  static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        let sign = signs[Int(bits >> UInt32(18 - 6 * place) & 63)]
        text.append(place <= group.count ? sign : padding)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of a text that ``text(_:)`` wrote; nil for any other.
  static func bytes(_ text: String) -> [UInt8]? {
    var values = [UInt8?](repeating: nil, count: 256)
    for (value, sign) in signs.enumerated() { values[Int(sign)] = UInt8(value) }
    let text = Array(text.utf8)
    guard text.count % 4 == 0 else { return nil }
    let count = text.count - text.suffix(2).count { $0 == padding }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count / 4 * 3)
    var (bits, bitCount) = (UInt32(0), 0)
    for sign in text.prefix(count) {
      guard let value = values[Int(sign)] else { return nil }
      bits = bits << 6 | UInt32(value)
      bitCount += 6
      guard bitCount >= 8 else { continue }
      bitCount -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
    }
    return bytes
  }
}
