import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore

// People of the ledger that is tried: who signs, and what is carried out for another.

extension LedgerUnderTest {
  /// The office of a step: whoever has signed in signs it, and it could be asked for.
  func sit(for step: Step) throws {
    var signer = session.signer
    switch step {
    case .signAs(let name): signer = try name.flatMap(self.signer)
    case .startPeople(let name) where try !hasPeople():
      signer = EntrySigner(person: 1, name: name, key: try key(of: name))
    case _ where signer == nil && session.confirmation == nil: guard try hasPeople() else { return }
    default: break
    }
    sit(try office(signer, doing: step, confirming: nil))
  }

  private func hasPeople() throws -> Bool { try session.store.read { try $0.people.isSet() } }

  private func office(
    _ signer: EntrySigner?, doing step: Step, confirming confirmation: Confirmation?
  ) throws -> Session {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let words = String(decoding: try encoder.encode(step), as: UTF8.self)
    return Session(
      store: session.store, operatorName: ModelOffice.officer, now: ModelOffice.now,
      today: .latest, signer: signer, confirmation: confirmation, request: [words])
  }

  /// Whoever is registered under a name, be they ended.
  private func signer(called name: String) throws -> EntrySigner? {
    let found = try session.store.read { try $0.people.all() }.first { $0.isCalled(name) }
    return try found.map {
      EntrySigner(person: $0.number, name: $0.name, key: try key(of: $0.name))
    }
  }

  /// The same whenever it is asked for.
  private func key(of name: String) throws -> OpenKey {
    guard let secret = Data(hexadecimal: sha256(name)), let key = OpenKey(secret: secret) else {
      throw Refused("no key of \(name)")
    }
    return key
  }

  private func sealedKey(of name: String) throws -> SealedKey {
    try key(of: name).sealed(
      under: "correct horse", cost: ScryptCost(rounds: 2, blockSize: 1, parallelism: 1))
  }

  /// Who approves, where a name is typed: who has signed in.
  func name(_ typed: String) -> String { session.signer?.name ?? typed }

  func actOnPeople(_ step: Step) throws {
    let keep = KeepPeople(session)
    func roles(_ roles: [StepRole]) -> Set<Role> { Set(roles.map(\.role)) }
    switch step {
    case .startPeople(let name): try keep.start(name, key: sealedKey(of: name))
    case .addPerson(let name, let given):
      try keep.add(name, roles: roles(given), key: sealedKey(of: name))
    case .setRoles(let called, let given):
      try keep.setRoles(of: called, to: roles(given), reason: "分工")
    case .endPerson(let called): try keep.end(called, reason: "离岗")
    default: break
    }
  }

  /// Carries out what was asked for, as a front end does: by its words.
  func confirm(_ number: Int) throws -> String {
    let item = try ReadPending(session.store)(number)
    let words = Data((item.proposal.words.first ?? "").utf8)
    let step = try JSONDecoder().decode(Step.self, from: words)
    sit(
      try office(
        session.signer, doing: step,
        confirming: item.confirmation))
    return try act(step)
  }
}

extension PersonRefusal {
  /// Which refusal it is; of a proposal with its number.
  var cause: String {
    switch self {
    case .nobodySignedIn: "nobodySignedIn"
    case .keyChanged: "keyChanged"
    case .ended: "personEnded"
    case .secondNameTyped: "secondNameTyped"
    case .alreadyProposed(let number, _): "alreadyProposed \(number)"
    default: label(of: self) ?? ""
    }
  }
}

extension PeopleRefusal {
  /// Which refusal it is.
  var cause: String {
    switch self {
    case .started: "started"
    case .notStarted: "notStarted"
    case .nobodyManages: "nobodyManages"
    case .otherKey: "otherKey"
    default: label(of: self) ?? ""
    }
  }
}
