import ArgumentParser
import Bookkeeping
import LedgerCore
import Reporting
import Wording

struct FindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find", abstract: "到处查找：编号、姓名、单位、案由、摘要、理由里含有这些字的",
    discussion: """
      在案件、补贴申报、值班、支付、经费指标及其变动、国库流水、记账流水里查找，列出类别、编号、日期、金额、
      找到的内容和查看的命令。全角半角、空格、括号怎么写都行；受援人的姓名可以用来查找，输出时一律隐去。
      """)

  @Argument(help: ArgumentHelp("要找的字", valueName: "词"), transform: WordReading.searched)
  var word: String
  @Option(help: "最多列出多少处", transform: WordReading.count) var top = 200
  @OptionGroup var format: FormatOptions
  @OptionGroup var ledger: LedgerOptions

  func run() throws {
    let rows = try FindEverywhere(ledger.open())(word).map { hit in
      FoundTable.Row(
        hit, command: hit.step.flatMap(Dialect.commandLine.means) ?? "", local: Clock.local)
    }
    try format.print(FoundTable.table(rows, top: top))
  }
}

extension WordReading {
  /// How many, from 1.
  static func count(_ text: String) throws -> Int {
    guard let count = Int(halfWidth(text).trimmed), count >= 1 else {
      throw Problem(description: "要写从 1 开始的整数")
    }
    return count
  }
}
