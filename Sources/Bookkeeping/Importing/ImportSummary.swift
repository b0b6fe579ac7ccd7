package import Interchange
package import LedgerCore

/// What an import tells on its way.
package enum ImportEvent: Sendable {
  case notice(ImportNotice)
  case progress(rows: Int, read: Int, of: Int)
}

/// An import that was stopped; the ledger is unchanged.
package struct ImportRefused: OfficerError {
  /// The faults of all files in the order of files and rows; of very many the first hundred.
  package let faults: [ImportFault]
  /// How many faults there are.
  package let count: Int

  package var description: String { guidance.words }

  package var guidance: Guidance {
    let rest = count > faults.count ? "（上面是前 \(faults.count) 处）" : ""
    return faults.map(\.guidance).joined(separator: "\n")
      + "\n共 \(count) 处问题\(rest)，没有导入任何一行，账本没有改动：请改正后重新导入"
  }
}

/// What an import did, for each kind of table.
package struct ImportSummary: Equatable, Sendable {
  /// What became of the rows of one kind.
  package struct Counts: Equatable, Sendable {
    /// New facts.
    package var added = 0
    /// Known facts that got further cells.
    package var filled = 0
    /// Known facts of which a cell was amended.
    package var amended = 0
    /// Rows that said what stands already.
    package var unchanged = 0
  }

  package internal(set) var byKind: [TableKind: Counts] = [:]
}
