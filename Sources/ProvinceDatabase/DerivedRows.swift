import LedgerCore
import LedgerStore
import Province
import Reconciliation
import Reporting

/// What the program works out of a ledger, written as rows.
struct DerivedRows {
  private let connection: PostgresConnection
  private let code: RegionCode
  private let ledger: Int

  init(_ connection: PostgresConnection, _ code: RegionCode, _ ledger: Int) {
    self.connection = connection
    self.code = code
    self.ledger = ledger
  }

  static let tables = [
    "figure", "finding", "standing_case", "standing_shift", "standing_bank_line",
    "standing_line", "standing_appropriation", "standing_change",
  ]

  /// Works the touched years out anew and puts them in the place of what stands.
  ///
  /// - Throws: A fault of a store, or ``MoneyOverflow`` when sums leave 64 bits.
  func replace(from replica: LedgerStore, _ touched: TouchedYears) throws {
    let standing = try replica.read { try StandingFacts(of: $0) }
    for table in Self.tables {
      try connection.query(
        """
        DELETE FROM legalaid.\(table) WHERE bureau = $1 AND ledger = $2 AND year >= $3
        """, .of(code), .of(ledger), .of(touched.first == .max ? 9_999 : touched.first))
    }
    let first = touched.first
    try appendResults(of: replica, standing.allYears.filter { $0.number >= first })
    try appendCases(standing.cases.filter { $0.acceptedOn.fiscalYear.number >= first })
    try appendShifts(standing.shifts.filter { $0.servedOn.fiscalYear.number >= first })
    try appendBankLines(standing.bankLines.filter { $0.bookedOn.fiscalYear.number >= first })
    var ofCase: [PaymentLineID: CaseNumber] = [:]
    for held in standing.cases { for line in held.lines { ofCase[line.id] = held.number } }
    try appendLines(standing.lines.filter { $0.paidOn.fiscalYear.number >= first }, ofCase)
    try appendFunds(standing, from: first)
  }

  private func copy(
    _ table: String, _ columns: String, _ rows: [[Value]]
  ) throws {
    guard !rows.isEmpty else { return }
    let names = columns.split(whereSeparator: { " ,\n".contains($0) }).map(String.init)
    try connection.copy(into: "legalaid.\(table)", ["bureau", "ledger", "year"] + names) { row in
      for own in rows { try row([.of(code), .of(ledger)] + own) }
    }
  }

  private func appendResults(of replica: LedgerStore, _ years: [FiscalYear]) throws {
    var (figures, findings): ([[Value]], [[Value]]) = ([], [])
    for year in years {
      let result = try YearResult(of: replica, Period(year: year))
      for (name, value) in result.figures {
        switch value {
        case .money(let money):
          figures.append([.of(year), .text(name.rawValue), .flag(true), .of(money)])
        case .count(let count):
          figures.append([.of(year), .text(name.rawValue), .flag(false), .of(count)])
        case .rate: break
        }
      }
      for (place, finding) in result.findings.enumerated() {
        findings.append([
          .of(year), .of(place), .text("\(finding.rule)"), .text(finding.outcome.rawValue),
          .flag(finding.isOutstanding), .text(finding.subject), .of(finding.amount),
          .optional(finding.date),
        ])
      }
    }
    try copy("figure", "name, is_money, amount", figures)
    try copy(
      "finding", "place, rule, outcome, is_outstanding, subject, amount, day", findings)
  }

  private func appendCases(_ cases: [StandingCase]) throws {
    try copy(
      "standing_case", "number, printed_number, accepted_on, closed_on, matter",
      cases.map { own in
        [
          .of(own.acceptedOn.fiscalYear), .text(own.number.key), .text(own.number.printed),
          .of(own.acceptedOn), .optional(own.closedOn), .optional(own.matter),
        ]
      })
  }

  private func appendShifts(_ shifts: [DutyShift]) throws {
    try copy(
      "standing_shift",
      """
      number, printed_number, served_on, site, lawyer, firm, quantity_tenths, unit, rate, amount,
      shared_key
      """,
      shifts.map { own in
        [
          .of(own.servedOn.fiscalYear), .text(own.number.key), .text(own.number.printed),
          .of(own.servedOn), .text(own.site), .text(own.lawyer), .text(own.firm),
          .integer(own.quantity.tenths), .text(own.unit.rawValue), .of(own.rate),
          .of(own.amount), .text(own.sharedKey),
        ]
      })
  }

  private func appendBankLines(_ lines: [BankLine]) throws {
    try copy(
      "standing_bank_line",
      """
      reference, printed_reference, booked_on, amount, payee, voucher, printed_voucher, memo,
      shared_key
      """,
      lines.map { own in
        [
          .of(own.bookedOn.fiscalYear), .text(own.reference.key), .text(own.reference.printed),
          .of(own.bookedOn), .of(own.amount), .text(own.payee), .optional(own.voucher?.key),
          .optional(own.voucher?.printed), .optional(own.memo), .text(own.sharedKey),
        ]
      })
  }

  private func appendLines(
    _ lines: [PaymentLine], _ ofCase: [PaymentLineID: CaseNumber]
  ) throws {
    try copy(
      "standing_line",
      """
      voucher, line, printed_voucher, paid_on, purpose, cited_kind, cited, printed_cited,
      document, printed_document, amount, payee, lawyer, approved_by, reverses_voucher,
      reverses_printed_voucher, reverses_line, reverses_paid_on, reverses_kind, of_case
      """,
      lines.map { own in
        let cited = own.subject.cited
        return [
          .of(own.paidOn.fiscalYear), .text(own.id.voucher.key), .of(own.id.line),
          .text(own.id.voucher.printed), .of(own.paidOn), .text(own.use.rawValue),
          .text(cited.kind), .text(cited.key), .text(cited.printed), .text(own.document.key),
          .text(own.document.printed), .of(own.amount), .text(own.payee),
          .optional(own.lawyer), .optional(own.approvedBy),
          .optional(own.reverses?.id.voucher.key), .optional(own.reverses?.id.voucher.printed),
          .optional(own.reverses?.id.line), .optional(own.reverses?.paidOn),
          .optional(own.reverses?.kind.rawValue), .optional(ofCase[own.id]?.key),
        ]
      })
  }

  private func appendFunds(_ standing: StandingFacts, from first: Int) throws {
    try copy(
      "standing_appropriation",
      """
      document, printed_document, source, received_on, amount, permitted_uses, origin_year, note,
      superior_document, printed_superior_document, issuer, project_code
      """,
      standing.appropriations.filter { $0.id.fiscalYear.number >= first }.map { own in
        let uses = own.permittedUses.map(\.rawValue).sorted().joined(separator: ";")
        return [
          .of(own.id.fiscalYear), .text(own.id.document.key), .text(own.id.document.printed),
          .text(own.source.rawValue), .of(own.receivedOn), .of(own.amount), .text(uses),
          .of(own.originYear), .optional(own.note), .optional(own.origin?.superiorDocument?.key),
          .optional(own.origin?.superiorDocument?.printed), .optional(own.origin?.issuer),
          .optional(own.origin?.projectCode),
        ]
      })
    try copy(
      "standing_change",
      "place, document, printed_document, kind, changed_on, amount, reason",
      standing.changes.enumerated()
        .filter { $0.element.appropriation.fiscalYear.number >= first }.map { place, own in
          let id = own.appropriation
          return [
            .of(id.fiscalYear), .of(place), .text(id.document.key), .text(id.document.printed),
            .text(own.kind.rawValue), .of(own.changedOn), .of(own.amount), .text(own.reason),
          ]
        })
  }
}

extension StandingFacts {
  /// Every year from the first in which something stands to the last, for what one brings over
  /// stands in the next as well.
  fileprivate var allYears: [FiscalYear] {
    guard let first = years.min(), let last = years.max() else { return [] }
    return (first.number...last.number).compactMap(FiscalYear.init)
  }
}

extension PaymentSubject {
  /// Kind, key and printed form.
  fileprivate var cited: (kind: String, key: String, printed: String) {
    switch self {
    case .legalAidCase(let number): ("case", number.key, number.printed)
    case .dutyShift(let number): ("duty", number.key, number.printed)
    case .none: ("none", "", "")
    }
  }

  /// nil for a kind that there is not.
  init?(kind: String, key: String, printed: String) {
    switch kind {
    case "case": self = .legalAidCase(CaseNumber(key: key, printed: printed))
    case "duty": self = .dutyShift(DutyNumber(key: key, printed: printed))
    case "none": self = .none
    default: return nil
    }
  }
}
