/// The signs that a web page writes as `&amp;` or `&#65;`.
enum CharacterReferences {
  private static let names: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "yen": "¥",
    "middot": "·", "times": "×", "ensp": "\u{2002}", "emsp": "\u{2003}", "thinsp": "\u{2009}",
    "mdash": "—", "ndash": "–", "hellip": "…", "ldquo": "“", "rdquo": "”", "lsquo": "‘",
    "rsquo": "’", "laquo": "«", "raquo": "»", "copy": "©", "reg": "®", "deg": "°", "plusmn": "±",
    "divide": "÷", "bull": "•", "sect": "§", "permil": "‰", "minus": "−",
  ]

  /// The text with its references resolved; what is none is left as it stands.
  static func resolved(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "&")) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "&"), let (text, length) = reference(rest.dropFirst()) {
        result += Array(text.utf8)
        rest = rest.dropFirst(length + 1)
      } else {
        result.append(byte)
        rest.removeFirst()
      }
    }
    return result
  }

  /// What stands behind an ampersand, and how many bytes it takes; pages leave the semicolon out.
  private static func reference(_ bytes: ArraySlice<UInt8>) -> (text: String, length: Int)? {
    let word = bytes.prefix(12).prefix {
      $0 == UInt8(ascii: "#") || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
    }
    let end = bytes.startIndex + word.count
    let length = word.count + (end < bytes.endIndex && bytes[end] == UInt8(ascii: ";") ? 1 : 0)
    let text = String(decoding: word, as: UTF8.self)
    if let sign = names[text] { return (sign, length) }
    guard text.hasPrefix("#") else { return nil }
    let isHexadecimal = text.dropFirst().lowercased().hasPrefix("x")
    let digits = text.dropFirst(isHexadecimal ? 2 : 1)
    guard let number = UInt32(digits, radix: isHexadecimal ? 16 : 10),
      let scalar = Unicode.Scalar(number)
    else { return nil }
    return (String(scalar), length)
  }
}
