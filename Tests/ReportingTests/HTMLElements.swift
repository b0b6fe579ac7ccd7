import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The elements of an HTML page, read by an XML parser, which forgives nothing.
struct HTMLElements {
  /// An element with all the text in it.
  struct Element {
    let name: String
    let attributes: [String: String]
    /// How many elements stand around it.
    let depth: Int
    var text = ""
  }

  /// In the order in which they begin.
  let all: [Element]

  init(_ page: String) throws {
    let doctype = "<!DOCTYPE html>\n"
    try #require(page.hasPrefix(doctype))
    let reader = Reader()
    let parser = XMLParser(data: Data(page.dropFirst(doctype.count).utf8))
    parser.delegate = reader
    try #require(parser.parse(), "line \(parser.lineNumber): \(parser.parserError as Any)")
    all = reader.elements
  }

  /// The elements of a name, such as `caption`.
  subscript(name: String) -> [Element] {
    all.filter { $0.name == name }
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [Element] = []
    private var open: [Int] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      elements.append(Element(name: name, attributes: attributes, depth: open.count))
      open.append(elements.count - 1)
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      for index in open { elements[index].text += text }
    }
  }
}
