/// The functions of a file and how long they are.
enum Functions {
  /// A function with the line it begins on and how many lines it has.
  struct Extent: Equatable {
    let line: Int
    let length: Int
  }

  /// Every function, initialiser and subscript that has a body.
  static func extents(in code: [String]) -> [Extent] {
    var extents: [Extent] = []
    let head = /(^|[^.\w])(func [^ ]|init[?]?[(<]|deinit\b|subscript[(<])/
    for (index, line) in code.enumerated() {
      guard line.firstMatch(of: head) != nil,
        let last = endOfBody(in: code, from: index)
      else { continue }
      extents.append(Extent(line: index + 1, length: last - index + 1))
    }
    return extents
  }

  /// The line on which a body that begins at or behind a line ends; nil for a requirement.
  private static func endOfBody(in code: [String], from start: Int) -> Int? {
    var parentheses = 0
    var braces = 0
    let next = /^\s*(@|package |private |static |var |let |func |init)/
    for (index, line) in code[start...].enumerated() {
      if index > 0, braces == 0, parentheses == 0, line.firstMatch(of: next) != nil {
        return nil
      }
      for character in line {
        switch character {
        case "(": parentheses += 1
        case ")": parentheses -= 1
        case "{" where parentheses == 0 || braces > 0: braces += 1
        case "}" where braces > 0:
          braces -= 1
          if braces == 0 { return start + index }
        case "}" where parentheses == 0: return nil
        default: break
        }
      }
    }
    return nil
  }
}
