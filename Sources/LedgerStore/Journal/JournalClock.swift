import LedgerCore

/// Watches the instants of a journal: an entry that is recorded earlier than the one before it is
/// no damage, but the computer's clock was set back, or somebody chose the instant.
struct JournalClock {
  private var last: (number: Int, instant: String)?
  private var firstNotes: [String] = []
  private var count = 0

  /// How many are named.
  private static let namedMax = 20

  mutating func see(_ entry: JournalEntry) {
    let instant = entry.stamp.recordedAt
    defer { last = (entry.number, instant) }
    guard let last, instant.precedesByCodePoint(last.instant) else { return }
    count += 1
    guard count <= Self.namedMax else { return }
    firstNotes.append(
      "第 \(entry.number) 号流水记于 \(printable(instant))，早于前一笔（第 \(last.number) 号，"
        + "\(printable(last.instant))）：时间倒退，电脑的时钟可能往回调过，请核对")
  }

  /// A Chinese sentence for each, the first of them; the last sentence says how many there are.
  var notes: [String] {
    count > Self.namedMax ? firstNotes + ["时间倒退的流水共 \(count) 处，列出前 \(Self.namedMax) 处"] : firstNotes
  }
}
