internal import CExpat

/// What reads a part of XML as its elements begin and end.
///
/// Names come without their prefix.
protocol XMLHandler: AnyObject {
  /// An element begins.
  func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw)
  /// A stretch of text; one text may come in several.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(OfficeFlaw)
  /// An element ends.
  func end(_ name: String) throws(OfficeFlaw)
}

/// The attributes of an element that has just begun.
struct XMLAttributes {
  fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  /// The value of an attribute, asked for by its name without prefix.
  subscript(_ name: StaticString) -> String? {
    var index = 0
    while let key = pairs?[index], let value = pairs?[index + 1] {
      if isNamed(key, name) { return String(cString: value) }
      index += 2
    }
    return nil
  }

  private func isNamed(_ key: UnsafePointer<CChar>, _ name: StaticString) -> Bool {
    let local = localName(key)
    return name.withUTF8Buffer { wanted in
      for (offset, byte) in wanted.enumerated() where UInt8(bitPattern: local[offset]) != byte {
        return false
      }
      return local[wanted.count] == 0
    }
  }
}

/// Parses a part piece by piece, and hands its events to a handler.
///
/// A document type is refused before anything in it is read.
final class XMLParsing {
  private let parser: XML_Parser
  private let handler: any XMLHandler
  private var flaw: OfficeFlaw?
  /// How much was parsed since something came of it: the parser holds a tag until its end.
  private var silentLength = 0
  /// How many elements are open.
  private var depth = 0

  init(_ handler: any XMLHandler) throws(OfficeFlaw) {
    guard let parser = XML_ParserCreate(nil) else { throw .tooLarge }
    self.parser = parser
    self.handler = handler
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let name else { return }
        XMLParsing.take(data) { (parsing: XMLParsing) throws(OfficeFlaw) in
          parsing.depth += 1
          guard parsing.depth <= Limits.depthMax else { throw .tooDeep }
          try parsing.handler.begin(
            String(cString: localName(name)), XMLAttributes(pairs: attributes))
        }
      },
      { data, name in
        guard let name else { return }
        XMLParsing.take(data) { (parsing: XMLParsing) throws(OfficeFlaw) in
          parsing.depth -= 1
          try parsing.handler.end(String(cString: localName(name)))
        }
      })
    XML_SetCharacterDataHandler(parser) { data, text, length in
      guard let text, length > 0 else { return }
      XMLParsing.take(data) { (parsing: XMLParsing) throws(OfficeFlaw) in
        let bytes = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
        try parsing.handler.text(UnsafeBufferPointer(start: bytes, count: Int(length)))
      }
    }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      XMLParsing.take(data) { (_: XMLParsing) throws(OfficeFlaw) in throw .documentType }
    }
  }

  deinit {
    XML_ParserFree(parser)
  }

  /// Parses what comes next.
  func parse(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(OfficeFlaw) {
    let text = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    let status = XML_Parse(parser, text, Int32(bytes.count), isLast ? 1 : 0)
    if let flaw { throw flaw }
    guard status == XML_STATUS_OK else { throw .malformed }
    silentLength += bytes.count
    guard silentLength <= Limits.silentLengthMax else { throw .tooLarge }
  }

  /// Parses a whole part.
  static func parse(_ part: ZipPart, _ handler: any XMLHandler) throws(OfficeFlaw) {
    let parsing = try XMLParsing(handler)
    while try parsing.step(part) {}
  }

  /// Parses one piece of a part; false after the last.
  func step(_ part: ZipPart) throws(OfficeFlaw) -> Bool {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: ZipPart.pieceLength, alignment: 1)
    defer { buffer.deallocate() }
    let count = try part.read(into: buffer)
    try parse(UnsafeRawBufferPointer(rebasing: buffer[..<count]), isLast: count == 0)
    return count > 0
  }

  /// Lets the handler take an event; what it throws stops the parser and is thrown outside it.
  private static func take(
    _ data: UnsafeMutableRawPointer?, _ event: (XMLParsing) throws(OfficeFlaw) -> Void
  ) {
    guard let data else { return }
    let parsing = Unmanaged<XMLParsing>.fromOpaque(data).takeUnretainedValue()
    guard parsing.flaw == nil else { return }
    parsing.silentLength = 0
    do {
      try event(parsing)
    } catch {
      parsing.flaw = error
      XML_StopParser(parsing.parser, 0)
    }
  }
}

/// A name without the prefix of its namespace.
private func localName(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar> {
  var start = name
  var next = name
  while next.pointee != 0 {
    if next.pointee == CChar(bitPattern: UInt8(ascii: ":")) { start = next + 1 }
    next += 1
  }
  return start
}
