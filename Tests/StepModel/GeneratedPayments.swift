import LedgerCore
import TestSupport

extension LedgerModel {
  /// What is left of a row with everything that is recorded by now.
  func balance(of row: Appropriation) -> Int64 {
    var balance = row.amount.fen
    for change in book.changes where change.appropriation == row.id {
      balance += change.kind == .recall ? -change.amount.fen : change.amount.fen
    }
    for line in book.lines where line.document == row.id.document {
      balance += line.isReversal ? line.amount.fen : -line.amount.fen
    }
    return balance
  }

  /// What is approved on a case and not paid, if its claims are all counted.
  func unpaid(_ fact: LegalAidCase) -> Int64 {
    let approved = book.claims.filter { $0.caseNumber == fact.number && $0.returned == nil }
      .reduce(0) { $0 + ($1.approval?.amount.fen ?? 0) }
    let paid = book.lines.filter { $0.subject == .legalAidCase(fact.number) }
      .reduce(0) { $0 + ($1.isReversal ? -$1.amount.fen : $1.amount.fen) }
    return approved - paid
  }
}

extension StepGenerator {
  mutating func payment(_ model: LedgerModel) -> Step {
    switch random.number(0...11) {
    case 0...4: casePayment(model)
    case 5, 6: dutyPayment(model)
    case 7, 8: paymentToTheLimit(model)
    case 9: paymentOnceMore(model)
    case 10: reissue(model)
    default: anyPayment(model)
    }
  }

  /// The document of a row of the year that has money, most often.
  private mutating func document(paidOn day: Int, _ model: LedgerModel) -> String {
    let rows = model.book.appropriations.filter {
      $0.id.fiscalYear.number == day / 10_000 && model.balance(of: $0) > 0
    }
    return random.chance(oneIn: 8)
      ? document() : random.pick(from: rows)?.id.document.printed ?? document()
  }

  private mutating func casePayment(_ model: LedgerModel) -> Step {
    let due = model.book.cases.filter { model.unpaid($0) > 0 }
    let payable = due.filter { $0.firm != nil && $0.closing != nil }
    guard let fact = random.pick(from: random.chance(oneIn: 4) || payable.isEmpty ? due : payable)
    else { return random.chance(oneIn: 3) ? anyPayment(model) : dutyPayment(model) }
    let approvedOn = model.book.claims.filter { $0.caseNumber == fact.number }
      .compactMap(\.approval?.on).min()
    let on = random.chance(oneIn: 12) ? early(fact.acceptedOn) : day(after: approvedOn)
    let unpaid = model.unpaid(fact)
    let fen = random.pick(nil, nil, unpaid, unpaid + 1, unpaid / 2)
    return .pay(
      voucher: voucher(model), line: random.chance(oneIn: 8) ? random.number(1...3) : nil, on: on,
      use: nil, cited: .ofCase(fact.number.printed), document: document(paidOn: on, model),
      fen: fen.flatMap { $0 > 0 ? $0 : nil },
      payee: random.chance(oneIn: 5) || fact.firm == nil ? firm() : nil, reissues: nil,
      isForced: isForced())
  }

  /// The day before another, or any of the days before it.
  private mutating func early(_ day: Day) -> Int {
    let number = Int(day.number)
    let before = day.adding(days: -1).map { Int($0.number) } ?? number
    return random.pick(from: Self.days.filter { $0 < number } + [before]) ?? before
  }

  private mutating func dutyPayment(_ model: LedgerModel) -> Step {
    let unpaid = model.book.shifts.filter { shift in
      !model.book.lines.contains { $0.subject == .dutyShift(shift.number) }
    }
    let shift = random.pick(from: random.chance(oneIn: 3) ? model.book.shifts : unpaid)
    if shift == nil, !random.chance(oneIn: 4) { return paymentToTheLimit(model) }
    let on =
      random.chance(oneIn: 12)
      ? early(shift?.servedOn ?? .latest) : day(after: shift?.servedOn)
    let amount = shift?.amount.fen ?? 20_000
    return .pay(
      voucher: voucher(model), line: nil, on: on, use: nil,
      cited: .ofDuty(random.chance(oneIn: 8) ? "值9" : shift?.number.printed ?? "值1"),
      document: document(paidOn: on, model), fen: random.pick(nil, nil, amount, amount + 1),
      payee: random.chance(oneIn: 5) || shift == nil ? firm() : nil, reissues: nil,
      isForced: isForced())
  }

  /// To the last fen of a row, one beyond, or one less.
  private mutating func paymentToTheLimit(_ model: LedgerModel) -> Step {
    guard let row = random.pick(from: model.book.appropriations) else { return anyPayment(model) }
    let on =
      row.receivedOn.year == row.id.fiscalYear.number
      ? day(after: row.receivedOn) : day()
    let fen = model.balance(of: row) + Int64(random.number(-1...1))
    return .pay(
      voucher: voucher(model), line: nil, on: on, use: random.pick(.other, .other, .drafting),
      cited: random.chance(oneIn: 4) ? .ofCase(caseNumber()) : .none,
      document: row.id.document.printed, fen: max(fen, 1), payee: firm(), reissues: nil,
      isForced: isForced())
  }

  /// The same payment on another voucher, or a second line on the same.
  private mutating func paymentOnceMore(_ model: LedgerModel) -> Step {
    let paid = model.book.lines.filter { !$0.isReversal }
    guard let twin = random.pick(from: paid) else { return anyPayment(model) }
    let isSameVoucher = random.chance(oneIn: 3)
    let cited: Cited =
      switch twin.subject {
      case .legalAidCase(let number): .ofCase(number.printed)
      case .dutyShift(let number): .ofDuty(number.printed)
      case .none: .none
      }
    return .pay(
      voucher: isSameVoucher ? twin.id.voucher.printed : voucher(model),
      line: isSameVoucher ? twin.id.line + random.number(0...1) : nil,
      on: isSameVoucher ? Int(twin.paidOn.number) : day(after: twin.paidOn), use: twin.use,
      cited: cited, document: twin.document.printed, fen: twin.amount.fen,
      payee: random.chance(oneIn: 4) ? firm() : twin.payee, reissues: nil,
      isForced: random.chance(oneIn: 6))
  }

  /// A payment that the bank returned, made again; or one that it did not return.
  private mutating func reissue(_ model: LedgerModel) -> Step {
    let returned = model.book.lines.filter { line in
      model.book.lines.contains {
        $0.reverses?.id == line.id && model.bankReturns.contains($0.id)
      }
    }
    guard let line = random.pick(from: returned) ?? random.pick(from: model.book.lines) else {
      return anyPayment(model)
    }
    let cited: Cited =
      switch line.subject {
      case .legalAidCase(let number): .ofCase(number.printed)
      case .dutyShift(let number): .ofDuty(number.printed)
      case .none: .none
      }
    let on = day(after: line.paidOn)
    return .pay(
      voucher: voucher(model), line: nil, on: on,
      use: random.chance(oneIn: 10) ? .other : line.use, cited: cited,
      document: line.document.printed, fen: line.amount.fen, payee: line.payee,
      reissues: random.chance(oneIn: 10) ? "凭99/1" : line.id.description, isForced: isForced())
  }

  private mutating func anyPayment(_ model: LedgerModel) -> Step {
    .pay(
      voucher: voucher(model), line: random.chance(oneIn: 3) ? random.number(1...3) : nil,
      on: day(), use: random.pick(from: [nil] + PaymentUse.allCases.map { $0 }) ?? nil,
      cited: random.pick(
        .none, .ofCase(caseNumber()), .ofCase(caseNumber()), .ofCase("案9"), .ofDuty(dutyNumber())),
      document: random.chance(oneIn: 10) ? "文9" : document(),
      fen: random.chance(oneIn: 4) ? nil : fen(), payee: random.chance(oneIn: 2) ? nil : firm(),
      reissues: nil, isForced: random.chance(oneIn: 4))
  }

  mutating func reversal(_ model: LedgerModel) -> Step {
    let live = model.book.lines.filter { !$0.isReversal && model.left(of: $0.id) > 0 }
    let any = random.chance(oneIn: 5)
    guard let line = random.pick(from: any ? model.book.lines : live) else {
      return .reverse(
        line: "凭99/1", by: "冲99", byLine: nil, on: day(), fen: nil, isBankReturn: false)
    }
    let left = model.left(of: line.id)
    let fen = random.pick(nil, nil, left, left + 1, left / 2)
    return .reverse(
      line: line.id.description, by: voucher(model),
      byLine: random.chance(oneIn: 4) ? random.number(1...4) : nil, on: day(after: line.paidOn),
      fen: fen.flatMap { $0 > 0 ? $0 : nil }, isBankReturn: random.chance(oneIn: 3))
  }

  /// A voucher taken back, made again after the bank returned it, or corrected inside.
  mutating func wholeVoucher(_ model: LedgerModel) -> Step {
    let paid = model.book.lines.filter { !$0.isReversal }
    let returned = model.book.lines.filter { model.bankReturns.contains($0.id) }
    switch random.number(0...5) {
    case 0, 1:
      let line = random.pick(from: random.chance(oneIn: 6) ? model.book.lines : paid)
      return .reverseVoucher(
        voucher: line?.id.voucher.printed ?? "凭99", by: voucher(model),
        on: day(after: line?.paidOn),
        isBankReturn: !random.chance(oneIn: 4))
    case 2, 3:
      let line = random.pick(from: random.chance(oneIn: 8) ? model.book.lines : returned)
      return .payAgain(
        returned: line?.id.voucher.printed ?? "退99", voucher: voucher(model),
        on: day(after: line?.paidOn), payee: random.chance(oneIn: 4) ? firm() : nil,
        isForced: isForced())
    default:
      let line = random.pick(from: random.chance(oneIn: 8) ? model.book.lines : paid)
      let use: PaymentUse? = random.pick(nil, nil, nil, .other, .drafting, .perCaseSubsidy)
      return .recharge(
        voucher: line?.id.voucher.printed ?? "凭99",
        line: random.chance(oneIn: 2) ? line?.id.line : nil,
        document: use != nil && random.chance(oneIn: 2) ? nil : document(), use: use,
        isForced: isForced())
    }
  }

  mutating func batch() -> Step {
    let on = day()
    return .batch(
      on: on, prefix: "支\(random.number(1...20))-",
      quarter: random.chance(oneIn: 3) ? "\(on / 10_000)Q\(random.number(1...4))" : nil)
  }
}
