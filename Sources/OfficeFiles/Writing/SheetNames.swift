/// The names of a workbook's sheets, each allowed by Excel and none used twice.
struct SheetNames {
  private var used: Set<String> = []

  private static let lengthMax = 31

  /// A name as near to the wished one as Excel allows.
  mutating func name(for wish: String) -> String {
    let scalars = XMLText.held(wish).unicodeScalars.map { scalar in
      "[]:*?/\\".unicodeScalars.contains(scalar) || scalar.value < 0x20 ? "_" : scalar
    }
    var base = String(String.UnicodeScalarView(scalars))
    // An apostrophe at an end would be taken for the quoting of a name in formulas.
    while let first = base.first, first == "'" || first == " " { base.removeFirst() }
    while let last = base.last, last == "'" || last == " " { base.removeLast() }
    if base.isEmpty || base.lowercased() == "history" { base = "表" + base }
    var name = Self.cut(base, to: Self.lengthMax)
    var number = 2
    while !used.insert(name.lowercased()).inserted {
      let suffix = "(\(number))"
      name = Self.cut(base, to: Self.lengthMax - suffix.utf16.count) + suffix
      number += 1
    }
    return name
  }

  /// Excel counts in units of UTF-16.
  private static func cut(_ text: String, to length: Int) -> String {
    var result = text
    while result.utf16.count > length { result.removeLast() }
    while result.last == "'" { result.removeLast() }
    return result
  }
}
