/// The styles of a Word document (`styles.xml`), each as the standard for official documents says.
enum WordStyles {
  static let part =
    WordParts.declaration + "<w:styles xmlns:w=\"\(WordParts.namespace)\">" + defaults
    + style("Normal", "Normal", isDefault: true, paragraph: line + "<w:jc w:val=\"both\"/>")
    + style("Body", "正文段落", paragraph: indent, run: squeezed)
    + style(
      "Fact", "名目", paragraph: "<w:wordWrap w:val=\"0\"/>" + indent + "<w:jc w:val=\"left\"/>")
    + style(
      "Title", "Title",
      paragraph: "<w:keepNext/>" + offGrid
        + "<w:spacing w:after=\"\(PaperMeasures.line)\" w:line=\"640\" w:lineRule=\"exact\"/>"
        + "<w:jc w:val=\"center\"/>",
      run: font(WordFont.song) + size(PaperMeasures.titleSize))
    + style(
      "Heading1", "heading 1", paragraph: "<w:keepNext/>" + indent + "<w:outlineLvl w:val=\"0\"/>",
      run: font(WordFont.hei))
    + style(
      "Heading2", "heading 2", paragraph: "<w:keepNext/>" + indent + "<w:outlineLvl w:val=\"1\"/>",
      run: font(WordFont.kai))
    + style(
      "Banner", "醒目", paragraph: frame + "<w:ind w:left=\"160\" w:right=\"160\"/>", run: "<w:b/>")
    + style(
      "Caption", "caption",
      paragraph: "<w:keepNext/>" + offGrid
        + "<w:spacing w:before=\"120\" w:after=\"60\" w:line=\"360\" w:lineRule=\"exact\"/>"
        + "<w:jc w:val=\"center\"/>",
      run: font(WordFont.hei) + size(24))
    + style(
      "Cell", "表格文字",
      paragraph: offGrid + "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>"
        + "<w:jc w:val=\"left\"/>")
    + style(
      "Note", "表注",
      paragraph: offGrid + "<w:spacing w:before=\"60\" w:line=\"320\" w:lineRule=\"exact\"/>",
      run: size(PaperMeasures.noteSize))
    + style(
      "Signature", "落款",
      paragraph: "<w:keepNext/><w:keepLines/>"
        + "<w:ind w:right=\"1280\" w:rightChars=\"400\"/><w:jc w:val=\"right\"/>")
    + style(
      "Footer", "footer", paragraph: offGrid + "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>")
    + "<w:style w:type=\"character\" w:styleId=\"PageNumber\"><w:name w:val=\"page number\"/>"
    + "<w:rPr><w:rFonts w:ascii=\"\(WordFont.plain)\" w:hAnsi=\"\(WordFont.plain)\" "
    + "w:eastAsia=\"\(WordFont.plain)\"/>\(size(PaperMeasures.pageNumberSize))</w:rPr></w:style>"
    + "</w:styles>"

  static func size(_ halfPoints: Int) -> String {
    "<w:sz w:val=\"\(halfPoints)\"/><w:szCs w:val=\"\(halfPoints)\"/>"
  }

  private static let defaults =
    "<w:docDefaults><w:rPrDefault><w:rPr>" + font(WordFont.fangSong)
    + size(PaperMeasures.bodySize) + "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>"
    + "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"

  private static let line =
    "<w:spacing w:line=\"\(PaperMeasures.line)\" w:lineRule=\"exact\"/>"

  /// Lines of their own height, rather than of the 22 lines of the page.
  private static let offGrid = "<w:snapToGrid w:val=\"0\"/>"

  /// Two characters.
  private static let indent =
    "<w:ind w:firstLine=\"640\" w:firstLineChars=\"200\"/>"

  /// A quarter point less for each character, so that 28 of them fill a line.
  private static let squeezed = "<w:spacing w:val=\"-5\"/>"

  private static let frame =
    "<w:pBdr>"
    + ["top", "left", "bottom", "right"].map {
      "<w:\($0) w:val=\"single\" w:sz=\"12\" w:space=\"4\" w:color=\"000000\"/>"
    }.joined() + "</w:pBdr>"

  private static func font(_ name: String) -> String {
    "<w:rFonts w:ascii=\"\(WordFont.latin)\" w:hAnsi=\"\(WordFont.latin)\" "
      + "w:eastAsia=\"\(name)\" w:cs=\"\(WordFont.latin)\"/>"
  }

  private static func style(
    _ id: String, _ name: String, isDefault: Bool = false, paragraph: String, run: String = ""
  ) -> String {
    "<w:style w:type=\"paragraph\"\(isDefault ? " w:default=\"1\"" : "") w:styleId=\"\(id)\">"
      + "<w:name w:val=\"\(name)\"/>" + (isDefault ? "" : "<w:basedOn w:val=\"Normal\"/>")
      + "<w:qFormat/><w:pPr>\(paragraph)</w:pPr>" + (run.isEmpty ? "" : "<w:rPr>\(run)</w:rPr>")
      + "</w:style>"
  }
}
