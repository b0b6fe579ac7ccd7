import Foundation

/// The text of a PDF, read by Poppler's `pdftotext`: in bounded time, and bounded in length.
struct PDFText {
  /// In UTF-8, its pages parted by form feeds.
  let utf8: [UInt8]
  /// The pages without any text, which are pictures, from 1.
  let blankPages: [Int]

  /// The program and what it may take.
  struct Tool {
    let path: String
    var secondsMax = 60.0
    var bytesMax = 50_000_000

    /// The program where the search path has it; nil where it is not installed.
    static func installed(
      in environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> Tool? {
      let folders = (environment["PATH"] ?? "").split(separator: ":")
      let paths = folders.map { "\($0)/pdftotext" }
      return paths.first { FileManager.default.isExecutableFile(atPath: $0) }.map { Tool(path: $0) }
    }
  }

  /// Why a PDF gave no text.
  enum Flaw: Error, Equatable {
    case notInstalled
    case failed
    case tooSlow
    case tooLong
    /// No page has any text.
    case pictures
  }

  /// Reads the text of a file.
  ///
  /// - Throws: ``Flaw``.
  init(path: String, tool: Tool? = .installed()) throws(Flaw) {
    guard let tool else { throw .notInstalled }
    utf8 = try Self.output(of: tool, path)
    let pages = utf8.split(separator: 0x0C, omittingEmptySubsequences: false)
    // A form feed ends each page, so that nothing stands behind the last.
    let count = max(1, pages.count - 1)
    blankPages = pages.prefix(count).enumerated().filter { _, page in
      !page.contains { $0 > 0x20 }
    }.map { $0.offset + 1 }
    guard blankPages.count < count else { throw .pictures }
  }

  private static func output(of tool: Tool, _ path: String) throws(Flaw) -> [UInt8] {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: tool.path)
    // A path from the root cannot be taken for an option.
    let file = URL(fileURLWithPath: path).path
    process.arguments = ["-q", "-layout", "-enc", "UTF-8", file, "-"]
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { throw .failed }
    try? pipe.fileHandleForWriting.close()
    do throws(Flaw) {
      let text = try read(pipe.fileHandleForReading.fileDescriptor, tool)
      process.waitUntilExit()
      guard process.terminationStatus == 0 else { throw .failed }
      return text
    } catch {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      throw error
    }
  }

  /// Reads until the program ends, its time is over, or it has written too much.
  private static func read(_ descriptor: Int32, _ tool: Tool) throws(Flaw) -> [UInt8] {
    let end = Date().addingTimeInterval(tool.secondsMax)
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let rest = end.timeIntervalSinceNow
      guard rest > 0 else { throw .tooSlow }
      var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&event, 1, Int32(min(rest * 1000, 1000)) + 1)
      if ready == 0 || ready < 0 && errno == EINTR { continue }
      let count = Foundation.read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .failed }
      if count == 0 { return text }
      text += piece[..<count]
      guard text.count <= tool.bytesMax else { throw .tooLong }
    }
  }
}
