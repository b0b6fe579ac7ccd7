import TestSupport

// Steps of people: they are brought in, sign in turn, and confirm what others ask for.

extension StepGenerator {
  private static let names = ["经办人甲", "审核人乙", "负责人丙", "记账员 丁"]

  /// What somebody does as one of the people; nil for what they do with the book.
  mutating func peopleStep(_ model: LedgerModel) -> Step? {
    guard !model.people.isEmpty else {
      if peopleRandom.chance(oneIn: 40) { return .confirm(proposal: 1) }
      return peopleRandom.chance(oneIn: 12) ? .startPeople(name: name()) : nil
    }
    if model.people.count == 1, peopleRandom.chance(oneIn: 3) {
      return .addPerson(name: name(), roles: roles())
    }
    let isNobody = model.signer.map { model.people[$0].isEnded } ?? true
    if isNobody, peopleRandom.chance(oneIn: 2) { return signIn(model) }
    let recorder = peopleRandom.pick(from: model.people.filter { $0.has([.record]) })
    if let recorder, let signer = model.signer, !model.people[signer].has([.record]),
      peopleRandom.chance(oneIn: 3)
    {
      return .signAs(name: recorder.name)
    }
    let open = model.proposals.indices.filter { !model.proposals[$0].isDecided }
    if let place = peopleRandom.pick(from: open), peopleRandom.chance(oneIn: 4) {
      let isOwn = model.proposals[place].by == model.signer
      if isOwn, !peopleRandom.chance(oneIn: 5) { return signIn(model) }
      return peopleRandom.chance(oneIn: 8)
        ? .decline(proposal: place + 1) : .confirm(proposal: place + 1)
    }
    switch peopleRandom.number(0...59) {
    case 0...5: return signIn(model)
    case 8: return .signAs(name: peopleRandom.chance(oneIn: 2) ? nil : "外人")
    case 9: return .confirm(proposal: peopleRandom.number(1...9))
    case 10: return .decline(proposal: peopleRandom.number(1...9))
    case 11: return .addPerson(name: name(), roles: roles())
    case 12: return .setRoles(called: name(), roles: roles())
    case 13 where peopleRandom.chance(oneIn: 3): return .endPerson(called: name())
    case 14 where peopleRandom.chance(oneIn: 3): return .startPeople(name: name())
    // The same asked for twice.
    case 15...17: return peopleRandom.pick(from: open).map { model.proposals[$0].step }
    default: return nil
    }
  }

  private mutating func signIn(_ model: LedgerModel) -> Step {
    .signAs(name: peopleRandom.pick(from: model.people.filter { !$0.isEnded })?.name)
  }

  private mutating func name() -> String { peopleRandom.pick(from: Self.names) ?? "经办人甲" }

  private mutating func roles() -> [StepRole] {
    peopleRandom.pick(
      [.record], [.record, .manage], [.review, .lead], [.review, .lead], [.review], [.lead],
      [.record, .review, .lead, .manage], [.record, .review, .lead, .manage], [.view])
  }
}

extension Step {
  /// The same where who acts signs: force that more than rules asks for is left out, and tables
  /// bring in no explanations.
  var ofPeople: Step {
    switch self {
    case .pay(
      let voucher, let line, let on, let use, let cited, let document, let fen, let payee,
      let reissues, _):
      .pay(
        voucher: voucher, line: line, on: on, use: use, cited: cited, document: document, fen: fen,
        payee: payee, reissues: reissues, isForced: false)
    case .change(let document, let year, let isRecall, let on, let fen, _):
      .change(document: document, year: year, isRecall: isRecall, on: on, fen: fen, isForced: false)
    case .reassign(let number, let on, let firm, _):
      .reassign(number: number, on: on, firm: firm, isForced: false)
    case .amend(let field, let number, let year, _):
      .amend(field: field, number: number, year: year, isForced: false)
    case .payAgain(let returned, let voucher, let on, let payee, _):
      .payAgain(returned: returned, voucher: voucher, on: on, payee: payee, isForced: false)
    case .recharge(let voucher, let line, let document, let use, _):
      .recharge(voucher: voucher, line: line, document: document, use: use, isForced: false)
    case .void(let thing, let number, let year, _):
      .void(thing: thing, number: number, year: year, isForced: false)
    case .restore(let thing, let number, let year, _):
      .restore(thing: thing, number: number, year: year, isForced: false)
    case .load(let rows, let isAmending, let spoiled) where rows.contains(where: \.isExplanation):
      rows.allSatisfy(\.isExplanation)
        ? .match
        : .load(
          rows: rows.filter { !$0.isExplanation }, isAmending: isAmending,
          spoiled: spoiled.map { $0 < rows.count { !$0.isExplanation } ? $0 : 0 })
    default: self
    }
  }
}

extension Row {
  fileprivate var isExplanation: Bool {
    if case .explanation = self { true } else { false }
  }
}
