import ArgumentParser
import Bookkeeping
import Desk
import LedgerCore
import LedgerStore
import Wording

/// What somebody asked for and a second person carries out: one road, whichever front end it was
/// asked for by, and whichever it is confirmed by.
enum UnderWay {
  /// In which the command under way acts for somebody else; nil for everything else.
  @TaskLocal static var session: Session?

  static var isConfirmation: Bool { session?.confirmation != nil }

  /// The day of an act whose day is left out: today; when it is confirmed, the day on which it was
  /// asked for, which is the day that its preview shows.
  static func dayLeftOut() -> Day {
    session?.confirmation?.askedAt.flatMap(Clock.day) ?? Clock.today()
  }

  /// Carries out what a proposal asks for.
  ///
  /// - Parameters:
  ///   - words: Of the proposal: those of a command, or of a form of the desk.
  ///   - session: The second person's, with the confirmation.
  /// - Throws: What the act throws; then nothing is written.
  static func carryOut(_ words: [String], in session: Session) throws {
    if DeskProposal.isOne(words) {
      let done = try DeskProposal(words).carryOut(in: session)
      return Output.done("已办：\(done)", isRehearsal: session.isRehearsal)
    }
    guard
      let command = LegalAid.allSubcommands.first(where: {
        $0.configuration.commandName == words.first
      })
    else { throw DeskProposal.Unknown() }
    var rest = Array(words.dropFirst())
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    rest.insert(
      contentsOf: ["--ledger", session.store.path] + (session.isRehearsal ? ["--dry-run"] : []),
      at: end)
    var parsed = try command.parseAsRoot(rest)
    try $session.withValue(session) { try parsed.run() }
  }

  /// The same for the desk, which shows what is said.
  ///
  /// - Returns: A line each.
  /// - Throws: The same.
  static func carryOutSaying(_ words: [String], in session: Session) throws -> [String] {
    let listener = Output.Listener()
    try Output.$listener.withValue(listener) { try carryOut(words, in: session) }
    return listener.lines
  }
}
