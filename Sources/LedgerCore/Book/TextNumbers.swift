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
    return bytes.withUnsafeBytes { bytes in
      let own = bytes[entry.start..<(entry.start + entry.length)]
      return Self.isEqual(UnsafeRawBufferPointer(rebasing: own), text)
    }
  }

  /// Whether two texts of one length are the same bytes.
  private static func isEqual(
    _ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer
  ) -> Bool {
    guard one.count >= 8 else { return short(one) == short(other) }
    var index = 0
    while index + 8 < one.count {
      guard word(one, at: index) == word(other, at: index) else { return false }
      index += 8
    }
    return word(one, at: one.count - 8) == word(other, at: one.count - 8)
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

  /// A number of a text's bytes, of which a few others may have the same.
  package static func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
    var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(text.count)
    guard text.count >= 8 else { return mixed(hash ^ short(text)) }
    var index = 0
    while index + 8 < text.count {
      hash = mixed(hash ^ word(text, at: index))
      index += 8
    }
    // The last eight bytes; some of them may be in it already.
    return mixed(hash ^ word(text, at: text.count - 8))
  }

  /// Eight bytes of a text.
  private static func word(_ text: UnsafeRawBufferPointer, at index: Int) -> UInt64 {
    text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
  }

  /// A text of fewer than eight bytes, all of which are in the number, some of them twice.
  private static func short(_ text: UnsafeRawBufferPointer) -> UInt64 {
    guard !text.isEmpty else { return 0 }
    guard text.count >= 4 else {
      let (first, middle) = (UInt64(text[0]), UInt64(text[text.count / 2]))
      return first << 16 | middle << 8 | UInt64(text[text.count - 1])
    }
    let first = text.loadUnaligned(as: UInt32.self)
    let last = text.loadUnaligned(fromByteOffset: text.count - 4, as: UInt32.self)
    return UInt64(first) << 32 | UInt64(last)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    let (high, low) = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return high ^ low
  }
}
