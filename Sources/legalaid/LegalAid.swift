import ArgumentParser
import Bookkeeping
import Foundation
import LedgerCore
import Wording

/// The command line of the ledger.
struct LegalAid: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "legalaid",
    abstract: "法律援助经费台账：记账、对账、出报表",
    discussion: """
      一个账本就是一个文件。平时记账，随时对账，年底出公开用的一段话和各张表。
      先看一个完整的例子：legalaid demo
      从头学起，照抄命令：legalaid guide
      """,
    version: "0.1.0",
    subcommands: subcommands)

  /// The command that the command line names, and no other; all where it names none.
  ///
  /// To make all of them ready takes longer than most of them do.
  private static var subcommands: [any ParsableCommand.Type] {
    let words = CommandLineWords(Array(CommandLine.arguments.dropFirst())).commandFirst
    let named = allSubcommands.first { $0.configuration.commandName == words.first }
    return named.map { [$0] } ?? allSubcommands
  }

  static let allSubcommands: [any ParsableCommand.Type] = [
    DemoCommand.self, DeskCommand.self, GuideCommand.self, InitCommand.self, ImportCommand.self,
    ExportCommand.self,
    FundCommand.self, CaseCommand.self, ClaimCommand.self, DutyCommand.self, PayCommand.self,
    BankCommand.self, PayeeCommand.self,
    StandardsCommand.self,
    FindCommand.self, TodayCommand.self, ReconcileCommand.self, ExplainCommand.self,
    ReportCommand.self,
    CloseYearCommand.self,
    ReopenYearCommand.self, VerifyCommand.self, BackupCommand.self, SettleHeadCommand.self,
    RestoreCommand.self, RegionCodeCommand.self, KeyCommand.self, PublishCommand.self,
    CheckTextCommand.self, PeopleCommand.self, SignInCommand.self, SignOutCommand.self,
    PendingCommand.self, ConfirmCommand.self, DeclineCommand.self, LogCommand.self,
  ]
}

/// Runs one command: the only place where an error becomes a text and an exit code.
@main
enum Entry {
  static func main() {
    // A reader that goes away (`| head`) must not kill the process with an unfinished ledger.
    signal(SIGPIPE, SIG_IGN)
    occupyStandardDescriptors()
    let arguments = CommandLineWords(Array(CommandLine.arguments.dropFirst())).commandFirst
    do {
      try run(arguments)
      OpenedLedgers.close()
    } catch {
      OpenedLedgers.close()
      report(error, arguments)
    }
    exit(0)
  }

  /// No file that is opened later may get the number of an output that was closed beforehand:
  /// results would be written into it.
  private static func occupyStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO
    where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      _ = open("/dev/null", O_RDONLY)
    }
  }

  private static func run(_ arguments: [String]) throws {
    var command = try LegalAid.parseAsRoot(arguments)
    try command.run()
  }

  private static func report(_ error: any Error, _ arguments: [String]) -> Never {
    let code = LegalAid.exitCode(for: error)
    if error is ExitCode { exit(code.rawValue) }
    if let proposed = error as? ActProposed {
      // Recorded, though not as it was asked for.
      Output.done(
        proposed.guidance.words(in: .commandLine),
        after: proposed.preview.map(printable).joined(separator: "\n"), isRehearsal: false)
      exit(0)
    }
    if code == .success {
      Output.result(ChineseUsage.help(LegalAid.fullMessage(for: error)))
      exit(0)
    }
    if code == .validationFailure {
      let problem = ChineseUsage.problem(LegalAid.message(for: error)) {
        CommandNames.meant(by: $0, in: arguments)
      }
      Output.problem(problem + "\n" + ChineseUsage.usage(in: LegalAid.fullMessage(for: error)))
      exit(code.rawValue)
    }
    Output.problem(Output.words(for: error))
    exit(Output.isActDone || error.leavesChange ? ExitCode.actDone.rawValue : 1)
  }
}

extension Error {
  /// Whether the ledger was changed all the same.
  fileprivate var leavesChange: Bool {
    if let refusal = self as? RestoreRefusal, case .notConfirmed = refusal { true } else { false }
  }
}
