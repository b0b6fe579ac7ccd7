import LedgerCore
import TestSupport

/// A payee as the model keeps it.
struct ModelPayee: Equatable {
  var name: String
  var aliases: [String]
  var account: String
  var isEnded = false

  var names: [String] { [name] + aliases }
}

extension LedgerModel {
  mutating func takePayee(_ step: Step) throws -> Int {
    switch step {
    case .addPayee(let name, let aliases, let account):
      let payee = ModelPayee(name: name, aliases: aliases, account: account)
      try check(payee, at: payees.count)
      payees.append(payee)
    case .amendPayee(let called, let name, let added, let dropped, let account):
      let place = try place(ofPayee: called)
      var payee = payees[place]
      for alias in dropped {
        let index = payee.aliases.firstIndex { self.name($0) == self.name(alias) }
        guard let index else { throw Refused("noSuchAlias") }
        payee.aliases.remove(at: index)
      }
      payee.aliases += added
      payee.name = name ?? payee.name
      payee.account = account ?? payee.account
      guard payee != payees[place] else { throw Refused("unchanged") }
      try check(payee, at: place)
      payees[place] = payee
    case .endPayee(let called): payees[try place(ofPayee: called)].isEnded = true
    default: return 0
    }
    return 1
  }

  private func place(ofPayee called: String) throws -> Int {
    let named = payees.indices.filter { place in
      payees[place].names.contains { name($0) == name(called) }
    }
    guard let place = named.first(where: { !payees[$0].isEnded }) else {
      throw Refused(named.isEmpty ? "unknown" : "ended")
    }
    return place
  }

  /// Each name stands once, and is no other payee's in use.
  private func check(_ payee: ModelPayee, at place: Int) throws {
    for (index, own) in payee.names.enumerated() {
      if payee.names[..<index].contains(where: { name($0) == name(own) }) { throw Refused("twice") }
      for (other, payee) in payees.enumerated() where other != place && !payee.isEnded {
        if payee.names.contains(where: { name($0) == name(own) }) { throw Refused("taken") }
      }
    }
  }
}

extension StepGenerator {
  /// Registers a payee, changes it or takes it out of use; few names make coincidences.
  mutating func payeeStep(_ model: LedgerModel) -> Step {
    let known = random.pick(from: model.payees.flatMap(\.names))
    let called = random.chance(oneIn: 6) ? firm() : known ?? firm()
    switch random.number(0...5) {
    case 0...2:
      return .addPayee(
        name: firm(), aliases: random.chance(oneIn: 2) ? [alias()] : [], account: account())
    case 3, 4:
      return .amendPayee(
        called: called, name: random.chance(oneIn: 4) ? firm() : nil,
        added: random.chance(oneIn: 3) ? [alias()] : [],
        dropped: random.chance(oneIn: 4) ? [alias()] : [], account: account())
    default: return .endPayee(called: called)
    }
  }

  private mutating func alias() -> String { random.pick("甲", "乙", "丙所", "甲 所") }

  private mutating func account() -> String { random.pick("11112222", "6222000011112222") }
}
