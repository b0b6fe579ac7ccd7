/// The document number of a standard (文号).
package typealias StandardNumber = Identifier<SubsidyStandard>

/// A dated standard of subsidies (补贴标准), as data: the engine knows no amount.
///
/// A standard read from a file has no ``flaws``; one put together in code should be asked for them.
package struct SubsidyStandard: Equatable, Sendable {
  package let title: String
  package let document: Document
  package let region: String
  package let inForce: Period
  /// The event whose day decides which version prices a case.
  package let selectedBy: Event
  /// Titles or document numbers of the earlier versions that this one replaces.
  package let replaces: [String]
  /// Where its amounts were found.
  package let source: String
  /// What the source does not say, one sentence each.
  package let unknown: [String]
  package let rounding: Rounding
  /// What duty is counted in here (值班单位).
  package let dutyUnits: [SubsidyUnit]
  /// Terms beside ``Dimension/commonTerms``.
  package let declaredTerms: [Dimension: [String]]
  package let declaredFlags: [String]
  package let lines: [StandardLine]
  /// In the order in which they apply.
  package let modifiers: [Modifier]
  package let quotas: [Quota]
  /// Dated amounts that lines refer to (参照表), each in order of its days.
  package let references: [String: [Reference]]
  /// Whether a case must say which flags hold, be it none, before it is priced (须登记).
  package let needsFlags: Bool

  /// An amount of reference from a day on, such as a day's average wage.
  package struct Reference: Equatable, Sendable {
    package let from: Day
    package let amount: Money

    package init(from: Day, amount: Money) {
      self.from = from
      self.amount = amount
    }
  }

  /// The document that a standard stands in.
  package enum Document: Hashable, Sendable {
    case numbered(StandardNumber)
    /// No number is known, and why.
    case unnumbered(because: String)
  }

  /// What decides the version for a case.
  package enum Event: String, CaseIterable, Sendable {
    case assignment = "指派"
    case closing = "结案"
    case claim = "申报"
  }

  /// The days on which a standard holds; open-ended while nothing has replaced it.
  package struct Period: Hashable, Sendable {
    package let from: Day
    package let to: Day?

    package init(from: Day, to: Day? = nil) {
      self.from = from
      self.to = to
    }

    /// Whether a day lies in the period, its ends included.
    package func contains(_ day: Day) -> Bool {
      day >= from && to.map { day <= $0 } ?? true
    }

    /// In words: `2020-01-01 至 2022-12-31`, `2020-01-01 起`.
    package var words: String { to.map { "\(from) 至 \($0)" } ?? "\(from) 起" }
  }

  package init(
    title: String, document: Document, region: String, inForce: Period, selectedBy: Event,
    replaces: [String] = [], source: String, unknown: [String] = [], rounding: Rounding,
    dutyUnits: [SubsidyUnit] = [], declaredTerms: [Dimension: [String]] = [:],
    declaredFlags: [String] = [], lines: [StandardLine], modifiers: [Modifier] = [],
    quotas: [Quota] = [], references: [String: [Reference]] = [:], needsFlags: Bool = false
  ) {
    self.references = references
    self.needsFlags = needsFlags
    self.title = title
    self.document = document
    self.region = region
    self.inForce = inForce
    self.selectedBy = selectedBy
    self.replaces = replaces
    self.source = source
    self.unknown = unknown
    self.rounding = rounding
    self.dutyUnits = dutyUnits
    self.declaredTerms = declaredTerms
    self.declaredFlags = declaredFlags
    self.lines = lines
    self.modifiers = modifiers
    self.quotas = quotas
  }

  /// The number as printed, or nil where none is known.
  package var number: StandardNumber? {
    if case .numbered(let number) = document { number } else { nil }
  }

  /// Title and document number, as a voucher cites them.
  package var citation: String {
    switch document {
    case .numbered(let number): "\(title)（\(number)）"
    case .unnumbered: "\(title)（文号不详）"
    }
  }

  /// Whether this standard says that it replaces another: by title or document number.
  package func isReplacing(_ older: SubsidyStandard) -> Bool {
    let names = Set(replaces.map { normalized($0) })
    return names.contains(normalized(older.title))
      || older.number.map { names.contains($0.key) } ?? false
  }

  /// The terms that a selection of this standard may use.
  package func knownTerms(of dimension: Dimension) -> [String] {
    dimension.commonTerms + (declaredTerms[dimension] ?? [])
  }

  /// The terms that its lines name, in their order: no others are priced.
  package func namedTerms(of dimension: Dimension) -> [String] {
    var seen: Set<String> = []
    return lines.flatMap { $0.selection.terms[dimension] ?? [] }.filter { seen.insert($0).inserted }
  }
}
