import ArgumentParser
import LedgerCore

/// The names of the commands, to say which one was meant.
enum CommandNames {
  /// What a word should have been that stands where a command is named.
  ///
  /// - Parameters:
  ///   - word: As it was typed.
  ///   - words: The whole command line.
  /// - Returns: The commands whose name is nearest or whose description holds the word, as they are
  ///   typed; nil where no command is named there.
  static func meant(by word: String, in words: [String]) -> [String]? {
    var path: [String] = []
    var commands = LegalAid.allSubcommands
    for typed in words where !typed.hasPrefix("-") {
      if typed == word { break }
      guard let found = commands.first(where: { $0.configuration.commandName == typed }) else {
        return nil
      }
      path.append(typed)
      commands = found.configuration.subcommands
    }
    guard !commands.isEmpty else { return nil }
    var nearest = NearestWord(to: word)
    for command in commands { nearest.see(name(of: command)) }
    let names = nearest.words.isEmpty ? described(by: word, among: commands) : nearest.words
    return names.map { (["legalaid"] + path + [$0]).joined(separator: " ") }
  }

  /// Chinese words name a command by what it does.
  private static func described(
    by word: String, among commands: [any ParsableCommand.Type]
  ) -> [String] {
    let part = SearchedPart(word)
    guard word.unicodeScalars.contains(where: { $0.value >= 0x4E00 }) else { return [] }
    let found = commands.filter { part.isIn($0.configuration.abstract) }.map(name)
    return found.count <= 3 ? found : []
  }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? ""
  }
}
