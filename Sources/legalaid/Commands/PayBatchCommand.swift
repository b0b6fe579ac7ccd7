import ArgumentParser
import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore
import Reporting
import Schema
import Standards
import Wording

extension PayCommand {
  struct Batch: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "batch",
      abstract: "成批支付：已核发未付的案件和未付的值班，每个收款单位一张凭证，全部记账或全部不记")

    @Option(
      name: [.customLong("on"), .customLong("paid-on")], help: "支付日期",
      transform: WordReading.day)
    var paidOn: Day
    @Option(
      help: ArgumentHelp("凭证号前缀，例如 支2024Q4-；后面加 001、002……", valueName: "前缀"),
      transform: WordReading.prefix)
    var voucherPrefix: String
    @Option(help: "只付这一季度核发的案件和值班，例如 2024Q4", transform: WordReading.quarter)
    var quarter: Quarter?
    @Option(
      help: ArgumentHelp("发放政策（YAML 文件）；不写则用程序自带的、支付当日有效的政策", valueName: "文件"))
    var policy: String?
    @OptionGroup var write: WriteOptions

    func run() throws {
      let policy = try PolicyFile.policy(self.policy, on: paidOn)
      let order = BatchOrder(
        paidOn: paidOn, voucherPrefix: voucherPrefix, quarter: quarter, policy: policy)
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
        "已记账：\(plan.voucherCount) 张支付凭证，\(plan.lines.count) 行",
        after: plan.words(in: .commandLine) + "\n\n" + paper)
    }
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
    guard let file else { return try bundled(on: day) }
    let policy = try PolicyReader.read(text(of: file), file: file)
    guard policy.isInForce(on: day) else {
      throw Unusable(description: "政策“\(policy.title)”在 \(day) 没有生效：请核对支付日期，或换一个政策文件")
    }
    return policy
  }

  private static func bundled(on day: Day) throws -> RegionPolicy {
    let policies = try BundledPolicies.all
      .map { try PolicyReader.read($0.text, file: "\($0.name).yaml") }
      .filter { $0.isInForce(on: day) }
    guard let policy = policies.first else {
      throw Unusable(description: "没有 \(day) 有效的自带政策：请用 --policy 指定政策文件")
    }
    guard policies.count == 1 else {
      let titles = policies.map(\.title).joined(separator: "、")
      throw Unusable(description: "\(day) 有效的自带政策不止一个（\(titles)）：请用 --policy 指定政策文件")
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
