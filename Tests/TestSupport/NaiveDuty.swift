package import LedgerCore

/// What a standard grants for a unit of duty, in fen, and its first and last day.
package struct NaiveDutyRate {
  let unit: DutyUnit
  let low: Int64
  /// Nil without an upper limit.
  let high: Int64?
  let from: Day
  let to: Day

  package init(_ unit: DutyUnit, _ low: Int64, to high: Int64?, from: Day, until to: Day) {
    self.unit = unit
    self.low = low
    self.high = high
    self.from = from
    self.to = to
  }
}

// MARK: - Duty

extension NaiveChecker {
  func dutyStatements() -> [Statement] {
    let ofShifts = now.seenShifts.filter { isOfYear($0.servedOn) }.flatMap {
      wrongAmount($0) + offStandard($0)
    }
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

  private func offStandard(_ shift: DutyShift) -> [Statement] {
    let rate = shift.rate.fen
    guard
      let standard = dutyRates.first(where: {
        $0.unit == shift.unit && $0.from <= shift.servedOn && shift.servedOn <= $0.to
      })
    else { return [] }
    // Tenths of fen, of which five count as one fen, whatever the sign.
    func product(_ fen: Int64) -> Int64 {
      let tenths = fen * shift.quantity.tenths
      return tenths / 10 + (tenths % 10 >= 5 ? 1 : 0)
    }
    if rate < standard.low {
      let missing = product(standard.low - rate)
      return [statement("D08", "high", shift.number.printed, -missing, shift.servedOn)]
    }
    guard let high = standard.high, rate > high else { return [] }
    return [
      statement("D08", "high", shift.number.printed, product(rate - high), shift.servedOn)
    ]
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
