import ArgumentParser
import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore
import Reporting
import Wording

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "新建账本；已有的文件不会被改动")

  @Option(help: "单位全称，例如 红寺堡区司法局", transform: WordReading.words)
  var agency: String
  @Option(help: "地区，公开文字以它开头，例如 红寺堡区", transform: WordReading.words)
  var region: String
  @Option(
    help: ArgumentHelp("同时设第一个人员，由他本人设密码；从他这一笔起，每一笔都要签名", valueName: "person"),
    transform: WordReading.words)
  var firstPerson: String?
  @Option(
    help: ArgumentHelp("行政区划代码，6 位数字；要向省里报送的写", valueName: "代码"),
    transform: WordReading.regionCode)
  var regionCode: RegionCode?
  @OptionGroup var write: WriteOptions

  func run() throws {
    let bureau = Bureau(agency: agency, region: region)
    let path = write.ledger.path
    // Before a password is asked for.
    guard !FileManager.default.fileExists(atPath: path) else {
      throw StoreFault.exists(path: path)
    }
    let first = try firstPerson.map { try FirstPerson(asking: $0, isRehearsal: write.dryRun) }
    let stamp = EntryStamp(
      recordedAt: Clock.now(), operatorName: firstPerson ?? write.ledger.whoActs, kind: "init")
    var person: Person?
    if !write.dryRun {
      try LedgerStore.create(at: path, bureau: bureau, stamp: stamp) { store in
        person = try first?.start(in: store, now: stamp.recordedAt, today: Clock.today()).recorded
        guard let regionCode else { return }
        let session = Session(
          store: store, operatorName: stamp.operatorName, now: stamp.recordedAt,
          today: Clock.today(), signer: first?.signer)
        try KeepPublishing(session).state(regionCode)
      }
    }
    let words = person.map { "；\(FirstPerson.done($0))" } ?? ""
    write.done("已新建账本 \(path)（\(agency)，\(region)）" + words)
    if firstPerson != nil { FirstPerson.tell() }
  }
}

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "用自带的红寺堡区 2024 年示例走一遍：记账、对账、出报表",
    discussion: """
      合计数是红寺堡区司法局公开的 2024 年数字；示例里的人、律所、案件、文号都是虚构的。
      """)

  @Option(help: ArgumentHelp("把示例账本留在这个文件里，供练习", valueName: "文件"))
  var keep: String?
  @OptionGroup var ledger: LedgerOptions

  func run() throws {
    let outcome = try Demonstrate()(keepingAt: keep)
    if keep != nil { Output.actIsDone() }
    let document = try Document(of: outcome, in: .commandLine)
    Output.result(
      """
      \(outcome.bureau.agency) 2024 年示例（合计为公开数，人名、律所、案件、文号均为虚构）

      一、公开用的一段话

      \(document.paragraph(.text))
      \(document.banner(emphasis: Output.showsColour))
      二、各张表

      \(document.tables(.text))
      三、对账结果

      \(document.statement(.text, emphasis: Output.showsColour))
      """)
    if let keep {
      Output.result("示例账本已留在 \(keep)，可以用来练习：legalaid case list --ledger \(keep)")
    }
  }
}
