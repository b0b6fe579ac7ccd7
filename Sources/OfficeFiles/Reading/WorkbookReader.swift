/// An Excel workbook (`.xlsx`) that is read sheet by sheet.
package final class WorkbookReader: SheetBook {
  package let sheets: [SheetEntry]

  let archive: ZipArchive
  let texts: SharedTexts
  let formats: CellFormats
  let serialDay: SerialDay

  /// Reads what all sheets of a workbook share.
  ///
  /// - Throws: ``OfficeFlaw`` when the archive is no workbook, or one that cannot be read safely.
  init(_ archive: ZipArchive) throws(OfficeFlaw) {
    self.archive = archive
    let package = try Self.links(archive, "_rels/.rels", from: "")
    guard let main = package.first(where: { $0.isOf("officeDocument") })?.target,
      main.lowercased().hasSuffix(".xml"), archive.has(main)
    else { throw Self.flaw(ofOther: archive) }
    let listing = Listing()
    try XMLParsing.parse(try Self.smallPart(archive, main), listing)
    guard listing.isWorkbook else { throw Self.flaw(ofOther: archive) }
    serialDay = SerialDay(isFrom1904: listing.isFrom1904)
    let links = try Self.links(archive, Self.linksPart(of: main), from: main)
    let shared = SharedTexts.Reading()
    if let part = links.first(where: { $0.isOf("sharedStrings") })?.target, archive.has(part) {
      try XMLParsing.parse(try archive.part(part), shared)
    }
    texts = shared.texts
    let styles = CellFormats.Reading()
    if let part = links.first(where: { $0.isOf("styles") })?.target, archive.has(part) {
      try XMLParsing.parse(try Self.smallPart(archive, part), styles)
    }
    formats = styles.formats
    sheets = listing.sheets.compactMap { sheet in
      guard let link = links.first(where: { $0.id == sheet.link }), link.isOf("worksheet") else {
        return nil
      }
      return SheetEntry(name: sheet.name, isHidden: sheet.isHidden, place: link.target)
    }
  }

  /// The sheet is looked through once, for cells that are merged and for damage, and then begun.
  package func rows(of sheet: SheetEntry) throws(OfficeFlaw) -> any SheetRows {
    let merged = try MergedRanges(
      try archive.part(sheet.place),
      again: {
        () throws(OfficeFlaw) in try archive.part(sheet.place)
      })
    return try XMLRows(try archive.part(sheet.place), SheetHandler(self, merged))
  }

  /// What an archive is that holds no workbook in XML.
  private static func flaw(ofOther archive: ZipArchive) -> OfficeFlaw {
    let marks: [(part: String, kind: ForeignKind)] = [
      ("xl/workbook.bin", .binaryWorkbook), ("word/document.xml", .wordDocument),
      ("ppt/presentation.xml", .presentation), ("[Content_Types].xml", .otherDocument),
      ("mimetype", .otherDocument),
    ]
    return .foreign(marks.first { archive.has($0.part) }?.kind ?? .archive)
  }

  private static func smallPart(_ archive: ZipArchive, _ name: String) throws(OfficeFlaw) -> ZipPart
  {
    let part = try archive.part(name)
    guard part.length <= Limits.smallPartLengthMax else { throw .tooLarge }
    return part
  }
}

extension WorkbookReader {
  /// A relationship from one part to another.
  private struct Link {
    let id: String
    let kind: String
    let target: String

    /// Whether the kind is of a word; what stands before it differs between two editions of the
    /// standard.
    func isOf(_ word: String) -> Bool {
      XMLNamespace.relationships.contains { namespace in
        kind.utf8.elementsEqual(namespace.uri + Array(("/" + word).utf8))
      }
    }
  }

  private static func links(
    _ archive: ZipArchive, _ name: String, from source: String
  ) throws(OfficeFlaw) -> [Link] {
    guard archive.has(name) else { return [] }
    let reading = LinkReading(folder: String(source.prefix(upTo: folderEnd(of: source))))
    try XMLParsing.parse(try smallPart(archive, name), reading)
    return reading.links
  }

  /// Where the relationships of a part stand: `xl/_rels/workbook.xml.rels`.
  private static func linksPart(of part: String) -> String {
    let end = folderEnd(of: part)
    return part[..<end] + "_rels/" + part[end...] + ".rels"
  }

  private static func folderEnd(of part: String) -> String.Index {
    part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
  }

  private final class LinkReading: XMLHandler {
    let namespaces = XMLNamespace.package
    private(set) var links: [Link] = []
    private let folder: String

    init(folder: String) {
      self.folder = folder
    }

    func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw) {
      guard name == "Relationship", attributes["TargetMode"] != "External",
        let id = attributes["Id"], let kind = attributes["Type"], let target = attributes["Target"]
      else { return }
      links.append(Link(id: id, kind: kind, target: resolved(target)))
      guard links.count <= 10_000 else { throw .tooLarge }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    func end(_ name: String) {}

    /// A target as the name of a part: relative to the folder, or from the root.
    private func resolved(_ target: String) -> String {
      if target.hasPrefix("/") { return String(target.dropFirst()) }
      var parts = folder.split(separator: "/")
      for step in target.split(whereSeparator: { $0 == "/" || $0 == "\\" }) where step != "." {
        if step == ".." { _ = parts.popLast() } else { parts.append(step) }
      }
      return parts.joined(separator: "/")
    }
  }

  /// Reads `workbook.xml`.
  private final class Listing: XMLHandler {
    let namespaces = XMLNamespace.spreadsheet
    private(set) var sheets: [(name: String, isHidden: Bool, link: String)] = []
    private(set) var isFrom1904 = false
    private(set) var isWorkbook = false

    func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw) {
      switch name {
      case "workbook": isWorkbook = true
      case "workbookPr": isFrom1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
      case "sheet":
        let isHidden = ["hidden", "veryHidden"].contains(attributes["state"] ?? "")
        let link = attributes["id", in: XMLNamespace.relationships]
        sheets.append((attributes["name"] ?? "", isHidden, link ?? ""))
        guard sheets.count <= Limits.sheetCountMax else { throw .tooLarge }
      default: break
      }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    func end(_ name: String) {}
  }
}
