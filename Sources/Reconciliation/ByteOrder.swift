import LedgerCore

/// The order of many things, found by comparing bytes only: to compare the things themselves, each
/// with its texts, is most of the time that sorting them takes.
private struct ByteOrder {
  private var bytes: [UInt8] = []
  /// Where the bytes of each thing end.
  private var ends: [Int] = []

  /// Texts hold no NUL, so that one that begins another stands before it.
  mutating func add(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    bytes.append(0)
  }

  mutating func add(_ number: Int64) {
    let shifted = UInt64(bitPattern: number) ^ 1 << 63
    withUnsafeBytes(of: shifted.bigEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func endThing() { ends.append(bytes.count) }

  /// The places of the things in their order; those alike stay as they were added.
  var places: [Int] {
    bytes.withUnsafeBufferPointer { bytes in
      ends.indices.sorted { one, other in
        var left = one == 0 ? 0 : ends[one - 1]
        var right = other == 0 ? 0 : ends[other - 1]
        while left < ends[one], right < ends[other] {
          if bytes[left] != bytes[right] { return bytes[left] < bytes[right] }
          left += 1
          right += 1
        }
        return one < other
      }
    }
  }
}

extension [Finding] {
  /// The findings in their order, as `sorted()` brings them, but faster.
  package func inOrder() -> [Finding] {
    var order = ByteOrder()
    for index in indices {
      order.add(Int64(self[index].severity.rank))
      order.add(self[index].rule.description)
      order.add(self[index].subject)
      order.add(self[index].amount.fen)
      order.add(Int64(self[index].date?.number ?? 0))
      order.endThing()
    }
    return order.places.map { self[$0] }
  }
}

extension [AccountKey] {
  /// The accounts in the order in which they are read.
  func inOrder() -> [AccountKey] {
    var order = ByteOrder()
    for key in self {
      let (kind, text, number) = key.place
      order.add(Int64(kind))
      order.add(text)
      order.add(Int64(number))
      order.endThing()
    }
    return order.places.map { self[$0] }
  }
}
