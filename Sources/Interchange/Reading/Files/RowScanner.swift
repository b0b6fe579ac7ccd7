/// Why the rest of a file cannot be parted into rows.
enum ScanFlaw: Error, Equatable {
  case textAfterQuote
  case quoteInsideCell
  case unterminatedQuote
  case file(FileFlaw)
}

/// Parts the text of a file into rows and cells (RFC 4180), holding one row at a time.
///
/// CR, LF and CRLF end rows; commas part cells, or else the tabs or semicolons that part the first
/// rows. `="007"`, by which programs keep a spreadsheet from making a number of a text, is the
/// text. Quotes are taken strictly: where they are broken nothing that follows can be trusted, so
/// the scanner stops there.
struct RowScanner {
  private enum State {
    case cellStart
    /// Behind an equals sign at the start of a cell.
    case equals
    case plain
    case quoted
    case quoteSeen
  }

  /// The row read last; where a flaw was thrown, the row with the flaw.
  private(set) var row = RawRow()

  private var stream: TextStream
  private var piece: [UInt8] = []
  private var position = 0
  private var skipsLineFeed = false
  private var cellStart = 0
  private var isOversized = false
  private var separator: UInt8?

  private static let rowLengthMax = 1 << 23

  init(_ stream: TextStream) {
    self.stream = stream
  }

  var bytesRead: Int { stream.bytesRead }
  var partsByComma: Bool { separator ?? comma == comma }

  /// Reads the next row into ``row``.
  ///
  /// - Returns: False at the end of the file.
  /// - Throws: ``ScanFlaw`` when nothing that follows can be read.
  mutating func next() throws(ScanFlaw) -> Bool {
    beginRow()
    var state = State.cellStart
    var isStarted = false
    while true {
      if position == piece.count, try !refill() {
        guard isStarted else { return false }
        guard state != .quoted else { throw .unterminatedQuote }
        if state == .equals { row.bytes.append(equals) }
        endCell()
        return true
      }
      if skipsLineFeed {
        skipsLineFeed = false
        if piece[position] == lineFeed {
          position += 1
          continue
        }
      }
      isStarted = true
      if try step(&state) { return true }
    }
  }

  /// Goes on to the next byte that matters; true when it ends the row.
  private mutating func step(_ state: inout State) throws(ScanFlaw) -> Bool {
    switch state {
    case .cellStart:
      switch piece[position] {
      case quote: state = .quoted
      case equals: state = .equals
      default: state = .plain
      }
      if state != .plain { position += 1 }
      return false
    case .equals:
      state = piece[position] == quote ? .quoted : .plain
      if state == .quoted { position += 1 } else { row.bytes.append(equals) }
      return false
    case .plain:
      let separator = separator ?? comma
      take { isPlainEnd($0) || $0 == separator }
      guard position < piece.count else { return false }
      switch piece[position] {
      case quote: throw .quoteInsideCell
      case 0: takeNUL()
      default: return endCellAtSeparator(&state)
      }
    case .quoted:
      take { $0 == quote || $0 == 0 }
      guard position < piece.count else { return false }
      if piece[position] == 0 {
        takeNUL()
      } else {
        state = .quoteSeen
        position += 1
      }
    case .quoteSeen:
      switch piece[position] {
      case quote:
        append(position..<(position + 1))
        state = .quoted
        position += 1
      case separator ?? comma, lineFeed, carriageReturn: return endCellAtSeparator(&state)
      default: throw .textAfterQuote
      }
    }
    return false
  }

  /// Ends the cell at the separator or line end that stands at the position; true at a line end.
  private mutating func endCellAtSeparator(_ state: inout State) -> Bool {
    let byte = piece[position]
    position += 1
    endCell()
    state = .cellStart
    skipsLineFeed = byte == carriageReturn
    return byte != separator
  }

  private mutating func refill() throws(ScanFlaw) -> Bool {
    do {
      guard let next = try stream.next() else { return false }
      piece = next
      position = 0
      separator = separator ?? Self.separator(in: piece)
      return true
    } catch {
      throw .file(error)
    }
  }

  /// Takes the text out of `="007"` that was quoted as a whole.
  private mutating func dropFormula() {
    let cell = row.bytes[cellStart...]
    guard cell.count >= 3, cell.last == quote, cell.starts(with: [equals, quote]),
      !cell.dropFirst(2).dropLast().contains(quote)
    else { return }
    row.bytes.removeLast()
    row.bytes.removeSubrange(cellStart..<(cellStart + 2))
  }

  /// What parts the cells of a text: of what stands in its first rows, that which stands there
  /// equally often in the most of them, and most often.
  private static func separator(in piece: [UInt8]) -> UInt8 {
    let candidates = [comma, tab, semicolon]
    var rows: [[Int: Int]] = [[:], [:], [:]]
    var counts = [0, 0, 0]
    var rowCount = 0
    func endRow() {
      for index in candidates.indices { rows[index][counts[index], default: 0] += 1 }
      counts = [0, 0, 0]
      rowCount += 1
    }
    var isQuoted = false
    for byte in piece {
      if byte == quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == lineFeed || byte == carriageReturn {
        endRow()
        if rowCount > 2 * TableHead.rowsMax { break }
      } else if let index = candidates.firstIndex(of: byte) {
        counts[index] += 1
      }
    }
    endRow()
    let weights = rows.map { $0.map { $0.key * $0.value }.max() ?? 0 }
    var best = 0
    for index in candidates.indices where weights[index] > weights[best] { best = index }
    return candidates[best]
  }

  private mutating func beginRow() {
    row.number += 1
    row.bytes.removeAll(keepingCapacity: true)
    row.ends.removeAll(keepingCapacity: true)
    row.oversizedCells.removeAll()
    row.nulCell = nil
    row.hasTooManyCells = false
    cellStart = 0
    isOversized = false
  }

  private mutating func take(until isEnd: (UInt8) -> Bool) {
    let start = position
    position = piece.withUnsafeBufferPointer { piece in
      var end = start
      while end < piece.count, !isEnd(piece[end]) { end += 1 }
      return end
    }
    append(start..<position)
  }

  private mutating func takeNUL() {
    row.nulCell = row.nulCell ?? row.ends.count
    position += 1
  }

  private mutating func append(_ range: Range<Int>) {
    guard !isOversized else { return }
    piece.withUnsafeBufferPointer { piece in
      row.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: piece[range]))
    }
    // A scalar takes at most four bytes; the cell is measured exactly at its end.
    isOversized =
      row.bytes.count - cellStart > 4 * RawRow.cellLengthMax
      || row.bytes.count > Self.rowLengthMax
  }

  private mutating func endCell() {
    dropFormula()
    if !isOversized, row.bytes.count - cellStart > RawRow.cellLengthMax {
      // Bytes that do not continue a scalar are as many as scalars.
      isOversized = row.bytes[cellStart...].count { $0 & 0xC0 != 0x80 } > RawRow.cellLengthMax
    }
    guard row.ends.count < RawRow.cellCountMax else {
      row.hasTooManyCells = true
      row.bytes.removeLast(row.bytes.count - cellStart)
      isOversized = false
      return
    }
    if isOversized {
      row.oversizedCells.append(row.ends.count)
      row.bytes.removeLast(row.bytes.count - cellStart)
    }
    row.ends.append(row.bytes.count)
    cellStart = row.bytes.count
    isOversized = false
  }
}

private let quote = UInt8(ascii: "\"")
private let comma = UInt8(ascii: ",")
private let tab = UInt8(ascii: "\t")
private let semicolon = UInt8(ascii: ";")
private let equals = UInt8(ascii: "=")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")

private func isPlainEnd(_ byte: UInt8) -> Bool {
  byte == lineFeed || byte == carriageReturn || byte == quote || byte == 0
}
