import ArgumentParser
import Bookkeeping
import LedgerCore
import LedgerStore
import Reporting
import Wording

extension ReportCommand {
  struct DutySheetPaper: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "duty-sheet", abstract: "值班补贴月表：每位值班律师一行，供签领")

    @Option(help: "月份，例如 2024-05", transform: WordReading.month) var month: Month
    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let store = try ledger.openForFigures()
      let sheet = try ReadDutySheet(store)(month)
      guard !sheet.rows.isEmpty else { throw NoDuty(month: month) }
      let paper = DutySheetPage(sheet, of: try store.read { try $0.bureau() })
      try format.print {
        try paper.printed($0)
      } page: { _ in
        try paper.page()
      }
    }
  }

  struct NoDuty: OfficerError {
    let month: Month

    var description: String { "\(month) 没有登记值班：请核对月份，漏登的先登记" }
  }
}
