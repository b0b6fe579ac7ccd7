import LedgerCore
import LedgerStore
import Reconciliation

/// What is approved or served and not yet paid, case by case and shift by shift.
struct DueItems {
  /// An amount for one case or shift and who receives it.
  struct Item {
    let subject: PaymentSubject
    let use: PaymentUse
    /// What it is, for messages: 案件 and its number.
    let words: String
    let payee: String
    let lawyer: String?
    /// More than zero.
    let amount: Money
    /// The source that the case says its subsidy is paid from; nil for any.
    var source: FundSource?
  }

  private let scope: Scope
  private let ledger: LedgerSnapshot
  private let period: Period
  private let settings: RuleSettings
  private(set) var items: [Item] = []
  private(set) var skipped: [BatchPlan.Skipped] = []
  /// What payments of the items are reminded of: what is off the standard (C05, D08).
  private(set) var reminders: [Finding] = []
  /// Shifts that are due, until all shifts of their days are known.
  private var dueShifts: [(item: Item, account: DutyAccount)] = []

  /// What counts as due.
  struct Scope {
    let paidOn: Day
    /// Which of it; everything up to the day where nothing is chosen.
    var choice = BatchChoice()
    var payee = RegionPolicy.Payee.firm
    /// Empty permits any.
    var dutyUnits: [DutyUnit] = []
    /// What may pay cases; nil for any source.
    var caseSources: [FundSource]?
    /// Whether payments dated after the day count as paid: a batch must not pay them once more.
    var seesLaterPayments = true
  }

  init(_ ledger: LedgerSnapshot, _ scope: Scope) throws {
    self.ledger = ledger
    self.scope = scope
    period = Period(year: scope.paidOn.fiscalYear, asOf: scope.paidOn)
    settings = try RuleSettings.forStandingFindings(in: ledger)
    try ledger.cases.forEachDossier { try take($0) }
    try ledger.duty.forEachAccount { try take($0) }
    try takeDueShifts()
  }

  /// The items of each payee, payees in the order of their names.
  var byPayee: [[Item]] {
    Dictionary(grouping: items) { normalized($0.payee) }
      .sorted { $0.key.precedesByCodePoint($1.key) }.map(\.value)
  }

  /// Payments less what was taken back by the day of payment.
  private func netPaid(_ lines: [PaymentLine]) throws -> Money {
    try lines.filter { line in
      line.paidOn <= scope.paidOn || (scope.seesLaterPayments && !line.isReversal)
    }.netTotal()
  }

  private mutating func take(_ dossier: Dossier) throws {
    let view = try DossierView(dossier, in: period, funds: nil, settings: settings)
    let unpaid =
      try view.approved - netPaid(dossier.lines.filter { $0.use == .perCaseSubsidy })
    let days = view.approvedClaims.compactMap(\.approval?.on)
    guard unpaid > .zero, scope.choice.takes(dossier, approvedOn: days) else { return }
    let words = "案件 \(view.caseNumber)"
    guard let registered = view.registered else {
      let isKnown = dossier.legalAidCase != nil
      return skip(words, because: isKnown ? "支付日还没有受理" : "案件没有登记")
    }
    guard let closing = registered.closing else {
      return skip(words, because: "已核发但支付日还没有结案")
    }
    guard closing.outcome == .closed || days.contains(where: { $0 >= closing.on }) else {
      return skip(words, because: "案件已\(closing.outcome.rawValue)，当日及以后没有核发")
    }
    let isPaidToFirm = scope.payee == .firm
    guard let payee = isPaidToFirm ? registered.firm : registered.lawyer else {
      return skip(words, because: "没有登记\(isPaidToFirm ? "承办单位" : "承办人")")
    }
    if let source = registered.details.fundSource,
      !(scope.caseSources?.contains(source) ?? true)
    {
      return skip(words, because: "补贴资金来源是\(source.rawValue)，成批支付不用这种资金：请单独支付")
    }
    let item = Item(
      subject: .legalAidCase(registered.number), use: .perCaseSubsidy, words: words, payee: payee,
      lawyer: registered.lawyer, amount: unpaid, source: registered.details.fundSource)
    let account = PaidAccount.legalAidCase(dossier)
    try add(item, of: account, StandingFindings.Kin(of: account, in: ledger))
  }

  private mutating func take(_ account: DutyAccount) throws {
    guard let shift = account.shift, shift.servedOn <= scope.paidOn,
      scope.choice.takes(shift)
    else { return }
    let unpaid = try shift.amount - netPaid(account.lines)
    guard unpaid > .zero else { return }
    let units = scope.dutyUnits
    guard units.isEmpty || units.contains(shift.unit) else {
      let allowed = units.map(\.rawValue).joined(separator: "、")
      return skip(
        "值班 \(shift.number)",
        because: "按\(shift.unit.rawValue)计，政策规定按\(allowed)计：请核对登记")
    }
    let item = Item(
      subject: .dutyShift(shift.number), use: .duty, words: "值班 \(shift.number)",
      payee: scope.payee == .firm ? shift.firm : shift.lawyer, lawyer: shift.lawyer,
      amount: unpaid)
    dueShifts.append((item, account))
  }

  /// Adds the shifts that are due, each compared with all shifts of its day.
  private mutating func takeDueShifts() throws {
    guard !dueShifts.isEmpty else { return }
    let days = Set(dueShifts.compactMap(\.account.shift?.servedOn))
    var shifts: [Day: [DutyShift]] = [:]
    try ledger.duty.forEachAccount { account in
      guard let shift = account.shift, days.contains(shift.servedOn) else { return }
      shifts[shift.servedOn, default: []].append(shift)
    }
    for (item, account) in dueShifts {
      let sameDay = account.shift.flatMap { shifts[$0.servedOn] } ?? []
      try add(item, of: .dutyShift(account), StandingFindings.Kin(sameDay: sameDay))
    }
  }

  /// Adds an item, unless somebody has to look at it first: the bank returned a payment for it,
  /// or something that concerns its payment stands unexplained.
  private mutating func add(
    _ item: Item, of account: PaidAccount, _ kin: StandingFindings.Kin
  ) throws {
    if let first = try BankReturns(ledger.payments).returnedLine(among: account.lines) {
      return skip(
        item.words,
        because: """
          支付凭证 \(first.voucher) 第 \(first.line) 行退票后还没有重付：\
          请核对账户，\(using: .payAgain(first))重付
          """)
    }
    let standing = try StandingFindings(on: account, among: kin, settings: settings)
    guard standing.stopping.isEmpty else {
      return skip(
        item.words, because: Guidance(standing.stopping.map(\.unsettled).joined(separator: "；")))
    }
    reminders += standing.reminding
    items.append(item)
  }

  /// What the source that pays a case makes of its price (C05); nothing of a shift.
  func offStandard(_ lines: [PaymentLine], on account: PaidAccount) throws -> [Finding] {
    guard settings.standards.asksForSource, case .legalAidCase = account else { return [] }
    let standing = try StandingFindings(
      on: account, paying: lines, among: StandingFindings.Kin(), settings: settings)
    return (standing.stopping + standing.reminding).filter { $0.rule == "C05" }
  }

  private mutating func skip(_ subject: String, because reason: Guidance) {
    skipped.append(BatchPlan.Skipped(subject: subject, reason: reason))
  }
}

extension Finding {
  /// Why what it stands on is not paid yet.
  fileprivate var unsettled: String {
    let title = RuleCatalogue.description(of: rule)?.title ?? ""
    return "\(rule) \(title)没有改正或说明（\(message)）"
  }
}
