/// Texts by small numbers, for passes that compare the same few names a million times.
///
/// Two texts have one number when they are the same bytes; two have one *normalised* number when
/// they are equal as names are compared. It holds a bounded number of texts.
package struct TextNumbers {
  /// The number of no text at all.
  package static let none: Int32 = 0
  /// The number of a text for which there was no room: nothing is known of it.
  package static let unknown: Int32 = -1
  private static let countMax = 1 << 16

  private struct Entry {
    let hash: UInt64
    let start: Int
    let length: Int
    var normalized: Int32
  }

  private var entries = [Entry(hash: 0, start: 0, length: 0, normalized: 0)]
  private var bytes: [UInt8] = []
  /// Open addressing: the numbers of entries, 0 for a free place.
  private var places = [Int32](repeating: 0, count: 1 << 10)

  package init() {}

  /// The number of a text; ``unknown`` when there is no more room.
  ///
  /// - Complexity: Constant but for the length of the text.
  package mutating func number(of text: UnsafeRawBufferPointer) -> Int32 {
    let hash = Self.hash(text)
    var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[place] != 0 {
      if isEntry(Int(places[place]), text, hash) { return places[place] }
      place = (place + 1) & (places.count - 1)
    }
    return insert(text, hash)
  }

  /// The number that equal names share; ``unknown`` for ``unknown``.
  package func normalizedNumber(_ number: Int32) -> Int32 {
    number <= 0 ? number : entries[Int(number)].normalized
  }

  /// The text of a number.
  package func text(_ number: Int32) -> String {
    let entry = entries[Int(max(number, 0))]
    return String(decoding: bytes[entry.start..<(entry.start + entry.length)], as: UTF8.self)
  }

  /// The text of a number; nil for ``none``.
  package func knownText(_ number: Int32) -> String? {
    number == Self.none ? nil : text(number)
  }

  private func isEntry(_ number: Int, _ text: UnsafeRawBufferPointer, _ hash: UInt64) -> Bool {
    let entry = entries[number]
    guard entry.hash == hash, entry.length == text.count else { return false }
    return bytes.withUnsafeBytes { Self.isEqual($0, from: entry.start, text) }
  }

  /// Whether the bytes from a place on are those of a text, eight at a time.
  private static func isEqual(
    _ bytes: UnsafeRawBufferPointer, from start: Int, _ text: UnsafeRawBufferPointer
  ) -> Bool {
    var index = 0
    while index + 8 <= text.count {
      guard
        bytes.loadUnaligned(fromByteOffset: start + index, as: UInt64.self)
          == text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      else { return false }
      index += 8
    }
    while index < text.count {
      guard bytes[start + index] == text[index] else { return false }
      index += 1
    }
    return true
  }

  private mutating func insert(_ text: UnsafeRawBufferPointer, _ hash: UInt64) -> Int32 {
    guard entries.count < Self.countMax else { return Self.unknown }
    let number = Int32(entries.count)
    entries.append(
      Entry(hash: hash, start: bytes.count, length: text.count, normalized: number))
    bytes.append(contentsOf: text)
    if entries.count * 2 > places.count {
      places = [Int32](repeating: 0, count: places.count * 2)
      for other in 1..<entries.count { place(Int32(other)) }
    } else {
      place(number)
    }
    var name = normalized(String(decoding: text, as: UTF8.self))
    let same = name.withUTF8 { $0.elementsEqual(text) }
    if !same {
      let normal = name.withUTF8 { self.number(of: UnsafeRawBufferPointer($0)) }
      entries[Int(number)].normalized = normal
    }
    return number
  }

  private mutating func place(_ number: Int32) {
    var place = Int(truncatingIfNeeded: entries[Int(number)].hash) & (places.count - 1)
    while places[place] != 0 { place = (place + 1) & (places.count - 1) }
    places[place] = number
  }

  private static func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
    var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(text.count)
    var index = 0
    while index + 8 <= text.count {
      hash = mixed(hash ^ text.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < text.count {
      rest = rest << 8 | UInt64(text[index])
      index += 1
    }
    return mixed(hash ^ rest)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    let (high, low) = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return high ^ low
  }
}
