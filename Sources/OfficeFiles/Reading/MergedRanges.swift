/// The merged cells of a sheet, asked for row by row.
struct MergedRanges {
  private struct Area {
    let rows: ClosedRange<Int>
    let columns: ClosedRange<Int>
  }

  /// By first row, the first last.
  private var coming: [Area] = []
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
    guard try Self.mentionsMerging(part) else { return }
    let reading = Reading()
    try XMLParsing.parse(try again(), reading)
    coming = reading.areas.sorted { $0.rows.lowerBound > $1.rows.lowerBound }
  }

  /// The columns of a row that lie in merged cells but are not the one with the content.
  ///
  /// Rows are asked for in ascending order.
  mutating func columns(inRow row: Int) -> [ClosedRange<Int>] {
    while let next = coming.last, next.rows.lowerBound <= row {
      open.append(next)
      coming.removeLast()
    }
    guard !open.isEmpty else { return [] }
    open.removeAll { $0.rows.upperBound < row }
    return open.compactMap { area in
      guard row == area.rows.lowerBound else { return area.columns }
      let first = area.columns.lowerBound
      return first < area.columns.upperBound ? (first + 1)...area.columns.upperBound : nil
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
      // In UTF-16, which begins with its byte order mark, the word has other bytes.
      if part.bytesRead == count, buffer[0] >= 0xFE { isFound = true }
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
    private(set) var areas: [Area] = []

    func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw) {
      guard name == "mergeCell", let reference = attributes["ref"] else { return }
      let corners = reference.split(separator: ":").compactMap { CellReference($0) }
      guard let first = corners.first, let last = corners.last, first.row <= last.row,
        first.column <= last.column
      else { throw .malformed }
      areas.append(Area(rows: first.row...last.row, columns: first.column...last.column))
      guard areas.count <= Limits.mergedRangeCountMax else { throw .tooLarge }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    func end(_ name: String) {}
  }
}
