import NIOCore
import NIOHTTP1

/// Closes a connection on which a request does not come to its end in time: a program that sends a
/// letter now and then would keep it for ever.
final class SlowBrowserHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  static let headTime = TimeAmount.seconds(20)
  static let bodyTime = TimeAmount.seconds(300)
  static let quietTime = TimeAmount.seconds(120)

  private var deadline: Scheduled<Void>?

  func channelActive(context: ChannelHandlerContext) {
    wait(Self.headTime, context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: wait(Self.bodyTime, context)
    case .body: break
    // From here on it is we who take time.
    case .end: deadline?.cancel()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) { wait(Self.quietTime, context) }
    context.write(data, promise: promise)
  }

  private func wait(_ time: TimeAmount, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }
}
