import Foundation
import LedgerCore

/// A published text in a file: plain text, Markdown or HTML, in UTF-8 or GB18030.
package enum PublishedFile {
  /// The largest file that is read.
  private static let bytesMax = 200_000_000

  /// Reads a whole file.
  ///
  /// - Parameter path: The file as it was named.
  /// - Returns: The text in UTF-8, never blank.
  /// - Throws: ``PublishedFileFault`` when there is no text to be read.
  package static func utf8(path: String) throws(PublishedFileFault) -> [UInt8] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw PublishedFileFault(path, .missing)
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard !isFolder.boolValue,
      attributes?[.type] as? FileAttributeType == .typeRegular
        || attributes?[.type] as? FileAttributeType == .typeSymbolicLink
    else { throw PublishedFileFault(path, .notAFile) }
    guard (attributes?[.size] as? Int ?? 0) <= bytesMax else {
      throw PublishedFileFault(path, .tooLarge)
    }
    let text = try text(at: path)
    guard text.contains(where: { $0 > 0x20 }) else { throw PublishedFileFault(path, .blank) }
    return text
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

/// Why a file cannot be checked as a published text.
package struct PublishedFileFault: OfficerError, Equatable {
  private let file: String
  private let reason: Reason
  private let line: Int?

  /// What is wrong with the file.
  enum Reason: Equatable {
    case missing
    case notAFile
    case tooLarge
    case blank
    case binary
    case unreadable
    case utf16
    case invalidBytes
  }

  init(_ file: String, _ reason: Reason, line: Int? = nil) {
    self.file = file
    self.reason = reason
    self.line = line
  }

  init(_ file: String, _ flaw: FileFlaw, line: Int) {
    self.file = file
    switch flaw {
    case .missing, .unreadable: reason = .unreadable
    case .notAFile: reason = .notAFile
    case .empty: reason = .blank
    case .workbook: reason = .binary
    case .invalidBytes: reason = .invalidBytes
    }
    self.line = reason == .invalidBytes ? line : nil
  }

  /// `文件:行 — 什么不对 — 读到的内容 — 应该怎么做`.
  package var description: String {
    let place = printable(file) + (line.map { ":\($0)" } ?? "")
    let save = "请另存为 UTF-8 或 GB18030 的纯文本、Markdown 或 HTML"
    let words =
      switch reason {
      case .missing: "没有这个文件 — 什么也没有读到 — 请核对路径"
      case .notAFile: "这不是普通文件 — 什么也没有读到 — 请给出要核对的文本文件"
      case .tooLarge: "文件超过 200 MB — 没有读取 — 请只留下要核对的文字"
      case .blank: "文件里没有文字 — 读到空白 — 请核对文件"
      case .binary: "这不是文本文件（像是 PDF、Word、Excel、图片或压缩包） — 读到不属于文字的字节 — \(save)"
      case .unreadable: "无法读取 — 什么也没有读到 — 请核对文件的权限，并关闭占用它的程序"
      case .utf16: "文件的编码是 UTF-16 — 读到 UTF-16 的字节序标记 — \(save)"
      case .invalidBytes: "这一行有的字节既不是 UTF-8 也不是 GB18030 — 读到的字节不显示 — \(save)"
      }
    return "\(place) — \(words)"
  }
}
