import Foundation
import LedgerCore
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Serves the desk to the browsers of this machine.
///
/// One thread reads and writes; what is asked for is answered on a few others, in the order in
/// which it comes on each connection.
package final class DeskServer: Sendable {
  private let group: MultiThreadedEventLoopGroup
  private let workers: NIOThreadPool
  private let listeners: [NIOAsyncChannel<DeskChannel, Never>]
  private let door: Door
  private let limits: ServerLimits
  private let folder: UploadFolder
  private let isKnown: @Sendable (String?) -> Bool
  private let answer: @Sendable (Request) -> Response
  private let openConnections = Atomic(0)

  typealias DeskChannel = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>
  typealias Outbound = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

  /// Why it does not serve.
  package enum Fault: OfficerError, Equatable {
    case portTaken(Int)
    /// The system does not let us listen there; its own code of the error.
    case cannotListen(port: Int, code: Int32)

    package var description: String {
      switch self {
      case .portTaken(let port): "端口 \(port) 已经有人在用：请换一个，或不写端口，由系统给一个"
      case .cannotListen(let port, let code):
        "不能在端口 \(port) 上打开工作台（系统错误 \(code)）：请换一个 1024 以上的端口，或不写端口"
      }
    }
  }

  /// Listens on this machine's own addresses, and on no other.
  ///
  /// - Parameters:
  ///   - port: 0 for one that is free.
  ///   - folder: Where dropped files are kept.
  ///   - limits: How long a browser may take, and how many may come.
  ///   - isKnown: Whether a key is a session's: what others post is not even read.
  ///   - answer: Answers a request that was let in; it may take its time.
  /// - Throws: ``Fault``.
  package init(
    port: Int, into folder: UploadFolder, limits: ServerLimits = ServerLimits(),
    isKnown: @escaping @Sendable (String?) -> Bool,
    _ answer: @escaping @Sendable (Request) -> Response
  ) async throws {
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    workers = NIOThreadPool(numberOfThreads: 4)
    workers.start()
    (self.folder, self.limits, self.isKnown, self.answer) = (folder, limits, isKnown, answer)
    do {
      listeners = try await Self.listen(port, group, limits)
      door = Door(port: listeners.first?.channel.localAddress?.port ?? port)
    } catch {
      try? await group.shutdownGracefully()
      try? await workers.shutdownGracefully()
      let code = (error as? IOError)?.errnoCode ?? 0
      throw code == EADDRINUSE
        ? Fault.portTaken(port) : Fault.cannotListen(port: port, code: code)
    }
  }

  package var port: Int { door.port }

  /// A port on both addresses of this machine.
  ///
  /// Another program on one of them would be taken for us; without IPv6 the browser does not ask
  /// for the second.
  private static func listen(
    _ port: Int, _ group: MultiThreadedEventLoopGroup, _ limits: ServerLimits
  ) async throws -> [NIOAsyncChannel<DeskChannel, Never>] {
    let trialsMax = 8
    for trial in 1... {
      let first = try await listen("127.0.0.1", port, group, limits)
      do {
        let bound = first.channel.localAddress?.port ?? port
        return [first, try await listen("::1", bound, group, limits)]
      } catch let error as IOError where error.errnoCode == EADDRINUSE {
        try await first.channel.close()
        guard port == 0, trial < trialsMax else { throw error }
      } catch {
        return [first]
      }
    }
    return []
  }

  private static func listen(
    _ host: String, _ port: Int, _ group: MultiThreadedEventLoopGroup, _ limits: ServerLimits
  ) async throws -> NIOAsyncChannel<DeskChannel, Never> {
    try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 64)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.maxMessagesPerRead, value: 4)
      .bind(host: host, port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          // Faults of the parser come to the task of the connection, which has a page for them.
          try pipeline.configureHTTPServerPipeline(
            withErrorHandling: false, withEncoderConfiguration: .init(),
            withDecoderLimitConfiguration: RequestReader.decoderLimits)
          try pipeline.addHandler(SlowBrowserHandler(limits))
          return try DeskChannel(wrappingChannelSynchronously: channel)
        }
      }
  }

  /// Serves until the task is cancelled; what is being answered then comes to its end.
  package func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      for listener in listeners {
        tasks.addTask { try await self.serve(listener) }
      }
      try await tasks.waitForAll()
    }
  }

  /// Ends the threads; nothing is served any more.
  package func stop() async {
    try? await group.shutdownGracefully()
    try? await workers.shutdownGracefully()
  }

  private func serve(_ listener: NIOAsyncChannel<DeskChannel, Never>) async throws {
    try await listener.executeThenClose { connections in
      try await withThrowingDiscardingTaskGroup { tasks in
        for try await connection in connections {
          tasks.addTask { await self.serve(connection) }
        }
        tasks.cancelAll()
      }
    }
  }

  private func serve(_ connection: DeskChannel) async {
    let count = openConnections.add(1, ordering: .relaxed).newValue
    defer { openConnections.subtract(1, ordering: .relaxed) }
    // A browser that goes away is no fault of ours.
    try? await connection.executeThenClose { inbound, outbound in
      guard count <= limits.connectionsMax * 2 else { return }
      var parts = RequestParts(inbound)
      while try await serveOne(&parts, outbound, isFull: count > limits.connectionsMax) {}
      // The answer goes out whole, and what is left of the request is taken: else the browser
      // would lose the page over its own unread bytes.
      try await connection.channel.close(mode: .output).get()
      await parts.passOver()
      if parts.isUnreadable { await Self.waitUntilClosed(connection.channel) }
    }
  }

  /// What a browser still sends that the parser has given up is dropped, until it ends or its time
  /// is over.
  private static func waitUntilClosed(_ channel: any Channel) async {
    await withTaskCancellationHandler {
      try? await channel.closeFuture.get()
    } onCancel: {
      channel.close(promise: nil)
    }
  }

  /// Answers the next request; false where it was the last one of the connection.
  private func serveOne(
    _ parts: inout RequestParts, _ outbound: Outbound, isFull: Bool
  ) async throws -> Bool {
    var isHead = false
    var staysOpen = false
    let response: Response
    do {
      guard let head = try await parts.nextHead() else { return false }
      isHead = head.method == .HEAD
      if isFull { throw RequestFault.tooMany }
      response = try await respond(to: head, &parts, outbound)
      staysOpen = head.isKeepAlive
    } catch let fault as RequestFault {
      response = FaultPage.response(fault)
    } catch is HTTPParserError {
      response = FaultPage.response(.malformed)
    }
    try await write(response, to: outbound, isHead: isHead, staysOpen)
    return staysOpen
  }

  private func respond(
    to head: HTTPRequestHead, _ parts: inout RequestParts, _ outbound: Outbound
  ) async throws -> Response {
    let reader = try RequestReader(head, door: door, folder: folder)
    guard reader.method == .get || isKnown(reader.sessionKey) else { throw RequestFault.noSession }
    if reader.awaitsWord {
      try await outbound.write(.head(HTTPResponseHead(version: .http1_1, status: .continue)))
    }
    let request = try await reader.read(&parts)
    return try await workers.runIfActive { self.answer(request) }
  }

  private func write(
    _ response: Response, to outbound: Outbound, isHead: Bool, _ staysOpen: Bool
  ) async throws {
    var headers = HTTPHeaders()
    for (name, value) in response.headers + Door.headers
    where !headers.contains(name: name) || name == "set-cookie" {
      headers.add(name: name, value: value)
    }
    if response.status != 204 {
      headers.replaceOrAdd(name: "content-length", value: "\(response.body.count)")
    }
    headers.replaceOrAdd(name: "connection", value: staysOpen ? "keep-alive" : "close")
    let status = HTTPResponseStatus(statusCode: response.status)
    try await outbound.write(
      .head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)))
    if !isHead, !response.body.isEmpty {
      try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: response.body))))
    }
    try await outbound.write(.end(nil))
  }
}
