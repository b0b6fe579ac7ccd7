import CZlib
import Foundation

/// zlib's format (RFC 1950), in memory.
enum Deflation {
  /// What one file may unpack to: more than a bureau's ledger of decades.
  static let rawMax = 1 << 30

  /// Packs bytes as tightly as zlib can: the same bytes give the same.
  ///
  /// - Throws: ``StoreFault/damaged`` when there is no memory.
  static func packed(_ bytes: [UInt8]) throws -> Data {
    var count = compressBound(uLong(bytes.count))
    var packed = [UInt8](repeating: 0, count: Int(count))
    guard compress2(&packed, &count, bytes, uLong(bytes.count), Z_BEST_COMPRESSION) == Z_OK else {
      throw StoreFault.damaged
    }
    return Data(packed.prefix(Int(count)))
  }

  /// Unpacks to exactly so many bytes.
  ///
  /// - Throws: ``SegmentFault`` for anything else.
  static func unpacked(_ data: Data, to size: Int) throws(SegmentFault) -> [UInt8] {
    // Nothing unpacks to more than about a thousand times its size.
    guard (0...rawMax).contains(size), size / 1_100 <= data.count else {
      throw .malformed("内容的长度不对")
    }
    var bytes = [UInt8](repeating: 0, count: max(size, 1))
    var count = uLong(size)
    let packed = [UInt8](data)
    guard uncompress(&bytes, &count, packed, uLong(packed.count)) == Z_OK, Int(count) == size else {
      throw .malformed("内容解不开")
    }
    return Array(bytes.prefix(size))
  }
}
