import LedgerCore
import LedgerStore

/// The names of recipients, masked wherever they stand in words that somebody wrote.
struct RecipientMask {
  /// As they are compared.
  private var names: Set<String> = []
  private var longest = 0

  /// A single character is no name: it stands in too many words.
  mutating func add(_ name: String) {
    let name = normalized(name)
    guard name.count > 1, !isMasked(name) else { return }
    names.insert(name)
    longest = max(longest, name.count)
  }

  /// The words with each name of a recipient in them masked, white space within it or not.
  func masked(_ text: String) -> String {
    guard longest > 0 else { return text }
    let characters = Array(text)
    var result = ""
    var index = 0
    while index < characters.count {
      let count = characters[index].isWhitespace ? nil : nameLength(characters[index...])
      result +=
        count.map { maskedPerson(String(characters[index..<(index + $0)])) }
        ?? String(characters[index])
      index += count ?? 1
    }
    return result
  }

  /// How many of the first characters are a name; nil where they begin with none.
  private func nameLength(_ characters: ArraySlice<Character>) -> Int? {
    let most = min(longest + Self.spacesMax, characters.count)
    return stride(from: most, to: 1, by: -1).first { count in
      names.contains(normalized(String(characters.prefix(count))))
    }
  }

  private static let spacesMax = 3
}

extension RecipientMask {
  /// Masks every recipient of a ledger.
  init(of ledger: LedgerSnapshot) throws {
    try ledger.entryFacts.forEachRecipient { add($0) }
  }
}
