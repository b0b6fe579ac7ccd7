import ArgumentParser
import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore
import Wording

/// That a person has seen what an act would do, and wants it done.
struct ConfirmOptions: ParsableArguments {
  @Flag(name: .customLong("yes"), help: "看过预览、核对无误，不再问就办")
  var isConfirmed = false

  /// Does an act once its preview is confirmed: beforehand by `--yes`, else by an answer at a
  /// terminal.
  ///
  /// What is done is what was seen: if the ledger moves under it in between, nothing is done.
  ///
  /// - Parameters:
  ///   - write: Which ledger, who acts, and whether nothing is to be written at all.
  ///   - selection: Which claims.
  ///   - act: The act on the claims it is told.
  /// - Returns: What was done, or what would have been done in a rehearsal.
  /// - Throws: ``NotConfirmed``, or what the act throws; then nothing is written.
  func act(
    _ write: WriteOptions, on selection: ClaimSelection,
    _ act: (Session, ClaimSelection) throws -> ManyClaims
  ) throws -> ManyClaims {
    let words = { (preview: ManyClaims) in preview.words(in: .commandLine) }
    let session = try write.session()
    if isConfirmed || write.dryRun || UnderWay.isConfirmation {
      return try Output.showingRefused(words) { try act(session, selection) }
    }
    let head = try session.store.read { try $0.journal.head() }
    let preview = try Output.showingRefused(words) {
      try act(session.rehearsing, selection)
    }
    Output.note(words(preview))
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { throw NotConfirmed.unasked }
    guard Self.isAnswerYes() else { throw NotConfirmed.declined }
    return try act(session.expecting(head), preview.selection)
  }

  static func isAnswerYes() -> Bool {
    FileHandle.standardError.write(Data("以上核对无误吗？（是/否）".utf8))
    let answer = readLine(strippingNewline: true).map { normalized($0).lowercased() } ?? ""
    return ["是", "是的", "对", "y", "yes"].contains(answer)
  }

  /// An act that nobody confirmed; the ledger is unchanged.
  enum NotConfirmed: OfficerError {
    /// There is no terminal to ask at.
    case unasked
    case declined

    var description: String {
      switch self {
      case .unasked: "还没有办，账本没有改动：以上核对无误的，加 --yes 再运行一次"
      case .declined: "没有确认，一份也没有办，账本没有改动"
      }
    }
  }
}
