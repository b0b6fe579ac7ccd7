import Foundation
import NIOCore
import NIOHTTP1

/// Reads a request part by part into bounded room.
struct RequestReader {
  private static let targetMax = 8 << 10
  private static let headersMax = 100
  private static let formMax = 1 << 20

  private let method: Request.Method
  private let path: String
  private let query: Fields
  private let headers: [(name: String, value: String)]
  private let sessionKey: String?
  private let folder: UploadFolder

  /// Looks at the head of a request.
  ///
  /// - Throws: ``RequestFault`` when it is not let in.
  init(_ head: HTTPRequestHead, door: Door, folder: UploadFolder) throws(RequestFault) {
    guard head.uri.utf8.count <= Self.targetMax, head.headers.count <= Self.headersMax else {
      throw .tooLarge
    }
    switch head.method {
    case .GET, .HEAD: method = .get
    case .POST: method = .post
    default: throw .wrongMethod
    }
    headers = head.headers.map { ($0.name.lowercased(), $0.value) }
    try door.check(method, headers)
    sessionKey = door.sessionKey(in: headers)
    let halves = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = Fields.decoded(halves[0].replacing("+", with: "%2B")), path.hasPrefix("/"),
      let query = Fields(encoded: halves.dropFirst().first ?? "")
    else { throw .malformed }
    self.path = path
    self.query = query
    self.folder = folder
  }

  /// Reads what follows the head.
  ///
  /// - Throws: ``RequestFault``; no file is then kept.
  func read(_ parts: inout RequestParts) async throws -> Request {
    var request = Request(
      method: method, path: path, query: query, headers: headers, sessionKey: sessionKey)
    let kind = headers.filter { $0.name == "content-type" }.map(\.value)
    guard kind.count <= 1 else { throw RequestFault.malformed }
    guard var reader = kind.first.flatMap({ MultipartReader(contentType: $0, into: folder) }) else {
      request.form = try await form(&parts)
      return request
    }
    guard method == .post else { throw RequestFault.malformed }
    do {
      while let part = try await parts.next() {
        switch part {
        case .head: throw RequestFault.malformed
        case .body(let bytes): try reader.read(bytes.readableBytesView)
        case .end:
          (request.form, request.uploads) = try reader.finish()
          return request
        }
      }
      throw RequestFault.malformed
    } catch {
      reader.discard()
      throw error
    }
  }

  private func form(_ parts: inout RequestParts) async throws -> Fields {
    var bytes: [UInt8] = []
    while let part = try await parts.next() {
      switch part {
      case .head: throw RequestFault.malformed
      case .body(let more):
        bytes += more.readableBytesView
        guard bytes.count <= Self.formMax else { throw RequestFault.tooLarge }
      case .end:
        guard let text = String(validating: bytes, as: UTF8.self),
          let fields = Fields(encoded: text)
        else { throw RequestFault.malformed }
        return fields
      }
    }
    throw RequestFault.malformed
  }
}

/// The parts of the requests of one connection.
struct RequestParts {
  private var iterator: NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator
  /// Whether the request that was begun has come to its end.
  private var isEnded = true

  /// So much of a request that is refused is passed over before the connection ends.
  private static let passedOverMax = 4 << 30

  init(_ inbound: NIOAsyncChannelInboundStream<HTTPServerRequestPart>) {
    iterator = inbound.makeAsyncIterator()
  }

  mutating func next() async throws -> HTTPServerRequestPart? {
    let part = try await iterator.next()
    switch part {
    case .head: isEnded = false
    case .end, nil: isEnded = true
    case .body: break
    }
    return part
  }

  /// Passes over what is left of a request, so that the browser gets to read the answer.
  mutating func passOver() async {
    var count = 0
    while !isEnded, count < Self.passedOverMax, let part = try? await next() {
      if case .body(let bytes) = part { count += bytes.readableBytes }
    }
  }
}
