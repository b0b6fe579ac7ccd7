import NIOCore
import NIOHTTP1

/// Ends a connection on which a request or the taking of an answer does not come to its end in
/// time: a program that sends a letter now and then would keep it for ever.
final class SlowBrowserHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private let limits: ServerLimits
  private var deadline: Scheduled<Void>?
  /// Whether a request has begun and not come to its end.
  private var isInRequest = false
  private var isAnswered = false

  init(_ limits: ServerLimits) {
    self.limits = limits
  }

  func channelActive(context: ChannelHandlerContext) {
    wait(limits.headTime, context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      isInRequest = true
      isAnswered = false
      wait(limits.bodyTime, context)
    case .body: break
    case .end:
      isInRequest = false
      // From here on it is we who take time.
      if !isAnswered { deadline?.cancel() }
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head) where head.status == .continue: break
    case .head:
      isAnswered = true
      wait(limits.answerTime, context)
    case .body: break
    // What is left of a request that was refused has the time of that request.
    case .end: wait(isInRequest ? limits.bodyTime : limits.quietTime, context)
    }
    context.write(data, promise: promise)
  }

  private func wait(_ time: TimeAmount, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    deadline = context.eventLoop.scheduleTask(in: time) {
      let (handler, context) = bound.value
      handler.end(context)
    }
  }

  /// A browser that waits for an answer is told; any other is not.
  private func end(_ context: ChannelHandlerContext) {
    guard isInRequest, !isAnswered else { return context.close(promise: nil) }
    isAnswered = true
    wait(limits.answerTime, context)
    context.fireErrorCaught(RequestFault.tooSlow)
  }
}
