package import LedgerCore
package import LedgerStore
package import Reconciliation

/// Answers with pages of the registers, as ``ListRegister`` has them, at the cost of a page.
///
/// One pass for each list and head of the ledger is held in memory; the facts of a page are read
/// from the ledger, in the state in which the list was narrowed.
package final class HeldLists: Sendable {
  private let cases = HeldValue<String, ListIndex>()
  private let claims = HeldValue<String, ListIndex>()
  private let duty = HeldValue<String, ListIndex>()
  private let lines = HeldValue<String, ListIndex>()

  package init() {}

  /// Some rows of a list, with what the whole of it comes to.
  package struct Page<Fact: Sendable>: Sendable {
    package let facts: [Fact]
    package let totals: ListTotals
  }

  /// Which rows of a list are shown, by how many there are.
  package typealias Rows = (Int) -> Range<Int>

  /// The registered cases.
  ///
  /// - Throws: A fault of the store, or ``MoneyOverflow`` when a sum leaves 64 bits.
  package func cases(
    in store: LedgerStore, _ filter: RegisterFilter, _ state: CaseState?, rows: Rows
  ) throws -> Page<DossierView> {
    try Self.page(cases, in: store, filter, state, rows, index: ListIndex.cases) { ledger, keys in
      let period = ListRegister.period(of: filter)
      let settings = try RuleSettings.forPayments(in: ledger)
      return try keys.map { key in
        try DossierView(
          ledger.cases.dossier(CaseNumber(key: key, printed: key)), in: period, funds: nil,
          settings: settings)
      }
    }
  }

  /// The claims, in the order of their cases.
  ///
  /// - Throws: As ``cases(in:_:_:rows:)``.
  package func claims(
    in store: LedgerStore, _ filter: RegisterFilter, _ state: ClaimState?, rows: Rows
  ) throws -> Page<Claim> {
    try Self.page(
      claims, in: store, filter, state, rows, index: ListIndex.claims, returned: .returned
    ) { ledger, keys in
      try keys.map { key in
        try ledger.cases.registeredClaim(ClaimNumber(key: key, printed: key))
      }
    }
  }

  /// The registered duty shifts.
  ///
  /// - Throws: As ``cases(in:_:_:rows:)``.
  package func duty(
    in store: LedgerStore, _ filter: RegisterFilter, _ state: DutyState?, rows: Rows
  ) throws -> Page<DutyAccount> {
    try Self.page(duty, in: store, filter, state, rows, index: ListIndex.duty) { ledger, keys in
      try keys.map { key in try ledger.duty.account(DutyNumber(key: key, printed: key)) }
    }
  }

  /// The payment lines and reversals.
  ///
  /// - Throws: As ``cases(in:_:_:rows:)``.
  package func payments(
    in store: LedgerStore, _ filter: RegisterFilter, _ state: PaymentState?, rows: Rows
  ) throws -> Page<PaymentLine> {
    try Self.page(lines, in: store, filter, state, rows, index: ListIndex.payments) {
      ledger, keys in
      try keys.compactMap { key in
        try PaymentLineID(listKey: key).flatMap { try ledger.payments.line($0) }
      }
    }
  }

  /// A page of a list, read in the state of the ledger in which the list was narrowed.
  private static func page<State: CaseIterable & Equatable, Fact>(
    _ list: HeldValue<String, ListIndex>, in store: LedgerStore, _ filter: RegisterFilter,
    _ state: State?, _ rows: Rows, index: (LedgerSnapshot) throws -> ListIndex,
    returned: State? = nil, facts: (LedgerSnapshot, _ keys: [String]) throws -> [Fact]
  ) throws -> Page<Fact> {
    try store.read { ledger in
      let index = try list.value(ledger.journal.head()) { try index(ledger) }
      let found = index.rows(filter, in: state.map(State.place))
      return Page(
        facts: try facts(ledger, found[rows(found.count)].map(index.key)),
        totals: try index.totals(of: found, returned: returned.map(State.place)))
    }
  }
}

extension ListIndex {
  fileprivate static func cases(of ledger: LedgerSnapshot) throws -> ListIndex {
    var index = ListIndex(days: 2, sums: 2)
    let period = ListRegister.period(of: RegisterFilter())
    let settings = try RuleSettings.forPayments(in: ledger)
    try ledger.cases.forEachDossier { dossier in
      guard let registered = dossier.legalAidCase else { return }
      let view = try DossierView(dossier, in: period, funds: nil, settings: settings)
      index.append(
        Row(
          key: registered.number.key, names: registered.names + dossier.lines.names,
          texts: registered.texts, states: CaseState.places { view.isIn($0) },
          days: [registered.acceptedOn, registered.closing?.on],
          amounts: [view.approved, view.netPaid]))
    }
    return index
  }

  fileprivate static func claims(of ledger: LedgerSnapshot) throws -> ListIndex {
    var index = ListIndex(days: 1, sums: 2)
    try ledger.cases.forEachDossier { dossier in
      let names = (dossier.legalAidCase?.names ?? []) + dossier.lines.names
      for claim in dossier.claims {
        index.append(
          Row(
            key: claim.number.key, names: names,
            texts: claim.texts + [dossier.caseNumber.printed],
            states: [ClaimState.place(ClaimState(of: claim))], days: [claim.claimedOn],
            amounts: [claim.claimedAmount, claim.approval?.amount]))
      }
    }
    return index
  }

  fileprivate static func duty(of ledger: LedgerSnapshot) throws -> ListIndex {
    var index = ListIndex(days: 1, sums: 2)
    try ledger.duty.forEachAccount { account in
      guard let shift = account.shift else { return }
      index.append(
        Row(
          key: shift.number.key,
          names: [(.lawyer, shift.lawyer), (.firm, shift.firm)] + account.lines.names,
          texts: shift.texts, states: [DutyState.place(try account.state)],
          days: [shift.servedOn], amounts: [shift.amount, try account.lines.netTotal()]))
    }
    return index
  }

  fileprivate static func payments(of ledger: LedgerSnapshot) throws -> ListIndex {
    var index = ListIndex(days: 1, sums: 1)
    var recipients: [String: String] = [:]
    try ledger.cases.forEachDossier { dossier in
      recipients[dossier.caseNumber.key] = dossier.legalAidCase?.recipient
    }
    try ledger.payments.forEachLine { line in
      let recipient = line.subject.caseNumber.flatMap { recipients[$0.key] }
      index.append(
        Row(
          key: line.id.listKey,
          names: [(.recipient, recipient), (.lawyer, line.lawyer), (.firm, line.payee)]
            + [line].names,
          texts: line.texts, states: [PaymentState.place(PaymentState(of: line))],
          days: [line.paidOn], amounts: [line.signedAmount]))
    }
    return index
  }
}

extension CaseIterable where Self: Equatable {
  /// The place of a state among all.
  fileprivate static func place(_ state: Self) -> Int {
    Array(allCases).firstIndex(of: state) ?? 0
  }

  /// The places of the states that something is in.
  fileprivate static func places(_ isIn: (Self) -> Bool) -> Set<Int> {
    Set(allCases.enumerated().filter { isIn($0.element) }.map(\.offset))
  }
}

extension LegalAidCase {
  fileprivate var names: [(name: ListIndex.Name, text: String?)] {
    [(.recipient, recipient), (.lawyer, lawyer), (.firm, firm)]
  }
}

extension [PaymentLine] {
  /// The documents and vouchers of the lines.
  fileprivate var names: [(name: ListIndex.Name, text: String?)] {
    Set(map(\.document.key)).map { (.document, $0) }
      + Set(map(\.id.voucher.key)).map { (.voucher, $0) }
  }
}

extension PaymentLineID {
  /// The number of the line and the key of its voucher.
  fileprivate var listKey: String { "\(line) \(voucher.key)" }

  fileprivate init?(listKey: String) {
    let parts = listKey.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2, let line = Int(parts[0]) else { return nil }
    self.init(voucher: VoucherNumber(key: parts[1], printed: parts[1]), line: line)
  }
}
