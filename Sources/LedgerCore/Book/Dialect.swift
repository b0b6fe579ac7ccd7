/// How a front end names the means of a step: a command line its option, a page perhaps nothing.
package struct Dialect: Sendable {
  /// What a step is done with; nil where nothing is said of it.
  package let means: @Sendable (NextStep) -> String?
  /// An instant in ISO 8601, UTC, as it is shown.
  package let time: @Sendable (String) -> String

  /// - Parameters:
  ///   - time: How an instant is shown: as it is kept, unless the front end has a clock.
  ///   - means: What a step is done with.
  package init(
    time: @escaping @Sendable (String) -> String = { $0 },
    means: @escaping @Sendable (NextStep) -> String?
  ) {
    self.means = means
    self.time = time
  }

  /// The officer's own terms, which name no means.
  package static let plain = Dialect { _ in nil }

  /// The same, with instants as a clock shows them.
  package func showing(time: @escaping @Sendable (String) -> String) -> Dialect {
    Dialect(time: time, means: means)
  }
}
