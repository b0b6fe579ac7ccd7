import ArgumentParser
import Bookkeeping
import LedgerCore
import Reporting
import Wording

extension ClaimCommand {
  struct Batch: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "batch",
      abstract: "按标准成批申报一个季度办结未申报的案件，输出申报汇总表",
      discussion: """
        汇总表后面列出申报的案件，再列出没有申报的案件和原因：还没有结案、申报日期以后才结案、已有申报、终止或撤回、
        标准定不了金额、以前季度办结漏报的。
        写 --again 是从账上重新打印，不登记：可以再用 --prefix 或 --on 只要其中一批。
        """)

    @Option(help: "结案的季度，例如 2024Q4", transform: WordReading.quarter)
    var quarter: Quarter
    @Option(
      name: [.customLong("on"), .customLong("claimed-on")], help: "申报日期；不写则为今天",
      transform: WordReading.day)
    var claimedOn: Day?
    @Option(
      help: ArgumentHelp("申报编号前缀，后面自动加三位序号", valueName: "前缀"),
      transform: WordReading.prefix)
    var prefix: String?
    @Option(help: "申报人；不写则为经办人", transform: WordReading.words)
    var submittedBy: String?
    @Flag(help: "重新打印已经登记的，不登记新的") var again = false
    @OptionGroup var format: FormatOptions
    @OptionGroup var write: WriteOptions

    func validate() throws {
      guard again || prefix != nil else { throw ValidationError("缺少 --prefix：申报编号前缀") }
    }

    private var title: String { "\(quarter)申报汇总表（单位：元）" }

    func run() throws {
      guard !again else { return try printAgain() }
      let session = try write.session()
      let summary = try RecordClaims(session).submitBatch(
        quarter, on: claimedOn ?? UnderWay.dayLeftOut(), prefix: prefix ?? "",
        by: submittedBy ?? session.whoAsks
      ).recorded
      let paper = try ClaimSummary(
        summary.claims.map { ($0.claim, $0.legalAidCase) }, title: title,
        naming: PriceCases(session.store).detailNames(), leftOut: summary.skipped + summary.leftOut)
      try format.print(paper.printed) { _ in paper.page }
      if format.isForReading { write.done("已登记申报 \(summary.claims.count) 份") }
    }

    private func printAgain() throws {
      let store = try write.ledger.open()
      let answer = try ReadClaimBatch(store)(
        quarter, claimedOn: claimedOn, prefix: prefix)
      var notes: [String] = []
      if !answer.returned.isEmpty {
        let numbers = answer.returned.map(\.number.printed).joined(separator: "、")
        notes.append("另有已退回的申报 \(answer.returned.count) 份，没有计入：\(numbers)")
      }
      if answer.claims.isEmpty { notes.append("账上没有这样的申报：请核对季度、前缀和申报日期") }
      let paper = try ClaimSummary(
        answer.claims, title: title, naming: PriceCases(store).detailNames(), notes: notes)
      try format.print(paper.printed) { _ in paper.page }
    }
  }
}
