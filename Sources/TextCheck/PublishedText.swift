/// A published text and the checks of its arithmetic.
package struct PublishedText: Sendable {
  private let bytes: [UInt8]

  /// - Parameter bytes: The text in UTF-8; what is no UTF-8 is read as a mark of replacement.
  package init(utf8 bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Tests all that can be understood, in the order of the text.
  ///
  /// - Parameter book: The figures that the paragraph on funds is compared with; nil for none.
  /// - Returns: Each relation that was found, with its outcome.
  /// - Complexity: Linear in the length of the text; one paragraph or table is held at a time.
  package func checks(against book: BookFigures? = nil) -> [Check] {
    reading(against: book).checks
  }

  /// The checks, and what was not read.
  ///
  /// - Parameter book: The figures that the paragraph on funds is compared with; nil for none.
  /// - Returns: Both in the order of the text.
  /// - Complexity: Linear in the length of the text; one paragraph or table is held at a time.
  package func reading(against book: BookFigures? = nil) -> TextReading {
    var run = TextRun(book: book.map(BookReader.init))
    var reader = BlockReader()
    if MarkupReader.isMarkup(bytes) {
      MarkupReader.read(bytes) { piece in
        for block in reader.feed(piece) { run.read(block) }
      }
    } else {
      for line in SourceLines(bytes) {
        for block in reader.feed(line) { run.read(block) }
      }
    }
    for block in reader.finish() { run.read(block) }
    run.finish()
    return TextReading(checks: run.checks, unread: run.unread)
  }
}

/// What was found in a text, and what of it was not read.
package struct TextReading: Sendable {
  package let checks: [Check]
  package let unread: [UnreadPart]
}

/// A part of a text whose figures nobody looked at.
package enum UnreadPart: Equatable, Sendable {
  /// Rows of different numbers of cells, from a line on.
  case table(Int)
  /// A table of which each cell stands on a line of its own, as word processors write plain text.
  case flatTable(Int)
}

/// One pass over the blocks of a text.
private struct TextRun {
  private var book: BookReader?
  private var drafts: [CheckDraft] = []
  private(set) var unread: [UnreadPart] = []
  /// The comparisons of money that a table has already made.
  private var told: Set<[String]> = []
  private var facts = RequestFacts()
  private var days = ReportDays()
  private var items = ItemListReader()
  private var balances = NumberedBalances()
  /// The table that the next paragraph stands behind.
  private var foot: TableFoot?
  private var remembered: [RememberedFigure] = []
  /// Whether the words before a table name a unit such as 万元.
  private var isInLargeUnit = false

  init(book: BookReader?) {
    self.book = book
  }

  mutating func read(_ block: Block) {
    switch block {
    case .prose(let passage): readProse(Prose(passage))
    case .grid(let grid): readGrid(grid)
    case .flatTable(let line): unread.append(.flatTable(line))
    }
  }

  mutating func finish() { items.finish() }

  /// The checks with their numbers, by line.
  var checks: [Check] {
    let all = (drafts + items.drafts + balances.drafts + facts.drafts + days.drafts).enumerated()
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
    drafts += judge.drafts(sums)
    let accounts = FundsReader(prose: prose, sums: sums).accounts()
    drafts += accounts.compactMap { $0.draft(in: prose) }
    drafts += StockReader(prose: prose).drafts() + DecisionReader(prose: prose).drafts()
    drafts += StaffReader(prose: prose).drafts() + RemainderReader(prose: prose).drafts()
    drafts += ShareReader(prose: prose, sums: sums, remembered: remembered).drafts()
    drafts += RatioReader(prose: prose, accounts: accounts).drafts()
    drafts += GrowthReader(prose: prose, sums: sums).drafts()
    drafts += PairedGrowthReader(prose: prose).drafts()
    drafts += BudgetWords.drafts(in: prose) + BudgetBalance.drafts(in: prose)
    drafts += AverageReader(prose: prose, sums: sums).drafts()
    drafts += PeriodAverageReader(prose: prose).drafts()
    drafts += CapitalCheck.drafts(in: prose)
    drafts += DocumentNumberCheck.drafts(in: prose)
    drafts += AmountFormCheck.drafts(in: prose)
    drafts += DateCheck.drafts(in: prose)
    drafts += book?.drafts(in: prose) ?? []
    items.read(prose)
    balances.read(prose)
    drafts += foot?.drafts(behind: prose) ?? []
    foot = nil
    days.read(prose)
    isInLargeUnit = Self.largeUnit.isFound(in: prose.text.suffix(40))
    facts.read(prose)
    remember(prose)
  }

  /// Keeps the last figures of the text, of which a later paragraph may print shares.
  private mutating func remember(_ prose: Prose) {
    let plain = prose.quantities.filter {
      $0.isPlain && $0.isExact && $0.unit?.dimension.isAddable ?? false
    }
    remembered += plain.suffix(Self.memory).map { quantity in
      var quantity = quantity
      quantity.isRemembered = true
      return RememberedFigure(quantity: quantity, label: Array(prose.label(quantity)))
    }
    if remembered.count > Self.memory { remembered.removeFirst(remembered.count - Self.memory) }
  }

  private static let memory = 40
  private static let largeUnit = Words("单位：万元 单位：亿元 单位：千元 （万元） （亿元）")

  private mutating func readGrid(_ grid: Grid) {
    let (requests, reviews) = (RequestTable(grid), ReviewTable(grid))
    if let requests {
      drafts += AnnualReportCheck.drafts(requests)
      facts.read(requests)
    }
    if let reviews {
      drafts += AnnualReportCheck.drafts(reviews)
      facts.read(reviews)
    }
    if let disclosure = DisclosureTable(grid) { facts.read(disclosure) }
    if requests == nil, reviews == nil {
      guard let table = TableShape(grid, isInLargeUnit: isInLargeUnit) else {
        if grid.rows.count(where: \.hasFigures) > 1 { unread.append(.table(grid.rows[0].line)) }
        return
      }
      let columns = TableColumns(table).drafts().filter { draft in
        // Several tables of one year tell the same of its money.
        draft.kind != .funds || told.insert(draft.parts + [draft.stated ?? ""]).inserted
      }
      drafts += TableTotals(table).drafts() + columns
      foot = TableFoot(table)
    }
  }
}
