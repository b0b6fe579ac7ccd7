import LedgerCore
import TestSupport

// People, and what two of them must do: from the guide's two tables, and nothing of the product's.

/// Somebody who acts.
struct ModelPerson: Equatable {
  let name: String
  var roles: Set<StepRole>
  var isEnded = false

  func has(_ any: Set<StepRole>) -> Bool { !isEnded && !roles.isDisjoint(with: any) }
}

/// What one person asked for.
struct ModelProposal {
  let step: Step
  /// The place of who asked among the people.
  let by: Int
  let grounds: [String]
  var isDecided = false
}

/// What was last said of a claim under its number, and who said what is claimed.
struct ClaimTrail: Equatable {
  var fen: Int64?
  var approval: Approval?
  var staters: Set<Int> = []
}

extension LedgerModel {
  /// Takes a step as whoever signs it.
  mutating func takeSigned(_ step: Step, _ told: Verdict?) throws -> (String, Int) {
    switch step {
    case .look: return ("", 0)
    case .signAs(let called):
      signer = called.flatMap { called in people.firstIndex { name($0.name) == name(called) } }
      return ("", 0)
    case .confirm(let number): return try confirm(number, told)
    case .decline(let number) where people.isEmpty:
      _ = try undecided(number)
      return ("", 0)
    case _ where people.isEmpty:
      let taken = try take(step, told)
      noteClaims(by: [])
      return taken
    default: return try takeAlone(step, told)
    }
  }

  /// An act in a ledger with people: done by one, or asked for.
  private mutating func takeAlone(_ step: Step, _ told: Verdict?) throws -> (String, Int) {
    let me: Int
    do {
      me = try acting()
      guard people[me].has(step.doers) else { throw Refused("notAllowed") }
    } catch let refused as Refused {
      // Where the act itself is refused as well, either reason may be told.
      var draft = self
      if case .refused(let why) = told, why != refused.why,
        draft.refusal(of: step, told) == why
      {
        throw Refused(why)
      }
      throw refused
    }
    if case .decline(let number) = step {
      proposals[try undecided(number)].isDecided = true
      return ("", 1)
    }
    var draft = self
    let (words, count) = try draft.take(step.signed(by: people[me].name), told)
    var grounds = count > 0 ? draft.grounds(of: step, since: self, by: me) : []
    // Nobody else could confirm what concerns people.
    let isAlone = !people.indices.contains { $0 != me && people[$0].has(Self.confirmers("人员和职责")) }
    if isAlone { grounds.removeAll { $0 == "人员和职责" } }
    guard grounds.isEmpty else { return try propose(step, grounds, by: me, told) }
    self = draft
    noteClaims(by: [me])
    return (words, count)
  }

  private mutating func refusal(of step: Step, _ told: Verdict?) -> String? {
    do {
      _ = try take(step, told)
      return nil
    } catch let refused as Refused {
      return refused.why
    } catch {
      return nil
    }
  }

  private mutating func propose(
    _ step: Step, _ grounds: [String], by me: Int, _ told: Verdict?
  ) throws -> (String, Int) {
    let open = proposals.indices.filter { !proposals[$0].isDecided }
    // What is the same act in other words the ledger says; the same words surely are.
    if case .refused(let why) = told, why.hasPrefix("alreadyProposed "),
      let number = Int(why.dropFirst("alreadyProposed ".count)),
      open.contains(where: { $0 == number - 1 && proposals[$0].step.act == step.act })
    {
      throw Refused(why)
    }
    if let same = open.first(where: { proposals[$0].step == step }) {
      throw Refused("alreadyProposed \(same + 1)")
    }
    proposals.append(ModelProposal(step: step, by: me, grounds: grounds))
    return ("proposed \(proposals.count) \(grounds.joined(separator: "、"))", 1)
  }

  private mutating func confirm(_ number: Int, _ told: Verdict?) throws -> (String, Int) {
    let asked = proposals[try undecided(number)]
    let me = try acting()
    guard asked.by != me else { throw Refused("ownProposal") }
    var draft = self
    let (words, count) = try draft.take(asked.step.signed(by: people[me].name), told)
    guard count > 0 else { return (words, 0) }
    let all = asked.grounds + draft.grounds(of: asked.step, since: self, by: me)
    guard all.allSatisfy({ people[me].has(Self.confirmers($0)) }) else {
      throw Refused("mayNotConfirm")
    }
    // Whether an import would still record the same the ledger says.
    if case .load = asked.step, told == .refused("groundMoved") { throw Refused("groundMoved") }
    self = draft
    proposals[number - 1].isDecided = true
    noteClaims(by: [me, asked.by])
    return (words, count)
  }

  /// The place of a proposal that nobody has decided.
  private func undecided(_ number: Int) throws(Refused) -> Int {
    guard proposals.indices.contains(number - 1) else { throw Refused("noProposal") }
    guard !proposals[number - 1].isDecided else { throw Refused("decided") }
    return number - 1
  }

  /// The place of who signs.
  private func acting() throws(Refused) -> Int {
    guard let signer else { throw Refused("nobodySignedIn") }
    guard !people[signer].isEnded else { throw Refused("personEnded") }
    return signer
  }
}

// MARK: - The people

extension LedgerModel {
  mutating func takePeople(_ step: Step) throws -> Int {
    if case .startPeople(let name) = step {
      guard people.isEmpty else { throw Refused("started") }
      people = [ModelPerson(name: name, roles: [.record, .review, .lead, .manage])]
      signer = 0
      return 1
    }
    guard !people.isEmpty else { throw Refused("notStarted") }
    var changed = people
    switch step {
    case .addPerson(let called, let roles):
      guard !people.contains(where: { name($0.name) == name(called) }) else {
        throw Refused("taken")
      }
      changed.append(ModelPerson(name: called, roles: Set(roles)))
    case .setRoles(let called, let roles):
      let place = try place(ofPerson: called)
      guard people[place].roles != Set(roles) else { throw Refused("unchanged") }
      changed[place].roles = Set(roles)
    case .endPerson(let called): changed[try place(ofPerson: called)].isEnded = true
    default: return 0
    }
    guard changed.contains(where: { $0.has([.manage]) }) else { throw Refused("nobodyManages") }
    people = changed
    return 1
  }

  private func place(ofPerson called: String) throws(Refused) -> Int {
    guard let place = people.firstIndex(where: { name($0.name) == name(called) }) else {
      throw Refused("unknown")
    }
    guard !people[place].isEnded else { throw Refused("ended") }
    return place
  }
}

// MARK: - What two must do

extension LedgerModel {
  /// The rules of severity block.
  private static let severeRules: Set = [
    "F01", "F04", "F06", "P01", "P02", "P03", "P04", "P05", "P06", "C01", "C03", "D03", "D04",
    "D05", "S02", "S03",
  ]

  private static func confirmers(_ ground: String) -> Set<StepRole> {
    switch ground {
    case "越过规则", "结账和重新打开年度": [.lead]
    case "人员和职责": [.review, .lead, .manage]
    default: [.review, .lead]
    }
  }

  /// Why what was just done needs a second person.
  private func grounds(of step: Step, since before: LedgerModel, by me: Int) -> [String] {
    var grounds: [String] = []
    if step.unforced.map(before.isStoppedByRules) ?? false { grounds.append("越过规则") }
    let given = explanations.dropFirst(before.explanations.count)
    if given.contains(where: { Self.severeRules.contains($0.statement.rule) }) {
      grounds.append("说明严重事项")
    }
    if approves(since: before, by: me) { grounds.append("核发自己登记的申报") }
    switch step {
    case .closeYear, .reopenYear: grounds.append("结账和重新打开年度")
    case .void: grounds.append("作废")
    case .addPerson, .setRoles, .endPerson: grounds.append("人员和职责")
    default: break
    }
    return grounds
  }

  private func isStoppedByRules(_ step: Step) -> Bool {
    var draft = self
    return draft.refusal(of: step, nil)?.hasPrefix("rules ") ?? false
  }

  /// Whether something is granted by who stated it, whom it names, or who may not.
  private func approves(since before: LedgerModel, by me: Int) -> Bool {
    book.claims.contains { claim in
      let trail = before.trails[claim.number] ?? ClaimTrail()
      guard let approval = claim.approval, approval != trail.approval else { return false }
      return trail.fen != claim.claimedAmount.fen || trail.staters.contains(me)
        || claim.submittedBy.map { name($0) == name(people[me].name) } ?? false
        || !people[me].has([.review])
    }
  }

  /// Notes who said what of the claims.
  private mutating func noteClaims(by persons: Set<Int>) {
    for claim in book.claims {
      var trail = trails[claim.number] ?? ClaimTrail()
      if trail.fen != claim.claimedAmount.fen { trail.staters.formUnion(persons) }
      trail.fen = claim.claimedAmount.fen
      trail.approval = claim.approval
      trails[claim.number] = trail
    }
  }
}

extension Step {
  /// Whose work it is, any of them.
  fileprivate var doers: Set<StepRole> {
    switch self {
    case .approve, .sendBack, .approveMany, .sendBackMany: [.review]
    case .useStandard: [.manage, .lead]
    case .explain: [.record, .review, .lead]
    case .closeYear, .reopenYear: [.record, .lead]
    case .startPeople, .addPerson, .setRoles, .endPerson: [.manage]
    case .decline: [.record, .review, .lead, .manage]
    default: [.record]
    }
  }

  /// What kind of act it is, however many things it is done with.
  fileprivate var act: String {
    switch self {
    case .approve, .approveMany: "approve"
    case .sendBack, .sendBackMany: "sendBack"
    case .close, .closeAndClaim: "close"
    default: name
    }
  }

  /// As it is when the name of who approves is that of who signs, and no second is named.
  fileprivate func signed(by name: String) -> Step {
    switch self {
    case .approve(let claim, let on, let fen, _, let isForced):
      .approve(claim: claim, on: on, fen: fen, by: name, isForced: isForced)
    case .approveMany(let claims, let on, _): .approveMany(claims: claims, on: on, by: name)
    // The second signs; nobody is asked for by name.
    case .explain(let rule, let subject, let year, _):
      .explain(rule: rule, subject: subject, year: year, second: "复核人乙")
    default: self
    }
  }

  /// The same without force, of those that rules alone stop; nil where there was none.
  fileprivate var unforced: Step? {
    switch self {
    case .accept(let number, let recipient, let on, true):
      .accept(number: number, recipient: recipient, on: on, isForced: false)
    case .assign(let number, let on, let firm, true):
      .assign(number: number, on: on, firm: firm, isForced: false)
    case .close(let number, let on, let outcome, let judgment, true):
      .close(number: number, on: on, outcome: outcome, judgment: judgment, isForced: false)
    case .file(let number, let on, true): .file(number: number, on: on, isForced: false)
    case .submit(let claim, let number, let on, let fen, let by, true):
      .submit(claim: claim, number: number, on: on, fen: fen, by: by, isForced: false)
    case .approve(let claim, let on, let fen, let by, true):
      .approve(claim: claim, on: on, fen: fen, by: by, isForced: false)
    case .sendBack(let claim, let on, true): .sendBack(claim: claim, on: on, isForced: false)
    case .serve(let number, let on, let tenths, let rate, let fen, let lawyer, let firm, true):
      .serve(
        number: number, on: on, tenths: tenths, rate: rate, fen: fen, lawyer: lawyer, firm: firm,
        isForced: false)
    default: nil
    }
  }
}
