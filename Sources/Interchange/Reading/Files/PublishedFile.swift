import Foundation
import LedgerCore
internal import OfficeFiles

/// A published text in a file, whatever bureaus publish it as: plain text, Markdown, HTML, Word,
/// OpenDocument, Excel, PDF.
package struct PublishedFile: Sendable {
  /// The text, or a simple page of the words and tables, in UTF-8; never blank.
  package let utf8: [UInt8]
  /// What of the file was not read, in Chinese: pictures, hidden sheets, pages without text.
  package let unread: [String]

  /// The largest file that is read.
  private static let bytesMax = 200_000_000

  /// Reads a whole file.
  ///
  /// - Parameter path: The file as it was named.
  /// - Throws: ``PublishedFileFault`` when there is no text to be read.
  package init(path: String) throws(PublishedFileFault) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw PublishedFileFault(path, .missing)
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard !isFolder.boolValue,
      attributes?[.type] as? FileAttributeType == .typeRegular
        || attributes?[.type] as? FileAttributeType == .typeSymbolicLink
    else { throw PublishedFileFault(path, .notAFile) }
    guard (attributes?[.size] as? Int ?? 0) <= Self.bytesMax else {
      throw PublishedFileFault(path, .tooLarge)
    }
    (utf8, unread) = try Self.content(of: path)
    guard utf8.contains(where: { $0 > 0x20 }) else { throw PublishedFileFault(path, .blank) }
  }

  /// Reads standard input to its end, at most as much as a file may hold.
  ///
  /// - Parameter name: What faults call it.
  /// - Throws: ``PublishedFileFault`` when there is no text to be read.
  package init(standardInputNamed name: String) throws(PublishedFileFault) {
    // What is no plain text is read by libraries that want a file.
    let path = NSTemporaryDirectory() + "legalaid-text-" + UUID().uuidString
    let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: mode),
      let file = FileHandle(forWritingAtPath: path)
    else { throw PublishedFileFault(name, .unreadable) }
    defer { try? FileManager.default.removeItem(atPath: path) }
    let input = FileHandle.standardInput
    var length = 0
    do {
      while let piece = try input.read(upToCount: 1 << 20), !piece.isEmpty {
        length += piece.count
        if length > Self.bytesMax { break }
        try file.write(contentsOf: piece)
      }
      try file.close()
    } catch {
      throw PublishedFileFault(name, .unreadable)
    }
    guard length <= Self.bytesMax else { throw PublishedFileFault(name, .tooLarge) }
    do {
      try self.init(path: path)
    } catch {
      throw error.named(name)
    }
  }

  private static func content(
    of path: String
  ) throws(PublishedFileFault) -> (utf8: [UInt8], unread: [String]) {
    guard let head = head(of: path) else { throw PublishedFileFault(path, .unreadable) }
    let kind = FileKind(head: head)
    switch kind {
    case .zip, .container, .xmlSpreadsheet: return try document(path, kind)
    case .foreign(.pdf): return try pages(path)
    case .foreign(let kind): throw PublishedFileFault(path, .foreign(kind))
    case .page, .text:
      if isRichText(head) { throw PublishedFileFault(path, .foreign(.richText)) }
      if isWebArchive(head) { throw PublishedFileFault(path, .foreign(.webArchive)) }
      return (try text(at: path), [])
    }
  }

  private static func head(of path: String) -> [UInt8]? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    return (try? file.read(upToCount: FileKind.headLength)).map { Array($0) } ?? []
  }

  /// Rich text behind a byte-order mark or white space is rich text still.
  private static func isRichText(_ head: [UInt8]) -> Bool {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = head.starts(with: mark) ? head.dropFirst(3) : head[...]
    return text.drop { $0 <= 0x20 }.starts(with: Array("{\\rtf".utf8))
  }

  /// A web archive may begin with other heads than that by which it is known.
  private static func isWebArchive(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head, as: UTF8.self).lowercased()
    return text.contains("mime-version:") && text.contains("content-type: multipart/")
  }

  private static func document(
    _ path: String, _ kind: FileKind
  ) throws(PublishedFileFault) -> (utf8: [UInt8], unread: [String]) {
    do throws(OfficeFlaw) {
      let page = try DocumentPage(path: path, kind: kind)
      var unread: [String] = []
      if page.pictureCount > 0 { unread.append("\(page.pictureCount) 处图片或文本框") }
      if !page.hiddenSheets.isEmpty {
        let names = page.hiddenSheets.prefix(5).map(printable).joined(separator: "、")
        unread.append("\(page.hiddenSheets.count) 张隐藏的工作表（\(names)）")
      }
      return (page.html, unread)
    } catch {
      throw PublishedFileFault(path, error)
    }
  }

  private static func pages(
    _ path: String
  ) throws(PublishedFileFault) -> (utf8: [UInt8], unread: [String]) {
    do throws(PDFText.Flaw) {
      let text = try PDFText(path: path)
      let blank = text.blankPages.prefix(10).map { "\($0)" }.joined(separator: "、")
      let note = "第 \(blank) 页\(text.blankPages.count > 10 ? "等" : "")没有文字（像是扫描的图片）"
      return (text.utf8, text.blankPages.isEmpty ? [] : [note])
    } catch {
      throw PublishedFileFault(path, .pdf(error))
    }
  }

  private static func text(at path: String) throws(PublishedFileFault) -> [UInt8] {
    var text: [UInt8] = []
    do {
      var stream = try TextStream(path: path)
      guard !stream.isUTF16 else { throw PublishedFileFault(path, .utf16) }
      while let piece = try stream.next() {
        guard !piece.contains(where: isBinary) else {
          throw PublishedFileFault(path, .binary, line: line(at: text))
        }
        text += piece
      }
    } catch let flaw as FileFlaw {
      throw PublishedFileFault(path, flaw, line: line(at: text))
    } catch let fault as PublishedFileFault {
      throw fault
    } catch {
      throw PublishedFileFault(path, .notAFile)
    }
    return text
  }

  private static func line(at text: [UInt8]) -> Int { text.count { $0 == 0x0A } + 1 }

  /// Bytes that no text holds: control characters but for tab, line and page breaks.
  private static func isBinary(_ byte: UInt8) -> Bool {
    byte < 0x20 && !(0x09...0x0D).contains(byte) && byte != 0x1B && byte != 0x1A
  }
}
