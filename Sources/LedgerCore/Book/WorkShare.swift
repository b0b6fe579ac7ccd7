/// How far a work has come that may take long (办到哪里).
package struct WorkShare: Equatable, Sendable {
  /// What is done, and how much of it: `核验：已核 8,192 条记录，共 30,000 条`.
  package let words: String
  package let done: Int
  /// More than nothing, or there is nothing to tell.
  package let all: Int

  package init(_ words: String, _ done: Int, of all: Int) {
    (self.words, self.done, self.all) = (words, done, all)
  }

  /// Of a hundred, rounded down; done is 100 at most.
  package var percent: Int {
    guard all > 0, done > 0 else { return 0 }
    return done >= all ? 100 : all.dividingFullWidth(done.multipliedFullWidth(by: 100)).quotient
  }

  /// Who is told; nil where nobody asked.
  ///
  /// Work that goes on on another thread takes it along.
  @TaskLocal package static var listener: Listener?

  /// Somebody who is told.
  ///
  /// A type of its own: a closure as the value of a task ends an optimised program of Swift 6.3.1
  /// (it looks for a type that is not there).
  package struct Listener: Sendable {
    fileprivate let hear: @Sendable (WorkShare) -> Void

    package init(_ hear: @escaping @Sendable (WorkShare) -> Void) { self.hear = hear }
  }

  /// Tells who listens.
  package static func tell(_ words: @autoclosure () -> String, _ done: Int, of all: Int) {
    guard let listener, all > 0 else { return }
    listener.hear(WorkShare(words(), done, of: all))
  }

  /// Does a step of a work that has several; what is told of it says which step it is.
  ///
  /// - Parameters:
  ///   - number: From 1.
  ///   - count: How many steps the whole has.
  ///   - words: What the step does.
  ///   - body: Does it.
  /// - Returns: What the body does.
  /// - Throws: What the body throws.
  package static func step<Result>(
    _ number: Int, of count: Int, _ words: String, _ body: () throws -> Result
  ) rethrows -> Result {
    guard let listener else { return try body() }
    let title = "第 \(number) 步，共 \(count) 步：\(words)"
    listener.hear(WorkShare(title, 0, of: 1))
    let ofStep = Listener { share in
      listener.hear(WorkShare("\(title)，\(share.words)", share.done, of: share.all))
    }
    return try $listener.withValue(ofStep) { try body() }
  }
}
