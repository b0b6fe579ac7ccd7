import Foundation
import LedgerCore
import LedgerStore

/// What the program prints: results on standard output, everything else on standard error.
enum Output {
  static func result(_ text: String) {
    // By bytes: the end of a CSV line is one character to Swift and does not end in another.
    var ended = text
    if text.utf8.last != UInt8(ascii: "\n") { ended += "\n" }
    put(ended.withUTF8 { Data(buffer: $0) })
  }

  /// Says what was done, or what would have been.
  static func done(_ words: String, isRehearsal: Bool) {
    result(isRehearsal ? "（试算，未写入）\(words)" : words)
  }

  /// A result that is no text.
  static func result(_ bytes: [UInt8]) {
    put(Data(bytes))
  }

  /// Writes a result; what the disk does not take in full must not be taken for the whole.
  private static func put(_ data: Data) {
    do {
      try FileHandle.standardOutput.write(contentsOf: data)
    } catch {
      // A reader that went away has seen what it wanted.
      if errno == EPIPE { return }
      let reason = StoreFault.refused("").reason
      problem("结果没有写完（\(reason)），已写出的部分不完整，请勿使用；命令要做的事已经做完，请换个地方重新输出")
      exit(1)
    }
  }

  /// A note for a person; what came from a file or a command line cannot steer the terminal.
  static func note(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let words = lines.map { printable(String($0)) }.joined(separator: "\n")
    FileHandle.standardError.writeIgnoringErrors(words + "\n")
  }

  static func problem(_ text: String) {
    note("错误：" + text)
  }

  /// The words for an error of any kind.
  ///
  /// Every error of ours speaks Chinese; a library's is named without its details, which may hold
  /// what was read.
  static func words(for error: any Error) -> String {
    let words = "\(error)"
    let isOurs = words.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    return isOurs ? words : "没有预料到的问题（\(type(of: error))）；账本没有改动"
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

extension FileHandle {
  /// Writes what can be written: a reader that went away is no error of ours.
  fileprivate func writeIgnoringErrors(_ text: String) {
    try? write(contentsOf: Data(text.utf8))
  }
}
