#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  @Suite("工作台的磁盘满了", .serialized)
  struct FullDeskTests {
    private static let ledger = Workplace.ledgerName

    @Test("a disk that fills up in the middle of an import has a page, and nothing is half-written")
    func fullDisk() async throws {
      let place = try await Workplace.withLedger()
      let rows = (1...400).map { "案\($0),民事,受援人\($0),2024-03-05" }
      try place.write(
        (["案件编号,案件类型,受援人,受理日期"] + rows).joined(separator: "\n"), to: "案件.csv")
      let whole = try place.twin()
      let record = whole.path + ".record"
      defer { try? FileManager.default.removeItem(atPath: record) }
      let receipt = try await Self.imported(whole, on: FaultyDisk(fault: nil, record: record))
      #expect(receipt.title == "已办好")
      let after = try LedgerState(of: whole.file(Self.ledger))
      let writes = try DiskCall.all(in: Data(contentsOf: URL(filePath: record)), of: whole.path)
        .filter { $0.verb == .write && $0.path == Self.ledger + "-wal" }.map(\.number)
      #expect(writes.count > 3)
      let before = try LedgerState(of: place.file(Self.ledger))
      for point in [writes[0], writes[writes.count / 2], writes[writes.count - 1]] {
        let full = try place.twin()
        let fault = FaultyDisk.Fault.refused(at: point, as: .full)
        let page = try await Self.imported(full, on: FaultyDisk(fault: fault))
        let note = "write \(point) of \(writes): \(page.status) \(page.text)"
        #expect(page.status == 503 && page.title == "导入表格", "\(note)")
        #expect(page.text.contains("role=\"alert\"") && page.text.contains("磁盘"), "\(note)")
        #expect(page.text.contains("账本没有改动") && page.text.contains("案件.csv"), "\(note)")
        let state = try LedgerState(of: full.file(Self.ledger))
        #expect(state == before && state != after && state.problems == [], "\(note)")
      }
    }

    /// Drops the table on a desk and enters it; the page that comes of it.
    private static func imported(_ place: Workplace, on disk: FaultyDisk) async throws -> Answer {
      let desk = try place.start(
        ["desk", "--no-browser", "--ledger", ledger],
        environment: disk.environment(in: place.path))
      let opening = try await desk.printed { text in
        text.firstMatch(of: #/127\.0\.0\.1:(\d+)(/open\?code=\w+)\s/#)
          .map { (port: Int($0.output.1) ?? 0, path: String($0.output.2)) }
      }
      let page: Result<Answer, any Error> = Result {
        var browser = DeskBrowser(port: opening.port)
        try browser.open(opening.path)
        return try browser.imported("案件.csv", place.bytes(of: "案件.csv"))
      }
      desk.interrupt(by: SIGTERM)
      _ = try await desk.finish()
      return try page.get()
    }
  }

  /// A browser that keeps the desk's cookie.
  private struct DeskBrowser {
    let port: Int
    private var cookie = ""

    init(port: Int) {
      self.port = port
    }

    mutating func open(_ path: String) throws {
      let answer = try ask("GET \(path)")
      cookie = try #require(answer["set-cookie"]?.split(separator: ";").first.map(String.init))
      let who = try ask("GET /who")
      let body = "name=%E6%B5%8B%E8%AF%95&form=\(try Self.form(who))"
      #expect(
        try ask("POST /who", "application/x-www-form-urlencoded", Array(body.utf8)).status == 303)
    }

    /// Drops a table, has it checked and enters it.
    func imported(_ name: String, _ table: Data) throws -> Answer {
      let form = try Self.form(ask("GET /import"))
      func head(_ name: String) -> String {
        "--b\r\nContent-Disposition: form-data; name=\"\(name)\""
      }
      let start =
        "\(head("form"))\r\n\r\n\(form)\r\n\(head("step"))\r\n\r\ncheck\r\n"
        + "\(head("files")); filename=\"\(name)\"\r\n\r\n"
      let body = Array(start.utf8) + table + Array("\r\n--b--\r\n".utf8)
      let checked = try ask("POST /import", "multipart/form-data; boundary=b", body)
      let done = "step=do&form=\(try Self.form(checked))"
      var receipt = ""
      var answer = try ask("POST /import", "application/x-www-form-urlencoded", Array(done.utf8))
      // Where it takes long, its page comes again until it is done.
      while let place = answer["location"] ?? (answer.title == "正在办理" ? "" : nil) {
        if !place.isEmpty { receipt = place }
        answer = try ask("GET \(receipt)")
      }
      return answer
    }

    private static func form(_ page: Answer) throws -> String {
      try #require(
        page.text.firstMatch(of: /name="form" value="([0-9a-f]{64})"/).map { String($0.1) },
        "\(page.status) \(page.text)")
    }

    private func ask(
      _ line: String, _ kind: String? = nil, _ body: [UInt8] = []
    ) throws -> Answer {
      var head = [line + " HTTP/1.1", "Host: 127.0.0.1:\(port)", "Cookie: \(cookie)"]
      if let kind {
        head += [
          "Origin: http://127.0.0.1:\(port)", "Content-Type: \(kind)",
          "Content-Length: \(body.count)",
        ]
      }
      let browser = try RawBrowser(port: port)
      browser.send(Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
      var rest: [UInt8] = []
      return try browser.answer(rest: &rest)
    }
  }
#endif
