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
    /// Where the case's key begins and ends among ``keys``.
    let start: Int32
    let end: Int32
  }

  private var entries: [Entry] = []
  private var keys: [UInt8] = []

  package init() {}

  /// Takes in a case; of a book beyond two gigabytes of case numbers the rest is left out.
  mutating func add(_ key: [UInt8], likeness: Int, acceptedOn: OutlineDay) {
    guard let start = Int32(exactly: keys.count),
      let end = Int32(exactly: keys.count + key.count)
    else { return }
    keys += key
    entries.append(
      Entry(likeness: likeness, acceptedOn: acceptedOn.ordinal, start: start, end: end))
  }

  /// A number for what is compared: names that are equal as they are normalised come to one.
  static func likeness(of recipient: UnsafeRawBufferPointer, _ type: CaseType) -> Int {
    var name = normalized(String(decoding: recipient, as: UTF8.self))
    var hasher = Hasher()
    name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(type)
    return hasher.finalize()
  }

  /// Takes in what another thread has found.
  package mutating func add(_ other: LikelyTwins) {
    let offset = keys.count
    guard Int32(exactly: offset + other.keys.count) != nil else { return }
    keys += other.keys
    entries += other.entries.map {
      Entry(
        likeness: $0.likeness, acceptedOn: $0.acceptedOn, start: $0.start + Int32(offset),
        end: $0.end + Int32(offset))
    }
  }

  /// The numbers of the cases that may be alike, group by group.
  ///
  /// - Parameter days: How far apart two cases of a group may be accepted, each of the next.
  /// - Returns: Groups of two or more, each in order of acceptance.
  package func groups(within days: Int) -> [[CaseNumber]] {
    let inOrder = entries.sorted {
      ($0.likeness, $0.acceptedOn, $0.start) < ($1.likeness, $1.acceptedOn, $1.start)
    }
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

  private func number(of entry: Entry) -> CaseNumber {
    let key = String(decoding: keys[Int(entry.start)..<Int(entry.end)], as: UTF8.self)
    return CaseNumber(key: key, printed: key)
  }
}
