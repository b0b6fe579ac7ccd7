import Bookkeeping
import Interchange
import TestSupport
import Testing

@Suite("提前读表")
struct ReadingAheadTests {
  @Test("what is read ahead is what is read row by row, in the same order")
  func sameItems() throws {
    let folder = try TemporaryFolder()
    for length in [0, 1, 255, 256, 257, 5_000] {
      let path = try folder.write(Self.table(length), to: "\(length).csv")
      let missing = folder.path + "/missing.csv"
      var reader = ImportReader(paths: [path, missing])
      let ahead = ImportAhead(paths: [path, missing])
      defer { ahead.close() }
      var read: [ImportItem] = []
      while let batch = ahead.nextBatch() { read += batch.items }
      #expect(ahead.nextBatch() == nil)
      var count = 0
      while let expected = reader.next() {
        #expect(read.indices.contains(count) && read[count] == expected, "\(length)")
        count += 1
      }
      #expect(count == read.count)
      #expect(count >= length + 1)
    }
  }

  @Test("a reading that is given up ends, however little was taken")
  func givenUp() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.table(20_000), to: "long.csv")
    for taken in [0, 1, 3] {
      let ahead = ImportAhead(paths: [path])
      for _ in 0..<taken { #expect(ahead.nextBatch() != nil) }
      ahead.close()
    }
  }

  /// Openings of which every tenth has a fault.
  private static func table(_ length: Int) -> String {
    let rows = (0..<length).map { $0 % 10 == 9 ? "2024,一百,坏\n" : "2024,\($0),行\n" }
    return "预算年度,年初结余,备注\n" + rows.joined()
  }
}
