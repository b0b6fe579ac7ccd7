import Foundation
import LedgerCore
import Reconciliation
import Reporting
import TestSupport
import Testing

@Suite("数字的出处")
struct ProvenanceTests {
  private static let seeds = UInt64(40_001)...40_150

  @Test("the facts of every figure come to it, of years and of shorter spans")
  func everyFigure() throws {
    var spoken: [FigureName: Int] = [:]
    for seed in Self.seeds {
      guard let year = try RandomBook.yearSeen(seed: seed) else { continue }
      let book = try RandomBook.book(seed: seed)
      let spans = [year] + (try year.quarterParts.suffix(2)) + (try year.monthParts.prefix(3))
      for period in spans {
        let figures = try book.figures(period)
        for name in FigureName.allCases {
          let origin = try book.provenance(of: name, figures)
          #expect(origin.sum == figures[name].value, "\(name), seed \(seed), \(period.span)")
          #expect(origin.facts.isEmpty || origin.terms.isEmpty)
          #expect(origin.facts == origin.facts.sorted())
          if !origin.facts.isEmpty { spoken[name, default: 0] += 1 }
        }
      }
    }
    let made: Set<FigureName> = [
      .available, .balance, .closing, .overspent, .paidCaseRegular, .balanceLottery, .unpaid,
      .executionRate, .arrivalRate,
    ]
    // Random books pay for no drafting, and seldom for a closed case from the lottery fund.
    let seldom: Set<FigureName> = [.paidDrafting, .casesClosedLottery]
    for name in FigureName.allCases where !made.union(seldom).contains(name) {
      #expect(spoken[name, default: 0] > 0, "\(name)")
    }
  }

  @Test("facts that do not come to the figure stop the sheet")
  func disagreement() throws {
    let book = try SampleBook.odd(seed: 1)
    var other = book
    other.dossiers.removeLast()
    let figures = try other.document().figures
    #expect(throws: FigureDisagreement.self) {
      try book.trace(of: .paidCase).provenance(in: figures)
    }
    let error = try #require(throws: FigureDisagreement.self) {
      try book.trace(of: .casesClosed).provenance(in: figures)
    }
    #expect(error.description.contains("办结案件（cases_closed）与它的明细不符"))
  }

  @Test("a sheet lists facts by day with their sum, in every format")
  func sheet() throws {
    let book = try SampleBook.odd(seed: 2)
    let document = try book.document()
    let paid = try #require(document.figures[.paid].money)
    let origin = try book.trace(of: .paid).provenance(in: document.figures)
    #expect(origin.facts.count == 9)
    let sheet = FigureSheet(of: book.bureau, origin, ledgerHead: "5f3c9a")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(sheet.written(.json).utf8)) as? [String: Any])
    #expect(
      Set(json.keys) == [
        "schema", "year", "from", "to", "as_of", "ledger_head", "name", "title", "unit",
        "operation", "value", "source", "facts", "terms", "sum",
      ])
    #expect(json["schema"] as? String == "legalaid.figure/1")
    #expect(json["name"] as? String == "paid_fen" && json["unit"] as? String == "fen")
    #expect(json["value"] as? Int64 == paid.fen && json["sum"] as? Int64 == paid.fen)
    let facts = try #require(json["facts"] as? [[String: Any]])
    #expect(facts.allSatisfy { Set($0.keys) == ["kind", "key", "date", "amount_fen"] })
    #expect(facts.reduce(0) { $0 + ($1["amount_fen"] as? Int64 ?? 0) } == paid.fen)
    for format in [OutputFormat.text, .csv, .markdown, .html] {
      let text = sheet.written(format)
      #expect(text.contains("V-案1/1") && text.contains("明细 9 笔"), "\(format)")
      #expect(text.contains(format == .csv ? paid.yuanText : paid.groupedYuanText))
    }
  }

  @Test("a figure that others make shows them with their signs; one that is not known says so")
  func terms() throws {
    let book = try SampleBook.odd(seed: 3, opening: false)
    let figures = try book.document().figures
    let overspent = try book.trace(of: .overspent).provenance(in: figures)
    #expect(overspent.terms.map(\.sign) == [1, -1] && overspent.sum == .money(.zero))
    #expect(overspent.terms.map(\.figure.name) == [.paid, .available])
    let closing = try book.trace(of: .closing).provenance(in: figures)
    #expect(closing.sum == nil && closing.terms.count == 4)
    let sheet = FigureSheet(of: book.bureau, closing, ledgerHead: "5f3c9a")
    #expect(sheet.written(.text).contains("账上没有登记上年结转，这个数字无法得出"))
    let opening = try book.trace(of: .opening).provenance(in: figures)
    #expect(opening.sum == nil && opening.facts.isEmpty)
  }

  @Test("no sheet names a person")
  func noNames() throws {
    for seed in Self.seeds where seed % 10 == 0 {
      let book = try RandomBook.book(seed: seed)
      let figures = try book.figures(Period(year: .of(2024)))
      for name in FigureName.allCases {
        let sheet = FigureSheet(
          of: Bureau(agency: "局", region: "区"), try book.provenance(of: name, figures),
          ledgerHead: "5f3c9a")
        for format in OutputFormat.allCases {
          let text = sheet.written(format)
          for person in ["马某", "承办人甲", "值班律师甲", "申报人甲"] { #expect(!text.contains(person)) }
        }
      }
    }
  }

  @Test(
    "a figure is known by its key and its title, of whatever span",
    arguments: [
      ("paid_case_fen", FigureName.paidCase), ("paid_case", .paidCase), ("以案定补案件支出", .paidCase),
      ("PAID_FEN", .paid), ("本年支出", .paid), ("本季度支出", .paid), ("本月支出", .paid), ("本期支出", .paid),
      ("季初结余", .opening), ("上年结转", .opening), ("月末结余", .closing), (" 余额 ", .balance),
      ("受理案件", .casesAccepted), ("cases-accepted", .casesAccepted),
    ])
  func named(text: String, name: FigureName) {
    #expect(FigureName(text: text) == name)
  }

  @Test("every figure is known by its own key and title")
  func namedAll() {
    for name in FigureName.allCases {
      #expect(FigureName(text: name.rawValue) == name)
      #expect(FigureName(text: name.title) == name)
    }
  }

  @Test("a name that is none brings the nearest first")
  func nearest() {
    #expect(FigureName(text: "以案定补支出") == nil)
    #expect(FigureName.nearest(to: "以案定补支出").first == .paidCase)
    #expect(FigureName.nearest(to: "paid_dutty_fen").first == .paidDuty)
    #expect(FigureName.nearest(to: "").count == FigureName.allCases.count)
  }
}

extension InventedBook {
  /// Where a figure of the book comes from.
  func provenance(of name: FigureName, _ figures: Figures) throws -> FigureProvenance {
    var trace = try FigureTrace(
      of: name, in: figures.period,
      register: FundRegister(
        appropriations: appropriations, changes: changes, openings: openings, carried: carried))
    for dossier in dossiers { try trace.observe(dossier) }
    for account in dutyAccounts { try trace.observe(account) }
    for lines in uncitedLines { trace.observe(lines) }
    return try trace.provenance(in: figures)
  }
}

extension SampleBook {
  /// A trace that has seen the book.
  func trace(of name: FigureName) throws -> FigureTrace {
    var trace = try FigureTrace(
      of: name, in: period,
      register: FundRegister(appropriations: appropriations, changes: changes, openings: openings))
    for dossier in dossiers { try trace.observe(dossier) }
    for duty in duties { try trace.observe(duty) }
    for line in uncited { trace.observe([line]) }
    return trace
  }
}
