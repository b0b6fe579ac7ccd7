import Foundation

/// An old Excel workbook (`.xls`) of one sheet, put together from its records.
package struct HandMadeOldWorkbook {
  /// Whether it is of Excel 97 and later, or of Excel 5 in Chinese.
  package var isUnicode = true
  package var isFrom1904 = false
  /// The engine that calculated it, as its program says; nil where it says nothing.
  package var calculatedBy: Int? = 101_716
  package var isSheetHidden = false
  /// Codes of the number formats of the styles 1, 2, 3…; style 0 is General.
  package var formats: [String] = []
  /// The texts that cells refer to by number; a break, if any, is the number of characters after
  /// which a text goes on in the next record.
  package var sharedTexts: [(text: String, break: Int?)] = []
  /// Records before the sheets, as type and content.
  package var before: [(type: UInt16, bytes: [UInt8])] = []
  /// The records of the sheet between its beginning and its end.
  package var records: [(type: UInt16, bytes: [UInt8])] = []
  /// The name of its stream.
  package var stream: String?

  package init() {}

  /// A workbook of texts, a row each.
  package init(_ rows: [[String]], isUnicode: Bool = true) {
    self.isUnicode = isUnicode
    for (row, cells) in rows.enumerated() {
      for (column, text) in cells.enumerated() where !text.isEmpty {
        if isUnicode {
          sharedTexts.append((text, nil))
          records.append((0xFD, Self.place(row, column) + Self.long(sharedTexts.count - 1)))
        } else {
          let bytes = TableFileForm.gbk(text)
          records.append((0x204, Self.place(row, column) + Self.word(bytes.count) + bytes))
        }
      }
    }
  }

  /// The beginning of a cell's record; row and column are counted from 0.
  package static func place(_ row: Int, _ column: Int, style: Int = 0) -> [UInt8] {
    word(row) + word(column) + word(style)
  }

  package static func word(_ number: Int) -> [UInt8] {
    [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)]
  }

  package static func long(_ number: Int) -> [UInt8] {
    word(number & 0xFFFF) + word(number >> 16 & 0xFFFF)
  }

  package static func double(_ number: Double) -> [UInt8] {
    (0..<8).map { UInt8(number.bitPattern >> (8 * UInt64($0)) & 0xFF) }
  }

  /// A text as Excel 97 writes it.
  package static func text(_ text: String, length: ((Int) -> [UInt8]) = word) -> [UInt8] {
    let units = Array(text.utf16)
    return length(units.count) + [1] + units.flatMap { word(Int($0)) }
  }

  /// The file.
  package func bytes() -> [UInt8] {
    Self.container(stream ?? (isUnicode ? "Workbook" : "Book"), records: book)
  }

  private static func record(_ type: UInt16, _ bytes: [UInt8]) -> [UInt8] {
    word(Int(type)) + word(bytes.count) + bytes
  }

  private func beginning(_ type: Int) -> [UInt8] {
    Self.record(0x809, Self.word(isUnicode ? 0x600 : 0x500) + Self.word(type) + [0, 0, 0, 0])
  }

  private var book: [UInt8] {
    var head = beginning(5)
    head += Self.record(0x42, Self.word(isUnicode ? 1200 : 936))
    head += Self.record(0x22, Self.word(isFrom1904 ? 1 : 0))
    if let calculatedBy {
      head += Self.record(0x1C1, Self.long(0x1C1) + Self.long(calculatedBy))
    }
    for (type, bytes) in before { head += Self.record(type, bytes) }
    for (index, code) in formats.enumerated() {
      let gbk = TableFileForm.gbk(code)
      head += Self.record(
        0x41E, Self.word(200 + index) + (isUnicode ? Self.text(code) : [UInt8(gbk.count)] + gbk))
    }
    for format in [0] + formats.indices.map({ 200 + $0 }) {
      head += Self.record(0xE0, Self.word(0) + Self.word(format) + [UInt8](repeating: 0, count: 16))
    }
    let texts = isUnicode ? textRecords : []
    let name = isUnicode ? Self.text("表") { [UInt8($0)] } : [2] + TableFileForm.gbk("表")
    let sheetRecordLength = 4 + 6 + name.count
    let start = head.count + sheetRecordLength + texts.count + 4
    head += Self.record(0x85, Self.long(start) + [isSheetHidden ? 1 : 0, 0] + name)
    head += texts + Self.record(0xA, [])
    for (type, bytes) in [(0x809, Self.word(0x600) + Self.word(0x10) + [0, 0, 0, 0])] + records {
      head += Self.record(type, bytes)
    }
    return head + Self.record(0xA, [])
  }

  /// The shared texts in one record and those that go on with it.
  private var textRecords: [UInt8] {
    var records: [[UInt8]] = [Self.long(sharedTexts.count) + Self.long(sharedTexts.count)]
    for (text, place) in sharedTexts {
      let units = Array(text.utf16)
      records[records.count - 1] += Self.word(units.count) + [1]
      let cut = place ?? units.count
      records[records.count - 1] += units[..<cut].flatMap { Self.word(Int($0)) }
      if place != nil { records.append([1] + units[cut...].flatMap { Self.word(Int($0)) }) }
    }
    return records.enumerated().flatMap { Self.record($0 == 0 ? 0xFC : 0x3C, $1) }
  }

  /// A container with one stream, in sectors of 512 bytes.
  package static func container(_ name: String, records: [UInt8]) -> [UInt8] {
    // Below 4,096 bytes a stream would lie in small sectors.
    let length = max(records.count, 4_096)
    let sectorCount = (length + 511) / 512
    let tableCount = (sectorCount + 1 + 127) / 127 + 1
    let end = 0xFFFF_FFFE
    var header: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    header += [UInt8](repeating: 0, count: 16) + word(0x3E) + word(3) + word(0xFFFE) + word(9)
    header += word(6) + [UInt8](repeating: 0, count: 10) + long(tableCount) + long(sectorCount)
    header += long(0) + long(4_096) + long(end) + long(0) + long(end) + long(0)
    let tables = (0..<109).map { $0 < tableCount ? sectorCount + 1 + $0 : 0xFFFF_FFFF }
    header += tables.flatMap(long)
    var table = (1..<sectorCount).map { $0 } + [end, end]
    table += Array(repeating: 0xFFFF_FFFD, count: tableCount)
    table += Array(repeating: 0xFFFF_FFFF, count: tableCount * 128 - table.count)
    var directory = entry("Root Entry", type: 5, start: end, length: 0)
    directory += entry(name, type: 2, start: 0, length: length)
    directory += [UInt8](repeating: 0, count: 512 - directory.count)
    let padding = [UInt8](repeating: 0, count: sectorCount * 512 - records.count)
    return header + records + padding + directory + table.flatMap(long)
  }

  private static func entry(_ name: String, type: UInt8, start: Int, length: Int) -> [UInt8] {
    let units = name.utf16.flatMap { word(Int($0)) }
    var entry = units + [UInt8](repeating: 0, count: 64 - units.count) + word(units.count + 2)
    entry += [type, 1] + [UInt8](repeating: 0xFF, count: 12)
    entry += [UInt8](repeating: 0, count: 36) + long(start) + long(length) + long(0)
    return entry
  }
}
