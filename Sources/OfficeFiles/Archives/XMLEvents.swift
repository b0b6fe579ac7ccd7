internal import CExpat
internal import Foundation

/// What reads a part of XML as its elements begin and end.
protocol XMLHandler: AnyObject {
  /// The namespaces whose elements the handler knows.
  var namespaces: [XMLNamespace] { get }
  /// An element begins; the name of one in another namespace is ``XMLNamespace/foreignName``.
  func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw)
  /// A stretch of text; one text may come in several.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(OfficeFlaw)
  /// An element ends.
  func end(_ name: String) throws(OfficeFlaw)
}

/// A namespace that a handler knows, and what its names are to begin with when they are told.
struct XMLNamespace {
  let uri: [UInt8]
  let prefix: String

  init(_ uri: String, prefix: String = "") {
    self.uri = Array(uri.utf8)
    self.prefix = prefix
  }

  /// No name that XML could hold.
  static let foreignName = "?"

  /// The elements of workbooks, sheets, styles and texts: both editions of the standard, and parts
  /// that name no namespace.
  static let spreadsheet = [
    XMLNamespace("http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    XMLNamespace("http://purl.oclc.org/ooxml/spreadsheetml/main"), XMLNamespace(""),
  ]
  /// The elements of a part of relationships.
  static let package = [
    XMLNamespace("http://schemas.openxmlformats.org/package/2006/relationships"), XMLNamespace(""),
  ]
  /// The attributes by which an element names a relationship, and the beginnings of their kinds.
  static let relationships = [
    XMLNamespace("http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    XMLNamespace("http://purl.oclc.org/ooxml/officeDocument/relationships"),
  ]

  /// Stands between a namespace and a name in what Expat tells; no namespace can hold it.
  fileprivate static let separator = UInt8(ascii: "\n")
}

/// The attributes of an element that has just begun.
struct XMLAttributes {
  fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  /// The value of an attribute without a namespace.
  subscript(_ name: StaticString) -> String? {
    value { key in strcmp(key, name.pointer) == 0 }
  }

  /// The value of an attribute of one of some namespaces.
  subscript(_ name: StaticString, in namespaces: [XMLNamespace]) -> String? {
    value { key in
      guard let parted = QualifiedName(key), strcmp(parted.local, name.pointer) == 0 else {
        return false
      }
      return namespaces.contains(where: parted.isIn)
    }
  }

  private func value(_ isWanted: (UnsafePointer<CChar>) -> Bool) -> String? {
    var index = 0
    while let key = pairs?[index], let value = pairs?[index + 1] {
      if isWanted(key) { return String(cString: value) }
      index += 2
    }
    return nil
  }
}

extension StaticString {
  fileprivate var pointer: UnsafePointer<CChar> {
    UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
  }
}

/// A name with its namespace, as Expat tells it.
private struct QualifiedName {
  let uri: UnsafePointer<CChar>
  let uriLength: Int
  let local: UnsafePointer<CChar>

  /// Nil for a name without a namespace.
  init?(_ name: UnsafePointer<CChar>) {
    guard let separator = strchr(name, Int32(XMLNamespace.separator)) else { return nil }
    uri = name
    uriLength = UnsafePointer(separator) - name
    local = UnsafePointer(separator) + 1
  }

  func isIn(_ namespace: XMLNamespace) -> Bool {
    namespace.uri.count == uriLength && memcmp(namespace.uri, uri, uriLength) == 0
  }
}

/// Parses a part piece by piece, and hands its events to a handler.
///
/// A document type is refused before anything in it is read.
final class XMLParsing {
  private let parser: XML_Parser
  private let handler: any XMLHandler
  private let namespaces: [XMLNamespace]
  private var flaw: OfficeFlaw?
  /// How much was parsed since something came of it: the parser holds a tag until its end.
  private var silentLength = 0
  /// How many elements are open.
  private var depth = 0

  init(_ handler: any XMLHandler) throws(OfficeFlaw) {
    guard let parser = XML_ParserCreateNS(nil, XML_Char(XMLNamespace.separator)) else {
      throw .tooLarge
    }
    self.parser = parser
    self.handler = handler
    namespaces = handler.namespaces
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let name else { return }
        XMLParsing.take(data) { (parsing: XMLParsing) throws(OfficeFlaw) in
          parsing.depth += 1
          guard parsing.depth <= Limits.depthMax else { throw .tooDeep }
          try parsing.handler.begin(
            parsing.known(name), XMLAttributes(pairs: attributes))
        }
      },
      { data, name in
        guard let name else { return }
        XMLParsing.take(data) { (parsing: XMLParsing) throws(OfficeFlaw) in
          parsing.depth -= 1
          try parsing.handler.end(parsing.known(name))
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

  /// The name of an element as the handler knows it.
  private func known(_ name: UnsafePointer<CChar>) -> String {
    guard let parted = QualifiedName(name) else {
      return namespaces.contains { $0.uri.isEmpty }
        ? String(cString: name) : XMLNamespace.foreignName
    }
    guard let namespace = namespaces.first(where: parted.isIn) else {
      return XMLNamespace.foreignName
    }
    let local = String(cString: parted.local)
    return namespace.prefix.isEmpty ? local : namespace.prefix + local
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
  static func parse(_ part: any ByteSource, _ handler: any XMLHandler) throws(OfficeFlaw) {
    let parsing = try XMLParsing(handler)
    while try parsing.step(part) {}
  }

  /// Parses one piece of a part; false after the last.
  func step(_ part: any ByteSource) throws(OfficeFlaw) -> Bool {
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
