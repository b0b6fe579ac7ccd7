/// The records of an old workbook, one after another.
struct OldRecords {
  struct Record {
    let type: UInt16
    let bytes: [UInt8]

    func word(_ index: Int) -> UInt16 { bytes.word(index) }
    func long(_ index: Int) -> UInt32 { bytes.long(index) }
  }

  /// Where the next record begins in the stream.
  private(set) var offset: Int
  let length: Int

  private let file: CompoundFile
  private let pieces: [(offset: Int, count: Int)]
  private var piece: [UInt8] = []
  private var pieceIndex = -1
  private let pieceLength: Int

  init(_ file: CompoundFile, _ stream: CompoundFile.Stream, from offset: Int = 0) throws(OfficeFlaw)
  {
    self.file = file
    self.offset = offset
    pieces = try file.pieces(of: stream)
    length = stream.length
    pieceLength = max(1, pieces.first?.count ?? 1)
  }

  /// The next record; nil at the end of the stream.
  ///
  /// - Throws: ``OfficeFlaw`` when the record is cut off.
  mutating func next() throws(OfficeFlaw) -> Record? {
    guard offset + 4 <= length else { return nil }
    let head = try read(4)
    return Record(type: head.word(0), bytes: try read(Int(head.word(2))))
  }

  /// The next record where it goes on with the one before; nil where it does not.
  mutating func nextContinued() throws(OfficeFlaw) -> Record? {
    let start = offset
    if let record = try next(), record.type == Self.continuation { return record }
    offset = start
    return nil
  }

  private static let continuation: UInt16 = 0x3C

  private mutating func read(_ count: Int) throws(OfficeFlaw) -> [UInt8] {
    guard offset + count <= length else { throw .damaged }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      let index = offset / pieceLength
      if index != pieceIndex {
        piece = try file.bytes(at: pieces[index].offset, count: pieces[index].count)
        pieceIndex = index
      }
      let start = offset % pieceLength
      let taken = piece[start...].prefix(count - bytes.count)
      guard !taken.isEmpty else { throw .damaged }
      bytes += taken
      offset += taken.count
    }
    return bytes
  }
}

/// Reads the texts of a record, which may go on in the records behind it.
struct OldTexts {
  private(set) var records: OldRecords
  private var bytes: [UInt8]
  private var index: Int
  private let encoding: OldEncoding

  init(_ record: OldRecords.Record, at index: Int, _ records: OldRecords, _ encoding: OldEncoding) {
    bytes = record.bytes
    self.index = index
    self.records = records
    self.encoding = encoding
  }

  /// Whether all bytes have been read.
  mutating func isAtEnd() throws(OfficeFlaw) -> Bool {
    if index < bytes.count { return false }
    return try !goOn()
  }

  /// The next text as UTF-8; what is longer than any cell is cut, and found too long later.
  ///
  /// - Parameter hasShortLength: Whether its length takes one byte and not two.
  /// - Returns: The text.
  /// - Throws: ``OfficeFlaw`` when it is cut off, or of another character set.
  mutating func next(hasShortLength: Bool = false) throws(OfficeFlaw) -> [UInt8] {
    let count = hasShortLength ? Int(try byte()) : try word()
    guard case .unicode = encoding else { return try encoding.text(of: try take(count)) }
    var flags = try byte()
    let runCount = flags & 0x08 != 0 ? try word() : 0
    let extraCount = flags & 0x04 != 0 ? try word() | word() << 16 : 0
    var units: [UInt16] = []
    while units.count < count {
      if index >= bytes.count {
        // The part of a text in the next record says anew how its characters are written.
        guard try goOn() else { throw .damaged }
        flags = try byte()
        continue
      }
      if flags & 0x01 != 0 {
        guard index + 1 < bytes.count else { throw .damaged }
        units.append(bytes.word(index))
        index += 2
      } else {
        units.append(UInt16(bytes[index]))
        index += 1
      }
    }
    try skip(4 * runCount + extraCount)
    return Array(String(decoding: units, as: UTF16.self).utf8.prefix(Limits.cellLengthMax))
  }

  private mutating func goOn() throws(OfficeFlaw) -> Bool {
    guard let record = try records.nextContinued() else { return false }
    bytes = record.bytes
    index = 0
    return !bytes.isEmpty
  }

  private mutating func byte() throws(OfficeFlaw) -> UInt8 {
    if index >= bytes.count { guard try goOn() else { throw .damaged } }
    defer { index += 1 }
    return bytes[index]
  }

  private mutating func word() throws(OfficeFlaw) -> Int {
    let low = Int(try byte())
    return low | Int(try byte()) << 8
  }

  private mutating func take(_ count: Int) throws(OfficeFlaw) -> [UInt8] {
    guard index + count <= bytes.count else { throw .damaged }
    defer { index += count }
    return Array(bytes[index..<(index + count)])
  }

  private mutating func skip(_ count: Int) throws(OfficeFlaw) {
    var rest = count
    while rest > 0 {
      if index >= bytes.count { guard try goOn() else { throw .damaged } }
      let step = min(rest, bytes.count - index)
      index += step
      rest -= step
    }
  }
}
