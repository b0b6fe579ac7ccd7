package import LedgerCore

/// What came to stand in closed years after they were closed: the first open year tells it
/// (rules, "After a closing").
package struct AfterClosing: Sendable {
  /// By closed year: the findings that the statement of its closing told.
  private let told: [FiscalYear: [SealedFinding]]

  /// - Parameter told: By year whose closing stands; empty where no year is closed.
  package init(told: [FiscalYear: [SealedFinding]] = [:]) {
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
  ///   - seal: What a closing would keep of a finding.
  /// - Returns: Empty unless the year is the first open one.
  func findings(
    toldIn year: FiscalYear, besides own: [Finding], _ others: [FiscalYear: [Finding]],
    _ seal: (Finding) -> SealedFinding
  ) -> [Finding] {
    guard year == firstOpen else { return [] }
    let open = own + others.filter { $0.key > year }.flatMap(\.value)
    var seen = Set(open.map(Key.init))
    var found: [Finding] = []
    // The last closed year that a finding belongs to is the one whose closing told it, or did not.
    for closed in others.keys.filter({ $0 < year }).sorted(by: >) {
      for finding in others[closed] ?? [] where seen.insert(Key(finding)).inserted {
        if !wasTold(seal(finding), in: closed) { found.append(finding.afterClosing(of: closed)) }
      }
    }
    return found
  }

  /// Whether the closing that ended a year told a finding at least as large, on these facts.
  private func wasTold(_ finding: SealedFinding, in year: FiscalYear) -> Bool {
    guard let closing = told.keys.filter({ $0 >= year }).min(), let sealed = told[closing] else {
      return false
    }
    let subject = normalizedNumber(finding.subject)
    return sealed.contains { earlier in
      earlier.rule == finding.rule && normalizedNumber(earlier.subject) == subject
        && earlier.amount.covers(finding.amount)
        && (earlier.facts.isEmpty || Set(finding.facts).isSubset(of: earlier.facts))
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
