#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  @Suite("工作台的磁盘满了", .ownThreads)
  struct FullDeskTests {
    private static let ledger = Workplace.ledgerName
    private static let table = "案件.csv"

    /// A workplace with a table that fills several pages of the ledger.
    private static func place() async throws -> Workplace {
      let place = try await Workplace.withLedger()
      let rows = (1...400).map { "案\($0),民事,受援人\($0),2024-03-05" }
      try place.write(
        (["案件编号,案件类型,受援人,受理日期"] + rows).joined(separator: "\n"), to: table)
      return place
    }

    /// Drops the table on a desk and enters it; the page that comes of it.
    private static func imported(_ place: Workplace, on disk: FaultyDisk) async throws -> String {
      let desk = try await DeskRun.start(
        place, environment: disk.environment(in: place.path))
      let page: Result<String, any Error>
      do {
        let guest = try await DeskGuest(desk)
        try await guest.write(name: "测试经办")
        page = .success(try await guest.enter(await guest.drop(table, place.bytes(of: table))))
      } catch {
        page = .failure(error)
      }
      desk.run.interrupt(by: SIGTERM)
      _ = try await desk.run.finish()
      return try page.get()
    }

    @Test("a disk that fills up in the middle of an import has a page, and nothing is half-written")
    func full() async throws {
      let place = try await Self.place()
      let before = try LedgerState(of: place.file(Self.ledger))
      let whole = try place.twin()
      let record = whole.path + ".record"
      defer { try? FileManager.default.removeItem(atPath: record) }
      let receipt = try await Self.imported(whole, on: FaultyDisk(fault: nil, record: record))
      #expect(receipt.contains("<h1>已办好</h1>"), "\(receipt)")
      let after = try LedgerState(of: whole.file(Self.ledger))
      let writes = try DiskCall.all(in: Data(contentsOf: URL(filePath: record)), of: whole.path)
        .filter { $0.verb == .write && $0.path == Self.ledger + "-wal" }.map(\.number)
      #expect(writes.count > 3)
      for (point, refusal) in [
        (writes[0], FaultyDisk.Refusal.full), (writes[writes.count / 2], .half),
        (writes[writes.count - 1], .full),
      ] {
        let full = try place.twin()
        let page = try await Self.imported(
          full, on: FaultyDisk(fault: .refused(at: point, as: refusal)))
        let note = "write \(point) of \(writes): \(page)"
        #expect(page.hasPrefix("HTTP/1.1 503") && page.contains("<h1>导入表格</h1>"), "\(note)")
        // What happened, what is safe, and what to do; the tables wait to be tried again.
        #expect(page.contains("role=\"alert\"") && page.contains("磁盘已满"), "\(note)")
        #expect(page.contains("账本没有改动") && page.contains("腾出空间"), "\(note)")
        #expect(page.contains(Self.table) && page.contains("不用重放"), "\(note)")
        let state = try LedgerState(of: full.file(Self.ledger))
        #expect(state == before && state != after && state.problems == [], "\(note)")
      }
    }
  }
#endif
