import LedgerCore
import Wording

/// The fields of what the price of a case rests on (计价资料), in every form that records it.
enum DetailFields {
  static let all = CaseDetails.Part.allCases.map { part in
    Field(name: name(of: part), title: part.rawValue, hint: hint(of: part))
  }

  private static func name(of part: CaseDetails.Part) -> String {
    switch part {
    case .regionBand: "region-band"
    case .flags: "flags"
    case .quantities: "quantities"
    case .costs: "costs"
    case .discretions: "discretions"
    case .fundSource: "fund-source"
    case .closingManner: "manner"
    }
  }

  private static func hint(of part: CaseDetails.Part) -> String {
    switch part {
    case .flags: "几个用顿号隔开，确实没有的写“无”"
    case .quantities, .costs: "例如 \(part.sample)，几项用顿号隔开"
    default: "例如 \(part.sample)"
    }
  }

  /// What was typed, read; a fault stands at its field.
  static func details(_ values: Values) throws -> CaseDetails {
    var details = CaseDetails()
    for part in CaseDetails.Part.allCases {
      guard let text = try values.words(name(of: part)) else { continue }
      do {
        try details.say(part, text)
      } catch {
        throw values.fault(name(of: part), error.description)
      }
    }
    return details
  }
}
