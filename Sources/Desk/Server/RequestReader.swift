import Foundation
import NIOCore
import NIOHTTP1

/// Reads a request part by part into bounded room.
struct RequestReader {
  private static let targetMax = 8 << 10
  private static let headersMax = 100
  private static let formMax = 1 << 20
  /// The files of a request and what stands around them.
  private static let bodyMax = Upload.sizeMax + (2 << 20)

  /// What the parser takes of a head, line by line.
  static let decoderLimits: NIOHTTPDecoderLimitConfiguration = {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = 16 << 10
    limits.maxHeaderListSize = 64 << 10
    limits.maxHeaderFieldCount = headersMax
    return limits
  }()

  let method: Request.Method
  /// The key that the browser gives back.
  let sessionKey: String?
  /// Whether the browser waits for our word before it sends the body.
  let awaitsWord: Bool
  private let path: String
  private let query: Fields
  private let headers: [(name: String, value: String)]
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
    awaitsWord =
      head.version == .http1_1 && head.headers[canonicalForm: "expect"].contains("100-continue")
    let halves = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = Fields.decoded(halves[0].replacing("+", with: "%2B")), path.hasPrefix("/"),
      let query = Fields(encoded: halves.dropFirst().first ?? "")
    else { throw .malformed }
    self.path = path
    self.query = query
    self.folder = folder
    try checkDeclared()
  }

  /// What says of itself that it is too large need not come at all.
  private func checkDeclared() throws(RequestFault) {
    let declared = headers.first { $0.name == "content-length" }.flatMap { Int($0.value) } ?? 0
    if isMultipart {
      guard declared <= Self.bodyMax else { throw .uploadTooLarge }
    } else {
      guard declared <= Self.formMax else { throw .tooLarge }
    }
  }

  private func kindIs(_ kind: String) -> Bool {
    let said = headers.filter { $0.name == "content-type" }.map { $0.value.lowercased() }
    return said.count == 1 && said[0].hasPrefix(kind)
  }

  private var isMultipart: Bool { kindIs("multipart/form-data") }

  /// Reads what follows the head.
  ///
  /// - Throws: ``RequestFault``; no file is then kept.
  func read(_ parts: inout RequestParts) async throws -> Request {
    var request = Request(
      method: method, path: path, query: query, headers: headers, sessionKey: sessionKey)
    guard method == .post else {
      // A body that nobody asked for.
      guard try await form(&parts).pairs.isEmpty else { throw RequestFault.malformed }
      return request
    }
    guard isMultipart else {
      guard kindIs("application/x-www-form-urlencoded") else { throw RequestFault.malformed }
      request.form = try await form(&parts)
      return request
    }
    let kind = headers.first { $0.name == "content-type" }?.value ?? ""
    guard var reader = MultipartReader(contentType: kind, into: folder) else {
      throw RequestFault.malformed
    }
    var size = 0
    while let part = try await parts.next() {
      switch part {
      case .head: throw RequestFault.malformed
      case .body(let bytes):
        size += bytes.readableBytes
        guard size <= Self.bodyMax else { throw RequestFault.uploadTooLarge }
        try reader.read(bytes.readableBytesView)
      case .end:
        (request.form, request.uploads) = try reader.finish()
        return request
      }
    }
    throw RequestFault.malformed
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
  /// Whether what comes is no request any more.
  private(set) var isUnreadable = false

  /// So much of a request that is refused is passed over before the connection ends.
  private static let passedOverMax = 4 << 30

  init(_ inbound: NIOAsyncChannelInboundStream<HTTPServerRequestPart>) {
    iterator = inbound.makeAsyncIterator()
  }

  /// The next part; nil where the browser has ended the connection.
  ///
  /// - Throws: `HTTPParserError` and ``RequestFault/tooSlow``; nothing comes after them.
  mutating func next() async throws -> HTTPServerRequestPart? {
    do {
      return try await iterator.next()
    } catch {
      isUnreadable = true
      throw error
    }
  }

  /// The head of the next request; nil where there is none.
  mutating func nextHead() async throws -> HTTPRequestHead? {
    while let part = try await next() {
      if case .head(let head) = part { return head }
    }
    return nil
  }

  /// Passes over what still comes, until the browser ends the connection.
  mutating func passOver() async {
    var count = 0
    while count < Self.passedOverMax, let part = try? await next() {
      if case .body(let bytes) = part { count += bytes.readableBytes }
    }
  }
}
