import ArgumentParser
import Bookkeeping
import Foundation
import LedgerCore
import Reporting
import Wording

struct PendingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pending", abstract: "列出待复核事项：须两人办、有人提请、还没有另一人确认的")

  @OptionGroup var format: FormatOptions
  @OptionGroup var ledger: LedgerOptions

  func run() throws {
    let items = try ReadPending(ledger.open())()
    try format.print(PeopleTables.pending(items.map { PendingRow($0, local: Clock.local) }))
  }
}

struct ConfirmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm", abstract: "确认一项待复核事项：由另一人照办，按现在的账重新核对规则",
    discussion: "提请的人自己不能确认。账目变了、规则不再允许的，不办，说明原因，事项仍待复核。")

  @Argument(help: ArgumentHelp("待复核事项的号", valueName: "number"), transform: WordReading.count)
  var number: Int
  @OptionGroup var write: WriteOptions

  func run() throws {
    let item = try ReadPending(write.ledger.open())(number)
    try show(item)
    try UnderWay.carryOut(
      item.proposal.words,
      in: write.ledger.session(isRehearsal: write.dryRun, confirming: item.confirmation))
  }

  /// At a terminal the second person sees what they confirm, and says so.
  private func show(_ item: ReadPending.Item) throws {
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1, !write.dryRun else { return }
    let lines =
      ["第 \(item.number) 号：\(item.act.title)，\(printable(item.proposer)) 提请"]
      + [item.reason.map { "理由：\($0)" }].compactMap(\.self) + item.proposal.preview
    Output.note(lines.joined(separator: "\n  "))
    guard ConfirmOptions.isAnswerYes() else { throw ConfirmOptions.NotConfirmed.declined }
  }
}

struct DeclineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decline", abstract: "退回一项待复核事项，写明原因；提请的人也可以自己撤回")

  @Argument(help: ArgumentHelp("待复核事项的号", valueName: "number"), transform: WordReading.count)
  var number: Int
  @Option(help: "原因", transform: WordReading.words) var reason: String
  @OptionGroup var write: WriteOptions

  func run() throws {
    try DeclineProposal(write.session())(number, reason: reason)
    write.done("已退回第 \(number) 号待复核事项")
  }
}
