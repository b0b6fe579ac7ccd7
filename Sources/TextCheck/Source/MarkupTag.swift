/// A tag of HTML, a comment, or an element whose content nobody reads.
struct MarkupTag {
  let name: String
  let isEnd: Bool
  /// Behind the tag, or behind the whole of a script, a style or a comment.
  let end: Int
  private let attributes: String

  private static let known: Set<String> = [
    "html", "head", "body", "meta", "link", "title", "p", "div", "span", "br", "hr", "table",
    "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup", "col", "ul", "ol", "li",
    "h1", "h2", "h3", "h4", "h5", "h6", "a", "b", "i", "u", "strong", "em", "font", "img", "sup",
    "sub", "section", "article", "header", "footer", "main", "nav", "form", "input", "button",
    "label", "dl", "dt", "dd", "blockquote", "pre", "center", "iframe", "o:p", "small", "s",
    "script", "style", "!doctype", "noscript", "svg", "path", "figure", "video", "source", "select",
    "option", "textarea",
  ]
  private static let silent: Set<String> = ["script", "style"]
  private static let lengthMax = 20_000

  /// Reads a tag; nil when what stands there is no tag of HTML, such as `<http://…>`.
  ///
  /// - Parameters:
  ///   - text: The page.
  ///   - start: Where `<` stands.
  ///   - close: Where the first `>` behind it stands, or the end of the page.
  init?(_ text: [Unicode.Scalar], at start: Int, closingFrom close: Int) {
    if text[start...].starts(with: "<!--".unicodeScalars) {
      name = "!--"
      isEnd = false
      attributes = ""
      end = Self.find("-->", in: text, from: start + 4) ?? text.count
      return
    }
    guard close < text.count, close - start < Self.lengthMax else { return nil }
    var index = start + 1
    let isEnd = index < text.count && text[index] == "/"
    if isEnd { index += 1 }
    let nameStart = index
    while index < text.count, index - nameStart < 12, Self.isNamed(text[index]) { index += 1 }
    let name = String(text[nameStart..<index]).lowercased()
    guard Self.known.contains(name) else { return nil }
    let attributesStart = index
    var quote: Unicode.Scalar?
    while index < text.count, index - start < Self.lengthMax {
      if let open = quote {
        if text[index] == open { quote = nil }
      } else if text[index] == "\"" || text[index] == "'" {
        quote = text[index]
      } else if text[index] == ">" {
        break
      }
      index += 1
    }
    guard index < text.count, text[index] == ">" else { return nil }
    self.name = name
    self.isEnd = isEnd
    attributes = String(text[attributesStart..<index]).lowercased()
    if Self.silent.contains(name), !isEnd {
      end = Self.find("</\(name)", in: text, from: index) ?? text.count
    } else {
      end = index + 1
    }
  }

  /// A small number that an attribute holds; 1 without one.
  func number(_ attribute: String) -> Int {
    guard let place = attributes.firstRange(of: attribute) else { return 1 }
    let value = attributes[place.upperBound...].drop { !$0.isNumber && $0 != ">" }
    return min(max(Int(value.prefix { $0.isNumber }) ?? 1, 1), 200)
  }

  private static func isNamed(_ scalar: Unicode.Scalar) -> Bool {
    isDigit(scalar) || scalar == "!" || scalar == ":"
      || (0x61...0x7A).contains(scalar.value | 0x20)
  }

  /// Behind a word in small letters, whatever the case in the text; before it for an end tag.
  private static func find(_ word: String, in text: [Unicode.Scalar], from start: Int) -> Int? {
    let word = Array(word.unicodeScalars)
    var index = start
    while index + word.count <= text.count {
      let isFound = zip(text[index...], word).allSatisfy { scalar, wanted in
        scalar == wanted
          || scalar.value < 0x80 && scalar.properties.lowercaseMapping == String(wanted)
      }
      if isFound { return word.first == "<" ? index : index + word.count }
      index += 1
    }
    return nil
  }
}

/// A character written as `&nbsp;` or `&#20803;`.
enum MarkupEntity {
  private static let named: [String: Unicode.Scalar] = [
    "nbsp": " ", "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "ensp": " ",
    "emsp": " ", "thinsp": " ", "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’",
    "mdash": "—", "ndash": "–", "hellip": "…", "middot": "·", "times": "×", "yen": "¥",
    "permil": "‰",
  ]

  /// The character and how long it is written; `&` itself when it is none.
  static func read(_ text: [Unicode.Scalar], at start: Int) -> (Unicode.Scalar, length: Int) {
    var index = start + 1
    while index < text.count, index - start < 10, text[index] != ";", text[index].value > 0x20 {
      index += 1
    }
    guard index < text.count, text[index] == ";" else { return ("&", 1) }
    let name = String(text[(start + 1)..<index])
    let length = index - start + 1
    if let scalar = named[name] { return (scalar, length) }
    guard name.hasPrefix("#") else { return ("&", 1) }
    let digits = name.dropFirst()
    let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
    let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let value, let scalar = Unicode.Scalar(value), value >= 0x20 else { return (" ", length) }
    return (scalar, length)
  }
}
