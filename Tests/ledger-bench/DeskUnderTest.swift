import Foundation

/// A desk that serves a ledger, and a browser's session with it.
final class DeskUnderTest {
  private let process = Process()
  /// How a browser of the session comes in.
  let access: Access

  struct Access: Sendable {
    let port: Int
    let cookie: String
  }

  /// Starts the program, and follows its opening link.
  init(_ program: String, ledger: String) throws {
    process.executableURL = URL(filePath: program)
    process.arguments = ["desk", "--no-browser", "--ledger", ledger]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    var said = ""
    var found: Regex<(Substring, port: Substring, code: Substring)>.Match?
    while found == nil {
      let data = pipe.fileHandleForReading.availableData
      guard !data.isEmpty else { throw BenchFault("工作台没有打开：\(said)") }
      said += String(decoding: data, as: UTF8.self)
      found = said.firstMatch(of: /127\.0\.0\.1:(?<port>\d+)\/open\?code=(?<code>\w+)\s/)
    }
    guard let found, let port = Int(found.output.port) else { throw BenchFault("没有地址：\(said)") }
    let opened = try Connection(Access(port: port, cookie: ""))
      .get("/open?code=\(found.output.code)")
    let cookie = opened.head.firstMatch(of: /set-cookie: ([^;]+);/).map { String($0.1) }
    guard let cookie else { throw BenchFault("工作台没有放行：\(opened.head)") }
    access = Access(port: port, cookie: cookie)
  }

  /// Ends the desk.
  func end() {
    process.terminate()
    process.waitUntilExit()
  }

  /// A connection of the session's browser.
  func connection() throws -> Connection { try Connection(access) }

  /// User and system time of the program so far, in seconds.
  var cpuSeconds: Double {
    let text = said(in: "stat")
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    let ticks = fields.count > 12 ? (Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0) : 0
    return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// What the system says of the process.
  private func said(in file: String) -> String {
    let path = "/proc/\(process.processIdentifier)/\(file)"
    return (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }

  /// Memory of the program in megabytes: held now, and the most that it held.
  var megabytes: (now: Double, peak: Double) {
    let text = said(in: "status")
    func value(_ name: String) -> Double {
      let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
      return line.flatMap { $0.split(separator: " ").dropLast().last.flatMap { Double($0) } } ?? 0
    }
    return (value("VmRSS") / 1_024, value("VmHWM") / 1_024)
  }
}

/// One connection that stays open from request to request.
final class Connection {
  private let descriptor: Int32
  private let port: Int
  private let cookie: String
  private var rest: [UInt8] = []

  /// What came back.
  struct Answer {
    let status: Int
    let head: String
    let body: [UInt8]
    /// Until the first byte came, and until all had.
    let firstByte: Double
    let seconds: Double

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of a hidden field of the page's form.
    func field(_ name: String) throws -> String {
      let regex = try Regex("name=\"\(name)\" value=\"([^\"]*)\"", as: (Substring, Substring).self)
      guard let found = text.firstMatch(of: regex) else {
        throw BenchFault("页面上没有 \(name)：\(status) \(text.prefix(2_000))")
      }
      return String(found.output.1)
    }
  }

  init(_ access: DeskUnderTest.Access) throws {
    (port, cookie) = (access.port, access.cookie)
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw BenchFault("连不上工作台") }
  }

  deinit { close(descriptor) }

  func get(_ target: String) throws -> Answer { try ask("GET \(target)", [], []) }

  func post(_ target: String, _ fields: [(String, String)]) throws -> Answer {
    var allowed = CharacterSet.alphanumerics
    allowed.insert(charactersIn: "-._~")
    let body = fields.map { name, value in
      "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")"
    }.joined(separator: "&")
    return try ask(
      "POST \(target)", ["Content-Type: application/x-www-form-urlencoded"], Array(body.utf8))
  }

  /// Sends a file with the fields of its form.
  func drop(
    _ target: String, _ fields: [(String, String)], _ name: String, _ file: Data
  ) throws -> Answer {
    var body: [UInt8] = []
    for (field, value) in fields {
      body += "--b\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n".utf8
    }
    let disposition = "Content-Disposition: form-data; name=\"files\"; filename=\"\(name)\""
    body += "--b\r\n\(disposition)\r\n\r\n".utf8
    body += file
    body += "\r\n--b--\r\n".utf8
    return try ask("POST \(target)", ["Content-Type: multipart/form-data; boundary=b"], body)
  }

  private func ask(_ line: String, _ headers: [String], _ body: [UInt8]) throws -> Answer {
    var head = [line + " HTTP/1.1", "Host: 127.0.0.1:\(port)", "Cookie: \(cookie)"] + headers
    if line.hasPrefix("POST") {
      head += ["Origin: http://127.0.0.1:\(port)", "Content-Length: \(body.count)"]
    }
    let start = ContinuousClock.now
    try send(Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
    try receive()
    let first = (ContinuousClock.now - start) / .seconds(1)
    var end = rest.firstRange(of: Array("\r\n\r\n".utf8))
    while end == nil {
      try receive()
      end = rest.firstRange(of: Array("\r\n\r\n".utf8))
    }
    let bodyStart = end?.upperBound ?? 0
    let text = String(decoding: rest[..<bodyStart], as: UTF8.self)
    let length = text.firstMatch(of: /content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
    while rest.count < bodyStart + length { try receive() }
    let content = Array(rest[bodyStart..<(bodyStart + length)])
    rest.removeFirst(bodyStart + length)
    let status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return Answer(
      status: status, head: text, body: content, firstByte: first,
      seconds: (ContinuousClock.now - start) / .seconds(1))
  }

  private func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map {
          Foundation.send(descriptor, $0 + sent, buffer.count - sent, Int32(MSG_NOSIGNAL))
        } ?? 0
      }
      guard count > 0 else { throw BenchFault("工作台不收了") }
      sent += count
    }
  }

  private func receive() throws {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &piece, piece.count, 0)
    guard count > 0 else { throw BenchFault("工作台断开了") }
    rest += piece[..<count]
  }
}
