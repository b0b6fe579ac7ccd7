package import LedgerCore

/// What came to stand in closed years after they were closed: the first open year tells it
/// (rules, "After a closing").
package struct AfterClosing: Sendable {
  /// By closed year.
  private let told: [FiscalYear: Told]

  /// The findings that the statement of a closing told, and what cases were called then.
  package struct Told: Sendable {
    fileprivate let findings: [SealedFinding]
    fileprivate let numbers: CaseNumbersThen

    package init(_ findings: [SealedFinding], numbers: CaseNumbersThen = CaseNumbersThen()) {
      self.findings = findings
      self.numbers = numbers
    }
  }

  /// - Parameter told: By year whose closing stands; empty where no year is closed.
  package init(told: [FiscalYear: Told] = [:]) {
    self.told = told
  }

  /// The first year that takes facts; nil where no year is closed.
  var firstOpen: FiscalYear? { told.keys.max()?.next }

  /// The findings of closed years that the year reconciled tells as well.
  ///
  /// - Parameters:
  ///   - year: The year reconciled.
  ///   - own: Its own findings.
  ///   - others: The findings of all other years, seen on the same day.
  ///   - seal: What a closing would have kept of a finding, under the numbers of then.
  /// - Returns: Empty unless the year is the first open one.
  func findings(
    toldIn year: FiscalYear, besides own: [Finding], _ others: [FiscalYear: [Finding]],
    _ seal: (Finding, CaseNumbersThen) -> SealedFinding?
  ) -> [Finding] {
    guard year == firstOpen else { return [] }
    let open = own + others.filter { $0.key > year }.flatMap(\.value)
    var seen = Set(open.map(Key.init))
    var found: [Finding] = []
    // The last closed year that a finding belongs to is the one whose closing told it, or did not.
    for closed in others.keys.filter({ $0 < year }).sorted(by: >) {
      for finding in others[closed] ?? [] where seen.insert(Key(finding)).inserted {
        if !wasTold(finding, in: closed, seal) { found.append(finding.afterClosing(of: closed)) }
      }
    }
    return found
  }

  /// Whether the closing that ended a year told a finding at least as large, on these facts.
  private func wasTold(
    _ finding: Finding, in year: FiscalYear, _ seal: (Finding, CaseNumbersThen) -> SealedFinding?
  ) -> Bool {
    guard let closing = told.keys.filter({ $0 >= year }).min(), let told = told[closing],
      let now = seal(finding, told.numbers)
    else { return false }
    let subject = normalizedNumber(now.subject)
    return told.findings.contains { earlier in
      earlier.rule == now.rule && normalizedNumber(earlier.subject) == subject
        && earlier.amount.covers(now.amount)
        && (earlier.facts.isEmpty || Set(now.facts).isSubset(of: earlier.facts))
    }
  }

  /// What tells findings apart, whatever year tells them.
  private struct Key: Hashable {
    let rule: RuleID
    let subject: String

    init(_ finding: Finding) {
      rule = finding.rule
      subject = normalizedNumber(finding.subject)
    }
  }
}

extension Money {
  /// Whether an amount at stake is at least as large as another, on the same side of zero.
  fileprivate func covers(_ other: Money) -> Bool {
    other >= .zero ? self >= other : self <= other
  }
}
