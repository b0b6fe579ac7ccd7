/// Takes comments and the content of strings out of Swift text, so that what is left can be
/// searched and its braces counted; or takes out all but the content of strings.
enum CodeText {
  static func stripped(_ text: String) -> String {
    var scanner = Scanner(text: Array(text.unicodeScalars))
    scanner.run()
    return String(String.UnicodeScalarView(scanner.result))
  }

  /// The content of the strings, each on its line, without what is put into them.
  static func strings(in text: String) -> String {
    var scanner = Scanner(text: Array(text.unicodeScalars))
    scanner.run()
    return String(String.UnicodeScalarView(scanner.strings))
  }

  private struct Scanner {
    let text: [Unicode.Scalar]
    var index = 0
    var result: [Unicode.Scalar] = []
    var strings: [Unicode.Scalar] = []
    /// For each string that is open around the code at hand: how many parentheses its
    /// interpolation has open.
    var interpolations: [(literal: Literal, depth: Int)] = []

    /// How a string began.
    struct Literal {
      let hashes: Int
      let isMultiline: Bool
    }

    mutating func run() {
      while index < text.count {
        if starts(with: "//") {
          while index < text.count, text[index] != "\n" { index += 1 }
        } else if starts(with: "/*") {
          skipBlockComment()
        } else if let literal = literalHere() {
          skip(literal)
        } else {
          step()
        }
      }
    }

    /// Keeps one scalar of code, and goes back into a string whose interpolation it ends.
    private mutating func step() {
      let scalar = text[index]
      index += 1
      if let last = interpolations.indices.last {
        if scalar == "(" { interpolations[last].depth += 1 }
        if scalar == ")" {
          interpolations[last].depth -= 1
          if interpolations[last].depth == 0 {
            skip(interpolations.removeLast().literal)
            return
          }
        }
      }
      result.append(scalar)
      if scalar == "\n" { strings.append(scalar) }
    }

    private func starts(with word: String, at offset: Int = 0) -> Bool {
      let word = Array(word.unicodeScalars)
      let start = index + offset
      return start + word.count <= text.count && Array(text[start..<start + word.count]) == word
    }

    private mutating func skipBlockComment() {
      while index < text.count, !starts(with: "*/") {
        if text[index] == "\n" {
          result.append("\n")
          strings.append("\n")
        }
        index += 1
      }
      index += 2
    }

    /// Steps over the opening of a string.
    private mutating func literalHere() -> Literal? {
      var hashes = 0
      while starts(with: "#", at: hashes) { hashes += 1 }
      guard starts(with: "\"", at: hashes) else { return nil }
      let isMultiline = starts(with: "\"\"\"", at: hashes)
      index += hashes + (isMultiline ? 3 : 1)
      return Literal(hashes: hashes, isMultiline: isMultiline)
    }

    /// Steps over the content of a string up to its end or to an interpolation.
    private mutating func skip(_ literal: Literal) {
      let marks = String(repeating: "#", count: literal.hashes)
      let end = (literal.isMultiline ? "\"\"\"" : "\"") + marks
      while index < text.count {
        if starts(with: end) {
          index += end.unicodeScalars.count
          return
        }
        if starts(with: "\\" + marks + "(") {
          index += 2 + literal.hashes
          interpolations.append((literal, 1))
          return
        }
        if starts(with: "\\" + marks) {
          index += 1 + literal.hashes
        }
        if index < text.count {
          if text[index] == "\n" { result.append("\n") }
          strings.append(text[index])
        }
        index += 1
      }
    }
  }
}
