import Foundation
import LedgerCore

/// The words of a command line as they were typed.
struct CommandLineWords {
  private let words: [String]

  init(_ words: [String]) {
    self.words = words
  }

  /// The words with `--ledger` and `--operator` moved behind the command they stand before, and
  /// options as the library reads them.
  ///
  /// The two hold for all commands, and people write them first.
  var commandFirst: [String] {
    let end = words.firstIndex(of: "--") ?? words.endIndex
    var rest = words[..<end].map(Self.option)[...]
    var moved: [String] = []
    while let word = rest.first, word.hasPrefix("--ledger") || word.hasPrefix("--operator") {
      moved.append(rest.removeFirst())
      if !word.contains("="), let value = rest.popFirst() { moved.append(value) }
    }
    return Array(rest) + moved + Array(words[end...])
  }

  /// The words by which the command is carried out again, on whatever ledger: for the second person
  /// of what needs two.
  var request: [String] {
    var rest = commandFirst[...]
    var kept: [String] = []
    while let word = rest.popFirst() {
      let name = word.prefix { $0 != "=" }
      if word == "--" {
        kept.append(word)
        return kept + rest
      }
      switch name {
      case "--ledger", "--operator":
        if !word.contains("=") { _ = rest.popFirst() }
      case "--dry-run": continue
      case "--file", "--folder":
        kept.append(word)
        if !word.contains("="), let value = rest.popFirst() { kept.append(absolute(value)) }
      default: kept.append(word)
      }
    }
    return kept
  }

  /// A path as it is found from every folder.
  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  /// An option whose hyphens an input method or an editor made long or full-width, as it was meant:
  /// `——on`, `－－on` and `–on` are `--on`; every other word as it is.
  private static func option(_ word: String) -> String {
    guard let first = word.utf8.first, first == UInt8(ascii: "-") || first >= 0xE2,
      word.utf8.contains(where: { $0 >= 0x80 })
    else { return word }
    let scalars = word.unicodeScalars
    let dashes = scalars.prefix(while: isDash)
    let rest = scalars.dropFirst(dashes.count)
    let name = halfWidth(String(String.UnicodeScalarView(rest.prefix { !isEqualsSign($0) })))
    let isName = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
    }
    guard !dashes.isEmpty, !name.isEmpty, isName else { return word }
    let value = rest.drop { !isEqualsSign($0) }.dropFirst()
    let hasValue = rest.contains(where: isEqualsSign)
    return (name.utf8.count == 1 ? "-" : "--") + name
      + (hasValue ? "=" + String(String.UnicodeScalarView(value)) : "")
  }

  private static func isDash(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2D, 0x2010...0x2015, 0x2212, 0x2E3A, 0xFE58, 0xFE63, 0xFF0D: true
    default: false
    }
  }

  private static func isEqualsSign(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "=" || scalar == "＝"
  }
}
