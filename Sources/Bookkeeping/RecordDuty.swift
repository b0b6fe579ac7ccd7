package import LedgerCore
import LedgerStore

/// Keeps the register of duty shifts (值班).
package struct RecordDuty {
  private let office: Office

  package init(_ office: Office) {
    self.office = office
  }

  /// Registers a shift.
  ///
  /// - Throws: ``Refusal`` when the number is taken.
  package func callAsFunction(_ shift: DutyShift) throws {
    try office.append("duty record") { writer in
      guard try writer.reader.dutyShift(shift.number) == nil else {
        throw Refusal.alreadyRegistered(.dutyShift, number: shift.number.printed)
      }
      try writer.append(shift)
    }
  }
}
