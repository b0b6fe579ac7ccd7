import Reporting

/// A piece of a page: text that goes into it is escaped, and only pieces go in as they are.
///
/// The literal parts of an interpolation are markup; every value in it is text.
package struct HTML: Sendable, Equatable {
  package private(set) var markup: String

  fileprivate init(markup: String) {
    self.markup = markup
  }

  /// A text as a piece.
  init(text: String) {
    markup = HTMLTable.escaped(typed: text)
  }

  /// Markup that another module has made of escaped parts.
  init(made markup: String) {
    self.markup = markup
  }

  static let none = HTML(markup: "")

  var isEmpty: Bool { markup.isEmpty }

  static func + (first: HTML, second: HTML) -> HTML {
    HTML(markup: first.markup + second.markup)
  }

  static func += (first: inout HTML, second: HTML) {
    first.markup += second.markup
  }
}

extension HTML: ExpressibleByStringInterpolation {
  package init(stringLiteral markup: String) {
    self.markup = markup
  }

  package init(stringInterpolation: StringInterpolation) {
    markup = stringInterpolation.markup
  }

  /// Gathers markup, escaped texts and pieces in their order.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      markup.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    /// Markup as we wrote it.
    package mutating func appendLiteral(_ literal: String) {
      markup += literal
    }

    /// A text, escaped, and what cannot be seen in it shown or left out.
    package mutating func appendInterpolation(_ text: String) {
      markup += HTMLTable.escaped(text)
    }

    /// What was typed into a field, escaped and else as it is.
    package mutating func appendInterpolation(typed text: String) {
      markup += HTMLTable.escaped(typed: text)
    }

    /// A number in plain digits.
    package mutating func appendInterpolation(_ number: Int) {
      markup += String(number)
    }

    /// A piece as it is.
    package mutating func appendInterpolation(_ piece: HTML) {
      markup += piece.markup
    }

    /// Pieces on lines of their own.
    package mutating func appendInterpolation(_ pieces: [HTML]) {
      markup += pieces.map(\.markup).joined(separator: "\n")
    }
  }
}

extension Sequence<HTML> {
  func joined(separator: HTML = .none) -> HTML {
    HTML(markup: map(\.markup).joined(separator: separator.markup))
  }
}
