package import Interchange
package import LedgerCore

/// What an import tells on its way.
package enum ImportEvent: Sendable {
  case notice(ImportNotice)
  case progress(rows: Int, read: Int, of: Int)
  /// What the tables were taken for; told once, at the end, also where the import is refused.
  case tables([RecognisedTable])
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
    return groups.map(Self.words).joined(separator: "\n")
      + "\n共 \(count) 处问题\(rest)，没有导入任何一行，账本没有改动：请改正后重新导入"
  }
}

extension ImportRefused {
  /// The faults, those of many cells that are one and the same together, in the order of the first.
  private var groups: [[ImportFault]] {
    var groups: [[ImportFault]] = []
    var places: [String: Int] = [:]
    for fault in faults {
      let key = [fault.problem, fault.read, fault.advice.words].joined(separator: "\n")
      if let place = places[key] {
        groups[place].append(fault)
      } else {
        places[key] = groups.count
        groups.append([fault])
      }
    }
    // A few are told one by one, as each of them is mended.
    return groups.flatMap { $0.count >= Self.groupMin ? [$0] : $0.map { [$0] } }
  }

  private static let groupMin = 4

  private static func words(of group: [ImportFault]) -> Guidance {
    guard let first = group.first, group.count > 1 else { return group[0].guidance }
    let cells = group.dropFirst().map { fault in
      let sheet = fault.file == first.file ? "" : fault.shownFile + "!"
      return sheet + (fault.cellName ?? "")
    }
    let shown = cells.prefix(30).joined(separator: "、") + (cells.count > 30 ? " 等" : "")
    return "\(first.guidance)；同样的问题另有 \(cells.count) 处：\(shown)"
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

  /// A sentence for each kind of table that there was, in the order of the kinds.
  package var sentences: [String] {
    TableKind.allCases.compactMap { kind in
      byKind[kind].map { counts in
        """
        \(kind.title)：新增 \(counts.added)，补填 \(counts.filled)，更正 \(counts.amended)，\
        未变 \(counts.unchanged)
        """
      }
    }
  }
}

extension ImportSummary: PreviewedRecord {
  var previewLines: [String] { sentences }
}
