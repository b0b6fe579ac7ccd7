import Foundation

/// A browser of tests: it sends the bytes it is told to and reads what comes back.
package final class RawBrowser: Sendable {
  private let descriptor: Int32

  /// Connects to a port of this machine's own address.
  ///
  /// - Parameters:
  ///   - port: On which somebody listens.
  ///   - patience: What does not come within this time will not come, in seconds.
  /// - Throws: ``BrowserFault``.
  package init(port: Int, patience: Int = 60) throws {
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
    guard code == 0 else { throw BrowserFault(description: "no connection: \(errno)") }
    var time = timeval(tv_sec: patience, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
  }

  deinit { close(descriptor) }

  /// Sends bytes; false where the other side takes no more.
  @discardableResult
  package func send(_ bytes: some Collection<UInt8>) -> Bool {
    let bytes = Array(bytes)
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map {
          Foundation.send(descriptor, $0 + start, buffer.count - start, Int32(MSG_NOSIGNAL))
        } ?? 0
      }
      guard count > 0 else { return false }
      start += count
    }
    return true
  }

  @discardableResult
  package func send(_ text: String) -> Bool { send(text.utf8) }

  /// Says that nothing more will be sent.
  package func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Ends the connection as a browser does that dies: what was not read is lost.
  package func breakOff() {
    var hard = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  /// The next bytes; nil where the other side has ended, and where nothing comes.
  package func receive() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return count > 0 ? Array(bytes[..<count]) : nil
  }

  /// All that comes until the other side ends the connection.
  package func receiveAll() -> [UInt8] {
    var all: [UInt8] = []
    while let more = receive() { all += more }
    return all
  }

  /// The next answer, without a body if `isHead` says so; the bytes behind it are kept in `rest`.
  package func answer(isHead: Bool = false, rest: inout [UInt8]) throws -> Answer {
    let blank = Array("\r\n\r\n".utf8)
    while true {
      if let end = rest.firstRange(of: blank) {
        let head = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
        var answer = try Answer(head: head)
        let length = isHead ? 0 : answer.length
        if rest.count - end.upperBound >= length {
          answer.body = Array(rest[end.upperBound..<(end.upperBound + length)])
          rest.removeFirst(end.upperBound + length)
          return answer
        }
      }
      guard let more = receive() else {
        throw BrowserFault(description: "no whole answer in: \(rest.count) bytes")
      }
      rest += more
    }
  }
}

/// A test's request cannot be made, or its answer not be read.
package struct BrowserFault: Error, CustomStringConvertible {
  package let description: String

  package init(description: String) {
    self.description = description
  }
}

/// What came back.
package struct Answer: Sendable {
  package let status: Int
  /// Each with its name in lower case.
  package let headers: [(name: String, value: String)]
  package var body: [UInt8] = []

  init(head: String) throws {
    let lines = head.components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
      throw BrowserFault(description: "no answer: \(head.prefix(200))")
    }
    self.status = status
    headers = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        parts[0].lowercased(),
        parts.dropFirst().first.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
      )
    }
  }

  package subscript(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  var length: Int { self["content-length"].flatMap { Int($0) } ?? 0 }
  package var text: String { String(decoding: body, as: UTF8.self) }
  /// What its title says.
  package var title: String {
    text.firstMatch(of: /<h1>(.*?)<\/h1>/).map { String($0.1) } ?? ""
  }
}
