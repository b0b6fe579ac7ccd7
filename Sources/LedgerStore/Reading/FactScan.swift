import Foundation
import GRDB
import LedgerCore

/// Where a fact stands: its entry and its place within it, from 1.
struct FactPlace: Comparable, Hashable {
  let entry: Int
  let ordinal: Int

  static func < (left: FactPlace, right: FactPlace) -> Bool {
    (left.entry, left.ordinal) < (right.entry, right.ordinal)
  }
}

/// A fact as it was met on the way through a ledger.
struct MetFact {
  let table: FactTable
  let place: FactPlace
  let values: [DatabaseValue]
  /// The values as they were recorded: see ``EarlierNumbers``.
  let recorded: [DatabaseValue]
  let mark: FactMark

  /// The table and what finds the fact in it.
  var words: String { "\(table.title) \(key)" }
  var key: String { table.words(for: values) }
}

/// Goes through the facts of one table and takes the mark of each from its bytes as they lie there;
/// nothing of a row is copied but for that.
final class FactScan {
  private let table: FactTable
  private let rows: PreparedStatement
  private let columnCount: Int
  private let encoder = RowEncoder()
  private let earlier: EarlierNumbers
  private let numbers: [(key: Int, printed: Int)]
  private(set) var place = FactPlace(entry: 0, ordinal: 0)

  /// - Parameters:
  ///   - table: The table.
  ///   - database: Where it is.
  ///   - order: How the rows come, as SQL; by the table's own key where nothing is said.
  ///   - earlier: The numbers that were recorded in another form.
  /// - Throws: A `DatabaseError` when the table is not of this schema.
  init(
    _ table: FactTable, in database: Database, _ order: String = "", _ earlier: EarlierNumbers
  ) throws {
    self.table = table
    self.earlier = earlier
    rows = try PreparedStatement(
      "SELECT entry, ordinal, \(table.columnList) FROM \(table.name) \(order)", in: database)
    columnCount = table.columns.count
    numbers = table.numbers
  }

  /// Goes to the next fact; false at the end.
  func next() throws -> Bool {
    guard try rows.step() else { return false }
    guard let entry = rows.integer(0), let ordinal = rows.integer(1) else {
      throw StoreFault.unreadableRow(table: table.name, column: "entry")
    }
    place = FactPlace(entry: Int(entry), ordinal: Int(ordinal))
    return true
  }

  /// The mark that the fact at hand gives.
  func mark() -> FactMark {
    if earlier.concern(table, at: place) {
      var buffer = ValueBytes()
      return FactMark(table, earlier.values(values, of: table, at: place), &buffer)
    }
    encoder.clear()
    encoder.write(text: table.name)
    for column in 2..<(columnCount + 2) { encoder.write(column, of: rows) }
    return FactMark(table, encoded: encoder.bytes)
  }

  /// The fact at hand, copied.
  func fact(_ mark: FactMark) -> MetFact {
    MetFact(
      table: table, place: place, values: values,
      recorded: earlier.values(values, of: table, at: place), mark: mark)
  }

  private var values: [DatabaseValue] { (2..<(columnCount + 2)).map(rows.value) }

  /// The column of a number of the fact at hand whose printed form is not the one that is compared.
  func contradictoryNumber() -> String? {
    for (key, printed) in numbers {
      guard let number = rows.textBytes(key + 2), let text = rows.textBytes(printed + 2) else {
        continue
      }
      if number.isEqual(to: text), text.allSatisfyPlain { continue }
      let (compared, written) = (
        String(decoding: number, as: UTF8.self), String(decoding: text, as: UTF8.self)
      )
      // One of an earlier version may be another form of the number that was written.
      if !normalizedNumber(written).hasBytes(of: normalizedNumber(compared)) {
        return table.columns[key]
      }
    }
    return nil
  }
}

extension UnsafeRawBufferPointer {
  /// Whether these are bytes of letters, digits, common ideographs and 〔 〕 only, which stand for
  /// themselves however numbers are compared.
  fileprivate var allSatisfyPlain: Bool {
    var index = 0
    while index < count {
      switch self[index] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F: index += 1
      case 0xE5...0xE9 where index + 2 < count: index += 3
      case 0xE4 where index + 2 < count && self[index + 1] >= 0xB8: index += 3
      case 0xE3
      where index + 2 < count && self[index + 1] == 0x80 && (0x94...0x95).contains(self[index + 2]):
        index += 3
      default: return false
      }
    }
    return true
  }
}

/// Writes the values of a row as ``ValueBytes`` does, straight from SQLite's memory.
final class RowEncoder {
  private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 4_096, alignment: 16)
  private var count = 0

  deinit { memory.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

  func clear() { count = 0 }

  func write(text: String) {
    var text = text
    text.withUTF8 { write(tag: 2, UnsafeRawBufferPointer($0)) }
  }

  func write(_ column: Int, of rows: PreparedStatement) {
    switch rows.kind(column) {
    case .null:
      makeRoom(1)
      memory[count] = 0
      count += 1
    case .integer:
      makeRoom(9)
      memory[count] = 1
      memory.storeBytes(
        of: rows.number(column).bigEndian, toByteOffset: count + 1, as: Int64.self)
      count += 9
    case .text: write(tag: 2, rows.bytes(column))
    case .blob: write(tag: 3, rows.bytes(column))
    case .real:
      var text = "\(rows.value(column).storage.value ?? "")"
      text.withUTF8 { write(tag: 4, UnsafeRawBufferPointer($0)) }
    }
  }

  private func write(tag: UInt8, _ content: UnsafeRawBufferPointer) {
    makeRoom(5 + content.count)
    memory[count] = tag
    memory.storeBytes(
      of: UInt32(content.count).bigEndian, toByteOffset: count + 1, as: UInt32.self)
    if let start = memory.baseAddress, let own = content.baseAddress {
      (start + count + 5).copyMemory(from: own, byteCount: content.count)
    }
    count += 5 + content.count
  }

  private func makeRoom(_ more: Int) {
    guard count + more > memory.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: (count + more) * 2, alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<count]))
    memory.deallocate()
    memory = larger
  }
}
