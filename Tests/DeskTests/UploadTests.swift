import Foundation
import TestSupport
import Testing

@testable import Desk

@Suite("放进来的文件", .ownThreads)
struct UploadTests {
  private static let kind = "multipart/form-data; boundary=b"

  private static func part(_ file: String) -> String {
    "--b\r\nContent-Disposition: form-data; name=\"tables\"; filename=\"\(file)\"\r\n\r\n"
  }

  @Test("an upload of 2 GB that says so is refused before it comes")
  func declared() async throws {
    let office = try await Office()
    let key = try office.session()
    let answer = try office.raw(
      office.postHead("/who", key: key, kind: Self.kind, length: 2 << 30) + Self.part("a.xlsx"))
    #expect(answer.status == 413 && answer.title == "文件太大")
    #expect(answer.text.contains("64 MB") && answer.text.contains("账本没有改动"))
    #expect(try office.keptFiles() == [])
  }

  @Test(
    "one that does not say so is refused where it is too much, with a page, and no file is left")
  func streamed() async throws {
    let office = try await Office()
    let key = try office.session()
    let browser = try RawBrowser(port: office.port)
    let headers = [
      "Origin: http://127.0.0.1:\(office.port)", "Content-Type: \(Self.kind)",
      "Transfer-Encoding: chunked",
    ]
    browser.send(office.head("POST /who", key: key, headers))
    let part = Self.part("a.xlsx")
    browser.send(String(part.utf8.count, radix: 16) + "\r\n\(part)\r\n")
    let piece = Array("100000\r\n".utf8) + [UInt8](repeating: 0x61, count: 1 << 20) + [13, 10]
    for _ in 0..<72 { #expect(browser.send(piece)) }
    browser.send("0\r\n\r\n")
    var rest: [UInt8] = []
    let answer = try browser.answer(rest: &rest)
    #expect(answer.status == 413 && answer.title == "文件太大")
    #expect(rest + browser.receiveAll() == [])
    #expect(try office.keptFiles() == [])
  }

  @Test("a workbook that unpacks to far more than it is gets a page that says so")
  func workbookBomb() async throws {
    let office = try await Office()
    let key = try office.namedSession()
    var book = HandMadeWorkbook()
    book.sheets = [("表", "", HandMadeWorkbook.sheet(String(repeating: " ", count: 80 << 20)))]
    let number = try Office.number(in: office.get("/import", key: key))
    let bytes = try book.bytes()
    func field(_ name: String, _ text: String) -> String {
      "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(text)\r\n"
    }
    let start = field("form", number) + field("step", "check") + Self.part("案件台账.xlsx")
    let body = Array(start.utf8) + bytes + Array("\r\n--b--\r\n".utf8)
    let head = office.postHead("/import", key: key, kind: Self.kind, length: body.count)
    let page = try office.raw(Array(head.utf8) + body)
    #expect(page.status == 422 && page.title == "导入表格")
    #expect(page.text.contains("案件台账.xlsx") && page.text.contains("账本没有改动"))
    #expect(page.text.contains("role=\"alert\"") && !page.text.contains(office.desk.folder.path))
    // It waits to be looked at again, or given up.
    #expect(try office.keptFiles().count == 1)
    let again = try Office.number(in: page)
    _ = try office.post("/import", key: key, [("form", again), ("step", "forget")])
    #expect(try office.keptFiles() == [])
    #expect(try office.entryCount() == 1)
  }

  @Test("a name of a file is shown, and never a path: neither of this machine nor of ours")
  func names() async throws {
    let folder = try UploadFolder()
    let names = [
      "../../x": "x", "C:\\x.xlsx": "x.xlsx", "..": "..", "/": "", "": "", "a/b\\c.csv": "c.csv",
      "%00.xlsx": "%00.xlsx", "%22引号%22.csv": "\"引号\".csv", "a\u{0}b.csv": "ab.csv",
      "\u{202E}vsc.exe": "vsc.exe", "a\r\nSet-Cookie: x.csv": "a  Set-Cookie: x.csv",
      "~/x.csv": "x.csv", "-rf.csv": "-rf.csv", "lock": "lock",
      String(repeating: "长", count: 2_000): String(repeating: "长", count: 120),
    ]
    for (name, shown) in names {
      let open = try #require(folder.open(named: name), "\(name)")
      let upload = try #require(open.finish(), "\(name)")
      #expect(upload.name == shown, "\(name)")
      let path = URL(filePath: upload.path)
      #expect(path.deletingLastPathComponent().path == folder.path, "\(name)")
      let isOurs = path.lastPathComponent.wholeMatch(of: /[0-9A-F\-]{36}(\.[a-z0-9]{1,5})?/) != nil
      #expect(isOurs, "\(path.lastPathComponent)")
    }
  }

  @Test("files and their folder are open to this user only, and go with who keeps them")
  func modesAndEnd() throws {
    var folder: UploadFolder? = try UploadFolder()
    let path = try #require(folder?.path)
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode(path) == 0o700)
    var open = folder?.open(named: "表.XLSX")
    #expect(open?.write([1, 2, 3]) == true)
    var upload = open?.finish()
    open = nil
    let file = try #require(upload?.path)
    #expect(try mode(file) == 0o600 && file.hasSuffix(".xlsx"))
    #expect(FileManager.default.contents(atPath: file) == Data([1, 2, 3]))
    // One that is given up before its end.
    let givenUp = folder?.open(named: "b.csv")
    #expect(givenUp?.write([1]) == true)
    upload = nil
    #expect(!FileManager.default.fileExists(atPath: file))
    folder = nil
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("what a session keeps is removed when it ends, and all when the desk stops")
  func sessionEnd() async throws {
    let office = try await Office()
    let key = try office.session()
    let upload = try #require(office.desk.folder.open(named: "a.csv")?.finish())
    let path = upload.path
    let session = try #require(office.desk.sessions.session(key))
    session.drop = DroppedTables(uploads: [consume upload])
    #expect(FileManager.default.fileExists(atPath: path))
    office.clock.goOn(BrowserSessions.idleTime - 1)
    _ = try office.session()
    #expect(FileManager.default.fileExists(atPath: path))
    office.clock.goOn(1)
    office.desk.sessions.endIdle()
    #expect(!FileManager.default.fileExists(atPath: path))
    await office.stop()
    let names = try office.folder.names().filter { $0.hasPrefix("legalaid-desk-") }
    #expect(names == [])
  }

  @Test("the folder of a desk that was killed is removed by the next; that of one alive is not")
  func leftovers() throws {
    let place = try TemporaryFolder()
    let alive = try UploadFolder(in: place.path)
    let left = place.file("legalaid-desk-left")
    let made = FileManager.default
    let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
    for path in [left, place.file("legalaid-desk-young"), place.file("another")] {
      try made.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: attributes)
    }
    for name in ["lock", "a.csv"] { try Data([1]).write(to: URL(filePath: left + "/" + name)) }
    // A name of ours that leads elsewhere.
    try made.createSymbolicLink(
      atPath: place.file("legalaid-desk-link"), withDestinationPath: place.file("another"))
    let next = try UploadFolder(in: place.path)
    let names = try place.names().filter { !next.path.hasSuffix($0) }
    #expect(
      Set(names) == [
        URL(filePath: alive.path).lastPathComponent, "legalaid-desk-young", "legalaid-desk-link",
        "another",
      ])
    #expect(alive.open(named: "a.csv") != nil)
  }

  @Test("a disk that is full in the middle of an upload is said to be, and nothing is kept")
  func fullDisk() async throws {
    // Takes files, and not one byte.
    let folder = try UploadFolder { path in
      close(UploadFolder.newFile(at: path))
      return Foundation.open("/dev/full", O_WRONLY | O_CLOEXEC)
    }
    try await Self.expectFull(folder)
  }

  @Test("as is one on which there is no place for a file")
  func noRoom() async throws {
    try await Self.expectFull(try UploadFolder { _ in -1 })
  }

  private static func expectFull(_ folder: UploadFolder) async throws {
    let answer: @Sendable (Request) -> Response = { _ in Response(200, [], []) }
    let server = try await DeskServer(port: 0, into: folder, isKnown: { _ in true }, answer)
    let serving = Task(executorPreference: Threads.shared) { try await server.run() }
    let body = part("a.csv") + "abc\r\n--b--\r\n"
    let head =
      "POST / HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nContent-Type: \(kind)\r\n"
      + "Origin: http://127.0.0.1:\(server.port)\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
    let browser = try RawBrowser(port: server.port)
    browser.send(head + body)
    var rest: [UInt8] = []
    let page = try browser.answer(rest: &rest)
    #expect(page.status == 507 && page.title == "磁盘满了")
    #expect(page.text.contains("账本没有改动"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names == ["lock"])
    serving.cancel()
    _ = await serving.result
    await server.stop()
  }
}
