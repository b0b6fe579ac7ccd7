/// Words to an officer, in which the steps to take are values.
///
/// The words by themselves say in the officer's terms what is wrong and what to do; a ``Dialect``
/// puts in what it is done with: `请\(using: .nameAmount)写明` is `请写明`, and on a command line
/// `请用 --amount 写明`.
package struct Guidance: Equatable, Sendable {
  /// In their order; no words stand beside words, so that equal texts are equal values.
  private var parts: [Part] = []

  private enum Part: Equatable, Sendable {
    case words(String)
    case steps([NextStep], Mention)
    /// ISO 8601, UTC.
    case instant(String)
  }

  /// How the means of a step stand in the sentence.
  private enum Mention: Equatable, Sendable {
    /// 用 … before the verb.
    case using
    /// 加 … before the verb.
    case adding
    /// 运行 … before the verb.
    case running
    /// （…） behind the verb.
    case aside

    func words(_ means: [String]) -> String {
      guard !means.isEmpty else { return "" }
      let means = means.joined(separator: " 或 ")
      return switch self {
      case .using: "用 \(means) "
      case .adding: "加 \(means) "
      case .running: "运行 \(means) "
      case .aside: "（\(means)）"
      }
    }
  }

  /// Words without a step.
  package init(_ words: String) {
    append(.words(words))
  }

  /// The steps that are named, in their order.
  package var steps: [NextStep] {
    parts.flatMap { part -> [NextStep] in
      if case .steps(let steps, _) = part { steps } else { [] }
    }
  }

  /// The words in the officer's own terms.
  package var words: String { words(in: .plain) }

  /// The words with what a dialect says of the steps.
  package func words(in dialect: Dialect) -> String {
    parts.map { part -> String in
      switch part {
      case .words(let words): words
      case .instant(let instant): dialect.time(instant)
      case .steps(let steps, let mention):
        mention.words(steps.compactMap { dialect.means($0) })
      }
    }.joined()
  }

  /// One text behind the other.
  package static func + (first: Guidance, second: Guidance) -> Guidance {
    var whole = first
    whole.append(second)
    return whole
  }

  fileprivate mutating func append(_ other: Guidance) {
    for part in other.parts { append(part) }
  }

  private mutating func append(_ part: Part) {
    guard case .words(let words) = part else { return parts.append(part) }
    guard !words.isEmpty else { return }
    if case .words(let before) = parts.last {
      parts[parts.count - 1] = .words(before + words)
    } else {
      parts.append(part)
    }
  }
}

extension Guidance: CustomStringConvertible {
  package var description: String { words }
}

extension Guidance: ExpressibleByStringInterpolation {
  package init(stringLiteral words: String) {
    self.init(words)
  }

  package init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.guidance
  }

  /// Gathers words, values and steps in their order.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var guidance = Guidance("")

    /// Begins with nothing.
    package init(literalCapacity: Int, interpolationCount: Int) {}

    /// Words as they are written.
    package mutating func appendLiteral(_ words: String) {
      guidance.append(.words(words))
    }

    /// A value in its own words.
    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      guidance.append(.words(value.description))
    }

    /// A text with its steps.
    package mutating func appendInterpolation(_ other: Guidance) {
      guidance.append(other)
    }

    /// An instant in ISO 8601, UTC, as the clock of the front end shows it.
    package mutating func appendInterpolation(instant: String) {
      guidance.append(.instant(instant))
    }

    /// The means before the verb: 用 ….
    package mutating func appendInterpolation(using steps: NextStep...) {
      guidance.append(.steps(steps, .using))
    }

    /// The means before the verb: 加 ….
    package mutating func appendInterpolation(adding step: NextStep) {
      guidance.append(.steps([step], .adding))
    }

    /// The means before the verb: 运行 ….
    package mutating func appendInterpolation(running step: NextStep) {
      guidance.append(.steps([step], .running))
    }

    /// The means in brackets.
    package mutating func appendInterpolation(aside step: NextStep) {
      guidance.append(.steps([step], .aside))
    }
  }
}

extension Sequence<Guidance> {
  /// All texts in one, with a separator between them.
  package func joined(separator: String) -> Guidance {
    var whole: Guidance?
    for next in self {
      whole?.append(Guidance(separator) + next)
      whole = whole ?? next
    }
    return whole ?? ""
  }
}
