import Foundation

/// Reads a form with files as it comes: fields into memory, files onto the disk, both bounded.
///
/// The parts stand between lines of a boundary that the browser chose (RFC 7578). Of the bytes that
/// come it keeps in memory no more than the fields, a head and the piece that is being read; files
/// that are not taken by ``finish()`` are removed with it.
struct MultipartReader {
  static let fieldSizeMax = 64 << 10
  static let filesMax = 40
  /// All fields together, with the heads of all parts.
  static let fieldsSizeMax = 1 << 20
  private static let headSizeMax = 4 << 10

  private let delimiter: [UInt8]
  private let folder: UploadFolder
  private var buffer: [UInt8] = Array("\r\n".utf8)
  /// Where in the buffer what has not been read begins.
  private var start = 0
  private var state = State.between
  private var fields = Fields()
  private var uploads: [Upload] = []
  private var size = 0

  private enum State {
    /// Before the first boundary, or right behind one.
    case between
    case head
    case field(name: String, bytes: [UInt8])
    case file(OpenUpload)
    case ended
  }

  /// Nil when the header of the request names no boundary; files are kept in the folder.
  init?(contentType: String, into folder: UploadFolder) {
    let parameters = contentType.split(separator: ";").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard parameters.first?.lowercased() == "multipart/form-data",
      let said = parameters.first(where: { $0.lowercased().hasPrefix("boundary=") })
    else { return nil }
    var boundary = said.dropFirst("boundary=".count)
    if boundary.hasPrefix("\""), boundary.hasSuffix("\""), boundary.count >= 2 {
      boundary = boundary.dropFirst().dropLast()
    }
    guard (1...70).contains(boundary.utf8.count) else { return nil }
    delimiter = Array("\r\n--\(boundary)".utf8)
    self.folder = folder
  }

  /// Takes the next bytes of the request.
  ///
  /// - Throws: ``RequestFault``; nothing more can then be read.
  mutating func read(_ bytes: some Collection<UInt8>) throws(RequestFault) {
    // All at once, where they lie side by side.
    if bytes.withContiguousStorageIfAvailable({ buffer.append(contentsOf: $0) }) == nil {
      buffer.append(contentsOf: bytes)
    }
    while try step() {}
    buffer.removeFirst(start)
    start = 0
  }

  /// The request has come to its end.
  ///
  /// - Returns: What it sent.
  /// - Throws: ``RequestFault/malformed`` where its last part is open.
  mutating func finish() throws(RequestFault) -> (Fields, [Upload]) {
    guard case .ended = state else { throw .malformed }
    return (fields, uploads)
  }

  /// How many bytes of the request wait in memory for those behind them.
  var waitingCount: Int { buffer.count - start }

  /// Goes one step on; false where more bytes are needed.
  private mutating func step() throws(RequestFault) -> Bool {
    switch state {
    case .ended:
      start = buffer.count
      return false
    case .between: return try passBoundary()
    case .head: return try readHead()
    case .field, .file: return try readBody()
    }
  }

  private mutating func passBoundary() throws(RequestFault) -> Bool {
    let end = start + delimiter.count
    guard buffer.count >= end + 2 else { return false }
    guard buffer[start...].starts(with: delimiter) else { throw .malformed }
    let behind = buffer[end..<(end + 2)]
    if behind.elementsEqual("--".utf8) {
      state = .ended
      return true
    }
    guard behind.elementsEqual("\r\n".utf8) else { throw .malformed }
    start = end + 2
    state = .head
    return true
  }

  private mutating func readHead() throws(RequestFault) -> Bool {
    guard let end = place(of: Array("\r\n\r\n".utf8)) else {
      guard waitingCount <= Self.headSizeMax else { throw .tooLarge }
      return false
    }
    size += end - start
    guard end - start <= Self.headSizeMax, size <= Self.fieldsSizeMax else { throw .tooLarge }
    guard let head = String(validating: buffer[start..<end], as: UTF8.self) else {
      throw .malformed
    }
    start = end + 4
    var name: String?
    var file: String?
    for line in head.split(separator: "\r\n")
    where line.lowercased().hasPrefix("content-disposition:") {
      name = Self.parameter("name", of: line)
      file = Self.parameter("filename", of: line)
    }
    guard let name else { throw .malformed }
    guard let file else {
      state = .field(name: name, bytes: [])
      return true
    }
    guard uploads.count < Self.filesMax else { throw .tooLarge }
    guard let open = folder.open(named: file) else { throw .diskFull }
    state = .file(open)
    return true
  }

  private mutating func readBody() throws(RequestFault) -> Bool {
    let end = place(of: delimiter)
    // What may be the beginning of the boundary waits for the rest of it.
    let known = end ?? max(start, buffer.count - delimiter.count + 1)
    try keep(buffer[start..<known])
    start = known
    guard end != nil else { return false }
    try endPart()
    state = .between
    return true
  }

  private mutating func keep(_ body: ArraySlice<UInt8>) throws(RequestFault) {
    switch state {
    case .field(let name, var bytes):
      bytes += body
      size += body.count
      guard bytes.count <= Self.fieldSizeMax, size <= Self.fieldsSizeMax else {
        throw .tooLarge
      }
      state = .field(name: name, bytes: bytes)
    case .file(let open):
      guard open.write(body) else { throw .diskFull }
      let total = uploads.reduce(open.size) { $0 + $1.size }
      guard total <= Upload.sizeMax else { throw .uploadTooLarge }
    default: break
    }
  }

  private mutating func endPart() throws(RequestFault) {
    switch state {
    case .field(let name, let bytes):
      guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed }
      guard fields.pairs.count < Fields.countMax else { throw .tooLarge }
      fields.add(name, text.replacing("\r\n", with: "\n"))
    case .file(let open):
      guard let upload = open.finish() else { throw .diskFull }
      // A browser sends a part without name and bytes for a field in which no file was chosen.
      if upload.size > 0 || !upload.name.isEmpty { uploads.append(upload) }
    default: break
    }
  }

  /// A quoted parameter; browsers write a quotation mark in it as `%22`.
  private static func parameter(_ name: String, of line: Substring) -> String? {
    guard let start = line.firstRange(of: "; \(name)=\"")?.upperBound else { return nil }
    return line[start...].firstIndex(of: "\"").map { String(line[start..<$0]) }
  }

  /// Where a part begins in what has not been read.
  private func place(of part: [UInt8]) -> Int? {
    guard let first = part.first else { return nil }
    return buffer.withUnsafeBytes { bytes in
      var start = start
      while start + part.count <= bytes.count, let base = bytes.baseAddress {
        let range = bytes.count - part.count - start + 1
        guard let found = memchr(base + start, Int32(first), range) else { return nil }
        if memcmp(found, part, part.count) == 0 { return UnsafeRawPointer(found) - base }
        start = UnsafeRawPointer(found) - base + 1
      }
      return nil
    }
  }
}
