/// How the bytes of a text file are to be read.
struct TextEncoding: Equatable, Sendable {
  enum Form: Equatable, Sendable {
    case utf8
    case gb18030
    /// What Excel saves as “Unicode text”.
    case utf16(isBigEndian: Bool)
  }

  let form: Form
  /// How many bytes the byte order mark takes.
  let markLength: Int
  /// Where the first byte stands that is no UTF-8, in a file that is UTF-8 otherwise.
  let firstInvalid: Int?

  /// Whether the bytes would also be text of another encoding.
  var isGuess = false

  /// Whether the file says by its mark what it is.
  var isMarked: Bool { markLength > 0 }

  /// As messages name it.
  var name: String {
    switch form {
    case .utf8: "UTF-8"
    case .gb18030: "GB18030（GBK）"
    case .utf16: "UTF-16"
    }
  }
}

/// Finds the encoding of a file in one pass over its bytes.
struct EncodingDetector {
  private var check = UTF8Check()
  private var head: [UInt8] = []
  /// How many bytes were fed.
  private(set) var length = 0

  mutating func feed(_ bytes: [UInt8]) {
    if head.count < 4 { head += bytes.prefix(4 - head.count) }
    length += bytes.count
    check.feed(bytes)
  }

  /// The encoding, once all bytes were fed.
  ///
  /// Bytes that are no UTF-8 are GB18030, unless most of what is beyond ASCII is UTF-8: then the
  /// file is broken UTF-8, and to read it as GB18030 would turn every name into another. Bytes that
  /// are UTF-8 without a Chinese character in it are Chinese in GB18030, for that is what these
  /// tables hold, and no Latin or Greek; signs such as · and × by themselves are UTF-8.
  ///
  /// - Throws: ``FileFlaw`` for an empty file and for what is no text of these encodings.
  func finish() throws(FileFlaw) -> TextEncoding {
    let check = check.finished()
    for (mark, isBigEndian) in [([0xFF, 0xFE], false), ([0xFE, 0xFF], true)] as [([UInt8], Bool)]
    where head.starts(with: mark) {
      guard length > 2 else { throw .empty }
      return TextEncoding(
        form: .utf16(isBigEndian: isBigEndian), markLength: 2, firstInvalid: nil)
    }
    let markLength = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard length > markLength else { throw .empty }
    if markLength == 0, check.firstInvalid == nil, check.longSequenceCount == 0,
      check.letterCount > 0
    {
      return TextEncoding(form: .gb18030, markLength: 0, firstInvalid: nil, isGuess: true)
    }
    let isUTF8 =
      check.firstInvalid == nil || markLength > 0 || check.longSequenceCount > check.invalidCount
    return TextEncoding(
      form: isUTF8 ? .utf8 : .gb18030, markLength: markLength,
      firstInvalid: isUTF8 ? check.firstInvalid : nil)
  }
}

/// Checks bytes for being UTF-8, piece by piece.
private struct UTF8Check {
  private(set) var firstInvalid: Int?
  private(set) var invalidCount = 0
  /// Valid sequences of three bytes and more: what Chinese text is made of.
  private(set) var longSequenceCount = 0
  /// Valid sequences of two bytes that are no sign such as ·, × or a space.
  private(set) var letterCount = 0

  private var offset = 0
  private var sequenceStart = 0
  private var sequenceLength = 0
  private var lead: UInt8 = 0
  /// How many bytes of the sequence are still to come.
  private var missing = 0
  /// What the next byte of the sequence may be.
  private var allowed: ClosedRange<UInt8> = 0x80...0xBF

  mutating func feed(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { feed($0) }
  }

  private mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < bytes.count {
      if missing == 0 { index = passingPlain(bytes, from: index) }
      guard index < bytes.count else { break }
      let byte = bytes[index]
      if missing == 0 {
        if byte >= 0x80 { begin(byte, at: offset + index) }
        index += 1
      } else if allowed.contains(byte) {
        missing -= 1
        allowed = 0x80...0xBF
        if missing == 0 {
          if sequenceLength >= 3 {
            longSequenceCount += 1
          } else if !Self.isSign(lead, byte) {
            letterCount += 1
          }
        }
        index += 1
      } else {
        // The byte is looked at again, as the first of a sequence.
        missing = 0
        markInvalid(at: sequenceStart)
      }
    }
    offset += bytes.count
  }

  /// Goes on past ASCII and whole sequences of three bytes whose first byte allows any that follow:
  /// nearly all text here is made of these.
  private mutating func passingPlain(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    var (index, count) = (start, 0)
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index += 1
      } else if index + 2 < bytes.count, 0xE1...0xEC ~= bytes[index],
        bytes[index + 1] & 0xC0 == 0x80, bytes[index + 2] & 0xC0 == 0x80
      {
        index += 3
        count += 1
      } else {
        break
      }
    }
    longSequenceCount += count
    return index
  }

  func finished() -> UTF8Check {
    var copy = self
    if missing > 0 { copy.markInvalid(at: sequenceStart) }
    return copy
  }

  private mutating func begin(_ byte: UInt8, at place: Int) {
    sequenceStart = place
    lead = byte
    allowed = 0x80...0xBF
    switch byte {
    case 0xC2...0xDF: missing = 1
    case 0xE0...0xEF:
      missing = 2
      if byte == 0xE0 { allowed = 0xA0...0xBF }
      if byte == 0xED { allowed = 0x80...0x9F }
    case 0xF0...0xF4:
      missing = 3
      if byte == 0xF0 { allowed = 0x90...0xBF }
      if byte == 0xF4 { allowed = 0x80...0x8F }
    default: markInvalid(at: place)
    }
    sequenceLength = missing + 1
  }

  /// Whether two bytes are a sign of Latin-1, and no letter.
  private static func isSign(_ lead: UInt8, _ byte: UInt8) -> Bool {
    lead == 0xC2 || lead == 0xC3 && (byte == 0x97 || byte == 0xB7)
  }

  private mutating func markInvalid(at place: Int) {
    firstInvalid = firstInvalid ?? place
    invalidCount += 1
  }
}
