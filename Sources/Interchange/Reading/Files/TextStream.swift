private import Foundation
internal import OfficeFiles

/// The text of a file as UTF-8, read piece by piece.
struct TextStream {
  /// The bytes of the file read so far.
  private(set) var bytesRead = 0
  /// The bytes of the whole file.
  let length: Int

  private let handle: FileHandle
  private let encoding: TextEncoding
  /// Bytes of a character that the end of a piece has cut.
  private var rest: [UInt8] = []
  private var isAtStart = true
  /// What the next call throws, after what stands before it has been handed over.
  private var flaw: FileFlaw?

  private static let pieceLength = 1 << 18
  private static let gb18030 = String.Encoding(rawValue: 0x8000_0632)

  /// Opens a file and finds its encoding.
  ///
  /// - Throws: ``FileFlaw`` when there is no text to be read.
  init(path: String) throws(FileFlaw) {
    guard let handle = FileHandle(forReadingAtPath: path) else { throw .unreadable }
    self.handle = handle
    var detector = EncodingDetector()
    while let piece = try Self.piece(from: handle) { detector.feed(piece) }
    length = detector.length
    encoding = try detector.finish()
    do {
      try handle.seek(toOffset: 0)
    } catch {
      throw .unreadable
    }
  }

  /// The encoding's name, where the bytes suggest it and do not prove it.
  var guessedEncodingName: String? { encoding.isGuess ? encoding.name : nil }

  var isUTF16: Bool {
    if case .utf16 = encoding.form { true } else { false }
  }

  /// The first bytes of a file, by which files that are no text are known.
  static func head(of path: String) throws(FileFlaw) -> [UInt8] {
    guard let handle = FileHandle(forReadingAtPath: path) else { throw .unreadable }
    do {
      return Array(try handle.read(upToCount: FileKind.headLength) ?? Data())
    } catch {
      throw .unreadable
    }
  }

  /// The next piece of text; nil at the end.
  ///
  /// - Throws: ``FileFlaw`` at the first byte that cannot be read, after all text before it.
  mutating func next() throws(FileFlaw) -> [UInt8]? {
    while true {
      if let flaw { throw flaw }
      guard let piece = try Self.piece(from: handle) else {
        guard rest.isEmpty else { throw invalidBytes }
        return nil
      }
      let text =
        switch encoding.form {
        case .utf8: utf8(piece)
        case .gb18030: gb18030(piece)
        case .utf16(let isBigEndian): utf16(piece, isBigEndian: isBigEndian)
        }
      bytesRead += piece.count
      if !text.isEmpty { return text }
    }
  }

  private var invalidBytes: FileFlaw {
    .invalidBytes(isMarkedUTF8: encoding.isMarked && encoding.form == .utf8)
  }

  private static func piece(from handle: FileHandle) throws(FileFlaw) -> [UInt8]? {
    do {
      guard let data = try handle.read(upToCount: pieceLength), !data.isEmpty else { return nil }
      return Array(data)
    } catch {
      throw .unreadable
    }
  }

  private mutating func utf8(_ piece: [UInt8]) -> [UInt8] {
    var text = piece
    if let invalid = encoding.firstInvalid, invalid < bytesRead + text.count {
      text.removeLast(bytesRead + text.count - invalid)
      flaw = invalidBytes
    }
    if bytesRead == 0 { text.removeFirst(min(text.count, encoding.markLength)) }
    return text
  }

  private mutating func utf16(_ piece: [UInt8], isBigEndian: Bool) -> [UInt8] {
    var bytes = rest + piece
    if isAtStart { bytes.removeFirst(min(bytes.count, encoding.markLength)) }
    isAtStart = false
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 3 / 2)
    func unit(_ index: Int) -> UInt16 {
      let (high, low) = isBigEndian ? (index, index + 1) : (index + 1, index)
      return UInt16(bytes[high]) << 8 | UInt16(bytes[low])
    }
    var index = 0
    while index + 1 < bytes.count {
      let first = unit(index)
      var length = 2
      var scalar = Unicode.Scalar(first)
      if first & 0xFC00 == 0xD800 {
        guard index + 3 < bytes.count else { break }
        length = 4
        let second = unit(index + 2)
        let isPair = second & 0xFC00 == 0xDC00
        let bits = UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF)
        scalar = isPair ? Unicode.Scalar(0x10000 + bits) : nil
      }
      guard let scalar else {
        flaw = invalidBytes
        rest = []
        return text
      }
      text += Array(String(scalar).utf8)
      index += length
    }
    rest = Array(bytes[index...])
    return text
  }

  private mutating func gb18030(_ piece: [UInt8]) -> [UInt8] {
    let bytes = rest + piece
    let whole = wholeCharacters(in: bytes)
    rest = Array(bytes[whole.end...])
    if whole.isInvalid {
      rest = []
      flaw = invalidBytes
    }
    var text: [UInt8]
    if let decoded = decoded(bytes[..<whole.end]) {
      text = decoded
    } else {
      text = readablePart(of: bytes[..<whole.end])
      flaw = invalidBytes
    }
    if isAtStart, text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    isAtStart = false
    return text
  }

  private func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    String(bytes: bytes, encoding: Self.gb18030).map { Array($0.utf8) }
  }

  /// The text before the first character that GB18030 does not assign.
  private func readablePart(of bytes: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    var start = bytes.startIndex
    while start < bytes.endIndex, let length = characterLength(in: bytes, at: start),
      let character = decoded(bytes[start..<(start + length)])
    {
      text += character
      start += length
    }
    return text
  }

  /// Up to where bytes are whole characters of GB18030, and whether what follows can be none.
  private func wholeCharacters(in bytes: [UInt8]) -> (end: Int, isInvalid: Bool) {
    let bytes = bytes[...]
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index += 1
      } else if let length = characterLength(in: bytes, at: index) {
        // A length beyond the end is a character that the next piece completes.
        guard index + length <= bytes.count else { return (index, false) }
        index += length
      } else {
        return (index, true)
      }
    }
    return (index, false)
  }

  /// The length of the character that begins at an index, or nil when none can begin so.
  ///
  /// Foundation decodes the byte 80 as €, which the standard does not know; it is refused here.
  private func characterLength(in bytes: ArraySlice<UInt8>, at index: Int) -> Int? {
    let lead = bytes[index]
    guard lead >= 0x80 else { return 1 }
    guard (0x81...0xFE).contains(lead) else { return nil }
    guard index + 1 < bytes.endIndex else { return 2 }
    switch bytes[index + 1] {
    case 0x40...0x7E, 0x80...0xFE: return 2
    case 0x30...0x39:
      let isThirdGood = index + 2 >= bytes.endIndex || (0x81...0xFE).contains(bytes[index + 2])
      let isFourthGood = index + 3 >= bytes.endIndex || (0x30...0x39).contains(bytes[index + 3])
      return isThirdGood && isFourthGood ? 4 : nil
    default: return nil
    }
  }
}
