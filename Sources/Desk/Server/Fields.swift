import Foundation
import LedgerCore

/// The names and values of a query or a form, in their order; a name may come several times.
package struct Fields: Sendable, Equatable {
  private(set) var pairs: [(name: String, value: String)] = []

  static let countMax = 4_000

  package init() {}

  /// Fields with these values.
  package init(_ pairs: [(String, String)]) {
    self.pairs = pairs.map { ($0.0, $0.1) }
  }

  /// Reads the words of a proposal, `a=1` each.
  init(words: some Sequence<String>) {
    for word in words {
      let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      pairs.append((String(halves[0]), halves.count == 2 ? String(halves[1]) : ""))
    }
  }

  /// As the words of a proposal.
  var proposalWords: [String] { pairs.map { "\($0.name)=\($0.value)" } }

  /// Reads `a=1&b=%E4%B8%80`; nil for what is not written so, or has too many.
  init?(encoded text: some StringProtocol) {
    for part in text.split(separator: "&") {
      guard pairs.count < Self.countMax else { return nil }
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(halves[0]),
        let value = Self.decoded(halves.dropFirst().first ?? "")
      else { return nil }
      pairs.append((name, value))
    }
  }

  /// The first value of a name.
  package subscript(_ name: String) -> String? {
    get { pairs.first { $0.name == name }?.value }
    set {
      pairs.removeAll { $0.name == name }
      if let newValue { pairs.append((name, newValue)) }
    }
  }

  /// What was typed under a name, without the blanks around it; nil where nothing was.
  func words(_ name: String) -> String? {
    self[name].map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// All values of a name.
  func all(_ name: String) -> [String] {
    pairs.filter { $0.name == name }.map(\.value)
  }

  mutating func add(_ name: String, _ value: String) {
    pairs.append((name, value))
  }

  /// The same without what the desk itself put in.
  func without(_ names: Set<String>) -> Fields {
    var rest = self
    rest.pairs.removeAll { names.contains($0.name) }
    return rest
  }

  /// A page's address with these as its query.
  func address(at path: String) -> String { pairs.isEmpty ? path : path + "?" + encoded }

  /// As it stands in an address.
  var encoded: String {
    pairs.map { Self.encoded($0.name) + "=" + Self.encoded($0.value) }.joined(separator: "&")
  }

  static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }

  /// A name or value without its `%` and `+`; nil where they are not followed by digits, or the
  /// bytes are no text.
  static func decoded(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(0x20)
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
        else { return nil }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    // A browser ends the lines of a field with two characters.
    return String(validating: bytes, as: UTF8.self)?.replacing("\r\n", with: "\n")
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  package static func == (first: Fields, second: Fields) -> Bool {
    first.pairs.elementsEqual(second.pairs) { $0 == $1 }
  }
}
