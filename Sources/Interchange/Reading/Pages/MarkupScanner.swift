/// What a web page consists of.
enum MarkupEvent: Equatable {
  case begin(String, MarkupAttributes)
  case end(String)
  /// Text with its character references; it may come in several stretches.
  case text([UInt8])
}

/// The attributes of a tag; their names are in lower case.
struct MarkupAttributes: Equatable {
  var values: [String: String] = [:]

  subscript(_ name: String) -> String? { values[name] }
}

/// Parts a web page, which need not be well formed, into tags and text, piece by piece.
///
/// Comments, scripts and style sheets are dropped. A tag is held until its end, within a bound.
struct MarkupScanner {
  private enum State {
    case text
    case tag
    case comment
    /// Within an element whose content is no markup, until its end tag.
    case raw(String)
  }

  private var state = State.text
  /// The tag, or the end of a comment or raw text, as far as it was read.
  private var held: [UInt8] = []
  /// The quotation mark within which a tag is.
  private var quotation: UInt8?
  private var text: [UInt8] = []
  private var events: [MarkupEvent] = []

  /// The longest tag; what is longer is no page.
  static let tagLengthMax = 1 << 16
  /// Text in one stretch is handed on at this length.
  private static let stretchLengthMax = 1 << 16
  private static let rawElements: Set<String> = ["script", "style", "xml", "title", "textarea"]

  /// Takes the next bytes, in UTF-8.
  ///
  /// - Returns: The events that they bring; nil when a tag is too long.
  mutating func feed(_ bytes: [UInt8]) -> [MarkupEvent]? {
    for byte in bytes {
      switch state {
      case .text: takeText(byte)
      case .tag:
        guard held.count < Self.tagLengthMax else { return nil }
        takeTag(byte)
      case .comment:
        held = held.suffix(2) + [byte]
        if held.elementsEqual("-->".utf8) { begin(.text) }
      case .raw(let name): takeRaw(byte, of: name)
      }
    }
    return takeEvents()
  }

  /// The events of what was held when the page came to its end.
  mutating func finish() -> [MarkupEvent] {
    endText()
    return takeEvents()
  }

  private mutating func takeEvents() -> [MarkupEvent] {
    defer { events = [] }
    return events
  }

  private mutating func begin(_ next: State) {
    state = next
    held = []
    quotation = nil
  }

  private mutating func endText() {
    if !text.isEmpty { events.append(.text(text)) }
    text = []
  }

  private mutating func takeText(_ byte: UInt8) {
    if byte == UInt8(ascii: "<") { return begin(.tag) }
    // A stretch ends where no character reference can be cut.
    if text.count >= Self.stretchLengthMax, byte == 0x20 || byte == 0x0A { endText() }
    text.append(byte)
    if text.count >= 2 * Self.stretchLengthMax { endText() }
  }

  private mutating func takeTag(_ byte: UInt8) {
    if held.isEmpty, !isLetter(byte), ![0x21, 0x2F, 0x3F].contains(byte) {
      // A sign that begins no tag: `a < b`.
      text.append(UInt8(ascii: "<"))
      begin(.text)
      return takeText(byte)
    }
    if let mark = quotation {
      if byte == mark { quotation = nil }
    } else if byte == UInt8(ascii: ">") {
      return endTag()
    } else if byte == 0x22 || byte == 0x27, held.last == UInt8(ascii: "=") {
      quotation = byte
    }
    held.append(byte)
    if held.count == 3, held.elementsEqual("!--".utf8) {
      begin(.comment)
    }
  }

  private mutating func endTag() {
    let tag = held
    begin(.text)
    guard let first = tag.first, isLetter(first) || first == UInt8(ascii: "/") else { return }
    endText()
    let isEnd = first == UInt8(ascii: "/")
    let body = isEnd ? tag.dropFirst() : tag[...]
    let nameBytes = body.prefix { !isSpace($0) && $0 != UInt8(ascii: "/") }
    let name = String(decoding: nameBytes, as: UTF8.self).lowercased()
    guard !isEnd else { return events.append(.end(name)) }
    events.append(.begin(name, attributes(of: body.dropFirst(nameBytes.count))))
    if Self.rawElements.contains(name), tag.last != UInt8(ascii: "/") { begin(.raw(name)) }
  }

  private mutating func takeRaw(_ byte: UInt8, of name: String) {
    // The mark of the end tag is looked for in what was read last.
    held = held.suffix(name.utf8.count + 2) + [byte]
    guard byte == UInt8(ascii: ">"),
      String(decoding: held, as: UTF8.self).lowercased() == "</\(name)>"
    else { return }
    begin(.text)
    events.append(.end(name))
  }

  private func attributes(of bytes: ArraySlice<UInt8>) -> MarkupAttributes {
    var attributes = MarkupAttributes()
    var rest = bytes
    while true {
      rest = rest.drop { isSpace($0) || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "=") }
      let name = rest.prefix { !isSpace($0) && $0 != UInt8(ascii: "=") }
      guard !name.isEmpty else { return attributes }
      rest = rest.dropFirst(name.count).drop(while: isSpace)
      var value = ArraySlice<UInt8>()
      if rest.first == UInt8(ascii: "=") {
        rest = rest.dropFirst().drop(while: isSpace)
        if let mark = rest.first, mark == 0x22 || mark == 0x27 {
          value = rest.dropFirst().prefix { $0 != mark }
          rest = rest.dropFirst(value.count + 2)
        } else {
          value = rest.prefix { !isSpace($0) }
          rest = rest.dropFirst(value.count)
        }
      }
      let key = String(decoding: name, as: UTF8.self).lowercased()
      let text = CharacterReferences.resolved(Array(value))
      if attributes.values[key] == nil {
        attributes.values[key] = String(decoding: text, as: UTF8.self)
      }
    }
  }
}

private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
