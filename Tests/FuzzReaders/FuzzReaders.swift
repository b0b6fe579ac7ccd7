import Foundation
import ReaderLaws

/// The reader that is fuzzed, named by the environment variable READER, and where it may write.
private let fuzzed: (reader: FuzzedReader, scratch: ScratchFolder)? = {
  let name = ProcessInfo.processInfo.environment["READER"] ?? ""
  guard let reader = FuzzedReader(rawValue: name), let scratch = try? ScratchFolder() else {
    return nil
  }
  return (reader, scratch)
}()

/// Hands the command line to libFuzzer, whose own main function the package manager leaves no room
/// for.
@main
enum FuzzReaders {
  static func main() {
    var count = CommandLine.argc
    var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(runDriver(&count, &words, testOneInput))
  }
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Tries one input; a broken law ends the process as a crash does.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let fuzzed else {
    complain("READER is one of: " + FuzzedReader.allCases.map(\.rawValue).joined(separator: ", "))
  }
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do {
    try fuzzed.reader.check(bytes, in: fuzzed.scratch)
  } catch {
    complain("\(error)")
  }
  return 0
}

private func complain(_ words: String) -> Never {
  FileHandle.standardError.write(Data((words + "\n").utf8))
  abort()
}
