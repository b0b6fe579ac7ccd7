import Interchange
import LedgerCore
import OfficeFiles
import TextCheck

/// What must hold of the check of a published text of any bytes.
enum TextLaws {
  /// Each check stands on a line of the text; what it quotes of prose is printed there.
  static func check(_ bytes: [UInt8], in scratch: ScratchFolder) throws {
    try checkFile(try scratch.write(bytes, to: "text.txt"))
  }

  /// The same of a Word document with anything as its body.
  static func checkWordDocument(_ text: String, in scratch: ScratchFolder) throws {
    let name = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    let body = "<w:document \(name)><w:body>\(text)</w:body></w:document>"
    let archive = try ZipWriter.archive([("word/document.xml", body)])
    try checkFile(try scratch.write(archive, to: "text.docx"))
  }

  /// The same of an OpenDocument text with anything as its content.
  static func checkDocumentText(_ text: String, in scratch: ScratchFolder) throws {
    let names = ["office", "table", "text", "drawing"].map {
      "xmlns:\($0 == "drawing" ? "draw" : $0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\""
    }.joined(separator: " ")
    let archive = try ZipWriter.archive([
      ("mimetype", "application/vnd.oasis.opendocument.text"),
      ("content.xml", "<office:document-content \(names)>\(text)</office:document-content>"),
    ])
    try checkFile(try scratch.write(archive, to: "text.odt"))
  }

  private static func checkFile(_ path: String) throws {
    let text: [UInt8]
    do {
      let file = try PublishedFile(path: path)
      for words in file.unread { try checkWords(words) }
      text = file.utf8
    } catch let fault as PublishedFileFault {
      return try checkWords(fault.description)
    }
    try law(String(validating: text, as: UTF8.self) != nil, "what was read is no UTF-8")
    let lines = lines(of: text)
    var before = 1
    var ids: Set<String> = []
    for check in PublishedText(utf8: text).checks() {
      try law(ids.insert(check.id).inserted, "\(check.id) twice")
      try law((1...lines.count + 1).contains(check.line), "\(check.id) on line \(check.line)")
      try law(check.line >= before, "\(check.id) on line \(check.line) after \(before)")
      before = check.line
      try checkWords("〔\(check.quote)〕")
      try checkWords(check.message)
      let isShort = text.count <= quotedMax && !text.contains(0x3C)
      if isShort, isProse(check) { try checkQuote(check, in: lines) }
    }
  }

  /// The longest text whose quotes are looked up: that takes time in the square of its length.
  private static let quotedMax = 8_192

  /// Whether a check quotes a sentence, and not cells of a table.
  private static func isProse(_ check: Check) -> Bool {
    switch check.kind {
    case .tableRow, .tableColumn, .tableIdentity, .textTable, .sum: false
    case .ratio, .average, .funds, .date, .form: true
    }
  }

  private static func checkQuote(_ check: Check, in lines: [ArraySlice<UInt8>]) throws(BrokenLaw) {
    let printed = lines[(check.line - 1)...].map {
      String(decoding: $0, as: UTF8.self)
    }.joined()
    // An escape sequence is dropped with what it would have swallowed.
    guard !printed.unicodeScalars.contains(where: { [0x1B, 0x9B, 0x90, 0x9D].contains($0.value) })
    else { return }
    var quote = visible(check.quote)
    if quote.last == "…" { quote.removeLast() }
    let place = visible(printed)
    let first = visible(String(decoding: lines[check.line - 1], as: UTF8.self))
    let start = place.firstIndex(of: quote)
    try law(
      start != nil, "\(check.id), line \(check.line), quotes what is not there: \(check.quote)")
    try law(
      start.map { $0 <= first.count } ?? true,
      "\(check.id) quotes what begins behind line \(check.line): \(check.quote)")
  }

  private static func visible(_ text: String) -> [Unicode.Scalar] {
    printable(text).unicodeScalars.filter { !$0.properties.isWhitespace }
  }

  /// The lines of a text, parted by CR, LF or both.
  private static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in text.enumerated() where byte == 0x0A || byte == 0x0D {
      let isSecond = byte == 0x0A && index > 0 && text[index - 1] == 0x0D
      if !isSecond { lines.append(text[start..<index]) }
      start = index + 1
    }
    return lines + [text[start...]]
  }
}

extension [Unicode.Scalar] {
  /// Where another text begins in this one.
  fileprivate func firstIndex(of other: [Unicode.Scalar]) -> Int? {
    guard other.count <= count else { return nil }
    return (0...count - other.count).first { self[$0...].starts(with: other) }
  }
}
