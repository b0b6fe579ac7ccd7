package import NIOCore

/// How long a browser may take, and how many may come at once (限额).
package struct ServerLimits: Sendable {
  /// For the head of its first request.
  package var headTime = TimeAmount.seconds(20)
  /// From the head to the end of a request.
  package var bodyTime = TimeAmount.seconds(300)
  /// To take an answer.
  package var answerTime = TimeAmount.seconds(120)
  /// Between an answer and the end of the next head.
  package var quietTime = TimeAmount.seconds(120)
  /// Browsers keep some connections open each; more than these are told to come later, and more
  /// than twice as many are told nothing.
  package var connectionsMax = 64

  package init() {}
}
