import Foundation
import ReaderLaws
import TestSupport
import Testing

@Suite("收集的输入")
struct CorpusTests {
  /// The inputs that fuzzing kept for a reader, those that once broke a law among them.
  private static func inputs(of reader: FuzzedReader) throws -> [URL] {
    let folder = repositoryRoot.appending(path: "Tests/FuzzTests/Corpus/\(reader.rawValue)")
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .sorted { $0.path < $1.path }
  }

  @Test("every input that was kept is read within the laws", arguments: FuzzedReader.allCases)
  func replay(reader: FuzzedReader) throws {
    let scratch = try ScratchFolder()
    let inputs = try Self.inputs(of: reader)
    #expect(inputs.count >= 10)
    for input in inputs {
      let bytes = [UInt8](try Data(contentsOf: input))
      #expect(throws: Never.self, "\(input.lastPathComponent)") {
        try reader.check(bytes, in: scratch)
      }
    }
  }

  @Test("the kept inputs are small")
  func size() throws {
    var total = 0
    for reader in FuzzedReader.allCases {
      for input in try Self.inputs(of: reader) {
        let size = try Data(contentsOf: input).count
        #expect(size <= 4_096, "\(input.path)")
        total += size
      }
    }
    #expect(total <= 300_000)
  }
}
