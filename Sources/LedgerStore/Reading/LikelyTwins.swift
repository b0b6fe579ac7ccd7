package import LedgerCore

/// Cases that may be alike: of one recipient and type, accepted within some days of each other.
///
/// It is for the pass that reads every case of a ledger, and holds a few bytes of each: a number in
/// place of what is compared, the day, and the key. Two names may come to one number, so what it
/// finds are candidates, to be looked at in full.
package struct LikelyTwins: Sendable {
  private struct Entry: Sendable {
    let likeness: Int
    let acceptedOn: Int32
    /// Where the case's key begins among ``keys``.
    let start: UInt32

    static func isBefore(_ one: Entry, _ other: Entry) -> Bool {
      if one.likeness != other.likeness { return one.likeness < other.likeness }
      if one.acceptedOn != other.acceptedOn { return one.acceptedOn < other.acceptedOn }
      return one.start < other.start
    }
  }

  private var entries: [Entry] = []
  /// Each key behind its length in two bytes.
  private var keys: [UInt8] = []

  package init() {}

  /// Adds a case; of a book beyond four gigabytes of case numbers the rest is left out.
  mutating func add(_ key: [UInt8], likeness: Int, acceptedOn: OutlineDay) {
    guard let start = UInt32(exactly: keys.count), let length = UInt16(exactly: key.count) else {
      return
    }
    keys.append(UInt8(length >> 8))
    keys.append(UInt8(length & 0xFF))
    keys += key
    entries.append(Entry(likeness: likeness, acceptedOn: acceptedOn.ordinal, start: start))
  }

  /// A number for what is compared: names that are equal as they are normalised come to one.
  static func likeness(of recipient: UnsafeRawBufferPointer, _ type: CaseType) -> Int {
    let name =
      isNormal(recipient) ? TextNumbers.hash(recipient) : hash(ofNormalized: recipient)
    return Int(truncatingIfNeeded: name) &* CaseType.allCases.count &+ type.place
  }

  private static func hash(ofNormalized recipient: UnsafeRawBufferPointer) -> UInt64 {
    var name = normalized(String(decoding: recipient, as: UTF8.self))
    return name.withUTF8 { TextNumbers.hash(UnsafeRawBufferPointer($0)) }
  }

  /// Adds what another thread has found.
  package mutating func add(_ other: LikelyTwins) {
    guard !entries.isEmpty else {
      self = other
      return
    }
    guard let offset = UInt32(exactly: keys.count),
      UInt32(exactly: keys.count + other.keys.count) != nil
    else { return }
    keys += other.keys
    entries.reserveCapacity(entries.count + other.entries.count)
    for entry in other.entries {
      entries.append(
        Entry(
          likeness: entry.likeness, acceptedOn: entry.acceptedOn, start: entry.start + offset))
    }
  }

  /// The numbers of the cases that may be alike, group by group.
  ///
  /// - Parameter days: How far apart two cases of a group may be accepted, each of the next.
  /// - Returns: Groups of two or more, each in order of acceptance.
  package func groups(within days: Int) -> [[CaseNumber]] {
    let inOrder = repeated.sorted(by: Entry.isBefore)
    var groups: [[CaseNumber]] = []
    var start = 0
    for index in inOrder.indices {
      let next = index + 1
      if next < inOrder.count, inOrder[next].likeness == inOrder[index].likeness,
        Int(inOrder[next].acceptedOn - inOrder[index].acceptedOn) <= days
      {
        continue
      }
      if next - start > 1 { groups.append(inOrder[start..<next].map(number)) }
      start = next
    }
    return groups
  }

  /// The entries whose number another one may have too: most come up once and need no order.
  private var repeated: [Entry] {
    let mask = (1 << (Int.bitWidth - (entries.count * 8).leadingZeroBitCount)) - 1
    var counts = [UInt8](repeating: 0, count: mask + 1)
    for entry in entries {
      let place = entry.likeness & mask
      if counts[place] < 2 { counts[place] += 1 }
    }
    return entries.filter { counts[$0.likeness & mask] > 1 }
  }

  private func number(of entry: Entry) -> CaseNumber {
    let start = Int(entry.start)
    let length = Int(keys[start]) << 8 | Int(keys[start + 1])
    let key = String(decoding: keys[start + 2..<start + 2 + length], as: UTF8.self)
    return CaseNumber(key: key, printed: key)
  }
}
