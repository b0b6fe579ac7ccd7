/// Reads the words and tables of an OpenDocument text (`.odt`).
///
/// Notes, comments, tracked changes and what stands in frames are not read; frames are counted.
final class OpenDocumentText: XMLHandler {
  private static func namespace(_ name: String, prefix: String? = nil) -> XMLNamespace {
    XMLNamespace(
      "urn:oasis:names:tc:opendocument:xmlns:\(name):1.0", prefix: prefix ?? name + ":")
  }

  let namespaces =
    ["text", "table", "office", "manifest"].map { OpenDocumentText.namespace($0) }
    + [OpenDocumentText.namespace("drawing", prefix: "draw:")]
  private static let table = [namespace("table", prefix: "")]
  private static let text = [namespace("text", prefix: "")]

  private var page = DocumentPage()
  private var paragraphDepth = 0
  private var silentDepth = 0

  static func page(_ archive: ZipArchive) throws(OfficeFlaw) -> DocumentPage {
    let reader = OpenDocumentText()
    for part in ["META-INF/manifest.xml", "content.xml"] where archive.has(part) {
      try XMLParsing.parse(try archive.part(part), reader)
    }
    return reader.page
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw) {
    if name == "manifest:encryption-data" { throw .encrypted }
    if silentDepth > 0 || Self.silent.contains(name) {
      silentDepth += 1
      if name == "draw:frame" { page.addPicture() }
      return
    }
    switch name {
    case "text:p", "text:h": paragraphDepth += 1
    case "text:tab": page.add("\t")
    case "text:line-break": page.add(" ")
    case "text:s":
      let count = Int(attributes["c", in: Self.text] ?? "") ?? 1
      page.add(String(repeating: " ", count: min(max(count, 1), 100)))
    case "table:table": page.beginTable()
    case "table:table-row": page.beginRow()
    case "table:table-cell":
      page.beginCell()
      page.setSpan(Int(attributes["number-columns-spanned", in: Self.table] ?? "") ?? 1)
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(OfficeFlaw) {
    if paragraphDepth > 0, silentDepth == 0 { try page.add(bytes) }
  }

  func end(_ name: String) throws(OfficeFlaw) {
    if silentDepth > 0 {
      silentDepth -= 1
      return
    }
    switch name {
    case "text:p", "text:h":
      paragraphDepth -= 1
      try page.endParagraph()
    case "table:table-cell": page.endCell()
    case "table:table-row": try page.endRow()
    case "table:table": page.endTable()
    default: break
    }
  }

  private static let silent: Set<String> = [
    "text:note", "text:tracked-changes", "office:annotation", "draw:frame", "draw:custom-shape",
    "text:sequence-decls",
  ]
}
