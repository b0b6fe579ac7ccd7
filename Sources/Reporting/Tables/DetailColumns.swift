import LedgerCore

/// The columns of a list that say what prices rest on (计价资料): those that some row fills.
///
/// Reasons of decisions are left out, and of the manners of closing all that no standard names:
/// both are free text.
struct DetailColumns {
  private let parts: [CaseDetails.Part]
  private let manners: Set<String>

  /// - Parameters:
  ///   - details: Of all rows.
  ///   - names: What the standards of the ledger name.
  init(_ details: [CaseDetails], named names: DetailNames) {
    let manners = Set(names.known(of: .closingManner))
    parts = CaseDetails.Part.allCases.filter { part in
      details.contains { Self.text(of: part, in: $0, manners) != nil }
    }
    self.manners = manners
  }

  var columns: [ReportTable.Column] { parts.map { .text($0.key, $0.rawValue) } }

  func cells(_ details: CaseDetails?) -> [ReportTable.Cell] {
    parts.map { part in
      .text(details.flatMap { Self.text(of: part, in: $0, manners) } ?? "")
    }
  }

  private static func text(
    of part: CaseDetails.Part, in details: CaseDetails, _ manners: Set<String>
  ) -> String? {
    switch part {
    case .regionBand, .flags, .quantities, .costs, .fundSource: return details.text(of: part)
    case .discretions:
      let shares = details.discretions.sorted { $0.key.precedesByCodePoint($1.key) }
        .map { "\($0.key)=\($0.value.share.percentText)" }
      return shares.isEmpty ? nil : shares.joined(separator: "、")
    case .closingManner:
      return details.closingManner.flatMap { manners.contains(normalized($0)) ? $0 : nil }
    }
  }
}

extension CaseDetails.Part {
  /// The key of the column in JSON, as tables of an import alias it.
  fileprivate var key: String {
    switch self {
    case .regionBand: "region_band"
    case .flags: "flags"
    case .quantities: "quantities"
    case .costs: "actual_costs"
    case .discretions: "discretions"
    case .fundSource: "subsidy_source"
    case .closingManner: "closing_manner"
    }
  }
}
