import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Serves the desk to the browsers of this machine.
package final class DeskServer: Sendable {
  private let group: MultiThreadedEventLoopGroup
  private let workers: NIOThreadPool
  private let listeners: [NIOAsyncChannel<DeskChannel, Never>]
  private let door: Door
  private let answer: @Sendable (Request) -> Response
  private let folder: UploadFolder
  private let openConnections = Atomic(0)

  typealias DeskChannel = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

  /// Browsers keep some connections open each; more than these is no browser.
  private static let connectionsMax = 64

  /// Why it does not serve.
  package enum Fault: Error {
    case portTaken(Int)
  }

  /// Listens on this machine's own addresses, and on no other.
  ///
  /// - Parameters:
  ///   - port: 0 for one that is free.
  ///   - folder: Where dropped files are kept.
  ///   - answer: Answers a request that was let in; it may take its time.
  /// - Throws: ``Fault/portTaken(_:)``.
  package init(
    port: Int, into folder: UploadFolder, _ answer: @escaping @Sendable (Request) -> Response
  ) async throws {
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    workers = NIOThreadPool(numberOfThreads: 4)
    workers.start()
    self.folder = folder
    self.answer = answer
    do {
      let first = try await Self.listen("127.0.0.1", port, group)
      let bound = first.channel.localAddress?.port ?? port
      door = Door(port: bound)
      // A machine may have no IPv6: then its browser does not ask for it either.
      let second = try? await Self.listen("::1", bound, group)
      listeners = [first] + (second.map { [$0] } ?? [])
    } catch {
      try? await group.shutdownGracefully()
      throw Fault.portTaken(port)
    }
  }

  package var port: Int { door.port }

  private static func listen(
    _ host: String, _ port: Int, _ group: MultiThreadedEventLoopGroup
  ) async throws -> NIOAsyncChannel<DeskChannel, Never> {
    try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 64)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.maxMessagesPerRead, value: 4)
      .bind(host: host, port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
          try pipeline.addHandler(SlowBrowserHandler())
          return try DeskChannel(wrappingChannelSynchronously: channel)
        }
      }
  }

  /// Serves until the task is cancelled.
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
      }
    }
  }

  private func serve(_ connection: DeskChannel) async {
    let count = openConnections.add(1, ordering: .relaxed).newValue
    defer { openConnections.subtract(1, ordering: .relaxed) }
    // A browser that goes away is no fault of ours.
    try? await connection.executeThenClose { inbound, outbound in
      guard count <= Self.connectionsMax else { return }
      var parts = RequestParts(inbound)
      while let part = try await parts.next() {
        guard case .head(let head) = part else { continue }
        let response = await respond(to: head, &parts)
        let staysOpen = head.isKeepAlive && response.status < 400
        try await write(response, to: outbound, isHead: head.method == .HEAD, staysOpen)
        guard staysOpen else { return }
      }
    }
  }

  private func respond(
    to head: HTTPRequestHead, _ parts: inout RequestParts
  ) async -> Response {
    do {
      let reader = try RequestReader(head, door: door, folder: folder)
      let request = try await reader.read(&parts)
      return try await workers.runIfActive { self.answer(request) }
    } catch let fault as RequestFault {
      await parts.passOver()
      return FaultPage.response(fault)
    } catch {
      await parts.passOver()
      return FaultPage.response(.malformed)
    }
  }

  private func write(
    _ response: Response, to outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>,
    isHead: Bool, _ staysOpen: Bool
  ) async throws {
    var headers = HTTPHeaders()
    for (name, value) in response.headers + Door.headers
    where !headers.contains(name: name) || name == "set-cookie" {
      headers.add(name: name, value: value)
    }
    headers.replaceOrAdd(name: "content-length", value: "\(response.body.count)")
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
