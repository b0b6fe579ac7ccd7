import Foundation
import GRDB

/// The marks of all entries of a journal, in one piece of memory, and which of them have met their
/// fact.
final class JournalMarks {
  /// The numbers of the entries in their order.
  private var numbers: [Int] = []
  /// Where each entry's marks end, in bytes.
  private var ends: [Int] = []
  /// How many facts the entries before each have marks for.
  private var counts: [Int] = []
  /// Entries of earlier versions, which have one digest over their facts and no marks.
  private var lacksMarks: [Bool] = []
  private let bytes: UnsafeMutableRawBufferPointer
  private var isMet: [Bool]

  /// The number of the last entry without marks; 0 for none.
  private(set) var lastEarlier = 0

  /// What becomes of a fact that is held against the marks.
  enum Meeting {
    case met
    /// It is not what its place was marked with.
    case stranger
    /// Its entry has no marks.
    case earlier
    /// Its entry is not in the journal.
    case stray
  }

  init(_ database: Database) throws {
    let size = try Int.fetchOne(database, sql: "SELECT sum(length(marks)) FROM journalEntry") ?? 0
    bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: max(size, 1), alignment: 16)
    isMet = [Bool](repeating: false, count: size / FactMark.size)
    let rows = try PreparedStatement(
      "SELECT number, marks FROM journalEntry ORDER BY number", in: database)
    var (end, count) = (0, 0)
    while try rows.step() {
      let number = Int(rows.number(0))
      let marks = rows.bytes(1)
      guard end + marks.count <= size else { throw StoreFault.damaged }
      if let start = bytes.baseAddress, let own = marks.baseAddress {
        (start + end).copyMemory(from: own, byteCount: marks.count)
      }
      numbers.append(number)
      counts.append(count)
      lacksMarks.append(rows.isNull(1))
      if rows.isNull(1) { lastEarlier = number }
      end += marks.count
      count += marks.count / FactMark.size
      ends.append(end)
    }
  }

  deinit { bytes.deallocate() }

  /// How many facts have a mark.
  var count: Int { isMet.count }

  /// Holds a fact against the mark of its place.
  func meet(_ mark: FactMark, at place: FactPlace) -> Meeting {
    guard let entry = index(of: place.entry) else { return .stray }
    guard !lacksMarks[entry] else { return .earlier }
    let marks = marks(of: entry)
    let index = place.ordinal - 1
    guard index >= 0, index < marks.count / FactMark.size, !isMet[counts[entry] + index],
      FactMark(index, of: marks) == mark
    else { return .stranger }
    isMet[counts[entry] + index] = true
    return .met
  }

  /// The marks of an entry as they are stored; none for an entry of an earlier version.
  func marks(ofEntry number: Int) -> UnsafeRawBufferPointer? {
    index(of: number).flatMap { lacksMarks[$0] ? nil : marks(of: $0) }
  }

  /// The places within an entry, from 0, whose fact was not met.
  func open(inEntry number: Int) -> [Int] {
    guard let entry = index(of: number) else { return [] }
    let first = counts[entry]
    let count = marks(of: entry).count / FactMark.size
    return (0..<count).filter { !isMet[first + $0] }
  }

  private func marks(of entry: Int) -> UnsafeRawBufferPointer {
    let start = entry == 0 ? 0 : ends[entry - 1]
    return UnsafeRawBufferPointer(rebasing: bytes[start..<ends[entry]])
  }

  /// Entries count from 1 without a gap, but for a journal that was tampered with.
  private func index(of entry: Int) -> Int? {
    if numbers.indices.contains(entry &- 1), numbers[entry &- 1] == entry { return entry - 1 }
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < entry { low = middle + 1 } else { high = middle }
    }
    return numbers.indices.contains(low) && numbers[low] == entry ? low : nil
  }
}
