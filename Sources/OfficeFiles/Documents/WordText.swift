/// Reads the words and tables of a Word document (`.docx`).
///
/// What was deleted or moved away under tracking is not read, nor are field codes, footnotes and
/// what stands in text boxes; those are counted.
final class WordText: XMLHandler {
  static let part = "word/document.xml"
  private static let word = [
    XMLNamespace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", prefix: "w:"),
    XMLNamespace("http://purl.oclc.org/ooxml/wordprocessingml/main", prefix: "w:"),
  ]
  private static let attributes = [
    XMLNamespace("http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    XMLNamespace("http://purl.oclc.org/ooxml/wordprocessingml/main"),
  ]

  let namespaces = WordText.word
  private var page = DocumentPage()
  private var isInText = false
  /// How many elements are open whose words are not read.
  private var silentDepth = 0

  static func page(_ archive: ZipArchive) throws(OfficeFlaw) -> DocumentPage {
    let reader = WordText()
    try XMLParsing.parse(try archive.part(part), reader)
    return reader.page
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw) {
    if silentDepth > 0 || Self.silent.contains(name) {
      silentDepth += 1
      if name == "w:drawing" || name == "w:pict" || name == "w:object" { page.addPicture() }
      return
    }
    switch name {
    case "w:t": isInText = true
    case "w:tab": page.add("\t")
    case "w:br", "w:cr": page.add(" ")
    case "w:tbl": page.beginTable()
    case "w:tr": page.beginRow()
    case "w:tc": page.beginCell()
    case "w:gridSpan":
      page.setSpan(Int(attributes["val", in: Self.attributes] ?? "") ?? 1)
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(OfficeFlaw) {
    if isInText { try page.add(bytes) }
  }

  func end(_ name: String) throws(OfficeFlaw) {
    if silentDepth > 0 {
      silentDepth -= 1
      return
    }
    switch name {
    case "w:t": isInText = false
    case "w:p": try page.endParagraph()
    case "w:tc": page.endCell()
    case "w:tr": try page.endRow()
    case "w:tbl": page.endTable()
    default: break
    }
  }

  /// The tabs of a paragraph's properties are no text.
  private static let silent: Set<String> = [
    "w:drawing", "w:pict", "w:object", "w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sectPr",
  ]
}
