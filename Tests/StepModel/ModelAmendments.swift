import LedgerCore
import TestSupport

// A field that is said anew is a fact that replaces what stood, with the rules asked as of any
// other act on the thing.

extension LedgerModel {
  mutating func takeAmendment(_ step: Step) throws -> Int {
    switch step {
    case .reassign(let number, let on, let firm, let isForced):
      let before = try registered(number)
      guard before.assignedOn != nil || before.lawyer != nil || before.firm != nil else {
        throw Refused("notAssigned")
      }
      var changed = before
      changed.assignedOn = try .of(on)
      changed.lawyer = "承办人丁"
      changed.firm = firm
      try amend(before, changed, isForced)
    case .amend(let field, let number, let year, let isForced):
      switch field {
      case .accepted, .filed, .recipient, .flags, .detail: try amendCase(field, number, isForced)
      case .claimed, .claimedFen, .approvedFen, .ofCase: try amendClaim(field, number, isForced)
      case .dutyFen(let fen): try amendShift(number, fen, isForced)
      case .received, .fundFen: try amendFund(field, number, year, isForced)
      }
    default: return 0
    }
    return 1
  }

  private mutating func amendCase(
    _ field: Amended, _ number: String, _ isForced: Bool
  ) throws {
    let before = try registered(number)
    var changed = before
    switch field {
    case .accepted(let on): changed.acceptedOn = try .of(on)
    case .filed(let on): changed.filedOn = try .of(on)
    case .recipient(let name): changed.recipient = name
    case .flags(let words):
      changed.details.flags = words == "无" ? [] : [words]
      try checkNames(changed.details, since: before.details)
    case .detail(let part, let words):
      try changed.details.say(part.part, words)
      try checkNames(changed.details, since: before.details)
    default: break
    }
    try amend(before, changed, isForced)
  }

  /// Refuses a new name that no standard has, once there is a standard.
  private func checkNames(_ details: CaseDetails, since before: CaseDetails) throws {
    guard details != before, !standards.isEmpty else { return }
    func isKnown(_ name: String, _ names: (ModelStandard) -> [String]) -> Bool {
      standards.contains { names($0).contains(name) }
    }
    let flags = (details.flags ?? []).subtracting(before.flags ?? [])
    let region = details.regionBand == before.regionBand ? nil : details.regionBand
    let isNamed =
      flags.allSatisfy { flag in isKnown(flag) { [$0.flag].compactMap(\.self) } }
      && (region.map { isKnown($0, \.regions) } ?? true)
      && details.quantities.keys.allSatisfy {
        before.quantities.keys.contains($0) || isKnown($0, \.quantities)
      }
      && details.costs.keys.allSatisfy {
        before.costs.keys.contains($0) || isKnown($0, \.costs)
      }
    guard isNamed else { throw Refused("unknownDetail") }
  }

  private mutating func amend(
    _ before: LegalAidCase, _ changed: LegalAidCase, _ isForced: Bool
  ) throws {
    guard changed != before else { throw Refused("unchanged") }
    try settle(changed, isForced)
  }

  private mutating func amendClaim(
    _ field: Amended, _ number: String, _ isForced: Bool
  ) throws {
    let before = try registered(claim: number)
    var changed = before
    switch field {
    case .claimed(let on): changed.claimedOn = try .of(on)
    case .claimedFen(let fen): changed.claimedAmount = Money(fen: fen)
    case .approvedFen(let fen):
      guard changed.approval != nil else { throw Refused("flaw") }
      changed.approval?.amount = Money(fen: fen)
    case .ofCase(let other): changed.caseNumber = present(try .of(other))
    default: break
    }
    guard changed != before else { throw Refused("unchanged") }
    if changed.caseNumber != before.caseNumber {
      let own = dossier(before.caseNumber)
      var left = own
      left.claims.removeAll { $0.number == before.number }
      try ask(from: own, to: left, in: years(of: left), isForced, datesToo: false)
    }
    try settle(changed, isForced)
  }

  private mutating func amendShift(_ number: String, _ fen: Int64, _ isForced: Bool) throws {
    let standing = try registeredShift(number)
    var changed = standing
    changed.amount = Money(fen: fen)
    guard changed != standing else { throw Refused("unchanged") }
    var before = InventedBook()
    before.lines = book.lines.filter { $0.subject == .dutyShift(standing.number) }
    before.shifts = [standing]
    var after = before
    after.shifts = [changed]
    let years = Set([standing.servedOn.fiscalYear] + before.lines.map(\.paidOn.fiscalYear))
    try ask(from: before, to: after, in: years, isForced)
    try put(changed)
  }

  func registeredShift(_ number: String) throws -> DutyShift {
    if let found = shift(try .of(number)) { return found }
    let isVoid = try void.shifts.contains { try $0.number == .of(number) }
    throw Refused(isVoid ? "isVoid" : "notRegistered")
  }

  private mutating func amendFund(
    _ field: Amended, _ number: String, _ year: Int?, _ isForced: Bool
  ) throws {
    let document = try DocumentNumber.of(number)
    let rows = book.appropriations.filter {
      $0.id.document == document && (year ?? $0.id.fiscalYear.number) == $0.id.fiscalYear.number
    }
    guard let standing = rows.first else {
      try checkNotVoid(document, year)
      throw Refused("notRegistered")
    }
    guard rows.count == 1 else { throw Refused("appropriationUnclear") }
    var changed = standing
    switch field {
    case .received(let on): changed.receivedOn = try .of(on)
    case .fundFen(let fen): changed.amount = Money(fen: fen)
    default: break
    }
    guard changed != standing else { throw Refused("unchanged") }
    try askAboutRow(standing, becomes: changed, isForced)
    try put(changed)
  }
}
