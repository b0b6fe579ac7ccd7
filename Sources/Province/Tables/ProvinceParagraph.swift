package import LedgerCore
import Reconciliation
import Reporting

/// What a province says of its year in a few sentences (公开段落).
package struct ProvinceParagraph {
  private let book: ProvinceBook

  package init(_ book: ProvinceBook) { self.book = book }

  /// The sentences; amounts in 万元 to the nearest hundred yuan.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package func text() throws(MoneyOverflow) -> String {
    let count = { (name: FigureName) in book.bureaus.reduce(0) { $0 + $1.count(name) } }
    let came = book.bureaus.count { !$0.ledgers.isEmpty }
    let missing = book.bureaus.filter { !$0.isSeen }.map { printable($0.bureau.name) }
    let standing =
      missing.isEmpty
      ? "以上为全部 \(book.bureaus.count) 个单位的合计。"
      : "以上为已报送的 \(came) 个单位的合计（共 \(book.bureaus.count) 个），"
        + "未报送或未报全的：\(missing.joined(separator: "、"))。"
    return """
      \(book.province.region)\(book.period.year)年共投入法律援助业务经费\(try wan(.appropriated))万元，\
      其中中央及地方转移支付\(try wan(.appropriatedTransfer))万元，本级财政\(try wan(.appropriatedLocal))万元；\
      支出\(try wan(.paid))万元，其中以案定补\(try wan(.paidCase))万元，值班律师法律帮助补贴\(try wan(.paidDuty))万元。\
      受理法律援助案件\(count(.casesAccepted))件，办结\(count(.casesClosed))件，\
      其中民事\(count(.casesClosedCivil))件、刑事\(count(.casesClosedCriminal))件、\
      行政\(count(.casesClosedAdministrative))件；值班法律帮助\(count(.dutyShifts))次。\(standing)
      """
  }

  private func wan(_ name: FigureName) throws(MoneyOverflow) -> String {
    var sum = Money.zero
    for own in book.bureaus { try sum += own.money(name) ?? .zero }
    return Wan(nearest: sum).text
  }
}
