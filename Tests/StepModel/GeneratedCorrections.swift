import LedgerCore
import TestSupport

extension StepGenerator {
  /// Takes something back, puts it back, says a field of it anew, or gives a case another number.
  mutating func correction(_ model: LedgerModel) throws -> Step {
    switch random.number(0...16) {
    case 0...5: return void(model)
    case 6...8: return restore(model)
    case 9...12: return amendment(model)
    case 13: return reassignment()
    default: return try renumber(model) ?? void(model)
    }
  }

  private mutating func reassignment() -> Step {
    .reassign(number: caseNumber(), on: day(), firm: firm(), isForced: random.chance(oneIn: 3))
  }

  private mutating func amendment(_ model: LedgerModel) -> Step {
    let isForced = random.chance(oneIn: 3)
    let day = day()
    let fen = random.pick(Int64(40_000), 80_000, 110_000, 5_000)
    if random.chance(oneIn: 6) {
      let flags = random.pick("跨省", "跨省", "无", "跨盛")
      return .amend(
        field: .flags(words: flags), number: caseNumber(), year: nil, isForced: isForced)
    }
    if random.chance(oneIn: 4) {
      return .amend(
        field: detail(model), number: detailed(model), year: nil, isForced: isForced)
    }
    switch random.number(0...9) {
    case 0:
      return .amend(field: .accepted(on: day), number: caseNumber(), year: nil, isForced: isForced)
    case 1:
      return .amend(field: .filed(on: day), number: caseNumber(), year: nil, isForced: isForced)
    case 2:
      return .amend(
        field: .recipient(name: random.pick("马某1", "马某2")), number: caseNumber(), year: nil,
        isForced: isForced)
    case 3:
      return .amend(field: .claimed(on: day), number: claimNumber(), year: nil, isForced: isForced)
    case 4:
      return .amend(
        field: .claimedFen(fen: fen), number: claimNumber(), year: nil, isForced: isForced)
    case 5:
      return .amend(
        field: .approvedFen(fen: fen), number: claimNumber(), year: nil, isForced: isForced)
    case 6:
      return .amend(
        field: .ofCase(number: caseNumber()), number: claimNumber(), year: nil, isForced: isForced)
    case 7:
      return .amend(field: .dutyFen(fen: fen), number: dutyNumber(), year: nil, isForced: isForced)
    case 8:
      return .amend(
        field: .received(on: day), number: number(of: .fund, model), year: year(of: .fund),
        isForced: isForced)
    default:
      return .amend(
        field: .fundFen(fen: fen * 4), number: number(of: .fund, model), year: year(of: .fund),
        isForced: isForced)
    }
  }

  /// What a standard asks for besides, and now and then a name that none has.
  private mutating func detail(_ model: LedgerModel) -> Amended {
    switch random.number(0...3) {
    case 0: .detail(part: .region, words: random.pick("本地", "跨市", "跨市", "跨布"))
    case 1:
      .detail(
        part: .quantities, words: random.pick("页数=12", "页数=3", "差旅次数=1", "差旅次数=0", "页=2"))
    case 2: .detail(part: .costs, words: random.pick("差旅费=30", "差旅费=150", "差旅=1"))
    default: .detail(part: .manner, words: "庭前撤诉")
    }
  }

  /// Mostly a case that has ended: that of which something is claimed.
  private mutating func detailed(_ model: LedgerModel) -> String {
    let ended = model.book.cases.filter { $0.closing != nil }
    return random.pick(from: ended)?.number.printed ?? caseNumber()
  }

  private mutating func void(_ model: LedgerModel) -> Step {
    let isForced = random.chance(oneIn: 3)
    let thing = random.pick(Corrected.ofCase, .claim, .claim, .duty, .fund, .bank)
    return .void(
      thing: thing, number: number(of: thing, model), year: year(of: thing), isForced: isForced)
  }

  private mutating func restore(_ model: LedgerModel) -> Step {
    let isForced = isForced()
    if !random.chance(oneIn: 6) {
      if let fact = random.pick(from: model.void.cases) {
        return .restore(
          thing: .ofCase, number: fact.number.printed, year: nil, isForced: isForced)
      }
      if let fact = random.pick(from: model.void.claims) {
        return .restore(thing: .claim, number: fact.number.printed, year: nil, isForced: isForced)
      }
      if let fact = random.pick(from: model.void.appropriations) {
        return .restore(
          thing: .fund, number: fact.id.document.printed, year: fact.id.fiscalYear.number,
          isForced: isForced)
      }
      if let fact = random.pick(from: model.void.bankLines) {
        return .restore(
          thing: .bank, number: fact.reference.printed, year: nil, isForced: isForced)
      }
      if let fact = random.pick(from: model.void.shifts) {
        return .restore(thing: .duty, number: fact.number.printed, year: nil, isForced: isForced)
      }
    }
    let thing = random.pick(Corrected.ofCase, .claim, .duty, .fund, .bank)
    return .restore(
      thing: thing, number: number(of: thing, model), year: year(of: thing), isForced: isForced)
  }

  /// Never a row that a closing made: what it carried is refused elsewhere.
  private mutating func number(of thing: Corrected, _ model: LedgerModel) -> String {
    switch thing {
    case .ofCase: return caseNumber()
    case .claim: return claimNumber()
    case .duty: return dutyNumber()
    case .fund:
      let carried = model.carriedRows.values.reduce(into: Set()) { $0.formUnion($1) }
      let documents = Set(carried.map(\.document))
      let row = random.pick(
        from: model.book.appropriations.filter { !documents.contains($0.id.document) })
      return row?.id.document.printed ?? "文9"
    case .bank:
      return random.pick(from: model.book.bankLines)?.reference.printed ?? "流9"
    }
  }

  private mutating func year(of thing: Corrected) -> Int? {
    thing == .fund && random.chance(oneIn: 2) ? random.number(2023...2025) : nil
  }

  /// To a number that nothing cites, of a case that no explanation and no closing speaks of: what
  /// becomes of those stands in tests of their own.
  private mutating func renumber(_ model: LedgerModel) throws -> Step? {
    guard model.closed.isEmpty, model.explanations.isEmpty, model.idleExplanations.isEmpty else {
      return nil
    }
    let new = random.chance(oneIn: 3) ? caseNumber() : "案〔新〕\(random.number(1...3))"
    let number = model.present(try .of(new))
    let isCited =
      model.book.claims.contains { $0.caseNumber == number || "\($0.caseNumber)" == new }
      || model.book.lines.contains { $0.subject == .legalAidCase(number) }
      || model.void.claims.contains { $0.caseNumber == number }
    let isTaken = model.legalAidCase(number) != nil
    guard !isCited || isTaken else { return nil }
    return .renumber(old: caseNumber(), new: new)
  }
}
