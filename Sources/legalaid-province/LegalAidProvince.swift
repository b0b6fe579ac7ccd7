import ArgumentParser
import Foundation
import LedgerCore
import Wording

/// The command line of a province.
struct LegalAidProvince: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "legalaid-province",
    abstract: "省级（市级）汇总：收各县账本的报送，核验、对账、汇总",
    discussion: """
      每个县的账本在省里有一个副本，与县里的账一字不差。先看一个完整的例子：legalaid-province demo
      """,
    version: "0.1.0",
    subcommands: [
      InitCommand.self, BureauCommand.self, KeyCommand.self, ReceiveCommand.self,
      AllocateCommand.self, StatusCommand.self, VerifyCommand.self, ReconcileCommand.self,
      ReportCommand.self, FigureCommand.self, ReaderCommand.self, RebuildCommand.self,
      DemoCommand.self,
    ])
}

/// Runs one command: the only place where an error becomes a text and an exit code.
@main
enum Entry {
  static func main() {
    // A reader that goes away (`| head`) must not kill the process with an unfinished replica.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try LegalAidProvince.parseAsRoot()
      try command.run()
    } catch {
      report(error)
    }
    exit(0)
  }

  private static func report(_ error: any Error) -> Never {
    let code = LegalAidProvince.exitCode(for: error)
    if error is ExitCode { exit(code.rawValue) }
    if code == .success {
      Output.result(ChineseUsage.help(LegalAidProvince.fullMessage(for: error)))
      exit(0)
    }
    if code == .validationFailure {
      Output.problem(
        ChineseUsage.problem(LegalAidProvince.message(for: error)) + "\n"
          + ChineseUsage.usage(in: LegalAidProvince.fullMessage(for: error)))
      exit(code.rawValue)
    }
    Output.problem(
      (error as? any OfficerError)?.guidance.words ?? "没有预料到的问题（\(type(of: error))）；没有改动")
    exit(1)
  }
}
