package import LedgerCore
package import Reconciliation
package import Reporting

/// The tables that a province prints of its counties' year: each line a bureau, with the lines of
/// the cities, and one that says who is missing.
package struct ProvinceTables {
  private let book: ProvinceBook

  package init(_ book: ProvinceBook) { self.book = book }

  /// Every table of the year.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package func all(_ findings: [Finding]) throws(MoneyOverflow) -> [ReportTable] {
    [
      try funds(), try cases(), try sentMoney(), try reconciled(), try crossFindings(findings),
      filings(),
    ]
  }

  /// How a cell of a line is made.
  private struct Line {
    let name: [ReportTable.Cell]
    let books: [BureauBook]
  }

  /// The bureaus that something came of, under their cities, in order of code.
  private func lines() -> [Line] {
    let seen = book.bureaus.filter { !$0.ledgers.isEmpty }
    var cities: [String] = []
    for own in seen where !cities.contains(own.bureau.city) { cities.append(own.bureau.city) }
    return cities.flatMap { city -> [Line] in
      let books = seen.filter { $0.bureau.city == city }
      return [Line(name: [.text(""), .text(city), .text("（全市）")], books: books)]
        + books.map { own in
          Line(
            name: [
              .text("\(own.bureau.code)"), .text(city),
              .text(own.bureau.name + (own.isSeen ? "" : "（未报全）")),
            ], books: [own])
        }
    }
  }

  private static let nameColumns: [ReportTable.Column] = [
    .text("code", "代码"), .text("city", "市"), .text("bureau", "单位"),
  ]

  /// That somebody is missing, so that nobody takes the total for the whole.
  private var missing: [String] {
    let none = book.bureaus.filter(\.ledgers.isEmpty).map { printable($0.bureau.name) }
    let partly = book.unseen.filter { !$0.ledgers.isEmpty }.map { printable($0.bureau.name) }
    return [
      none.isEmpty ? "未报送：无" : "未报送（\(none.count) 个）：\(none.joined(separator: "、"))",
      partly.isEmpty
        ? nil
        : "未报全到 \(book.period.asOf)（\(partly.count) 个）：\(partly.joined(separator: "、"))",
    ].compactMap(\.self)
  }

  private func table(
    _ id: String, _ title: String, _ columns: [ReportTable.Column],
    _ cells: ([BureauBook]) throws(MoneyOverflow) -> [ReportTable.Cell]
  ) throws(MoneyOverflow) -> ReportTable {
    var rows: [[ReportTable.Cell]] = []
    for line in lines() { rows.append(line.name + (try cells(line.books))) }
    let totals: [ReportTable.Cell] = [.text("合计"), .text(""), .text("")]
    return ReportTable(
      id: id, title: "\(book.period.year) 年\(title)", columns: Self.nameColumns + columns,
      rows: rows, totals: totals + (try cells(book.bureaus)), notes: missing)
  }

  /// nil where no bureau knows it: nobody stated an opening.
  private func sum(
    _ name: FigureName, _ books: [BureauBook]
  ) throws(MoneyOverflow) -> Money? {
    var sum: Money?
    for own in books {
      guard let amount = try own.money(name) else { continue }
      sum = try (sum ?? .zero) + amount
    }
    return sum
  }

  /// 经费收支汇总表.
  package func funds() throws(MoneyOverflow) -> ReportTable {
    let names: [(FigureName, String)] = [
      (.opening, "年初结余"), (.appropriatedCentral, "中央"), (.appropriatedProvincial, "省级"),
      (.appropriatedCity, "市级"), (.appropriatedLocal, "本级"), (.appropriatedLottery, "彩票"),
      (.recalled, "收回"), (.paidCase, "以案定补"), (.paidDuty, "值班"), (.paidOther, "其他支出"),
      (.paid, "支出合计"), (.balance, "结余"),
    ]
    return try table(
      "province_funds", "经费收支汇总表",
      names.map { .number($0.0.rawValue, $0.1 + "（元）") } + [.number("rate", "执行率")]
    ) { (books) throws(MoneyOverflow) in
      var cells: [ReportTable.Cell] = []
      for (name, _) in names { cells.append(.money(try sum(name, books))) }
      return cells + [
        .percent(
          Percent(paid: try sum(.paid, books) ?? .zero, of: try sum(.available, books) ?? .zero))
      ]
    }
  }

  /// 案件统计汇总表.
  package func cases() throws(MoneyOverflow) -> ReportTable {
    let counts: [(FigureName, String)] = [
      (.casesAccepted, "受理"), (.casesClosed, "办结"), (.casesClosedCivil, "办结民事"),
      (.casesClosedCriminal, "办结刑事"), (.casesClosedAdministrative, "办结行政"),
      (.dutyShifts, "值班（次）"),
    ]
    let amounts: [(FigureName, String)] = [
      (.claimed, "申报"), (.approved, "核发"), (.paidCase, "以案定补支出"),
    ]
    return try table(
      "province_cases", "案件统计汇总表",
      counts.map { .number($0.0.rawValue, $0.1) }
        + amounts.map { .number($0.0.rawValue, $0.1 + "（元）") }
    ) { (books) throws(MoneyOverflow) in
      var cells = counts.map { name, _ in
        ReportTable.Cell.count(books.reduce(0) { $0 + $1.count(name) })
      }
      for (name, _) in amounts { cells.append(.money(try sum(name, books))) }
      return cells
    }
  }

  /// 转移支付下达—登记—支出追踪表: each document and bureau on a line.
  package func sentMoney() throws(MoneyOverflow) -> ReportTable {
    var rows: [[ReportTable.Cell]] = []
    var totals = (sent: Money.zero, received: Money.zero, paid: Money.zero)
    for sent in try book.sentMoney() {
      let (received, paid) = (try sent.received(), try sent.rows.map(\.paid).total())
      try totals.sent += sent.sent
      try totals.received += received
      try totals.paid += paid
      rows.append([
        .text("\(sent.document)"), .text("\(sent.to)"), .text(sent.source.rawValue),
        .text("\(sent.sentOn)"), .money(sent.sent), .text(sent.receivedOn?.description ?? "未登记"),
        .money(sent.rows.isEmpty ? nil : received),
        .count(sent.receivedOn.map { $0.days(since: sent.sentOn) }), .money(paid),
        .percent(Percent(paid: paid, of: received)), .money(try received - sent.sent),
      ])
    }
    return ReportTable(
      id: "province_trace", title: "\(book.period.year) 年转移支付下达—登记—支出追踪表",
      columns: [
        .text("document", "下达文号"), .text("to", "接收单位"), .text("source", "资金来源"),
        .text("sent_on", "下达日"), .number("sent_fen", "下达（元）"), .text("received_on", "登记日"),
        .number("received_fen", "登记（元）"), .number("days", "天数"), .number("paid_fen", "已支付（元）"),
        .number("rate", "执行率"), .number("difference_fen", "登记−下达（元）"),
      ], rows: rows,
      totals: [
        .text("合计"), .text(""), .text(""), .text(""), .money(totals.sent), .text(""),
        .money(totals.received), .count(nil), .money(totals.paid),
        .percent(Percent(paid: totals.paid, of: totals.received)),
        .money(try totals.received - totals.sent),
      ], notes: missing)
  }

  /// 对账情况汇总表: what each county's own reconciliation left open.
  package func reconciled() throws(MoneyOverflow) -> ReportTable {
    var rows: [[ReportTable.Cell]] = []
    for own in book.bureaus {
      let all = own.ledgers.flatMap(\.result.findings)
      let (open, said) = (all.filter(\.isOutstanding), all.filter { $0.outcome == .explained })
      for rule in Set((open + said).map(\.rule)).sorted() {
        let left = open.filter { $0.rule == rule }
        rows.append([
          .text("\(own.bureau.code)"), .text(own.bureau.name), .text("\(rule)"),
          .count(left.count), .count(said.count { $0.rule == rule }),
          .money(try left.map(\.amount).total()),
        ])
      }
    }
    return ReportTable(
      id: "province_reconciled", title: "\(book.period.year) 年对账情况汇总表",
      columns: [
        .text("code", "代码"), .text("bureau", "单位"), .text("rule", "规则"),
        .number("open", "未说明"), .number("explained", "已说明"), .number("amount_fen", "金额（元）"),
      ], rows: rows, notes: missing)
  }

  /// 跨账本疑点清单.
  package func crossFindings(_ findings: [Finding]) throws(MoneyOverflow) -> ReportTable {
    ReportTable(
      id: "cross_findings", title: "\(book.period.year) 年跨账本疑点清单",
      columns: [
        .text("severity", "程度"), .text("rule", "规则"), .text("title", "名称"),
        .text("outcome", "结果"), .text("subject", "对象"), .number("amount_fen", "金额（元）"),
        .text("date", "日期"), .text("message", "说明"),
      ],
      rows: findings.map { finding in
        [
          .term(code: finding.severity.rawValue, word: Self.words(finding.severity)),
          .text("\(finding.rule)"),
          .text(CrossRuleCatalogue.description(of: finding.rule)?.title ?? ""),
          .term(
            code: finding.outcome.rawValue,
            word: finding.outcome == .notTestable ? "无法核验" : "不符"),
          .text(finding.subject), .money(finding.amount),
          .text(finding.date?.description ?? ""), .text(finding.message),
        ]
      }, notes: ["疑点供县里核对，不是结论；两个单位都看到自己的部分"])
  }

  private static func words(_ severity: Severity) -> String {
    switch severity {
    case .block: "阻断"
    case .high: "重要"
    case .medium: "一般"
    case .info: "提示"
    }
  }

  /// 报送情况表: bureau and month.
  package func filings() -> ReportTable {
    let day = book.period.asOf
    return ReportTable(
      id: "province_filings", title: "\(book.period.year) 年报送情况表",
      columns: [.text("code", "代码"), .text("bureau", "单位")]
        + (1...12).map { .text("m\($0)", "\($0)月") },
      rows: book.bureaus.map { own in
        let filings = book.filings(of: own)
        return [.text("\(own.bureau.code)"), .text(own.bureau.name)]
          + (1...12).map { number in
            let filing = filings.first { $0.month.number == number }
            return .text(filing?.standing(on: day).rawValue ?? "—")
          }
      }, notes: ["按期：次月第十个工作日前收到的账里，有这个月以后记的流水"])
  }

  /// The identities as a table.
  package static func identities(_ identities: [CrossIdentity]) -> ReportTable {
    ReportTable(
      id: "cross_identities", title: "跨账本勾稽关系",
      columns: [
        .text("id", "编号"), .text("title", "关系"), .number("left", "左边"),
        .number("right", "右边"), .text("outcome", "结果"),
      ],
      rows: identities.map { identity in
        let cell = { (value: Int64) -> ReportTable.Cell in
          identity.isMoney ? .money(Money(fen: value)) : .count(Int(value))
        }
        return [
          .text(identity.id), .text(identity.title), cell(identity.left), cell(identity.right),
          .term(
            code: identity.holds ? "pass" : "contradiction", word: identity.holds ? "相符" : "不符"),
        ]
      })
  }
}
