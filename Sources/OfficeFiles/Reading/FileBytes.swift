internal import Foundation

/// The bytes of a file.
final class FileBytes: ByteSource {
  let length: UInt64
  private(set) var bytesRead: UInt64 = 0
  private let handle: FileHandle

  init(path: String) throws(OfficeFlaw) {
    guard let handle = FileHandle(forReadingAtPath: path) else { throw .unreadable }
    self.handle = handle
    do {
      length = try handle.seekToEnd()
      try handle.seek(toOffset: 0)
    } catch {
      throw .unreadable
    }
    guard length <= Limits.partLengthMax else { throw .tooLarge }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(OfficeFlaw) -> Int {
    do {
      let piece = try handle.read(upToCount: buffer.count) ?? Data()
      buffer.copyBytes(from: piece)
      bytesRead += UInt64(piece.count)
      return piece.count
    } catch {
      throw .unreadable
    }
  }
}
