import LedgerCore

// MARK: - Duty

extension NaiveChecker {
  func dutyStatements() -> [Statement] {
    let ofShifts = now.seenShifts.filter { isOfYear($0.servedOn) }.flatMap(wrongAmount)
    return ofShifts + twiceInOneDay() + now.live.flatMap(paidOnDuty)
      + now.seenShifts.flatMap(paidInAll)
  }

  private func wrongAmount(_ shift: DutyShift) -> [Statement] {
    // Tenths of a unit times fen, in tenths of a fen; five tenths count as one fen.
    let tenths = shift.quantity.tenths * shift.rate.fen
    let product = tenths % 10 >= 5 ? tenths / 10 + 1 : tenths / 10
    let difference = shift.amount.fen - product
    guard difference != 0 else { return [] }
    return [statement("D01", "high", shift.number.printed, difference, shift.servedOn)]
  }

  private func paidOnDuty(_ line: PaymentLine) -> [Statement] {
    guard let number = line.subject.dutyNumber else { return [] }
    guard let shift = now.seenShifts.first(where: { $0.number == number }) else {
      return onLine("D03", "block", line)
    }
    return (line.paidOn < shift.servedOn ? onLine("D05", "block", line) : [])
      + (naiveName(line.payee) != naiveName(shift.firm) ? onLine("D07", "high", line) : [])
  }

  private func paidInAll(_ shift: DutyShift) -> [Statement] {
    let lines = now.dutyLines(of: shift.number)
    let paid = now.sum(lines)
    let subject = shift.number.printed
    if 0 < paid, paid < shift.amount.fen {
      return [statement("D06", "medium", subject, shift.amount.fen - paid, lines.last?.paidOn)]
    }
    return onExcess("D04", subject, over: shift.amount.fen, lines) {
      $0.excess(ofD04: shift.number)
    }
  }

  /// D02: at each row counted in days, the day's rows up to it come to more than one day.
  private func twiceInOneDay() -> [Statement] {
    let counted = now.seenShifts.filter { $0.unit == .day || $0.unit == .halfDay }
    return counted.filter { isOfYear($0.servedOn) }.compactMap { shift in
      let upToIt = counted.filter {
        $0.servedOn == shift.servedOn && naiveName($0.lawyer) == naiveName(shift.lawyer)
          && naiveName($0.firm) == naiveName(shift.firm) && !(shift.number < $0.number)
      }
      // In hundredths of a day.
      let total = upToIt.reduce(0) { $0 + $1.quantity.tenths * ($1.unit == .day ? 10 : 5) }
      guard total > 100 else { return nil }
      return statement("D02", "high", shift.number.printed, shift.amount.fen, shift.servedOn)
    }
  }
}
