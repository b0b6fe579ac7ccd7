internal import LedgerCore

/// A day that a workbook counts from its own first day.
struct SerialDay {
  /// Whether the workbook counts from 1904, as those of old Macintosh computers do.
  let isFrom1904: Bool

  private static let secondsPerDay = 86_400

  /// `2024-03-05`, with a time behind it where the number has one; nil for a number that is no day
  /// of ours.
  ///
  /// - Parameter number: A decimal text: `45356`, `45356.5`.
  /// - Returns: The day as a person writes it.
  func text(of number: String) -> String? {
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first.flatMap({ Int($0) }), whole >= 0,
      let day = day(whole)
    else { return nil }
    guard parts.count == 2 else { return day.description }
    return day.description + " " + time(ofDecimals: parts[1])
  }

  private func day(_ serial: Int) -> Day? {
    if isFrom1904 {
      return Day(year: 1904, month: 1, day: 1)?.adding(days: serial)
    }
    // The count holds a 29 February 1900, which there never was: the days before it are one
    // number less far from the day before 1900.
    guard serial >= 1, serial != 60 else { return nil }
    return Day(year: 1900, month: 1, day: 1)?.adding(days: serial < 60 ? serial - 1 : serial - 2)
  }

  /// The time that a part of a day comes to, to the second.
  private func time(ofDecimals decimals: Substring) -> String {
    let digits = decimals.prefix(9)
    let scale = digits.reduce(1) { product, _ in product * 10 }
    let seconds = min(
      ((Int(digits) ?? 0) * Self.secondsPerDay + scale / 2) / scale, Self.secondsPerDay - 1)
    let two = { (number: Int) in (number < 10 ? "0" : "") + "\(number)" }
    return two(seconds / 3_600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60)
  }
}
