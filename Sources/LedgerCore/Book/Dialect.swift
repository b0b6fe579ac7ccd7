/// How a front end names the means of a step: a command line its option, a page perhaps nothing.
package struct Dialect: Sendable {
  /// What a step is done with; nil where nothing is said of it.
  package let means: @Sendable (NextStep) -> String?

  package init(means: @escaping @Sendable (NextStep) -> String?) {
    self.means = means
  }

  /// The officer's own terms, which name no means.
  package static let plain = Dialect { _ in nil }
}
