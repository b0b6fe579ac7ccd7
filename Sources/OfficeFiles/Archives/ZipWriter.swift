internal import CZip
internal import Foundation

/// Makes a zip archive in memory; the same parts give the same bytes.
package enum ZipWriter {
  /// An archive of parts in their order.
  ///
  /// - Throws: ``OfficeFlaw`` when memory runs out.
  package static func archive(_ parts: [(name: String, text: String)]) throws(OfficeFlaw) -> [UInt8]
  {
    guard let target = zip_source_buffer_create(nil, 0, 0, nil) else { throw .cannotWrite }
    // The source outlives the archive that is written into it.
    zip_source_keep(target)
    defer { zip_source_free(target) }
    guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, nil) else {
      zip_source_free(target)
      throw .cannotWrite
    }
    // The sources read these until the archive is closed.
    var buffers: [UnsafeMutableRawBufferPointer] = []
    defer { for buffer in buffers { buffer.deallocate() } }
    for part in parts {
      let bytes = Array(part.text.utf8)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
      buffer.copyBytes(from: bytes)
      buffers.append(buffer)
      guard add(part.name, buffer, to: archive) else {
        zip_discard(archive)
        throw .cannotWrite
      }
    }
    guard zip_close(archive) == 0 else {
      zip_discard(archive)
      throw .cannotWrite
    }
    return try bytes(of: target)
  }

  private static func add(
    _ name: String, _ buffer: UnsafeMutableRawBufferPointer, to archive: OpaquePointer
  ) -> Bool {
    guard let source = zip_source_buffer(archive, buffer.baseAddress, UInt64(buffer.count), 0)
    else { return false }
    let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(source)
      return false
    }
    // The earliest day that a zip archive can write: no clock, the same bytes each time.
    return zip_file_set_dostime(archive, UInt64(index), 0, 0x21, 0) == 0
      && zip_set_file_compression(archive, UInt64(index), ZIP_CM_DEFLATE, 9) == 0
  }

  private static func bytes(of source: OpaquePointer) throws(OfficeFlaw) -> [UInt8] {
    var status = zip_stat_t()
    guard zip_source_open(source) == 0 else { throw .cannotWrite }
    defer { zip_source_close(source) }
    guard zip_source_stat(source, &status) == 0 else { throw .cannotWrite }
    var bytes = [UInt8](repeating: 0, count: Int(status.size))
    let count = bytes.withUnsafeMutableBytes { buffer in
      zip_source_read(source, buffer.baseAddress, UInt64(buffer.count))
    }
    guard count == bytes.count else { throw .cannotWrite }
    return bytes
  }
}
