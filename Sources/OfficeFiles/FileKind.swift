/// What a file is by its first bytes, whatever its name says.
package enum FileKind: Equatable, Sendable {
  /// A zip archive: a workbook since 2007, an OpenDocument, or something else.
  case zip
  /// A container of Microsoft's older programs: an old workbook, one with a password, or else.
  case container
  /// A workbook as one XML file, of Excel 2003.
  case xmlSpreadsheet
  /// A web page.
  case page
  case foreign(ForeignKind)
  /// Perhaps text; its bytes will tell.
  case text

  /// How many first bytes are looked at.
  package static let headLength = 4_096

  /// - Parameter head: The first bytes of the file, as many as it has of ``headLength``.
  package init(head: [UInt8]) {
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      self = .zip
    } else if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      self = .container
    } else if let (_, kind) = Self.signatures.first(where: { head.starts(with: $0.bytes) }) {
      self = .foreign(kind)
    } else {
      self = Self.markup(head) ?? .text
    }
  }

  private static let signatures: [(bytes: [UInt8], kind: ForeignKind)] = [
    (Array("%PDF".utf8), .pdf), (Array("{\\rtf".utf8), .richText),
    (Array("MIME-Version:".utf8), .webArchive), ([0x50, 0x4B, 0x05, 0x06], .archive),
    (Array("Rar!".utf8), .archive), ([0x37, 0x7A, 0xBC, 0xAF], .archive),
    ([0x1F, 0x8B, 0x08], .archive), ([0x89, 0x50, 0x4E, 0x47], .picture),
    ([0xFF, 0xD8, 0xFF], .picture), (Array("GIF8".utf8), .picture),
    ([0x49, 0x49, 0x2A, 0x00], .picture), ([0x4D, 0x4D, 0x00, 0x2A], .picture),
    ([0x42, 0x4D], .picture), ([0x09, 0x00, 0x04, 0x00], .earlyWorkbook),
    ([0x09, 0x02, 0x06, 0x00], .earlyWorkbook), ([0x09, 0x04, 0x06, 0x00], .earlyWorkbook),
    ([0x09, 0x08, 0x08, 0x00], .earlyWorkbook), ([0x09, 0x08, 0x10, 0x00], .earlyWorkbook),
  ]

  /// The kind of a file that begins with a tag; nil for any other.
  private static func markup(_ head: [UInt8]) -> FileKind? {
    // In UTF-16 a zero stands beside each letter of a tag.
    var letters = head.filter { $0 != 0 }[...]
    for mark: [UInt8] in [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]]
    where letters.starts(with: mark) {
      letters.removeFirst(mark.count)
    }
    letters = letters.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard letters.first == UInt8(ascii: "<") else { return nil }
    let text = String(decoding: letters, as: UTF8.self).lowercased()
    let isPage = ["<html", "<!doctype html", "<table", "<body", "<head", "<meta", "<style", "<tr"]
      .contains { text.contains($0) }
    if text.hasPrefix("<?xml") || text.contains("urn:schemas-microsoft-com:office:spreadsheet") {
      // Excel's own web pages are XML of another namespace within.
      if text.contains("urn:schemas-microsoft-com:office:spreadsheet"), !text.contains("<html") {
        return .xmlSpreadsheet
      }
      return isPage ? .page : .foreign(.otherXML)
    }
    return isPage ? .page : nil
  }
}
