internal import CZip

/// A zip archive that is read part by part.
final class ZipArchive {
  private let handle: OpaquePointer
  /// Where a part stands, by its name in lower case; nil where several share one.
  private var indexByName: [String: UInt64?] = [:]

  init(path: String) throws(OfficeFlaw) {
    var code: Int32 = 0
    guard let handle = zip_open(path, ZIP_RDONLY, &code) else {
      let unreadable = [ZIP_ER_OPEN, ZIP_ER_READ, ZIP_ER_NOENT, ZIP_ER_SEEK, ZIP_ER_MEMORY]
      throw unreadable.contains(code) ? .unreadable : .damaged
    }
    self.handle = handle
    let count = UInt64(max(0, zip_get_num_entries(handle, 0)))
    guard count <= Limits.partCountMax else { throw .tooLarge }
    for index in 0..<count {
      guard let bytes = zip_get_name(handle, index, zip_flags_t(ZIP_FL_ENC_RAW)) else { continue }
      let name = Self.key(String(cString: bytes))
      indexByName.updateValue(indexByName.keys.contains(name) ? nil : index, forKey: name)
    }
  }

  deinit {
    zip_discard(handle)
  }

  /// Whether the archive has a part, or several that one name could mean.
  func has(_ name: String) -> Bool { indexByName.keys.contains(Self.key(name)) }

  /// A part from its beginning.
  ///
  /// - Throws: ``OfficeFlaw`` when there is none or several of the name, or when it is encrypted or
  ///   absurdly large.
  func part(_ name: String) throws(OfficeFlaw) -> ZipPart {
    guard let found = indexByName[Self.key(name)] else { throw .damaged }
    guard let index = found else { throw .ambiguousPart }
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

  /// Names of parts differ in more than case; some programs part folders by a backslash.
  private static func key(_ name: String) -> String {
    name.replacing("\\", with: "/").lowercased()
  }
}

/// Bytes that are read piece by piece.
protocol ByteSource: AnyObject {
  /// How many there are.
  var length: UInt64 { get }
  var bytesRead: UInt64 { get }
  /// Fills a buffer with what comes next, and says how much; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(OfficeFlaw) -> Int
}

/// A part of an archive as it is unpacked, piece by piece.
final class ZipPart: ByteSource {
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
