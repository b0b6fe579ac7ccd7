import GRDB
package import LedgerCore

/// The register of duty shifts (值班) with the payments that cite them.
package struct DutyRegister {
  package let snapshot: LedgerSnapshot

  /// The present state of a duty shift; nil when it is not registered, or void.
  package func shift(_ number: DutyNumber) throws -> DutyShift? {
    try snapshot.voided.contains(.dutyShift(number)) ? nil : lastRevision(of: number)?.fact
  }

  /// One duty shift with the lines that cite it.
  package func account(_ number: DutyNumber) throws -> DutyAccount {
    DutyAccount(
      keyed: number, shift: try shift(number),
      lines: try snapshot.payments.lines(citing: "duty", number.key))
  }

  /// The number of each registered shift as it was first printed, in no order.
  package func forEachNumber(_ body: (String) throws -> Void) throws {
    try snapshot.forEachText("SELECT printedDutyNumber FROM dutyShift WHERE revision = 1", body)
  }

  /// The duty shifts of a day, in order of their numbers.
  ///
  /// - Complexity: Reads every shift once, inside SQLite.
  package func shifts(on day: Day) throws -> [DutyShift] {
    let rows = try shiftCursor(from: day, to: day)
    var shifts: [DutyShift] = []
    while try rows.step() { shifts.append(try Revision<DutyShift>(rows).fact) }
    return shifts
  }

  /// Every duty shift with the lines that cite it, in order of its number.
  ///
  /// - Complexity: Reads each row once; holds one account.
  package func forEachAccount(_ body: (DutyAccount) throws -> Void) throws {
    let shifts = try snapshot.stream(.dutyShift, "ORDER BY dutyNumber, revision") {
      try Revision<DutyShift>($0)
    }
    let lines = try snapshot.payments.stream(citing: "duty")
    let void = try snapshot.voided.things()
    while let key = earliestKey(shifts.key, lines.key) {
      let shift = try shifts.take(key).last?.fact
      let lines = try lines.take(key)
      let account = DutyAccount(
        keyed: DutyNumber(key: key, printed: key),
        shift: void.contains(.dutyShift, key) ? nil : shift, lines: lines)
      if !account.isEmpty { try body(account) }
    }
  }

  /// The duty shifts up to a day, day by day, those of a day in order of their numbers.
  ///
  /// - Complexity: Sorts the shifts inside SQLite; holds one day.
  package func forEachDay(
    through last: Day, _ body: (Day, [DutyShift]) throws -> Void
  ) throws {
    let rows = try shiftCursor(from: .earliest, to: last)
    var day: [DutyShift] = []
    while try rows.step() {
      let shift = try Revision<DutyShift>(rows).fact
      if let first = day.first, first.servedOn != shift.servedOn {
        try body(first.servedOn, day)
        day = []
      }
      day.append(shift)
    }
    if let first = day.first { try body(first.servedOn, day) }
  }

  /// The present state of the shifts served between two days, by day and number.
  private func shiftCursor(from first: Day, to last: Day) throws -> PreparedStatement {
    let rows = try PreparedStatement(
      """
      SELECT \(FactTable.dutyShift.columnList) FROM dutyShift AS shift
      WHERE servedOn BETWEEN ? AND ? AND revision =
        (SELECT max(revision) FROM dutyShift WHERE dutyNumber = shift.dutyNumber)
        AND \(VoidThings.isStanding(.dutyShift, "dutyNumber"))
      ORDER BY servedOn, dutyNumber
      """, in: snapshot.database)
    try rows.bind([.of(first), .of(last)])
    return rows
  }

  func lastRevision(of number: DutyNumber) throws -> Revision<DutyShift>? {
    try snapshot.last(.dutyShift, "dutyNumber = ?", [.text(number.key)], Revision.init)
  }
}

extension DutyAccount {
  /// A shift under the number as it was first written where it is registered, else as it is cited.
  fileprivate init(keyed key: DutyNumber, shift: DutyShift?, lines: [PaymentLine]) {
    self.init(
      dutyNumber: shift?.number ?? lines.first?.subject.dutyNumber ?? key, shift: shift,
      lines: lines)
  }
}
