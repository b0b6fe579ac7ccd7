package import Interchange
package import LedgerCore
import LedgerStore

/// Which claims an act on many is about.
package enum ClaimSelection: Sendable {
  /// Those that a person names: what cannot be done of one of them stops the whole.
  case named([Named])
  /// All that wait to be approved or returned, submitted by the day of the act: what cannot be done
  /// of one of them is left out, and why is told.
  ///
  /// - submitted: Only those of these days; nil for all.
  /// - firm: Only those of the cases of a firm; nil for all.
  case waiting(submitted: Span?, firm: String?)

  /// A claim that is named.
  package struct Named: Sendable {
    package let number: ClaimNumber
    /// Zero or more; nil where nothing is said of it.
    package let amount: Money?
    /// Where a list names it, `核发.csv:3`; nil for what was named by itself.
    let place: String?

    package init(_ number: ClaimNumber, amount: Money? = nil) {
      self.number = number
      self.amount = amount
      place = nil
    }

    init(_ row: ClaimList.Row, file: String) {
      number = row.number
      amount = row.amount
      place = "\(printable(file)):\(row.row)"
    }
  }

  /// Reads the claims of a list: see ``ClaimList``.
  ///
  /// - Throws: ``ClaimListRefused`` with every row that cannot be read.
  package static func listed(in file: String) throws -> ClaimSelection {
    let list = ClaimList(path: file)
    guard list.faults.isEmpty else { throw ClaimListRefused(faults: list.faults) }
    return .named(list.rows.map { Named($0, file: file) })
  }

  /// Whether what cannot be done of one claim stops the whole.
  var stopsAtFirst: Bool {
    if case .named = self { true } else { false }
  }

  /// The claims in the order in which they are named or waiting.
  func claims(of ledger: LedgerSnapshot, on day: Day) throws -> [Named] {
    switch self {
    case .named(let named): return named
    case .waiting(let submitted, let firm):
      let wanted = firm.map(normalized)
      var found: [Named] = []
      try ledger.cases.forEachDossier { dossier in
        let own = dossier.legalAidCase?.firm.map(normalized)
        guard wanted == nil || wanted == own else { return }
        found += dossier.claims.filter { claim in
          claim.approval == nil && claim.returned == nil && claim.claimedOn <= day
            && submitted?.contains(claim.claimedOn) ?? true
        }.map { Named($0.number) }
      }
      return found
    }
  }
}

/// A list of claims that cannot be read; nothing was recorded.
package struct ClaimListRefused: OfficerError {
  /// In the order of the rows.
  package let faults: [ImportFault]

  package var description: String { guidance.words }

  package var guidance: Guidance {
    faults.map(\.guidance).joined(separator: "\n")
      + "\n共 \(faults.count) 处问题，一份也没有记账，账本没有改动：请改正后再办"
  }
}
