import ArgumentParser
import LedgerCore
import ProvinceDatabase
import Wording

struct ReaderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reader", abstract: "谁可以在数据库里看哪个地区", subcommands: [Add.self])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "登记数据库用户可看的地区；再登记一次就是更改",
      discussion: "用户先由数据库管理员建好。看到的只有这个地区的单位；不加 --names 的看不到受援人和每一笔的经办人。")

    @Argument(help: "数据库用户", transform: WordReading.words) var role: String
    @Option(help: ArgumentHelp("行政区划代码的前 2、4 或 6 位", valueName: "地区")) var region: String
    @Flag(help: "可以看明细（其中有受援人的姓名），每次查看都有记录") var names = false
    @OptionGroup var options: ProvinceOptions

    func run() throws {
      let reader = try DatabaseReader(role: role, region: region, seesNames: names)
      try options.openDatabase().add(reader)
      Output.result("已登记 \(printable(role)) 可看 \(region)\(names ? "，可看明细" : "")")
    }
  }
}

struct RebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "数据库里算出来的各表，从收到的事实重算一遍",
    discussion: "事实与校验码对不上的账本不重算，并说出是哪一个。")

  @OptionGroup var options: ProvinceOptions

  func run() throws {
    Output.result("已重算 \(try options.openDatabase().rebuild()) 个账本")
  }
}
