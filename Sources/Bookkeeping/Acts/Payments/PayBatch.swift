package import LedgerCore
import LedgerStore
import Reconciliation

/// What a batch of payments is to cover.
package struct BatchOrder: Sendable {
  package let paidOn: Day
  /// Vouchers are numbered with this in front: `支2024Q4-001`.
  ///
  /// Left out, the program goes on with the numbers of the day.
  package let voucherPrefix: String?
  /// Which of what is unpaid up to the day.
  package let choice: BatchChoice
  package let policy: RegionPolicy

  package init(
    paidOn: Day, voucherPrefix: String? = nil, choice: BatchChoice = BatchChoice(),
    policy: RegionPolicy
  ) {
    self.paidOn = paidOn
    self.voucherPrefix = voucherPrefix
    self.choice = choice
    self.policy = policy
  }
}

/// Pays everything that is approved and unpaid, one voucher for each payee and appropriation unless
/// the policy says otherwise, all or nothing.
package struct PayBatch {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Plans the batch, asks the rules about each payment, and appends it all or not.
  ///
  /// - Parameter order: What to cover.
  /// - Returns: The plan as it was carried out, with the rosters.
  /// - Throws: ``Refusal`` when a case that is named is unknown, nothing is to pay, money is short,
  ///   a voucher number is taken, or a rule stops a line; with the plan as a ``RefusedAct``, where
  ///   there is anything to say of it.
  @discardableResult
  package func callAsFunction(_ order: BatchOrder) throws -> Receipt<PaidBatch> {
    try session.checkHappened("支付日期", on: order.paidOn)
    return try session.append("pay batch") { writer, reminders in
      let ledger = writer.ledger
      var draft = try BatchDraft(ledger, order)
      let problem = try draft.fill()
      if draft.isEmpty, let problem { throw problem }
      let plan = try draft.plan(isWhole: problem == nil || draft.lacksItems)
      try RefusedAct.keeping(plan) {
        if let problem { throw problem }
        _ = try draft.findings.settled(nil)
        for line in draft.lines { try writer.append(line) }
      }
      reminders = plan.reminders
      return PaidBatch(
        plan: plan, rosters: try draft.vouchers.compactMap { try Roster(of: $0, in: ledger) })
    }
  }
}

/// A batch as it was paid.
package struct PaidBatch: Sendable {
  package let plan: BatchPlan
  /// Of the vouchers, in the order of their numbers.
  package let rosters: [Roster]
}

/// A batch on its way from what is due to lines on vouchers.
private struct BatchDraft {
  private let ledger: LedgerSnapshot
  private let order: BatchOrder
  private let due: DueItems
  /// What is not paid, and why.
  private let skipped: [BatchPlan.Skipped]
  private let before: [Drawing.Pot]
  private var drawing: Drawing
  /// The lines of each voucher, in the order of the numbers.
  private var filled: [[PaymentLine]] = []
  private(set) var vouchers: [VoucherNumber] = []
  var lines: [PaymentLine] { filled.flatMap(\.self) }
  /// What is paid from several appropriations, and from which.
  private var splits: [String] = []
  /// What the rules say of the lines, gravest first.
  private(set) var findings: [Finding] = []
  /// The last number of the series that a voucher has.
  private var lastIndex = 0

  init(_ ledger: LedgerSnapshot, _ order: BatchOrder) throws {
    self.ledger = ledger
    self.order = order
    due = try DueItems(
      ledger,
      DueItems.Scope(
        paidOn: order.paidOn, choice: order.choice, payee: order.policy.payee,
        dutyUnits: order.policy.dutyUnits,
        caseSources: order.policy.sources(for: .perCaseSubsidy)))
    skipped = try due.skipped + Self.unmet(of: order, due, in: ledger)
    before = try Drawing.Pot.all(on: order.paidOn, in: ledger)
    drawing = Drawing(policy: order.policy, paidOn: order.paidOn, pots: before)
  }

  /// The number of the next voucher; where the program numbers them, one that is free.
  private mutating func nextNumber() throws -> VoucherNumber {
    let prefix = order.voucherPrefix ?? "支\(order.paidOn.number)-"
    var voucher: VoucherNumber
    repeat {
      lastIndex += 1
      voucher = VoucherNumber(prefix: prefix, index: lastIndex)
    } while try order.voucherPrefix == nil && ledger.payments.hasLines(of: voucher)
    return voucher
  }

  /// Whether nothing is due that can be paid.
  var lacksItems: Bool { due.items.isEmpty }

  /// Whether there is nothing to say of the batch.
  var isEmpty: Bool { lacksItems && skipped.isEmpty }

  /// Fills the vouchers.
  ///
  /// - Returns: What stands in the way; the lines then end before it.
  mutating func fill() throws -> Refusal? {
    guard !due.items.isEmpty else {
      if due.skipped.isEmpty, let firm = order.choice.firm {
        return try ledger.unknown(firm: firm) ?? .nothingToPay
      }
      return .nothingToPay
    }
    var checks = PaymentChecks(ledger)
    for items in due.byPayee {
      // The vouchers of the payee by the appropriation they draw on; one of all where they may mix.
      var open: [AppropriationID?: Int] = [:]
      for item in items {
        let parts: [Drawing.Part]
        do {
          parts = try drawing.draw(item.amount, for: item.use, from: item.source)
        } catch {
          let only = item.source.map { "（补贴资金来源 \($0.rawValue)）" } ?? ""
          return .moneyShort(use: error.use, subject: item.words + only, missing: error.missing)
        }
        var own: [PaymentLine] = []
        for part in parts {
          let scope =
            order.policy.voucherScope == .oneAppropriation ? part.appropriation : nil
          if open[scope] == nil {
            let voucher = try nextNumber()
            if try ledger.payments.hasLines(of: voucher) {
              let act = try PaidVouchers(ledger).lastAct(on: voucher)
              return .voucherTaken(voucher, recorded: act)
            }
            open[scope] = vouchers.count
            vouchers.append(voucher)
            filled.append([])
          }
          guard let place = open[scope] else { continue }
          let id = PaymentLineID(voucher: vouchers[place], line: filled[place].count + 1)
          filled[place].append(line(id, item, part))
          own.append(line(id, item, part))
        }
        if own.count > 1 { splits.append(split(item, own)) }
        let account = try PaidAccount(of: item.subject, in: ledger)
        findings.note(try checks.findings(adding: own, to: account))
        findings.note(try due.offStandard(own, on: account))
        try checks.make(own)
      }
    }
    findings.sort()
    return nil
  }

  /// `案件 案1：700.01 元用 文1（支-001），299.99 元用 本1（支-002）`.
  private func split(_ item: DueItems.Item, _ own: [PaymentLine]) -> String {
    let parts = own.map { "\($0.amount.groupedYuanText) 元用 \($0.document)（\($0.id.voucher)）" }
    return "\(item.words)：\(parts.joined(separator: "，"))"
  }

  /// Why each voucher draws on what it draws on.
  private func reasons() -> [VoucherNumber: String] {
    var reasons: [VoucherNumber: String] = [:]
    for (voucher, lines) in zip(vouchers, filled) {
      var words: [String] = []
      for line in lines {
        let drawn = before.first {
          $0.appropriation.id.document == line.document
        }
        guard let id = drawn?.appropriation.id else { continue }
        let reason = drawing.reason(for: id, line.use, before: before)
        let sentence = "用 \(line.document)：\(reason)"
        if !words.contains(sentence) { words.append(sentence) }
      }
      reasons[voucher] = words.joined(separator: "；")
    }
    return reasons
  }

  /// What was named and is not due, or not any more.
  private static func unmet(
    of order: BatchOrder, _ due: DueItems, in ledger: LedgerSnapshot
  ) throws -> [BatchPlan.Skipped] {
    let named = try (order.choice.cases ?? []).sorted().map { number in
      guard let found = try ledger.cases.legalAidCase(number) else {
        throw try ledger.notRegistered(.legalAidCase, number)
      }
      return "案件 \(found.number)"
    }
    let told = Set(due.items.map(\.words) + due.skipped.map(\.subject))
    return named.filter { !told.contains($0) }.map {
      BatchPlan.Skipped(subject: $0, reason: "没有已核发未付的金额，或不在所选范围")
    }
  }

  private func line(
    _ id: PaymentLineID, _ item: DueItems.Item, _ part: Drawing.Part
  ) -> PaymentLine {
    PaymentLine(
      id: id, paidOn: order.paidOn, use: item.use, subject: item.subject,
      document: part.appropriation.document, amount: part.amount, payee: item.payee,
      lawyer: item.lawyer)
  }

  func plan(isWhole: Bool) throws -> BatchPlan {
    BatchPlan(
      paidOn: order.paidOn, policy: order.policy.title, lines: lines, isWhole: isWhole,
      reasons: reasons(), splits: splits, skipped: skipped,
      pots: try lacksItems ? [] : before.map { try pot($0) },
      reminders: (findings.reminders + due.reminders).sorted())
  }

  /// What became of an appropriation, and for each use why.
  private func pot(_ pot: Drawing.Pot) throws -> BatchPlan.Pot {
    let id = pot.appropriation.id
    let after = drawing.pots.first { $0.appropriation.id == id }?.balance ?? pot.balance
    let uses = Set(due.items.map(\.use))
    let words = try PaymentUse.allCases.filter(uses.contains).map { use in
      let drawn = try lines.filter { $0.use == use && $0.document == id.document }
        .map(\.amount).total()
      let reason =
        drawn > .zero
        ? "支付 \(drawn.groupedYuanText) 元"
        : drawing.skip(pot, for: use)?.rawValue ?? (after == .zero ? "余额已先用完" : "按次序没有轮到")
      return "\(use.rawValue)：\(reason)"
    }
    return BatchPlan.Pot(
      appropriation: pot.appropriation, before: pot.balance, after: after,
      words: words.joined(separator: "；"))
  }
}

extension Drawing.Pot {
  /// The appropriation rows that payments of a day draw on, with what is left of each.
  ///
  /// What is left holds on the day and after everything that is recorded by now: a later payment or
  /// recall has its money already, and a later adjustment has not come yet.
  fileprivate static func all(on day: Day, in ledger: LedgerSnapshot) throws -> [Drawing.Pot] {
    let now = try FundAccounts(of: ledger, Period(year: day.fiscalYear, asOf: .latest))
    let then = try FundAccounts(of: ledger, Period(year: day.fiscalYear, asOf: day))
    return zip(now.accounts, then.accounts).enumerated().compactMap { index, account in
      let row = account.0.appropriation
      guard now.row(of: row.id.document, paidIn: day.fiscalYear) == index else { return nil }
      return Drawing.Pot(
        appropriation: row, balance: min(account.0.balance, account.1.balance))
    }
  }
}
