/// The merged cells of a sheet, asked for row by row.
struct MergedRanges {
  struct Area {
    let rows: ClosedRange<Int>
    let columns: ClosedRange<Int>
    /// As the sheet names it: `C2:C3`.
    let name: String

    init(from first: CellReference, to last: CellReference) {
      rows = first.row...max(first.row, last.row)
      columns = first.column...max(first.column, last.column)
      name = "\(first):\(last)"
    }
  }

  /// By first row, the first last.
  private var coming: [Area]
  private var open: [Area] = []

  /// Reads a sheet to its end, which also finds where it is cut off or damaged.
  ///
  /// A sheet lists its merged cells behind its rows. Few have any, and to look for the word is much
  /// faster than to parse.
  ///
  /// - Parameters:
  ///   - part: The sheet.
  ///   - again: The sheet once more, from its beginning.
  /// - Throws: ``OfficeFlaw`` when the sheet cannot be read to its end.
  init(
    _ part: ZipPart, again: () throws(OfficeFlaw) -> ZipPart
  ) throws(OfficeFlaw) {
    guard try Self.mentionsMerging(part) else {
      self.init([])
      return
    }
    let reading = Reading()
    try XMLParsing.parse(try again(), reading)
    self.init(reading.areas)
  }

  init(_ areas: [Area] = []) {
    coming = areas.sorted { $0.rows.lowerBound > $1.rows.lowerBound }
  }

  /// Adds a merged cell that begins in the row that is read.
  mutating func add(row: Int, column: Int, rowCount: Int, columnCount: Int) throws(OfficeFlaw) {
    guard rowCount > 1 || columnCount > 1 else { return }
    let last = CellReference(
      column: min(column + max(1, columnCount), Limits.columnCountMax) - 1,
      row: min(row + max(1, rowCount) - 1, Limits.rowCountMax))
    open.append(Area(from: CellReference(column: column, row: row), to: last))
    guard open.count <= Limits.columnCountMax else { throw .tooLarge }
  }

  /// The last column of a merged cell that begins above a row and covers a column of it.
  func lastColumn(covering column: Int, row: Int) -> Int? {
    open.first {
      $0.rows.lowerBound < row && $0.rows.contains(row) && $0.columns.contains(column)
    }?.columns.upperBound
  }

  /// The parts of a row that lie in merged cells but for the cell with the content.
  ///
  /// Rows are asked for in ascending order.
  mutating func parts(inRow row: Int) -> [SheetRow.MergedPart] {
    while let next = coming.last, next.rows.lowerBound <= row {
      open.append(next)
      coming.removeLast()
    }
    guard !open.isEmpty else { return [] }
    open.removeAll { $0.rows.upperBound < row }
    return open.compactMap { area in
      let isFirst = row == area.rows.lowerBound
      let first = area.columns.lowerBound + (isFirst ? 1 : 0)
      guard first <= area.columns.upperBound else { return nil }
      return SheetRow.MergedPart(columns: first...area.columns.upperBound, range: area.name)
    }
  }

  private static func mentionsMerging(_ part: ZipPart) throws(OfficeFlaw) -> Bool {
    let word = Array("mergeCell".utf8)
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: ZipPart.pieceLength, alignment: 1)
    defer { buffer.deallocate() }
    var isFound = false
    var matched = 0
    while true {
      let count = try part.read(into: buffer)
      guard count > 0 else { return isFound }
      // In UTF-16, known by its mark or a zero among the first bytes, the word has other bytes.
      if part.bytesRead == count, buffer[0] >= 0xFE || buffer[..<min(2, count)].contains(0) {
        isFound = true
      }
      if isFound { continue }
      for byte in buffer[..<count] {
        // The word's first letter stands in it once, so that a failed match begins anew there.
        matched = byte == word[matched] ? matched + 1 : (byte == word[0] ? 1 : 0)
        if matched == word.count {
          isFound = true
          break
        }
      }
    }
  }

  private final class Reading: XMLHandler {
    let namespaces = XMLNamespace.spreadsheet
    private(set) var areas: [Area] = []

    func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw) {
      guard name == "mergeCell", let reference = attributes["ref"] else { return }
      let corners = reference.split(separator: ":").compactMap { CellReference($0) }
      guard let first = corners.first, let last = corners.last, first.row <= last.row,
        first.column <= last.column
      else { throw .malformed }
      areas.append(Area(from: first, to: last))
      guard areas.count <= Limits.mergedRangeCountMax else { throw .tooLarge }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    func end(_ name: String) {}
  }
}
