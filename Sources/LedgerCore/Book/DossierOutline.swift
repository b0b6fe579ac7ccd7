/// A dossier as numbers only: what most rules look at, without a text that must be copied.
///
/// It is for the pass that looks at every dossier of a ledger. What does not fit into it makes it
/// unclear, and the dossier itself must be looked at.
package struct DossierOutline {
  /// Whether everything in the dossier is said by the outline.
  package private(set) var isClear = true
  package var register: Register?
  /// The claims of the case, in order of their numbers.
  package var claims: [Claim] = []
  /// Payments, in order of voucher and line; an outline with a reversal is not clear.
  package var lines: [Line] = []

  package init() {}

  /// Makes it the outline of another dossier, of which nothing is known yet.
  package mutating func clear() {
    isClear = true
    register = nil
    claims.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
  }

  /// Says that there is more in the dossier than the outline can say.
  package mutating func blur() { isClear = false }

  /// What the register says of the case.
  package struct Register {
    package var type: CaseType
    package var acceptedOn: OutlineDay
    package var assignedOn: OutlineDay
    package var closedOn: OutlineDay
    /// 办结 where the case is not closed.
    package var outcome: Outcome
    package var filedOn: OutlineDay
    /// A number of ``TextNumbers``; so are the terms that a price may depend on.
    package var firm: Int32
    package var serviceForm: Int32
    package var stage: Int32
    package var grade: Int32
    package var recipientCategories: Int32

    package init(
      type: CaseType, acceptedOn: OutlineDay, assignedOn: OutlineDay, closedOn: OutlineDay,
      outcome: Outcome, filedOn: OutlineDay, firm: Int32, serviceForm: Int32, stage: Int32,
      grade: Int32, recipientCategories: Int32
    ) {
      self.type = type
      self.acceptedOn = acceptedOn
      self.assignedOn = assignedOn
      self.closedOn = closedOn
      self.outcome = outcome
      self.filedOn = filedOn
      self.firm = firm
      self.serviceForm = serviceForm
      self.stage = stage
      self.grade = grade
      self.recipientCategories = recipientCategories
    }
  }

  /// A claim with its approval.
  package struct Claim: Sendable {
    package var claimedOn: OutlineDay
    package var claimed: Money
    package var approvedOn: OutlineDay
    /// Zero where nothing is approved.
    package var approved: Money
    package var returnedOn: OutlineDay
    package var submittedBy: Int32
    package var approvedBy: Int32

    /// In place of a claim that an outline cannot say.
    package static let nothing = Claim(
      claimedOn: .none, claimed: .zero, approvedOn: .none, approved: .zero, returnedOn: .none,
      submittedBy: TextNumbers.none, approvedBy: TextNumbers.none)

    package init(
      claimedOn: OutlineDay, claimed: Money, approvedOn: OutlineDay, approved: Money,
      returnedOn: OutlineDay, submittedBy: Int32, approvedBy: Int32
    ) {
      self.claimedOn = claimedOn
      self.claimed = claimed
      self.approvedOn = approvedOn
      self.approved = approved
      self.returnedOn = returnedOn
      self.submittedBy = submittedBy
      self.approvedBy = approvedBy
    }
  }

  /// A payment line.
  package struct Line {
    package var paidOn: OutlineDay
    package var use: PaymentUse
    package var document: Int32
    package var amount: Money
    package var payee: Int32

    package init(
      paidOn: OutlineDay, use: PaymentUse, document: Int32, amount: Money, payee: Int32
    ) {
      self.paidOn = paidOn
      self.use = use
      self.document = document
      self.amount = amount
      self.payee = payee
    }
  }
}

/// A day, or none, with what is often asked of it worked out.
package struct OutlineDay: Sendable {
  /// As ``Day/number``; 0 for no day.
  package let number: Int32
  /// Days since an epoch: differences count days.
  package let ordinal: Int32
  package let year: Int32
  /// From 1 to 12.
  package let month: Int32

  package static let none = OutlineDay(number: 0, ordinal: 0, year: 0, month: 0)

  private init(number: Int32, ordinal: Int32, year: Int32, month: Int32) {
    self.number = number
    self.ordinal = ordinal
    self.year = year
    self.month = month
  }

  package init(_ day: Day) {
    self.init(
      number: day.number, ordinal: Int32(day.days(since: .earliest)), year: Int32(day.year),
      month: Int32(day.month))
  }

  /// Whether there is a day.
  package var isSet: Bool { number != 0 }
}

/// The days that came up, so that none is worked out twice in a row of the same few hundred.
package struct OutlineDays {
  private var known = [OutlineDay](repeating: .none, count: 1 << 12)

  package init() {}

  /// The day of a stored number; nil when the calendar has none such.
  package mutating func day(_ number: Int64) -> OutlineDay? {
    let place = Int(truncatingIfNeeded: number) & (known.count - 1)
    if Int64(known[place].number) == number { return known[place] }
    guard let day = Day(number: Int(number)) else { return nil }
    let outline = OutlineDay(day)
    known[place] = outline
    return outline
  }
}
