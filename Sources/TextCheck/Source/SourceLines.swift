/// The lines of a text in UTF-8, decoded one at a time.
///
/// A line too long for a paragraph is cut behind a full stop, or anywhere when it has none.
struct SourceLines: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var place = 0
  private var number = 0
  /// Whether the next piece goes on with the line of the last.
  private var isCut = false

  private static let bytesMax = 24_000

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func next() -> SourceLine? {
    guard place < bytes.count else { return nil }
    if !isCut { number += 1 }
    isCut = false
    let limit = Swift.min(bytes.count, place + Self.bytesMax)
    var end = place
    while end < limit, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    var following = end
    if end == limit, end < bytes.count {
      end = cut(before: limit)
      following = end
      isCut = true
    } else if end < bytes.count {
      let isPair = bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A
      following = end + (isPair ? 2 : 1)
    }
    let text = Array(String(decoding: bytes[place..<end], as: UTF8.self).unicodeScalars)
    place = following
    return SourceLine(number: number, text: text)
  }

  /// Behind the last full stop before a place, or before the character that stands there.
  private func cut(before limit: Int) -> Int {
    var index = limit
    while index > place + 3 {
      if bytes[index - 3] == 0xE3, bytes[index - 2] == 0x80, bytes[index - 1] == 0x82 {
        return index
      }
      index -= 1
    }
    index = limit
    while index > place + 1, bytes[index] & 0xC0 == 0x80 { index -= 1 }
    return index
  }
}
