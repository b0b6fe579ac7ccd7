import LedgerCore

// What a hand slips on in YAML: the marks of a Chinese keyboard, and a quotation that does not end.

/// A mark of a Chinese keyboard where YAML wants its own (全角标点).
struct FullWidthMark: Equatable {
  let mark: Character
  /// What to write instead.
  let meant: String
  /// Its place in the line, from 1.
  let column: Int

  /// The first such mark of a line; nil for one that has none.
  ///
  /// In a text of words these marks are right. A line that could not be read is looked at
  /// closely; of the others only a key at the beginning, which is no item of a list.
  init?(in line: Substring, isUnread: Bool) {
    let letters = Array(line)
    var quote: Character?
    for (index, letter) in letters.enumerated() {
      if let open = quote {
        if letter == open { quote = nil }
        continue
      }
      switch letter {
      case "\"", "'": quote = letter
      case "#" where index == 0 || letters[index - 1] == " ": return nil
      case "｛", "｝", "［", "］":
        guard isUnread else { continue }
        self.init(letter, halfWidth(String(letter)), index)
        return
      case "：" where Self.isKey(letters[..<index], isUnread: isUnread):
        self.init(letter, ": ", index)
        return
      case "，" where isUnread && Self.isBeforeKey(letters[(index + 1)...]):
        self.init(letter, ", ", index)
        return
      default: break
      }
    }
    return nil
  }

  private init(_ mark: Character, _ meant: String, _ index: Int) {
    self.mark = mark
    self.meant = meant
    column = index + 1
  }

  private static let words = Set(StandardKey.allCases.flatMap { [$0.word, $0.rawValue] })

  /// Whether what stands before a colon is a key.
  private static func isKey(_ before: ArraySlice<Character>, isUnread: Bool) -> Bool {
    guard isUnread || !before.contains(where: { "-{,，｛".contains($0) }) else { return false }
    let start = before.lastIndex { "{,，｛-".contains($0) }.map { $0 + 1 } ?? before.startIndex
    return words.contains(normalized(String(before[start...])))
  }

  /// Whether a key and its colon stand behind a comma.
  private static func isBeforeKey(_ after: ArraySlice<Character>) -> Bool {
    guard let colon = after.firstIndex(where: { ":：".contains($0) }) else { return false }
    return words.contains(normalized(String(after[..<colon])))
  }

  func fault(file: String, line: Int) -> StandardFault {
    StandardFault(
      file: file, line: line, problem: "标点是全角的", read: "第 \(column) 个字读到“\(mark)”",
      advice: "请改成半角的“\(meant)”")
  }
}

extension StandardFaults {
  /// The faults of a text, after the full-width marks that may have led to them.
  func namingMarks(in text: String, file: String) -> StandardFaults {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let unread = Set(faults.compactMap(\.line))
    let marks = lines.enumerated().compactMap { index, line -> StandardFault? in
      FullWidthMark(in: line, isUnread: unread.contains(index + 1))?
        .fault(file: file, line: index + 1)
    }
    return marks.isEmpty ? self : StandardFaults(marks + faults)
  }
}

/// The line on which a quotation begins that does not end there; nil for none.
///
/// A standard has no quotation of several lines, and a parser tells of one only at the end.
func unclosedQuote(in text: String) -> Int? {
  for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
    var quote: Character?
    var before: Character = " "
    for letter in line {
      if let open = quote {
        if letter == open, before != "\\" || open == "'" { quote = nil }
      } else if letter == "#", before == " " {
        break
      } else if letter == "\"" || letter == "'", " :,[{-".contains(before) {
        quote = letter
      }
      before = letter
    }
    if quote != nil { return index + 1 }
  }
  return nil
}
