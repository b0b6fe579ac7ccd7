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
  ///
  /// - Parameter places: The places in any order; sorting takes least where it is nearly right.
  /// - Returns: The places, each of them once.
  func sorted(_ places: some Sequence<Int>) -> [Int] {
    bytes.withUnsafeBytes { bytes in
      places.sorted { one, other in
        var left = one == 0 ? 0 : ends[one - 1]
        var right = other == 0 ? 0 : ends[other - 1]
        while left + 8 <= ends[one], right + 8 <= ends[other] {
          let mine = bytes.loadUnaligned(fromByteOffset: left, as: UInt64.self)
          let others = bytes.loadUnaligned(fromByteOffset: right, as: UInt64.self)
          if mine != others { return mine.bigEndian < others.bigEndian }
          left += 8
          right += 8
        }
        while left < ends[one], right < ends[other] {
          if bytes[left] != bytes[right] { return bytes[left] < bytes[right] }
          left += 1
          right += 1
        }
        return one < other
      }
    }
  }

  var places: [Int] { sorted(ends.indices) }
}

extension [Finding] {
  /// The findings in their order, as `sorted()` brings them, but faster.
  package func inOrder() -> [Finding] {
    var order = ByteOrder()
    // Those of one rule come by account, which is mostly the order of their subjects already.
    var byRule: [(rank: Int, rule: RuleID, places: [Int])] = []
    for (place, finding) in enumerated() {
      let (rank, rule) = (finding.severity.rank, finding.rule)
      order.add(Int64(rank))
      order.add(rule.description)
      order.add(finding.subject)
      order.add(finding.amount.fen)
      order.add(Int64(finding.date?.number ?? 0))
      order.endThing()
      if let group = byRule.firstIndex(where: { $0.rank == rank && $0.rule == rule }) {
        byRule[group].places.append(place)
      } else {
        byRule.append((rank, rule, [place]))
      }
    }
    byRule.sort { ($0.rank, $0.rule) < ($1.rank, $1.rule) }
    return order.sorted(byRule.flatMap(\.places)).map { self[$0] }
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
