import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

@testable import Bookkeeping

/// C06 in a ledger with people: who did what is what the signatures say, whatever was typed.
@Suite("自审自批：按签名的人")
struct ApprovedAloneTests {
  /// Who did what with 申1 of 案1, in order.
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let breaks: Bool
    let course: @Sendable (inout Course) throws -> Void

    private init(
      _ what: String, _ breaks: Bool, _ course: @escaping @Sendable (inout Course) throws -> Void
    ) {
      testDescription = what
      self.breaks = breaks
      self.course = course
    }

    static func holds(
      _ what: String, _ course: @escaping @Sendable (inout Course) throws -> Void
    ) -> Row { Row("holds: " + what, false, course) }

    static func breaks(
      _ what: String, _ course: @escaping @Sendable (inout Course) throws -> Void
    ) -> Row { Row("breaks: " + what, true, course) }
  }

  /// Appends as somebody could who goes round the acts, with his own key.
  struct Course {
    let store: LedgerStore
    /// 甲, 乙 and 丙, before they are made people too.
    let people = [
      EntrySigner(person: 1, name: "甲", key: OpenKey()),
      EntrySigner(person: 2, name: "乙", key: OpenKey()),
      EntrySigner(person: 3, name: "丙", key: OpenKey()),
    ]
    var claim: Claim
    private var arePeople = false
    private var proposalCount = 0

    init() throws {
      claim = try .sample()
      var book = try InventedBook.clean()
      (book.claims, book.lines) = ([], [])
      store = try Session.sample(book).store
    }

    mutating func makePeople() throws {
      arePeople = true
      for signer in people {
        try append(signer.person == 1 ? "people start" : "people add", by: 1) { writer in
          try writer.append(
            Person(number: signer.person, name: signer.name, roles: [.record, .review, .manage]))
          try writer.append(PeopleOffice.sealed(signer.key), of: signer.person)
        }
      }
    }

    /// What one person asked for, where another carries it out.
    mutating func asked(by person: Int, _ act: String) throws {
      proposalCount += 1
      try append("propose", by: person) { writer in
        _ = try writer.append(
          Proposal(
            act: act, grounds: [.ownApproval], words: ["again"], preview: [], reason: nil,
            factsDigest: "00"))
      }
    }

    /// States the claim as it is now; of what was asked for last, when it is carried out.
    mutating func state(
      by person: Int, carriesOut: Bool = false, _ change: (inout Claim) throws -> Void = { _ in }
    ) throws {
      try change(&claim)
      let (claim, number) = (claim, proposalCount)
      try append(claim.approval == nil ? "claim submit" : "claim approve", by: person) { writer in
        try writer.append(claim)
        guard carriesOut else { return }
        try writer.append(ProposalDecision(proposal: number, kind: .confirmed, reason: nil))
      }
    }

    mutating func approve(
      by person: Int, as name: String? = nil, amount: String = "1000", carriesOut: Bool = false
    ) throws {
      try state(by: person, carriesOut: carriesOut) { [people] claim in
        claim.approval = Approval(on: try .of("2024-03-10"), amount: try .yuan(amount))
        claim.approvedBy = name ?? people[person - 1].name
      }
    }

    func append(
      _ kind: String, by person: Int, _ body: (LedgerWriter) throws -> Void
    ) throws {
      let signer = people[person - 1]
      let stamp = EntryStamp(
        recordedAt: "2025-01-02T03:04:05Z", operatorName: signer.name, kind: kind)
      try store.append(stamp, signer: arePeople ? signer : nil) { try body($0) }
    }
  }

  static let rows: [Row] = [
    .holds("entered by one, approved by another") {
      try $0.makePeople()
      try $0.state(by: 1)
      try $0.approve(by: 2)
    },
    .breaks("entered and approved by one, who typed other names") {
      try $0.makePeople()
      try $0.state(by: 1) { $0.submittedBy = "律师丁" }
      try $0.approve(by: 1, as: "乙")
    },
    .breaks("entered and approved by one, and nobody was named") {
      try $0.makePeople()
      try $0.state(by: 1) { $0.submittedBy = nil }
      try $0.approve(by: 1)
    },
    .breaks("another amount by who approves it, of a claim that another entered") {
      try $0.makePeople()
      try $0.state(by: 2)
      try $0.state(by: 1) { $0.claimedAmount = try .yuan("900") }
      try $0.approve(by: 1, amount: "900")
    },
    .holds("another claimant by who approves it: the claim is the other's") {
      try $0.makePeople()
      try $0.state(by: 2)
      try $0.state(by: 1) { $0.submittedBy = "律师戊" }
      try $0.approve(by: 1)
    },
    .breaks("the same person under a new key") { course in
      try course.makePeople()
      try course.state(by: 1)
      try course.append("people key", by: 2) { writer in
        try writer.append(PeopleOffice.sealed(course.people[0].key), of: 1)
      }
      try course.approve(by: 1)
    },
    .breaks("by a person who was ended since") { course in
      try course.makePeople()
      try course.state(by: 2)
      try course.approve(by: 2)
      try course.append("people end", by: 1) { writer in
        try writer.append(
          Person(number: 2, name: "乙", roles: [.record], isEnded: true), reason: "离岗")
      }
    },
    .holds("entered by one who asked for the approval, which another confirmed") {
      try $0.makePeople()
      try $0.state(by: 1)
      try $0.asked(by: 1, "claim approve")
      try $0.approve(by: 2, carriesOut: true)
    },
    .holds("approved as another asked for it, by who entered it") {
      try $0.makePeople()
      try $0.state(by: 2)
      try $0.asked(by: 1, "claim approve")
      try $0.approve(by: 2, as: "丙", carriesOut: true)
    },
    .holds("entered with its approval as one asked for it and another confirmed") {
      try $0.makePeople()
      try $0.asked(by: 1, "import")
      try $0.approve(by: 2, carriesOut: true)
    },
    .breaks("entered as one asked for it and another confirmed, approved by the first alone") {
      try $0.makePeople()
      try $0.asked(by: 1, "claim submit")
      try $0.state(by: 2, carriesOut: true)
      try $0.approve(by: 1)
    },
    .holds("approved by who confirmed that another's claim be entered") {
      try $0.makePeople()
      try $0.asked(by: 1, "claim submit")
      try $0.state(by: 2, carriesOut: true)
      try $0.approve(by: 2)
    },
    .breaks("confirmed by who asked for it himself") {
      try $0.makePeople()
      try $0.state(by: 1)
      try $0.asked(by: 1, "claim approve")
      try $0.approve(by: 1, as: "乙", carriesOut: true)
    },
    .holds("another approves the whole anew, with another amount") {
      try $0.makePeople()
      try $0.state(by: 1)
      try $0.approve(by: 1)
      try $0.approve(by: 2, amount: "990")
    },
    .breaks("another only names another approver afterwards") {
      try $0.makePeople()
      try $0.state(by: 1)
      try $0.approve(by: 1)
      try $0.state(by: 2) { $0.approvedBy = "丙" }
    },
    .holds("both before there were people, under two names") {
      try $0.state(by: 1) { $0.submittedBy = "律师丁" }
      try $0.approve(by: 1)
      try $0.makePeople()
    },
    .breaks("both before there were people, under one name") {
      try $0.state(by: 1) { $0.submittedBy = "甲" }
      try $0.approve(by: 1)
      try $0.makePeople()
    },
    .holds("entered before there were people, approved since: nobody signed the claim") {
      try $0.state(by: 1)
      try $0.makePeople()
      try $0.approve(by: 1)
    },
    .breaks("entered before there were people in the name of who approves it since") {
      try $0.state(by: 1) { $0.submittedBy = " 甲" }
      try $0.makePeople()
      try $0.approve(by: 1)
    },
    .breaks("two signed, and one name was typed for both") {
      try $0.makePeople()
      try $0.state(by: 1) { $0.submittedBy = "乙" }
      try $0.approve(by: 2)
    },
  ]

  @Test("who stated a claim does not approve it", arguments: rows)
  func judged(row: Row) throws {
    var course = try Course()
    try row.course(&course)
    for rangeLength in [1, 1_000] {
      let pass = ReconcileYear(course.store, rangeLength: rangeLength)
      let found = try pass(Period(year: .of(2024))).result.findings.filter { $0.rule == "C06" }
      #expect(found.count == (row.breaks ? 1 : 0), "\(found)")
      #expect(found.allSatisfy { $0.subject == "申1" && $0.severity == .high })
      #expect(found.allSatisfy { !$0.message.contains("甲") && !$0.message.contains("乙") })
    }
    // The same stands in the way of paying it, and whoever streams the register sees it.
    let one = try course.store.read { try $0.cases.dossier(.of("案1")) }
    var all: [Dossier] = []
    try course.store.read { try $0.cases.forEachDossier { all.append($0) } }
    #expect(all.filter { $0.caseNumber == one.caseNumber } == [one])
    let order = try PaymentOrder.sample("新1", paid: "2024-06-01", amount: "500")
    let session = Session(
      store: course.store, operatorName: "丙", now: "2025-01-02T03:04:05Z", today: .latest,
      signer: try course.store.read { try $0.people.isSet() } ? course.people[2] : nil)
    if row.breaks {
      #expect(try session.refusal { try session.pay(order) }.findings.map(\.rule) == ["C06"])
    } else {
      try session.pay(order)
    }
  }

  @Test("the explanation of it lapses when another person approves alone")
  func explained() throws {
    var course = try Course()
    try course.makePeople()
    try course.state(by: 1)
    try course.approve(by: 1, as: "丙")
    let session = Session(
      store: course.store, operatorName: "丙", now: "2025-01-02T03:04:05Z", today: .latest,
      signer: course.people[2])
    try ExplainFinding(session)(
      ExplainFinding.Target(rule: "C06", subject: "申1"), reason: "已核实", on: .of("2025-01-05"))
    let found = { () throws -> [Finding] in
      try session.findings(judging: ["C06"])
    }
    #expect(try found().map(\.outcome) == [.explained])
    try course.state(by: 2) { $0.claimedAmount = try .yuan("1100") }
    try course.approve(by: 2, as: "丙", amount: "1000.01")
    try course.approve(by: 2, as: "丙", amount: "1000")
    #expect(try found().map(\.outcome) == [.contradiction])
  }
}
