import ArgumentParser
import Bookkeeping
import Foundation
import Interchange
import LedgerCore
import LedgerStore
import Wording

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "导入表格（CSV 或 Excel）：文件或文件夹，全部导入或一行不导",
    discussion: """
      认得的表：经费指标、案件、补贴申报、值班、支付、国库支付明细。按表头认列，次序不限。
      再次导入同一张表：没变的跳过，新填的补上，改了的停下来给你看（确需更正加 --amend）。
      """)

  @Argument(help: "表格文件或文件夹") var paths: [String]
  @Option(
    help: ArgumentHelp("表头认不准时指明是哪种表", valueName: "种类"),
    transform: { try WordReading.kind($0) })
  var kind: TableKind?
  @Option(help: "更正已登记的内容，写明原因", transform: WordReading.words)
  var amend: String?
  @Option(
    help: ArgumentHelp("确认表里的列是账上的哪一列，可写几次", valueName: "表里的列=账上的列"),
    transform: { try TableTermReading.column($0) })
  var map: [TableTerm] = []
  @Option(
    help: ArgumentHelp("确认表里的一列不读，可写几次", valueName: "表里的列"),
    transform: { try TableTermReading.passedOver($0) })
  var ignore: [TableTerm] = []
  @Option(
    help: ArgumentHelp("确认一列里的词是什么意思，可写几次", valueName: "账上的列:词=意思"),
    transform: { try TableTermReading.word($0) })
  var mapWord: [TableTerm] = []
  @Option(
    help: ArgumentHelp("确认一张工作表不读，可写几次", valueName: "工作表"),
    transform: { try TableTermReading.sheet($0) })
  var ignoreSheet: [TableTerm] = []
  @Option(
    help: ArgumentHelp("表里没有的列，各行都是什么，可写几次", valueName: "账上的列=内容"),
    transform: { try TableTermReading.fill($0) })
  var fill: [TableTermReading.Fill] = []
  @Option(help: ArgumentHelp("把以上的确认写在文件里，一行一条", valueName: "文件"))
  var mapFile: String?
  @Option(help: ArgumentHelp("有问题时，把标出问题的表写成工作簿，改好再导入", valueName: "文件.xlsx"))
  var faultsTo: String?
  @OptionGroup var write: WriteOptions

  /// The same import from whatever folder.
  private func request(_ said: [TableTerm]) -> [String] {
    let folder = FileManager.default.currentDirectoryPath
    return ["import"] + (kind.map { ["--kind", $0.rawValue] } ?? [])
      + (amend.map { ["--amend", $0] } ?? [])
      + said.flatMap(TableTermReading.arguments(of:))
      + fill.flatMap { ["--fill", "\($0.column)=\($0.text)"] }
      + paths.map { $0.hasPrefix("/") ? $0 : folder + "/" + $0 }
  }

  /// Writes the tables with the cells at fault marked; the names in them are the officer's own.
  private func writeMarked(_ faults: [ImportFault], to path: String) throws {
    let workbook = try MarkedWorkbook.file(paths: paths, faults: faults)
    try OutputFile(path).write(Data(workbook))
    Output.note("标出问题的表已写到 \(path)：改正涂色的格子，再导入这个文件")
  }

  /// The marked copy may not take the place of a table that is being imported.
  private func refuseToOverwriteTables() throws {
    guard let faultsTo else { return }
    let target = URL(fileURLWithPath: faultsTo).resolvingSymlinksInPath().path
    let tables = paths.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    guard !tables.contains(target) else {
      throw WordReading.Problem(description: "“\(printable(faultsTo))”是要导入的表，没有覆盖它：请换一个文件名")
    }
  }

  func run() throws {
    try refuseToOverwriteTables()
    let said =
      try (mapFile.map { try TableTermReading.file($0) } ?? []) + map + ignore + mapWord
      + ignoreSheet
    var session = try write.session()
    session.request = request(said)
    let summary: ImportSummary
    do {
      summary = try ImportTables(
        session, kind: kind, amendReason: amend, terms: said,
        fills: Dictionary(fill.map { ($0.column, $0.text) }, uniquingKeysWith: { $1 })
      )(paths) { event in
        switch event {
        case .notice(let notice):
          Output.endProgress()
          Output.note((notice.isWarning ? "注意：" : "提示：") + notice.description)
        case .progress(let rows, let read, let total):
          Output.progress(rows: rows, read: read, of: total)
        case .tables: break
        }
      }.recorded
      Output.endProgress()
    } catch {
      Output.endProgress()
      if let refused = error as? ImportRefused, let faultsTo {
        try writeMarked(refused.faults, to: faultsTo)
      }
      throw error
    }
    write.done("导入完成")
    summary.sentences.forEach(Output.result)
  }
}

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "把账本导出成表格（含姓名，请妥善保管）")

  @Argument(help: "导出到的文件夹") var folder: String
  @OptionGroup var write: WriteOptions

  func run() throws {
    let store = try write.ledger.open()
    let files = try ExportTables(store)(into: folder, isRehearsal: write.dryRun)
    if try !ListRegister(store).payees().isEmpty {
      Output.note("收款人登记（名称、开户行、账号）不在导出的表里：换一个账本，要用 payee add 重新登记")
    }
    if try store.read({ try $0.people.isSet() }) {
      Output.note("人员、密钥和签名不在导出的表里：换一个账本，要重新设人员")
    }
    write.done(
      "已导出到 \(folder)",
      after: files.map { "\($0.file)：\($0.rows) 行" }.joined(separator: "\n"))
  }
}

extension WordReading {
  static func kind(_ text: String) throws -> TableKind {
    let wanted = normalized(text)
    guard
      let kind = TableKind.allCases.first(where: { $0.rawValue == wanted || $0.title == wanted })
    else {
      let names = TableKind.allCases.map { "\($0.rawValue)（\($0.title)）" }
      throw Problem(description: "可选：\(names.joined(separator: "、"))")
    }
    return kind
  }
}
