import LedgerCore

// MARK: - Duty

extension NaiveChecker {
  func dutyStatements() -> [Statement] {
    var found = twiceInOneDay()
    for shift in seenShifts where isOfYear(shift.servedOn) {
      // Tenths of a unit times fen, in tenths of a fen; five tenths count as one fen.
      let tenths = shift.quantity.tenths * shift.rate.fen
      let product = tenths % 10 >= 5 ? tenths / 10 + 1 : tenths / 10
      if shift.amount.fen != product {
        found.append(
          statement(
            "D01", "high", shift.number.printed, shift.amount.fen - product, shift.servedOn))
      }
    }
    for line in live {
      guard case .dutyShift(let number) = line.subject else { continue }
      if let shift = seenShifts.first(where: { $0.number == number }) {
        if line.paidOn < shift.servedOn { found += onLine("D05", "block", line) }
        if name(line.payee) != name(shift.firm) { found += onLine("D07", "high", line) }
      } else {
        found += onLine("D03", "block", line)
      }
    }
    for shift in seenShifts {
      let lines = live.filter { $0.subject == .dutyShift(shift.number) }
      let paid = lines.reduce(0) { $0 + left($1) }
      let excess = paid - shift.amount.fen
      if paid > 0, excess < 0 {
        found.append(
          statement("D06", "medium", shift.number.printed, -excess, lines.last?.paidOn))
      }
      let exceeding = lines.indices.first { index in
        lines[...index].reduce(0) { $0 + left($1) } > shift.amount.fen
      }
      guard excess > 0, let exceeding, isOfYear(lines[exceeding].paidOn) else { continue }
      found.append(
        statement("D04", "block", shift.number.printed, excess, lines[exceeding].paidOn))
    }
    return found
  }

  /// D02: at each row counted in days, the day's rows up to it come to more than one day.
  private func twiceInOneDay() -> [Statement] {
    let counted = seenShifts.filter { $0.unit == .day || $0.unit == .halfDay }
    return counted.filter { isOfYear($0.servedOn) }.compactMap { shift in
      let upToIt = counted.filter {
        $0.servedOn == shift.servedOn && name($0.lawyer) == name(shift.lawyer)
          && name($0.firm) == name(shift.firm) && !(shift.number < $0.number)
      }
      // In hundredths of a day.
      let total = upToIt.reduce(0) { $0 + $1.quantity.tenths * ($1.unit == .day ? 10 : 5) }
      guard total > 100 else { return nil }
      return statement("D02", "high", shift.number.printed, shift.amount.fen, shift.servedOn)
    }
  }
}
