package import LedgerCore
package import LedgerStore
package import Reconciliation

/// Answers what the registers hold, for lists: present states, in the order of their numbers.
package struct ListRegister {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// The appropriations with what was paid from them to date; of one budget year, or all.
  ///
  /// Of the filter the document and the part that is searched for count.
  package func appropriations(
    of year: FiscalYear?, _ filter: RegisterFilter = RegisterFilter(), in state: BalanceState? = nil
  ) throws -> [AppropriationAccount] {
    try store.read { ledger in
      let rows = try ledger.funds.appropriations()
      // A balance to date sees every fact; the year decides only which amounts count as its own.
      let period = Period(
        year: year ?? rows.map(\.id.fiscalYear).max() ?? Day.latest.fiscalYear, asOf: .latest)
      return try FundAccounts(of: ledger, period).accounts.filter { account in
        let row = account.appropriation
        return (year == nil || row.id.fiscalYear == year)
          && (filter.document == nil || row.id.document == filter.document)
          && (state == nil || state == BalanceState(of: account.balance))
          && filter.takes(texts: [row.id.document.printed, row.source.rawValue, row.note])
      }
    }
  }

  /// The registered cases with what is approved and paid on them to date.
  ///
  /// - Parameters:
  ///   - filter: Narrows them; its span takes those accepted or closed in it.
  ///   - state: Where they stand; nil for all.
  /// - Returns: In the order of their numbers.
  /// - Throws: A fault of the store.
  package func cases(
    _ filter: RegisterFilter = RegisterFilter(), in state: CaseState? = nil
  ) throws -> [DossierView] {
    var found: [DossierView] = []
    try store.read { ledger in
      let period = Self.period(of: filter)
      let settings = try RuleSettings.forPayments(in: ledger)
      try ledger.cases.forEachDossier { dossier in
        guard let registered = dossier.legalAidCase,
          filter.takes(days: registered.acceptedOn, registered.closing?.on),
          filter.takes(
            recipient: registered.recipient, lawyer: registered.lawyer, firm: registered.firm),
          filter.takes(lines: dossier.lines), filter.takes(texts: registered.texts)
        else { return }
        let view = try DossierView(dossier, in: period, funds: nil, settings: settings)
        if state.map(view.isIn) ?? true { found.append(view) }
      }
    }
    return found
  }

  /// One case with what is approved and paid on it to date; nil for one that is void, or was never
  /// registered.
  package func `case`(_ number: CaseNumber) throws -> DossierView? {
    try store.read { ledger in
      let dossier = try ledger.cases.dossier(number)
      guard dossier.legalAidCase != nil else { return nil }
      return try DossierView(
        dossier, in: Self.period(of: RegisterFilter()), funds: nil,
        settings: RuleSettings.forPayments(in: ledger))
    }
  }

  /// As what a list sees cases: with every fact there is.
  static func period(of filter: RegisterFilter) -> Period {
    Period(year: filter.span?.year ?? Day.latest.fiscalYear, asOf: .latest)
  }

  /// What a filter names and the ledger does not know, with what was probably meant: its voucher,
  /// document and firm.
  package func unknown(in filter: RegisterFilter) throws -> [Refusal] {
    try store.read { ledger in
      var unknown: [Refusal?] = []
      if let voucher = filter.voucher, try !ledger.payments.hasLines(of: voucher) {
        unknown.append(try ledger.notRegistered(.voucher, voucher))
      }
      if let document = filter.document,
        try !ledger.funds.appropriations().contains(where: { $0.id.document == document })
      {
        unknown.append(try ledger.notRegistered(.appropriation, document))
      }
      if let firm = filter.firm { unknown.append(try ledger.unknown(firm: firm)) }
      return unknown.compactMap(\.self)
    }
  }

  /// The payees as they now stand, in order of registration.
  package func payees() throws -> [Payee] { try store.read { try $0.payees.all() } }

  /// The claims, in the order of their cases; the people and the firm asked for are the case's, the
  /// document and the voucher those it was paid from and by.
  package func claims(
    _ filter: RegisterFilter = RegisterFilter(), in state: ClaimState? = nil
  ) throws -> [Claim] {
    var found: [Claim] = []
    try store.read { ledger in
      try ledger.cases.forEachDossier { dossier in
        let registered = dossier.legalAidCase
        guard
          filter.takes(
            recipient: registered?.recipient, lawyer: registered?.lawyer, firm: registered?.firm),
          filter.takes(lines: dossier.lines)
        else { return }
        found += dossier.claims.filter { claim in
          filter.takes(days: claim.claimedOn) && (state == nil || state == ClaimState(of: claim))
            && filter.takes(texts: claim.texts + [dossier.caseNumber.printed])
        }
      }
    }
    return found
  }

  /// The registered duty shifts with their payments.
  package func duty(
    _ filter: RegisterFilter = RegisterFilter(), in state: DutyState? = nil
  ) throws -> [DutyAccount] {
    var found: [DutyAccount] = []
    try store.read { ledger in
      try ledger.duty.forEachAccount { account in
        guard let shift = account.shift, filter.takes(days: shift.servedOn),
          filter.takes(lawyer: shift.lawyer, firm: shift.firm), filter.takes(lines: account.lines),
          filter.takes(texts: shift.texts)
        else { return }
        if try state.map({ try $0 == account.state }) ?? true { found.append(account) }
      }
    }
    return found
  }

  /// The payment lines and reversals, in the order of voucher and line; the recipient asked for is
  /// the case's, the firm the payee.
  package func payments(
    _ filter: RegisterFilter = RegisterFilter(), in state: PaymentState? = nil
  ) throws -> [PaymentLine] {
    var found: [PaymentLine] = []
    try store.read { ledger in
      let cases = try ledger.cases.numbers(of: filter.recipient)
      try ledger.payments.forEachLine { line in
        let isOfRecipient = cases.map { cases in
          line.subject.caseNumber.map(cases.contains) ?? false
        }
        if isOfRecipient ?? true, filter.takes(days: line.paidOn),
          filter.takes(recipient: filter.recipient, lawyer: line.lawyer, firm: line.payee),
          filter.takes(lines: [line]), filter.takes(texts: line.texts),
          state == nil || state == PaymentState(of: line)
        {
          found.append(line)
        }
      }
    }
    return found
  }
}

extension CaseRegister {
  /// The numbers of the cases of a recipient; nil where none is asked for.
  fileprivate func numbers(of recipient: String?) throws -> Set<CaseNumber>? {
    guard let recipient else { return nil }
    let wanted = RegisterFilter(recipient: recipient)
    var cases: Set<CaseNumber> = []
    try forEachDossier { dossier in
      if wanted.takes(recipient: dossier.legalAidCase?.recipient, lawyer: nil, firm: nil) {
        cases.insert(dossier.caseNumber)
      }
    }
    return cases
  }
}

extension DossierView {
  /// Whether the case stands so.
  package func isIn(_ state: CaseState) -> Bool {
    let outcome = registered?.closing?.outcome
    return switch state {
    case .open: outcome == nil
    case .closed: outcome == .closed
    case .terminated: outcome == .terminated
    case .withdrawn: outcome == .withdrawn
    case .unclaimed: outcome == .closed && claims.isEmpty
    case .unapproved: claims.contains { $0.approval == nil }
    case .unpaid: approved > netPaid
    case .paid: isApproved && approved == netPaid
    }
  }
}

extension DutyAccount {
  var state: DutyState {
    get throws {
      let paid = try lines.netTotal()
      return paid <= .zero ? .unpaid : paid < (shift?.amount ?? .zero) ? .partlyPaid : .paid
    }
  }
}

// The words and numbers of a fact that a search looks in.

extension LegalAidCase {
  var texts: [String?] {
    [
      number.printed, type.rawValue, serviceForm, stage, recipient, recipientCategories, lawyer,
      firm, grade, judgmentNumber?.printed, matter,
    ]
  }
}

extension Claim {
  var texts: [String?] {
    [number.printed, submittedBy, approvedBy, returned?.reason]
  }
}

extension DutyShift {
  var texts: [String?] { [number.printed, site, lawyer, firm] }
}

extension PaymentLine {
  var texts: [String?] {
    [
      id.voucher.printed, use.rawValue, subject.caseNumber?.printed, subject.dutyNumber?.printed,
      document.printed, payee, lawyer, approvedBy, reverses?.id.voucher.printed,
    ]
  }
}
