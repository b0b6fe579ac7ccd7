import ArgumentParser
import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore
import Synchronization
import Wording

/// What the program prints: results on standard output, everything else on standard error.
enum Output {
  /// Who shows what is said in the place of the terminal; nil where nobody does.
  @TaskLocal static var listener: Listener?

  /// Hears what one act says.
  final class Listener: Sendable {
    private let heard = Mutex<[String]>([])

    var lines: [String] { heard.withLock(\.self) }

    func hear(_ text: String) {
      heard.withLock { $0 += text.split(separator: "\n").map(String.init) }
    }
  }

  static func result(_ text: String) {
    if let listener { return listener.hear(text) }
    // By bytes: the end of a CSV line is one character to Swift and does not end in another.
    var ended = text
    if text.utf8.last != UInt8(ascii: "\n") { ended += "\n" }
    ended.withUTF8 { put(UnsafeRawBufferPointer($0)) }
  }

  /// Whether the command has recorded or made what it was to: what fails afterwards does not undo
  /// it.
  static var isActDone: Bool { actDone.withLock(\.self) || OpenedLedgers.haveRecorded }
  private static let actDone = Mutex(false)

  static func actIsDone() { actDone.withLock { $0 = true } }

  /// Says what was done, or what would have been.
  ///
  /// - Parameters:
  ///   - words: What was done.
  ///   - preview: What is printed before it.
  ///   - isRehearsal: Whether nothing was done.
  static func done(_ words: String, after preview: String = "", isRehearsal: Bool) {
    if !isRehearsal, listener == nil { actIsDone() }
    if !preview.isEmpty { result(preview) }
    result(printable(isRehearsal ? "（试算，未写入）\(words)" : words))
  }

  /// Does an act; when it is refused after its preview was made, the preview is shown before why.
  static func showingRefused<Preview: Sendable, Result>(
    _ words: (Preview) -> String, _ act: () throws -> Result
  ) throws -> Result {
    do {
      return try act()
    } catch let refused as RefusedAct<Preview> {
      note(words(refused.preview))
      throw refused.refusal
    }
  }

  /// A result that is no text.
  static func result(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes(put)
  }

  /// Writes a result; a part of it must not be read as the whole.
  private static func put(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes[...]
    while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
      let written = write(STDOUT_FILENO, start, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return lose() }
      rest = rest.dropFirst(written)
    }
  }

  /// Ends a command whose result cannot be written out.
  private static func lose() {
    let reason =
      switch errno {
      case EPIPE: "读结果的程序已经关闭"
      case EBADF: "标准输出没有打开"
      default: StoreFault.refused("").reason
      }
    guard isActDone else {
      // A reader that went away has seen what it wanted.
      if errno == EPIPE { return }
      problem("结果没有写完（\(reason)），已写出的部分不完整，请勿使用；账本没有改动，请换个地方重新输出")
      exit(1)
    }
    problem(
      "已经办好：要记的已经记入账本，要写的文件已经写好；只是结果没有写出来（\(reason)）。"
        + "请勿再运行这条命令，以免重复，用 list、show 或 verify 查看")
    exit(ExitCode.actDone.rawValue)
  }

  /// A note for a person; what came from a file or a command line cannot steer the terminal.
  static func note(_ text: String) {
    if let listener { return listener.hear(text) }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let words = lines.map { printable(String($0)) }.joined(separator: "\n")
    FileHandle.standardError.writeIgnoringErrors(words + "\n")
  }

  /// A note of something that nobody may miss, with the commands that it asks for.
  static func warning(_ guidance: Guidance) {
    note("注意：" + guidance.words(in: .commandLine))
  }

  static func problem(_ text: String) {
    note("错误：" + text)
  }

  /// The words for an error of any kind.
  ///
  /// A library's error is named without its details, which may hold what was read.
  static func words(for error: any Error) -> String {
    (error as? any OfficerError)?.guidance.words(in: .commandLine.showing(time: Clock.local))
      ?? "没有预料到的问题（\(type(of: error))）；账本没有改动"
  }

  /// Whether standard output is a terminal that shows colour; `NO_COLOR` is honoured.
  static var showsColour: Bool {
    isatty(STDOUT_FILENO) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Shows how far a long work has come, on one line of a terminal; elsewhere nothing.
  static func progress(rows: Int, read: Int, of total: Int) {
    guard isatty(STDERR_FILENO) == 1, total > 0 else { return }
    let width = 30
    let done = min(width, read * width / total)
    let bar = String(repeating: "█", count: done) + String(repeating: "░", count: width - done)
    FileHandle.standardError.writeIgnoringErrors("\r\(bar) \(read * 100 / total)%，已读 \(rows) 行")
  }

  static func endProgress() {
    guard isatty(STDERR_FILENO) == 1 else { return }
    FileHandle.standardError.writeIgnoringErrors("\r\u{1B}[K")
  }
}

extension ExitCode {
  /// Done and recorded, but something after it failed: the result was not written out.
  static let actDone = ExitCode(3)
}

extension FileHandle {
  /// Writes what can be written: a reader that went away is no error of ours.
  fileprivate func writeIgnoringErrors(_ text: String) {
    try? write(contentsOf: Data(text.utf8))
  }
}
