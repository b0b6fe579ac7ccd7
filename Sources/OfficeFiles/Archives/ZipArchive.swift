internal import CZip

/// A zip archive that is read part by part.
final class ZipArchive {
  private let handle: OpaquePointer

  init(path: String) throws(OfficeFlaw) {
    var code: Int32 = 0
    guard let handle = zip_open(path, ZIP_RDONLY, &code) else {
      let unreadable = [ZIP_ER_OPEN, ZIP_ER_READ, ZIP_ER_NOENT, ZIP_ER_SEEK, ZIP_ER_MEMORY]
      throw unreadable.contains(code) ? .unreadable : .damaged
    }
    self.handle = handle
  }

  deinit {
    zip_discard(handle)
  }

  /// Whether the archive has a part; names differ in more than case.
  func has(_ name: String) -> Bool { index(of: name) != nil }

  /// A part from its beginning.
  ///
  /// - Throws: ``OfficeFlaw`` when there is none, or when it is encrypted or absurdly large.
  func part(_ name: String) throws(OfficeFlaw) -> ZipPart {
    guard let index = index(of: name) else { throw .damaged }
    var status = zip_stat_t()
    guard zip_stat_index(handle, index, 0, &status) == 0 else { throw .damaged }
    guard status.encryption_method == UInt16(ZIP_EM_NONE) else { throw .encrypted }
    let isSuspicious =
      status.size > Limits.suspiciousLength
      && status.size / max(1, status.comp_size) > Limits.ratioMax
    guard status.size <= Limits.partLengthMax, !isSuspicious else { throw .tooLarge }
    guard let file = zip_fopen_index(handle, index, 0) else { throw .damaged }
    return ZipPart(file, length: status.size, in: self)
  }

  private func index(of name: String) -> UInt64? {
    let flags = zip_flags_t(ZIP_FL_NOCASE) | zip_flags_t(ZIP_FL_ENC_GUESS)
    return UInt64(exactly: zip_name_locate(handle, name, flags))
  }
}

/// A part of an archive as it is unpacked, piece by piece.
final class ZipPart {
  /// As the archive's directory says.
  let length: UInt64
  private(set) var bytesRead: UInt64 = 0

  private let file: OpaquePointer
  /// Kept open as long as one of its parts is.
  private let archive: ZipArchive

  static let pieceLength = 1 << 16

  fileprivate init(_ file: OpaquePointer, length: UInt64, in archive: ZipArchive) {
    self.file = file
    self.length = length
    self.archive = archive
  }

  deinit {
    zip_fclose(file)
  }

  /// Fills a buffer with what comes next, and says how much; 0 at the end.
  ///
  /// - Throws: ``OfficeFlaw`` when the part cannot be unpacked, or when at its end the checksum
  ///   does not agree.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(OfficeFlaw) -> Int {
    let count = zip_fread(file, buffer.baseAddress, UInt64(buffer.count))
    guard count >= 0 else { throw .damaged }
    bytesRead += UInt64(count)
    // An archive's directory may lie about what a part unpacks to.
    guard bytesRead <= length, count > 0 || bytesRead == length else { throw .damaged }
    return Int(count)
  }
}
