internal import Foundation

/// How an old workbook writes its texts.
enum OldEncoding {
  /// Since Excel 97.
  case unicode
  /// Before, in the character set of its Windows: 936 is Chinese.
  case codePage(Int)

  private static let gb18030 = String.Encoding(rawValue: 0x8000_0632)

  /// A text as UTF-8.
  ///
  /// - Throws: ``OfficeFlaw/notText`` where it is of a character set that is not Chinese.
  func text(of bytes: [UInt8]) throws(OfficeFlaw) -> [UInt8] {
    if bytes.allSatisfy({ $0 < 0x80 }) { return bytes }
    guard case .codePage(let number) = self, [936, 54_936].contains(number),
      let text = String(bytes: bytes, encoding: Self.gb18030)
    else { throw .notText }
    return Array(text.utf8)
  }
}
