/// A published text and the checks of its arithmetic.
package struct PublishedText: Sendable {
  private let bytes: [UInt8]

  /// - Parameter utf8: The text; what is no UTF-8 is read as a mark of replacement.
  package init(utf8 bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Tests all that can be understood, in the order of the text.
  ///
  /// - Complexity: Linear in the length of the text; one paragraph or table is held at a time.
  package func checks() -> [Check] {
    var run = TextRun()
    var reader = BlockReader()
    for line in SourceLines(bytes) {
      for block in reader.feed(line) { run.read(block) }
    }
    for block in reader.finish() { run.read(block) }
    return run.checks
  }
}

/// One pass over the blocks of a text.
private struct TextRun {
  private var drafts: [CheckDraft] = []
  private var facts = RequestFacts()

  mutating func read(_ block: Block) {
    switch block {
    case .prose(let passage): readProse(Prose(passage))
    case .grid(let grid): readGrid(grid)
    }
  }

  /// The checks with their numbers, by line.
  var checks: [Check] {
    let all = (drafts + facts.drafts).enumerated()
      .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
    var counts: [Check.Kind: Int] = [:]
    return all.map { _, draft in
      counts[draft.kind, default: 0] += 1
      return Check(draft, id: "\(draft.kind.rawValue)-\(counts[draft.kind] ?? 0)")
    }
  }

  private mutating func readProse(_ prose: Prose) {
    let judge = SumJudge(prose: prose)
    let sums = SumReader.claims(in: prose)
    drafts += sums.compactMap(judge.draft)
    drafts += FundsReader(prose: prose, sums: sums).drafts()
    drafts += RatioReader(prose: prose, sums: sums).drafts()
    drafts += GrowthReader(prose: prose).drafts()
    drafts += AverageReader(prose: prose).drafts()
    drafts += DocumentNumberCheck.drafts(in: prose)
    drafts += AmountFormCheck.drafts(in: prose)
    drafts += DateCheck.drafts(in: prose)
    facts.read(prose)
  }

  private mutating func readGrid(_ grid: Grid) {
    let report = AnnualReport(grid)
    if let requests = report.requests {
      drafts += AnnualReportCheck.drafts(requests)
      facts.read(requests)
    }
    if let reviews = report.reviews {
      drafts += AnnualReportCheck.drafts(reviews)
      facts.read(reviews)
    }
    if report.requests == nil, report.reviews == nil {
      drafts += TableTotals(grid)?.drafts() ?? []
    }
  }
}
