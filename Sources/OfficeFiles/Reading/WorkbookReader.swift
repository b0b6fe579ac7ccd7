internal import Foundation

/// An Excel workbook (`.xlsx`) that is read sheet by sheet.
package final class WorkbookReader {
  /// The sheets in their order, those that hold charts left out.
  package let sheets: [SheetEntry]

  let archive: ZipArchive
  let texts: SharedTexts
  let formats: CellFormats
  let serialDay: SerialDay

  /// A sheet as the workbook lists it.
  package struct SheetEntry: Equatable, Sendable {
    package let name: String
    package let isHidden: Bool
    let part: String
  }

  /// Opens a workbook and reads what all of its sheets share.
  ///
  /// - Throws: ``OfficeFlaw`` when the file is no workbook, or one that cannot be read safely.
  package init(path: String) throws(OfficeFlaw) {
    try Self.refuseOldFormats(path)
    archive = try ZipArchive(path: path)
    let package = try Self.links(archive, "_rels/.rels", from: "")
    guard let main = package.first(where: { $0.isOf("officeDocument") })?.target,
      main.hasSuffix(".xml"), archive.has(main)
    else { throw .notAWorkbook }
    let listing = Listing()
    try XMLParsing.parse(try Self.smallPart(archive, main), listing)
    guard listing.isWorkbook else { throw .notAWorkbook }
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
      return SheetEntry(name: sheet.name, isHidden: sheet.isHidden, part: link.target)
    }
  }

  /// Whether a file begins as Excel's files do, old or new.
  package static func isOffice(_ head: [UInt8]) -> Bool {
    head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: oldHead)
  }

  private static let oldHead: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

  /// Excel before 2007, and new workbooks with a password, are containers of another kind.
  private static func refuseOldFormats(_ path: String) throws(OfficeFlaw) {
    guard let handle = FileHandle(forReadingAtPath: path),
      let head = try? handle.read(upToCount: oldHead.count)
    else { throw .unreadable }
    guard Array(head) == oldHead else { return }
    // The container's list of contents stands anywhere in it, in UTF-16.
    let mark = Data("EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    var rest = Data()
    while let piece = try? handle.read(upToCount: 1 << 20), !piece.isEmpty {
      if (rest + piece).range(of: mark) != nil { throw .encrypted }
      rest = piece.suffix(mark.count)
    }
    throw .oldFormat
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

    /// Whether the kind ends in a word; what stands before it differs between two editions of the
    /// standard.
    func isOf(_ word: String) -> Bool { kind.hasSuffix("/" + word) }
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
      for step in target.split(separator: "/") where step != "." {
        if step == ".." { _ = parts.popLast() } else { parts.append(step) }
      }
      return parts.joined(separator: "/")
    }
  }

  /// Reads `workbook.xml`.
  private final class Listing: XMLHandler {
    private(set) var sheets: [(name: String, isHidden: Bool, link: String)] = []
    private(set) var isFrom1904 = false
    private(set) var isWorkbook = false

    func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw) {
      switch name {
      case "workbook": isWorkbook = true
      case "workbookPr": isFrom1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
      case "sheet":
        let isHidden = ["hidden", "veryHidden"].contains(attributes["state"] ?? "")
        sheets.append((attributes["name"] ?? "", isHidden, attributes["id"] ?? ""))
        guard sheets.count <= Limits.sheetCountMax else { throw .tooLarge }
      default: break
      }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    func end(_ name: String) {}
  }
}
