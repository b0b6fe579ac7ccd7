/// The parts of a Word document that are the same in all of ours.
enum WordParts {
  static let contentTypes =
    declaration + """
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
      <Default Extension="rels" \
      ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
      <Default Extension="xml" ContentType="application/xml"/>\
      \(override("/word/document.xml", word + "document.main+xml"))\
      \(override("/word/styles.xml", word + "styles+xml"))\
      \(override("/word/settings.xml", word + "settings+xml"))\
      \(override("/word/fontTable.xml", word + "fontTable+xml"))\
      \(override("/word/footer1.xml", word + "footer+xml"))\
      \(override("/word/footer2.xml", word + "footer+xml"))\
      \(override("/docProps/core.xml", package + "core-properties+xml"))\
      </Types>
      """

  static let packageLinks =
    declaration + """
      <Relationships xmlns="\(links)">\
      <Relationship Id="rId1" Type="\(kinds)/officeDocument" Target="word/document.xml"/>\
      <Relationship Id="rId2" \
      Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" \
      Target="docProps/core.xml"/>\
      </Relationships>
      """

  static let documentLinks =
    declaration + """
      <Relationships xmlns="\(links)">\
      <Relationship Id="rId1" Type="\(kinds)/styles" Target="styles.xml"/>\
      <Relationship Id="rId2" Type="\(kinds)/settings" Target="settings.xml"/>\
      <Relationship Id="rId3" Type="\(kinds)/fontTable" Target="fontTable.xml"/>\
      <Relationship Id="rId4" Type="\(kinds)/footer" Target="footer1.xml"/>\
      <Relationship Id="rId5" Type="\(kinds)/footer" Target="footer2.xml"/>\
      </Relationships>
      """

  static let settings =
    declaration + """
      <w:settings xmlns:w="\(namespace)"><w:zoom w:percent="100"/><w:evenAndOddHeaders/>\
      <w:characterSpacingControl w:val="compressPunctuation"/>\
      <w:compat><w:compatSetting w:name="compatibilityMode" \
      w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>\
      <w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>
      """

  /// The typefaces that the standard names, each with what is taken where it is missing.
  static let fonts =
    declaration + "<w:fonts xmlns:w=\"\(namespace)\">"
    + [
      (WordFont.song, "宋体"), (WordFont.fangSong, "仿宋"), (WordFont.kai, "楷体"),
      (WordFont.hei, "SimHei"), (WordFont.plain, "SimSun"),
    ].map { name, other in
      "<w:font w:name=\"\(name)\"><w:altName w:val=\"\(other)\"/><w:charset w:val=\"86\"/></w:font>"
    }.joined() + "</w:fonts>"

  /// What the file says of itself; a time of its own would make each run's bytes differ.
  static func properties(title: String) -> String {
    declaration + """
      <cp:coreProperties \
      xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
      <dc:title>\(XMLText.escaped(title))</dc:title><dc:language>zh-CN</dc:language>\
      <dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>\
      </cp:coreProperties>
      """
  }

  /// The page number `— 1 —`: on odd pages on the right, on even ones on the left.
  static func footer(isOdd: Bool) -> String {
    let side = isOdd ? "right" : "left"
    let run = { (content: String) in
      "<w:r><w:rPr><w:rStyle w:val=\"PageNumber\"/></w:rPr>\(content)</w:r>"
    }
    let field = { (kind: String) in run("<w:fldChar w:fldCharType=\"\(kind)\"/>") }
    return declaration + "<w:ftr xmlns:w=\"\(namespace)\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>"
      + "<w:ind w:\(side)=\"280\" w:\(side)Chars=\"100\"/><w:jc w:val=\"\(side)\"/></w:pPr>"
      + run("<w:t xml:space=\"preserve\">— </w:t>") + field("begin")
      + run("<w:instrText xml:space=\"preserve\"> PAGE </w:instrText>") + field("separate")
      + run("<w:t>1</w:t>") + field("end") + run("<w:t xml:space=\"preserve\"> —</w:t>")
      + "</w:p></w:ftr>"
  }

  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  static let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  static let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let links = "http://schemas.openxmlformats.org/package/2006/relationships"
  private static let package = "application/vnd.openxmlformats-package."
  private static let word = "application/vnd.openxmlformats-officedocument.wordprocessingml."

  private static func override(_ part: String, _ type: String) -> String {
    "<Override PartName=\"\(part)\" ContentType=\"\(type)\"/>"
  }
}

/// The typefaces of official documents.
enum WordFont {
  /// 小标宋, of titles.
  static let song = "方正小标宋简体"
  static let fangSong = "仿宋_GB2312"
  static let kai = "楷体_GB2312"
  static let hei = "黑体"
  static let plain = "宋体"
  /// Latin letters and digits.
  static let latin = "Times New Roman"
}
