import LedgerCore
import Standards

/// What must hold of standards and policies of any text.
enum SettingLaws {
  /// Every fault names a line that is there; a standard that is read is sound and prices anything.
  static func checkStandard(_ text: String) throws {
    let standard: SubsidyStandard
    do {
      standard = try StandardReader.read(text, file: "标准.yaml")
    } catch {
      return try check(error, of: text)
    }
    try law(standard.flaws.isEmpty, "a flaw of a standard that was read: \(standard.flaws)")
    try law((try? StandardReader.read(text, file: "标准.yaml")) == standard, "read as another")
    for query in queries(of: standard) {
      do {
        let price = try standard.price(query)
        try checkWords(printable(price.title))
        try checkWords(PriceSheet.text(price).filter { $0 != "\n" })
      } catch let refusal as PricingRefusal {
        try checkWords(refusal.description)
      }
    }
  }

  static func checkPolicy(_ text: String) throws {
    let policy: RegionPolicy
    do {
      policy = try PolicyReader.read(text, file: "政策.yaml")
    } catch {
      return try check(error, of: text)
    }
    for (use, sources) in policy.sourceOrder {
      try law(Set(sources).count == sources.count, "a source twice for \(use.rawValue)")
    }
    try law(policy.to.map { $0 >= policy.from } ?? true, "a policy that ends before it begins")
  }

  private static func check(_ faults: StandardFaults, of text: String) throws(BrokenLaw) {
    try law(!faults.faults.isEmpty, "refused without a fault")
    let breaks: Set<Unicode.Scalar> = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
    let linesMax = text.unicodeScalars.count { breaks.contains($0) } + 2
    for fault in faults.faults {
      try checkWords(fault.description)
      if let line = fault.line {
        try law((1...linesMax).contains(line), "line \(line) of \(linesMax): \(fault)")
      }
    }
  }

  /// What each line asks for, and nothing at all.
  private static func queries(of standard: SubsidyStandard) -> [PricingQuery] {
    let amounts: [Int64] = [0, 1, 10, 35, 9_999_999]
    let kinds = ["民事", "刑事", "行政"]
    return [PricingQuery()]
      + amounts.flatMap { tenths in
        kinds.map { kind in
          PricingQuery(
            [.caseType: kind, .outcome: "办结"],
            quantities: ["天": Quantity(tenths: tenths), "件": Quantity(tenths: tenths)])
        }
      }
  }
}
