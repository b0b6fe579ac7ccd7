internal import Foundation

/// A container of Microsoft's older programs: streams in one file, in sectors that point to one
/// another.
final class CompoundFile {
  /// The streams by name.
  private(set) var streams: [String: Stream] = [:]

  struct Stream {
    let firstSector: UInt32
    let length: Int
  }

  private let handle: FileHandle
  private let length: Int
  private let sectorLength: Int
  /// For each sector the one that follows it in its stream.
  private var next: [UInt32] = []
  private var nextSmall: [UInt32] = []
  /// The sectors that hold the small ones.
  private var smallSectors: [UInt32] = []

  private static let head: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
  private static let smallSectorLength = 64
  /// A stream below this length lies in small sectors.
  private static let smallStreamLength = 4_096
  private static let sectorMax: UInt32 = 0xFFFF_FFF9
  private static let directoryLengthMax = 1 << 20

  /// Reads where the streams lie.
  ///
  /// - Throws: ``OfficeFlaw`` when the file is no container, damaged, or absurdly large.
  init(path: String) throws(OfficeFlaw) {
    guard let handle = FileHandle(forReadingAtPath: path), let end = try? handle.seekToEnd()
    else { throw .unreadable }
    guard end <= Limits.containerLengthMax else { throw .tooLarge }
    self.handle = handle
    length = Int(end)
    let header = try Self.bytes(handle, at: 0, count: 512)
    guard header.starts(with: Self.head) else { throw .damaged }
    let shift = Int(header.word(30))
    guard shift == 9 || shift == 12 else { throw .damaged }
    sectorLength = 1 << shift
    try readTable(header)
    let directory = try chain(from: header.long(48), in: next)
    guard directory.count * sectorLength <= Self.directoryLengthMax else { throw .tooLarge }
    let small = try chain(from: header.long(60), in: next)
    for sector in small { nextSmall += try longs(of: sector) }
    try readDirectory(directory)
  }

  /// Reads the table of sectors, whose own sectors are listed in the header and a chain behind it.
  private func readTable(_ header: [UInt8]) throws(OfficeFlaw) {
    let sectorCount = length / sectorLength + 1
    var tables = (0..<109).map { header.long(76 + 4 * $0) }
    var list = header.long(68)
    var seen = 0
    while list < Self.sectorMax {
      seen += 1
      guard seen <= sectorCount else { throw .damaged }
      let longs = try longs(of: list)
      tables += longs.dropLast()
      guard tables.count <= sectorCount + 109 else { throw .damaged }
      list = longs.last ?? .max
    }
    for table in tables where table < Self.sectorMax {
      next += try longs(of: table)
      guard next.count <= 2 * sectorCount + sectorLength else { throw .damaged }
    }
  }

  private func readDirectory(_ sectors: [UInt32]) throws(OfficeFlaw) {
    for sector in sectors {
      let bytes = try self.sector(sector)
      for start in stride(from: 0, to: bytes.count - 127, by: 128) {
        let nameLength = Int(bytes.word(start + 64))
        guard (2...64).contains(nameLength) else { continue }
        let units = stride(from: 0, to: nameLength - 2, by: 2).map { bytes.word(start + $0) }
        let name = String(decoding: units, as: UTF16.self)
        let stream = Stream(
          firstSector: bytes.long(start + 116), length: Int(bytes.long(start + 120)))
        switch bytes[start + 66] {
        case 5 where smallSectors.isEmpty:
          if stream.length > 0 { smallSectors = try chain(from: stream.firstSector, in: next) }
        case 2: streams[name] = stream
        default: break
        }
      }
    }
  }

  /// Where the bytes of a stream lie in the file, piece by piece.
  func pieces(of stream: Stream) throws(OfficeFlaw) -> [(offset: Int, count: Int)] {
    guard stream.length <= length else { throw .damaged }
    let isSmall = stream.length < Self.smallStreamLength
    let count = isSmall ? Self.smallSectorLength : sectorLength
    let sectors = try chain(from: stream.firstSector, in: isSmall ? nextSmall : next)
    var pieces: [(offset: Int, count: Int)] = []
    var rest = stream.length
    for sector in sectors where rest > 0 {
      let offset: Int
      if isSmall {
        let place = Int(sector) * count
        guard place / sectorLength < smallSectors.count else { throw .damaged }
        offset = (Int(smallSectors[place / sectorLength]) + 1) * sectorLength + place % sectorLength
      } else {
        offset = (Int(sector) + 1) * sectorLength
      }
      pieces.append((offset, min(count, rest)))
      rest -= count
    }
    guard rest <= 0 else { throw .damaged }
    return pieces
  }

  func bytes(at offset: Int, count: Int) throws(OfficeFlaw) -> [UInt8] {
    try Self.bytes(handle, at: offset, count: count)
  }

  private func chain(from first: UInt32, in table: [UInt32]) throws(OfficeFlaw) -> [UInt32] {
    var chain: [UInt32] = []
    var sector = first
    while sector < Self.sectorMax {
      guard Int(sector) < table.count, chain.count <= table.count else { throw .damaged }
      chain.append(sector)
      sector = table[Int(sector)]
    }
    return chain
  }

  private func longs(of sector: UInt32) throws(OfficeFlaw) -> [UInt32] {
    let bytes = try self.sector(sector)
    return stride(from: 0, to: bytes.count - 3, by: 4).map { bytes.long($0) }
  }

  private func sector(_ number: UInt32) throws(OfficeFlaw) -> [UInt8] {
    try Self.bytes(handle, at: (Int(number) + 1) * sectorLength, count: sectorLength)
  }

  /// Bytes of the file; what lies beyond its end are zeros, for a last sector may be cut short.
  private static func bytes(
    _ handle: FileHandle, at offset: Int, count: Int
  ) throws(OfficeFlaw) -> [UInt8] {
    do {
      try handle.seek(toOffset: UInt64(offset))
      let bytes = Array(try handle.read(upToCount: count) ?? Data())
      guard !bytes.isEmpty else { throw OfficeFlaw.damaged }
      return bytes + [UInt8](repeating: 0, count: count - bytes.count)
    } catch let flaw as OfficeFlaw {
      throw flaw
    } catch {
      throw .unreadable
    }
  }
}

extension [UInt8] {
  /// Two bytes as a number, the low one first; 0 beyond the end.
  func word(_ index: Int) -> UInt16 {
    guard index + 1 < count else { return 0 }
    return UInt16(self[index]) | UInt16(self[index + 1]) << 8
  }

  /// Four bytes as a number, the lowest first.
  func long(_ index: Int) -> UInt32 {
    UInt32(word(index)) | UInt32(word(index + 2)) << 16
  }

  /// Eight bytes as a number in binary, as a workbook holds it.
  func double(_ index: Int) -> Double {
    Double(bitPattern: UInt64(long(index)) | UInt64(long(index + 4)) << 32)
  }
}
