/// What is approved or served and waits to be paid (待付).
package struct DueToday: Equatable, Sendable {
  package let cases: Int
  package let caseAmount: Money
  package let shifts: Int
  package let shiftAmount: Money
  package let payees: Int
  /// What is approved and cannot be paid as it stands, a Chinese sentence each.
  package let held: [Guidance]

  package init(
    cases: Int, caseAmount: Money, shifts: Int, shiftAmount: Money, payees: Int, held: [Guidance]
  ) {
    self.cases = cases
    self.caseAmount = caseAmount
    self.shifts = shifts
    self.shiftAmount = shiftAmount
    self.payees = payees
    self.held = held
  }
}
