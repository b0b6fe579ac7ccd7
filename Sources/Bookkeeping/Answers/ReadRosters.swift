package import LedgerCore
package import LedgerStore
import Reconciliation

/// Reads the rosters (发放表) of vouchers from the ledger.
package struct ReadRosters {
  let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// The rosters of every voucher that is asked for, in the order of voucher numbers.
  ///
  /// - Parameter include: Which lines' vouchers; a voucher is taken whole.
  /// - Returns: One roster for each voucher.
  /// - Throws: A fault of the store.
  package func callAsFunction(where include: (PaymentLine) -> Bool) throws -> [Roster] {
    try store.read { ledger in
      var wanted: [VoucherNumber] = []
      try ledger.payments.forEachLine { line in
        if wanted.last != line.id.voucher, include(line) { wanted.append(line.id.voucher) }
      }
      return try wanted.compactMap { try Roster(of: $0, in: ledger) }
    }
  }
}

extension Roster {
  /// The roster of one voucher; nil when it has no lines.
  init?(of voucher: VoucherNumber, in ledger: LedgerSnapshot) throws {
    let all = try ledger.payments.lines(of: voucher)
    guard let first = all.first else { return nil }
    let lines = try all.settledInside()
    let settings = try RuleSettings.forStandingFindings(in: ledger)
    self.init(
      voucher: first.id.voucher, paidOn: first.paidOn, payee: first.payee,
      registered: try ledger.payees.inUse(called: first.payee),
      lines: try lines.map { try Line($0, settings, in: ledger) })
  }
}

extension Roster.Line {
  fileprivate init(
    _ line: PaymentLine, _ settings: RuleSettings, in ledger: LedgerSnapshot
  ) throws {
    var recipient: String?
    var firm: String?
    var basis = ""
    var subject = ""
    switch line.subject {
    case .legalAidCase(let number):
      let dossier = try ledger.cases.dossier(number)
      subject = dossier.legalAidCase?.number.printed ?? number.printed
      recipient = dossier.legalAidCase?.recipient
      firm = dossier.legalAidCase?.firm
      // As the rules count it on the day of payment.
      let period = Period(year: line.paidOn.fiscalYear, asOf: line.paidOn)
      let approved = try DossierView(
        dossier, in: period, funds: nil, settings: settings
      ).approved
      let grade = dossier.legalAidCase?.grade.map { "\($0)，" } ?? ""
      // A case that no standard prices is paid as it was approved; rule C05 says why it has none.
      let price = dossier.legalAidCase.flatMap { legalAidCase in
        try? settings.price(
          legalAidCase, in: dossier, claimedOn: dossier.claims.first?.claimedOn)
      }
      let standard = price.map { "标准 \($0.amount.text)，" } ?? ""
      basis = "\(grade)\(standard)核发 \(approved.groupedYuanText) 元"
    case .dutyShift(let number):
      let shift = try ledger.duty.shift(number)
      subject = shift?.number.printed ?? number.printed
      firm = shift?.firm
      basis =
        shift.map { "\($0.quantity.text) \($0.unit.rawValue) × \($0.rate.groupedYuanText) 元" } ?? ""
    case .none:
      break
    }
    self.init(
      line: line.id.line, use: line.use, subject: subject, recipient: recipient, firm: firm,
      lawyer: line.lawyer, basis: basis, document: line.document, amount: line.signedAmount,
      reversal: line.reverses?.kind, left: try Self.left(of: line, in: ledger))
  }

  /// What nobody took back of a line to date.
  private static func left(of line: PaymentLine, in ledger: LedgerSnapshot) throws -> Money {
    guard !line.isReversal else { return .zero }
    let later = try ledger.payments.reversals(of: line.id).filter { !$0.isCorrectionInside }
    return try line.amount - later.map(\.amount).total()
  }
}

extension [PaymentLine] {
  /// The lines of a voucher without what it corrects of itself: nobody signs for a slip and its
  /// correction.
  fileprivate func settledInside() throws -> [PaymentLine] {
    let corrections = filter(\.isCorrectionInside)
    guard !corrections.isEmpty else { return self }
    return try compactMap { line in
      if corrections.contains(where: { $0.id == line.id }) { return nil }
      let corrected = corrections.filter { $0.reverses?.id == line.id }.map(\.amount)
      var line = line
      line.amount = try line.amount - corrected.total()
      return line.amount == .zero ? nil : line
    }
  }
}

extension PaymentLine {
  /// Whether it corrects a line of its own voucher.
  fileprivate var isCorrectionInside: Bool {
    reverses?.kind == .correction && reverses?.id.voucher == id.voucher
  }
}
