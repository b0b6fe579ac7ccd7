import LedgerCore
import TestSupport

extension StepGenerator {
  /// One to three rows: new, known, known with more or with something else.
  mutating func table(_ model: LedgerModel) throws -> Step {
    let rows = try (0..<random.number(1...3)).map { _ in try row(model) }
    return .load(
      rows: rows, isAmending: random.chance(oneIn: 3),
      spoiled: random.chance(oneIn: 10) ? random.number(0...rows.count - 1) : nil)
  }

  private mutating func row(_ model: LedgerModel) throws -> Row {
    switch random.number(0...15) {
    case 0...3: bankRow(model)
    case 4, 5: paymentRow(model)
    case 6: caseRow(model)
    case 7: claimRow(model)
    case 8: dutyRow(model)
    case 9: appropriationRow(model)
    case 10, 11: changeRow(model)
    case 12: openingRow(model)
    case 13, 14: matchRow(model)
    default: try explanationRow(model)
    }
  }

  private mutating func bankRow(_ model: LedgerModel) -> Row {
    if random.chance(oneIn: 4), let known = random.pick(from: model.book.bankLines) {
      let isChanged = random.chance(oneIn: 4)
      return .bank(
        reference: known.reference.printed, on: Int(known.bookedOn.number),
        fen: known.amount.fen + (isChanged ? 1 : 0), payee: known.payee,
        voucher: random.pick(from: model.book.lines)?.id.voucher.printed)
    }
    let reference = "流\(random.number(1...30))"
    // Often what a voucher paid, or several of one day.
    guard let paid = random.pick(from: model.book.lines), !random.chance(oneIn: 6) else {
      return .bank(
        reference: reference, on: day(), fen: random.chance(oneIn: 5) ? -fen() : fen(),
        payee: firm(), voucher: random.pick(nil, nil, "凭98"))
    }
    let isSum = random.chance(oneIn: 4)
    let lines = model.book.lines.filter { line in
      line.id.voucher == paid.id.voucher
        || (isSum && line.paidOn == paid.paidOn && model.name(line.payee) == model.name(paid.payee))
    }
    let sum = lines.reduce(0) { $0 + model.left(of: $1.id) }
    let later = paid.paidOn.adding(days: random.pick(0, 0, 1, 5, 6)) ?? paid.paidOn
    return .bank(
      reference: reference, on: Int(later.number),
      fen: random.chance(oneIn: 6) || sum == 0 ? paid.amount.fen + 1 : sum,
      payee: random.chance(oneIn: 8) ? firm() : paid.payee,
      voucher: random.pick(nil, paid.id.voucher.printed))
  }

  private mutating func paymentRow(_ model: LedgerModel) -> Row {
    let known = random.pick(from: model.book.lines)
    if let known, random.chance(oneIn: 2) { return row(like: known, model) }
    let voucher = voucher(model)
    let use = random.pick(PaymentUse.perCaseSubsidy, .perCaseSubsidy, .duty, .other)
    let cited: Cited =
      switch use {
      case .perCaseSubsidy: .ofCase(random.chance(oneIn: 6) ? "案8" : caseNumber())
      case .duty: .ofDuty(random.chance(oneIn: 6) ? "值8" : dutyNumber())
      default: random.chance(oneIn: 10) ? .ofDuty("值1") : .none
      }
    return .payment(
      line: "\(voucher)/\(random.pick(1, 1, 1, 2))", on: day(), use: use, cited: cited,
      document: random.chance(oneIn: 8) ? "文8" : document(), fen: fen(), payee: firm(),
      lawyer: random.pick(nil, "承办人甲"), reverses: nil)
  }

  /// A known line again, as it is or with something else; or the taking back of it.
  private mutating func row(like known: PaymentLine, _ model: LedgerModel) -> Row {
    let cited: Cited =
      switch known.subject {
      case .legalAidCase(let number): .ofCase(number.printed)
      case .dutyShift(let number): .ofDuty(number.printed)
      case .none: .none
      }
    if random.chance(oneIn: 2) {
      let left = max(model.left(of: known.id), 1)
      return .payment(
        line: "\(voucher(model))/1", on: day(after: known.paidOn), use: known.use,
        cited: random.chance(oneIn: 4) ? .ofCase("案1") : cited,
        document: known.document.printed, fen: left + (random.chance(oneIn: 5) ? 1 : 0),
        payee: random.chance(oneIn: 8) ? firm() : known.payee, lawyer: nil,
        reverses: known.id.description)
    }
    return .payment(
      line: known.id.description, on: Int(known.paidOn.number), use: known.use, cited: cited,
      document: known.document.printed, fen: known.amount.fen + (random.chance(oneIn: 5) ? 1 : 0),
      payee: known.payee, lawyer: random.pick(nil, "承办人甲", "承办人乙"),
      reverses: known.reverses?.id.description)
  }

  /// The register in December: what was open has its days filled in, or a day is another.
  private mutating func caseRow(_ model: LedgerModel) -> Row {
    let known = random.pick(from: model.book.cases)
    let accepted = known.map { Int($0.acceptedOn.number) } ?? day()
    let outcomes: [Outcome: CaseOutcome] = [.terminated: .terminated, .withdrawn: .withdrawn]
    return .ofCase(
      number: random.chance(oneIn: 4) ? caseNumber() : known?.number.printed ?? caseNumber(),
      recipient: known?.recipient ?? "马某1",
      accepted: random.chance(oneIn: 6) ? day() : accepted,
      firm: random.chance(oneIn: 3) ? firm() : nil,
      closed: random.chance(oneIn: 3)
        ? nil : known?.closing.map { Int($0.on.number) } ?? day(after: known?.acceptedOn),
      outcome: known?.closing.flatMap { outcomes[$0.outcome] } ?? .closed,
      filed: random.chance(oneIn: 3) ? day(after: known?.closing?.on) : nil,
      judgment: random.pick(nil, "(2024)民初1号", "(2024)民初2号"))
  }

  private mutating func claimRow(_ model: LedgerModel) -> Row {
    let known = random.pick(from: model.book.claims)
    let isNew = known == nil || random.chance(oneIn: 3)
    let asked = known?.claimedAmount.fen ?? fen()
    let approved = known?.approval
    return .claim(
      number: isNew ? claimNumber() : known?.number.printed ?? claimNumber(),
      ofCase: random.chance(oneIn: 4) ? caseNumber() : known?.caseNumber.printed ?? caseNumber(),
      claimed: known.map { Int($0.claimedOn.number) } ?? day(), fen: asked,
      approved: random.chance(oneIn: 3)
        ? nil : approved.map { Int($0.on.number) } ?? day(after: known?.claimedOn),
      approvedFen: random.chance(oneIn: 4) ? fen() : approved?.amount.fen ?? asked)
  }

  private mutating func dutyRow(_ model: LedgerModel) -> Row {
    let known = random.pick(from: model.book.shifts)
    return .duty(
      number: random.chance(oneIn: 3) ? dutyNumber() : known?.number.printed ?? dutyNumber(),
      on: known.map { Int($0.servedOn.number) } ?? day(), tenths: known?.quantity.tenths ?? 10,
      rate: known?.rate.fen ?? 20_000,
      fen: random.chance(oneIn: 3) ? fen() : known?.amount.fen ?? 20_000,
      lawyer: known?.lawyer ?? "值班律师甲",
      firm: random.chance(oneIn: 4) ? firm() : known?.firm ?? firm())
  }

  private mutating func appropriationRow(_ model: LedgerModel) -> Row {
    let known = random.pick(from: model.book.appropriations)
    let on = known.map { Int($0.receivedOn.number) } ?? day()
    return .appropriation(
      document: random.chance(oneIn: 3) ? document() : known?.id.document.printed ?? document(),
      year: known?.id.fiscalYear.number ?? on / 10_000, source: known?.source ?? .localBudget,
      on: random.chance(oneIn: 4) ? day() : on,
      fen: random.chance(oneIn: 2) ? fen() : known?.amount.fen ?? 100_000,
      origin: known?.originYear.number)
  }

  mutating func statementStep(_ model: LedgerModel) -> Step {
    let reference = random.pick(from: model.book.bankLines)?.reference.printed ?? "流1"
    switch random.number(0...4) {
    case 0, 1: return .match
    case 4:
      return .setAside(
        reference: random.chance(oneIn: 10) ? "流99" : reference, isUndone: random.chance(oneIn: 3))
    case 2: return .undo(reference: random.chance(oneIn: 10) ? "流99" : reference)
    default:
      let line = model.book.bankLines.first { $0.reference.printed == reference }
      let fitting = model.book.lines.filter { $0.amount == line?.amount }
      let vouchers = random.chance(oneIn: 2) && !fitting.isEmpty ? fitting : model.book.lines
      let number = random.pick(from: vouchers)?.id.voucher.printed ?? "凭1"
      let second = random.pick(from: model.book.lines)?.id.voucher.printed
      return .matchLine(
        reference: reference,
        vouchers: [number] + (random.chance(oneIn: 3) ? [second].compactMap { $0 } : []))
    }
  }
}
