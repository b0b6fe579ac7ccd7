/// The years that are closed (已结账): no fact is taken that is dated in them or before them.
///
/// What lies before a closed year stands under its balances too, so a year that had nothing in it
/// ends with the first that is closed after it. A fact may be stated again with more than was
/// known; what is refused is such a day that comes, goes or moves, and a change of what was said
/// on it.
package struct ClosedYears: Equatable, Sendable {
  private let years: [FiscalYear]

  package init(_ years: some Sequence<FiscalYear> = []) {
    self.years = years.sorted()
  }

  /// Whether no year is closed.
  package var isEmpty: Bool { years.isEmpty }

  /// Whether a year takes no more facts.
  package func contains(_ year: FiscalYear) -> Bool { closing(of: year) != nil }

  /// The year after the last closed one; nil where none is closed.
  package var firstOpen: FiscalYear? { years.last?.next }

  /// The closed year that ended a year: itself, or the first after it.
  package func closing(of year: FiscalYear) -> FiscalYear? { years.first { $0 >= year } }

  /// Refuses a fact of one day.
  ///
  /// - Throws: ``YearClosed`` when the day does not lie after every closed year.
  package func check(_ what: String, on day: Day) throws(YearClosed) {
    try check(day.fiscalYear, "\(what) \(day)")
  }

  /// Refuses what is of a year, described in Chinese.
  ///
  /// - Throws: ``YearClosed`` when the year takes no more facts.
  package func check(_ year: FiscalYear, _ what: String) throws(YearClosed) {
    guard let closed = closing(of: year) else { return }
    throw YearClosed(year: closed, what: what)
  }

  /// Refuses a case whose days or words of a closed year differ from what stands.
  ///
  /// - Throws: ``YearClosed`` naming the day.
  package func check(
    _ new: LegalAidCase, replacing old: LegalAidCase?
  ) throws(YearClosed) {
    guard !years.isEmpty else { return }
    try check(new.datedParts, replacing: old?.datedParts)
  }

  /// Refuses a claim whose days or amounts of a closed year differ from what stands.
  ///
  /// - Throws: ``YearClosed`` naming the day.
  package func check(_ new: Claim, replacing old: Claim?) throws(YearClosed) {
    guard !years.isEmpty else { return }
    try check(new.datedParts, replacing: old?.datedParts)
  }

  /// Refuses a duty shift of a closed year that differs from what stands.
  ///
  /// - Throws: ``YearClosed`` naming the day.
  package func check(_ new: DutyShift, replacing old: DutyShift?) throws(YearClosed) {
    guard !years.isEmpty else { return }
    try check(new.datedParts, replacing: old?.datedParts)
  }

  /// Refuses an appropriation that is of a closed budget year, or was received in one.
  ///
  /// - Throws: ``YearClosed`` naming the year or the day.
  package func check(
    _ new: Appropriation, replacing old: Appropriation?
  ) throws(YearClosed) {
    guard !years.isEmpty else { return }
    if old.map({ new.datedPart.differs(from: $0.datedPart) }) ?? true {
      try check(new.id.fiscalYear, "预算年度 \(new.id.fiscalYear)")
    }
    try check([new.datedPart], replacing: old.map { [$0.datedPart] })
  }

  /// Refuses an opening balance of a closed year.
  ///
  /// - Throws: ``YearClosed`` naming the year.
  package func check(_ opening: OpeningBalance) throws(YearClosed) {
    try check(opening.fiscalYear, "\(opening.fiscalYear) 年度上年结转")
  }

  private func check(
    _ new: [DatedPart], replacing old: [DatedPart]?
  ) throws(YearClosed) {
    for (index, part) in new.enumerated() {
      let before = old?[index]
      guard before.map(part.differs) ?? true else { continue }
      for day in [part.day, before?.day].compactMap(\.self) { try check(part.label, on: day) }
    }
  }
}

/// A fact that is dated in a year that is closed, or before it.
package struct YearClosed: OfficerError, Equatable {
  /// The closed year.
  package let year: FiscalYear
  /// The day that is not after it: `结案日期 2024-12-20`.
  package let what: String

  package init(year: FiscalYear, what: String) {
    self.year = year
    self.what = what
  }

  package var description: String { guidance.words }

  package var guidance: Guidance {
    "\(year) 年度已经结账，不再记入该年度及以前的内容（\(what)）：\(advice)"
  }

  /// What to do instead.
  package var advice: Guidance {
    "请核对日期；确需记入的，先\(using: .reopenYear(year))写明原因重新打开"
  }
}

/// A day of a fact, with what was said of the fact on that day.
private struct DatedPart {
  let label: String
  let day: Day?
  let said: [String?]

  /// Whether the day is another, or a word that stood is.
  ///
  /// A word that was missing may come later.
  func differs(from old: DatedPart) -> Bool {
    day != old.day || zip(old.said, said).contains { $0 != nil && $0 != $1 }
  }
}

extension LegalAidCase {
  fileprivate var datedParts: [DatedPart] {
    [
      DatedPart(
        label: "受理日期", day: acceptedOn,
        said: [type.rawValue, serviceForm, stage, recipient, recipientCategories, matter]),
      DatedPart(label: "指派日期", day: assignedOn, said: []),
      DatedPart(
        label: "结案日期", day: closing?.on,
        said: [closing?.outcome.rawValue, lawyer, firm, grade, judgmentNumber?.key]
          + CaseDetails.Part.allCases.filter { $0 != .closingManner }.map(details.text)),
      DatedPart(label: "归档日期", day: filedOn, said: []),
    ]
  }
}

extension Claim {
  fileprivate var datedParts: [DatedPart] {
    [
      DatedPart(
        label: "申报日期", day: claimedOn,
        said: [caseNumber.key, claimedAmount.yuanText, submittedBy]),
      DatedPart(
        label: "核发日期", day: approval?.on, said: [approval?.amount.yuanText, approvedBy]),
      DatedPart(label: "退回日期", day: returned?.on, said: [returned?.reason]),
    ]
  }
}

extension DutyShift {
  fileprivate var datedParts: [DatedPart] {
    [
      DatedPart(
        label: "值班日期", day: servedOn,
        said: [
          site, lawyer, firm, quantity.text, unit.rawValue, rate.yuanText, amount.yuanText,
        ])
    ]
  }
}

extension Appropriation {
  fileprivate var datedPart: DatedPart {
    let uses = permittedUses.map(\.rawValue).sorted().joined(separator: "、")
    return DatedPart(
      label: "下达日期", day: receivedOn,
      said: [source.rawValue, amount.yuanText, uses, originYear.description])
  }
}
