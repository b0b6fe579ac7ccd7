import ArgumentParser
import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore
import Reporting
import Standards
import Wording

extension PayCommand {
  struct Batch: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "batch",
      abstract: "成批支付：已核发未付的案件和未付的值班，每个收款单位、每个指标一张凭证，全部记账或全部不记",
      discussion: """
        几种选法可以一起用，都要符合；写了 --case 或 --cases 的不付值班。
        计划写明每张凭证为什么用这个指标；一件案子一个指标不够、分在两个指标付的，逐件列出。
        """)

    @Option(
      name: [.customLong("on"), .customLong("paid-on")], help: "支付日期；不写则为今天",
      transform: WordReading.day)
    var paidOn: Day?
    @Option(
      help: ArgumentHelp(
        "凭证号前缀，例如 支2024Q4-；后面加 001、002……；不写则用“支”和支付日期，接着已有的编", valueName: "前缀"),
      transform: WordReading.prefix)
    var voucherPrefix: String?
    @Option(help: "只付这一季度结案的案件和这一季度的值班，例如 2024Q4", transform: WordReading.quarter)
    var quarter: Quarter?
    @Option(help: "只付这一季度核发的案件和这一季度的值班", transform: WordReading.quarter)
    var approvedQuarter: Quarter?
    @Option(help: "只付这家承办单位的", transform: WordReading.words) var firm: String?
    @Option(
      name: .customLong("case"), help: "只付这件案件，可写多次", transform: WordReading.number)
    var caseNumbers: [CaseNumber] = []
    @Option(help: ArgumentHelp("只付文件里列出的案件：一行一个案件编号，UTF-8 文本", valueName: "文件"))
    var cases: String?
    @Option(
      help: ArgumentHelp("发放政策（YAML 文件）；不写则用程序自带的、支付当日有效的政策", valueName: "文件"))
    var policy: String?
    @OptionGroup var write: WriteOptions

    func run() throws {
      let paidOn = paidOn ?? UnderWay.dayLeftOut()
      let policy = try PolicyFile.policy(self.policy, on: paidOn)
      let order = BatchOrder(
        paidOn: paidOn, voucherPrefix: voucherPrefix,
        choice: BatchChoice(
          closedIn: quarter, approvedIn: approvedQuarter, firm: firm, cases: try chosenCases()),
        policy: policy)
      let session = try write.session()
      let bureau = try session.store.read { try $0.bureau() }
      let receipt = try Output.showingRefused { (plan: BatchPlan) in
        plan.words(in: .commandLine)
      } _: {
        try PayBatch(session)(order)
      }
      let plan = receipt.recorded.plan
      // The paper that is signed is printed by itself; a screen shows no account.
      let paper = try Rosters(of: bureau).rosters(
        receipt.recorded.rosters, .text, showsAccounts: false)
      receipt.reminders.map(\.reminder).forEach(Output.note)
      write.done(
        "已记账：\(plan.voucherCount) 张支付凭证（\(plan.numbers)），\(plan.lines.count) 行",
        after: plan.words(in: .commandLine) + "\n\n" + paper)
    }
  }
}

extension PayCommand.Batch {
  /// The cases that are named; nil where none is.
  private func chosenCases() throws -> Set<CaseNumber>? {
    guard let cases else { return caseNumbers.isEmpty ? nil : Set(caseNumbers) }
    return try Set(caseNumbers + CaseList.numbers(in: cases))
  }
}

/// A list of cases as a text file, one number a line.
private enum CaseList {
  struct Unusable: OfficerError {
    let description: String
  }

  static func numbers(in file: String) throws -> [CaseNumber] {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Unusable(description: "没有找到案件清单“\(file)”：请核对文件名")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw Unusable(description: "“\(file)”不是 UTF-8 文本：请另存为 UTF-8，一行一个案件编号")
    }
    var numbers: [CaseNumber] = []
    for (index, line) in text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() where !line.allSatisfy(\.isWhitespace) {
      do {
        numbers.append(try WordReading.number(String(line)))
      } catch {
        throw Unusable(description: "\(file):\(index + 1) — \(error) — 请一行写一个案件编号")
      }
    }
    guard !numbers.isEmpty else {
      throw Unusable(description: "案件清单“\(file)”里没有案件编号：请一行写一个")
    }
    return numbers
  }
}

/// The policy of a region: a file, or one that comes with the program.
private enum PolicyFile {
  struct Unusable: OfficerError {
    let description: String
  }

  /// A policy is a page; a megabyte is no policy.
  private static let largest: UInt64 = 1_048_576

  static func policy(_ file: String?, on day: Day) throws -> RegionPolicy {
    guard let file else { return try .bundled(on: day) }
    let policy = try PolicyReader.read(text(of: file), file: file)
    guard policy.isInForce(on: day) else {
      throw Unusable(description: "政策“\(policy.title)”在 \(day) 没有生效：请核对支付日期，或换一个政策文件")
    }
    return policy
  }

  private static func text(of file: String) throws -> String {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    guard let size = attributes?[.size] as? UInt64 else {
      throw Unusable(description: "没有找到政策文件“\(file)”：请核对文件名")
    }
    guard size <= largest, let data = FileManager.default.contents(atPath: file),
      let text = String(data: data, encoding: .utf8)
    else {
      throw Unusable(description: "“\(file)”不是 UTF-8 文本的政策文件，或文件过大：请另存为 UTF-8")
    }
    return text
  }
}
