package import LedgerCore
import LedgerStore
package import Reconciliation

// Who may do an act in a ledger with people: asked where the one transaction of an act is opened,
// so that no way of recording goes round it.

/// That somebody confirms what another has asked for.
package struct Confirmation: Equatable, Sendable {
  /// The number of the proposal.
  package let proposal: Int
  /// The name of who asked for it.
  package let proposer: String
  /// The instant at which it was asked for, ISO 8601, UTC; nil where the act needs no day.
  package let askedAt: String?

  package init(proposal: Int, proposer: String, askedAt: String? = nil) {
    self.proposal = proposal
    self.proposer = proposer
    self.askedAt = askedAt
  }
}

/// An act that waits for a second person: it was recorded as asked for, and moves no figure.
package struct ActProposed: OfficerError {
  package let number: Int
  package let act: ActKind
  package let grounds: [SecondPersonGround]
  package let preview: [String]

  package var description: String { guidance.words }

  package var guidance: Guidance {
    """
    “\(act.title)”须两人办（\(grounds.inWords)）：已记为第 \(number) 号待复核事项，账目没有变动；\
    请另一人核对后确认\(aside: .confirm(proposal: number))
    """
  }
}

/// Why somebody may not act; the ledger is unchanged.
package enum PersonRefusal: OfficerError, Equatable {
  /// The ledger has people, and nobody has signed in.
  case nobodySignedIn
  /// The key that was opened is not, or no longer, the person's.
  case keyChanged
  case ended
  case notAllowed(ActKind, Set<Role>)
  /// Two people are needed, and the act cannot be asked for in this way.
  case secondPersonNeeded(ActKind, [SecondPersonGround])
  /// The same act waits already to be confirmed.
  case alreadyProposed(Int, ActKind)
  case ownProposal(Int)
  case mayNotConfirm([SecondPersonGround])
  case noProposal(Int)
  case decided(Int, ProposalDecision.Kind)
  case otherAct(Int)
  /// What would be recorded is not what was asked for.
  case groundMoved(Int)
  /// A name was typed where the person who acts is meant.
  case otherName(String)
  case secondNameTyped

  package var description: String { guidance.words }

  package var guidance: Guidance {
    switch self {
    case .nobodySignedIn:
      "账本已设人员，要先登录才能办\(aside: .signIn)：这次什么也没有写入，账本没有改动"
    case .keyChanged:
      "登录以后这个人员的密钥换过了：请重新登录\(aside: .signIn)；账本没有改动"
    case .ended: "这个人员已经停用，不能再办：账本没有改动"
    case .notAllowed(let act, let roles):
      "“\(act.title)”要有\(roles.inWords)的职责（其中一项）：请有这个职责的人员办；账本没有改动"
    case .secondPersonNeeded(let act, let grounds):
      "“\(act.title)”须两人办（\(grounds.inWords)），一个人不能办：账本没有改动"
    case .alreadyProposed(let number, let act):
      """
      这件“\(act.title)”已经提请过，是第 \(number) 号待复核事项，没有再记，账本没有改动：\
      请另一人确认\(aside: .confirm(proposal: number))；要改的，请先退回第 \(number) 号再提请
      """
    case .ownProposal(let number):
      "第 \(number) 号是您自己提请的，不能由自己确认：请另一人确认；账本没有改动"
    case .mayNotConfirm(let grounds):
      """
      确认“\(grounds.inWords)”要有\(Self.confirmers(grounds).inWords)的职责：\
      请有这个职责的另一人确认；账本没有改动
      """
    case .noProposal(let number):
      "没有第 \(number) 号待复核事项：请核对号\(aside: .listPending)"
    case .decided(let number, let kind):
      "第 \(number) 号待复核事项已经\(kind.rawValue)，没有改动"
    case .otherAct(let number): "第 \(number) 号提请的不是这件事：账本没有改动"
    case .groundMoved(let number):
      """
      第 \(number) 号提请以后，要记的内容变了（文件或账目有变动）：没有照办，账本没有改动；\
      请退回，由提请的人重新提请
      """
    case .otherName(let what):
      "账本已设人员，\(what)就是登录的人，不能写别人：请去掉这一项，或由那个人自己登录来办；账本没有改动"
    case .secondNameTyped:
      "账本已设人员，复核人不能用写名字代替：请直接说明，再由另一人确认；账本没有改动"
    }
  }

  private static func confirmers(_ grounds: [SecondPersonGround]) -> Set<Role> {
    grounds.reduce(Set(Role.allCases)) { $0.intersection($1.confirmers) }
  }
}

extension RuleCatalogue {
  /// The rules whose findings only two people may explain.
  package static let severe = Set(
    descriptions.filter { $0.severity == .block }.map(\.id.description))
}

/// An act as its transaction goes on: who does it, and whether that is enough.
struct ActLicense {
  private let session: Session
  private let act: ActKind
  /// Who signs, as they stand before the act; nil in a ledger without people, and in a rehearsal,
  /// which writes nothing.
  private let person: Person?
  /// Whether nobody else could confirm what concerns people: who is alone may bring in the second
  /// person alone.
  private let isAlone: Bool

  /// Asks, before anything is appended, whether the signer may do the act.
  ///
  /// - Throws: ``PersonRefusal``.
  init(_ session: Session, _ kind: String, in ledger: LedgerSnapshot) throws {
    self.session = session
    act = ActKind.of(kind)
    guard !session.isRehearsal, try ledger.people.isSet() else {
      (person, isAlone) = (nil, false)
      return
    }
    let person = try ledger.people.acting(session.signer)
    self.person = person
    isAlone = try !ledger.people.canBeConfirmed(.people, notBy: person.number)
    if let confirmation = session.confirmation {
      // Before the act is asked, which would say in its own words that it was done already, or
      // that one name stands twice.
      let asked = try ledger.proposals.undecided(confirmation.proposal)
      guard try ledger.people.signer(of: asked.entry) != person.number else {
        throw PersonRefusal.ownProposal(asked.number)
      }
      return
    }
    guard person.acts(as: act.roles) else { throw PersonRefusal.notAllowed(act, act.roles) }
  }

  /// Asks, when the facts of the act are appended, whether one person is enough for them.
  ///
  /// - Throws: ``SecondPersonNeeded``; ``PersonRefusal`` when the second person may not confirm.
  func settle(
    _ writer: LedgerWriter, _ recorded: Any, reason: String?
  ) throws {
    guard let person, writer.appendedCount > 0 else { return }
    var grounds = try SecondPersonNeeds.of(
      writer, reason: reason, signer: person, severeRules: RuleCatalogue.severe)
    // To say no overrides nothing, whatever the reason given.
    if act.code == "decline" { grounds = [] }
    if let confirmation = session.confirmation {
      return try confirm(confirmation, grounds, writer)
    }
    if isAlone { grounds.removeAll { $0 == .people } }
    guard grounds.isEmpty else {
      throw SecondPersonNeeded(
        grounds: grounds,
        preview: ((recorded as? any PreviewedRecord)?.previewLines ?? [])
          + (try writer.appendedWords()),
        factsDigest: writer.factsDigest, reason: reason)
    }
  }

  private func confirm(
    _ confirmation: Confirmation, _ grounds: [SecondPersonGround], _ writer: LedgerWriter
  ) throws {
    let number = confirmation.proposal
    let asked = try writer.ledger.proposals.undecided(number)
    guard asked.proposal.act == act.code else { throw PersonRefusal.otherAct(number) }
    let all = SecondPersonGround.allCases.filter {
      grounds.contains($0) || asked.proposal.grounds.contains($0)
    }
    guard let person, all.allow(person) else { throw PersonRefusal.mayNotConfirm(all) }
    // The files of an import are outside the ledger: they must be those that were asked for.
    if act.code == "import", asked.proposal.factsDigest != writer.factsDigest {
      throw PersonRefusal.groundMoved(number)
    }
    try writer.append(ProposalDecision(proposal: number, kind: .confirmed, reason: nil))
  }
}

/// What an act came to, in words for the second person: a line each, no recipient named.
protocol PreviewedRecord {
  var previewLines: [String] { get }
}

extension Person: PreviewedRecord {
  var previewLines: [String] {
    ["人员 \(printable(name))：\(roles.inWords)\(isEnded ? "，停用" : "")"]
  }
}

extension Claim: PreviewedRecord {
  var previewLines: [String] {
    let granted = approval.map { "，\($0.on) 核发 \($0.amount.groupedYuanText) 元" } ?? ""
    return ["申报 \(number)，案件 \(caseNumber)，申报 \(claimedAmount.groupedYuanText) 元\(granted)"]
  }
}

extension PaymentPreview: PreviewedRecord {
  var previewLines: [String] { description.split(separator: "\n").map(String.init) }
}

extension CloseYear.Outcome: PreviewedRecord {
  var previewLines: [String] {
    carried.map { "结转 \($0.from.document)：\($0.amount.groupedYuanText) 元" }
  }
}

extension [Finding]: PreviewedRecord {
  var previewLines: [String] { map { "\($0.rule)：\(printable($0.message))" } }
}

/// One person is not enough for what was appended; it is taken back, and asked for instead.
struct SecondPersonNeeded: Error {
  let grounds: [SecondPersonGround]
  let preview: [String]
  let factsDigest: String
  let reason: String?
}

extension PeopleRegister {
  /// The person who signs, as they stand.
  ///
  /// - Throws: ``PersonRefusal`` when nobody signs, or who does may not act.
  func acting(_ signer: EntrySigner?) throws -> Person {
    guard let signer else { throw PersonRefusal.nobodySignedIn }
    guard let person = try person(signer.person),
      try key(of: signer.person)?.key.publicKey == signer.key.publicKey
    else { throw PersonRefusal.keyChanged }
    guard !person.isEnded else { throw PersonRefusal.ended }
    return person
  }

  /// Whether somebody else than a person could confirm what has a ground.
  func canBeConfirmed(_ ground: SecondPersonGround, notBy number: Int) throws -> Bool {
    try all().contains { $0.number != number && $0.acts(as: ground.confirmers) }
  }
}

extension ProposalRegister {
  /// A proposal that nobody has decided.
  ///
  /// - Throws: ``PersonRefusal/noProposal(_:)`` or ``PersonRefusal/decided(_:_:)``.
  func undecided(_ number: Int) throws -> Numbered {
    guard let found = try proposal(number) else { throw PersonRefusal.noProposal(number) }
    if let kind = found.decision { throw PersonRefusal.decided(number, kind) }
    return found
  }
}
