import Foundation
import GRDB
import LedgerCore

/// Goes through the journal from the first entry to the head, and holds every fact against it.
struct JournalCheck {
  private(set) var problems: [IntegrityProblem] = []
  private(set) var entryCount = 0
  private(set) var factCount = 0
  private var clock = JournalClock()
  var notes: [String] { clock.notes }
  private let marks: JournalMarks
  private var earlier: FactsInOrder?
  private var previous: Link?
  private var searchedFacts = 0
  /// Facts that belong to no entry's marks, and marks without their fact: some are the same.
  private var homeless: [MetFact] = []
  private var wanting: [(place: FactPlace, mark: FactMark)] = []
  /// Facts that are not what their place was marked with, by their entry.
  private var strangers: [Int: [MetFact]] = [:]

  /// The digest an entry was written with, and the one that its content gives.
  private struct Link {
    let number: Int
    let stored: Data
    let computed: Data
    /// The problem that says that the two differ.
    let problem: Int?
  }

  /// The digest of the last entry.
  var head: Data? { previous?.stored }

  /// After how many facts it is told how far the check is.
  private static let toldEach = 8_192

  init(_ database: Database) throws {
    marks = try JournalMarks(database)
    let numbers = try EarlierNumbers(database)
    for table in FactTable.all { try meetFacts(of: FactScan(table, in: database, "", numbers)) }
    if marks.lastEarlier > 0 {
      earlier = try FactsInOrder(database, through: marks.lastEarlier, numbers)
    }
    let rows = try PreparedStatement(
      JournalEntry.selection + " ORDER BY number", in: database)
    while try rows.step() {
      let entry = try JournalEntry(rows)
      checkNumber(of: entry)
      clock.see(entry)
      entryCount += 1
      if let own = marks.marks(ofEntry: entry.number) {
        check(entry, own)
      } else {
        try checkEarlier(entry)
      }
    }
    matchMoved()
  }

  /// Holds each fact of a table against the mark of its place, in whatever order they lie.
  private mutating func meetFacts(of scan: FactScan) throws {
    while try scan.next() {
      factCount += 1
      if factCount.isMultiple(of: Self.toldEach) {
        WorkShare.tell(
          "已核 \(factCount) 条记录，共 \(marks.count) 条", factCount, of: marks.count)
      }
      let mark = scan.mark()
      if let column = scan.contradictoryNumber() { report(column, of: scan.fact(mark)) }
      switch marks.meet(mark, at: scan.place) {
      case .met, .earlier: continue
      case .stranger: strangers[scan.place.entry, default: []].append(scan.fact(mark))
      case .stray: homeless.append(scan.fact(mark))
      }
    }
  }

  /// A number whose printed form is not the one that is compared.
  private mutating func report(_ column: String, of fact: MetFact) {
    report(
      .consistency, fact,
      "\(fact.words)的\(columnTitle(column))前后不一：登记的写法与用来比对的不是同一个号码")
  }

  private mutating func checkNumber(of entry: JournalEntry) {
    let expected = (previous?.number ?? 0) + 1
    guard entry.number != expected else { return }
    let last = entry.number - 1
    let numbers = last == expected ? "\(expected)" : "\(expected)–\(last)"
    problems.append(
      IntegrityProblem(
        .journal, entry: expected, table: "流水", key: "第 \(numbers) 号",
        "第 \(numbers) 号流水缺失：前一笔是第 \(expected - 1) 号，后一笔是第 \(entry.number) 号"))
  }

  /// Facts of no entry or of a wrong one, and marks whose fact is missing.
  private mutating func matchMoved() {
    var byMark = Dictionary(
      wanting.map { ($0.mark, $0.place) }, uniquingKeysWith: { first, _ in first })
    for fact in homeless.sorted(by: { $0.place < $1.place }) {
      let entry = fact.place.entry
      if let place = byMark.removeValue(forKey: fact.mark) {
        report(
          .moved, fact,
          "第 \(place.entry) 号流水的\(fact.words)被移到第 \(entry) 号流水")
      } else {
        report(.added, fact, "多出的记录：\(fact.words)，写在第 \(entry) 号流水下，不是任何命令记入的")
      }
    }
    for (place, mark) in wanting where byMark[mark] == place {
      let table = mark.table?.title
      problems.append(
        IntegrityProblem(
          .missing, entry: place.entry, table: table,
          "第 \(place.entry) 号流水的第 \(place.ordinal) 条记录（\(table ?? "未知的表")）缺失"))
    }
  }

  private mutating func report(_ kind: IntegrityProblem.Kind, _ fact: MetFact, _ words: String) {
    problems.append(
      IntegrityProblem(
        kind, entry: fact.place.entry, table: fact.table.title, key: fact.key, words))
  }
}

// An entry with marks: each fact is held against its own.
extension JournalCheck {
  private mutating func check(_ entry: JournalEntry, _ own: UnsafeRawBufferPointer) {
    let strangers = (strangers.removeValue(forKey: entry.number) ?? [])
      .sorted { $0.place < $1.place }
    let open = marks.open(inEntry: entry.number)
    if !strangers.isEmpty || !open.isEmpty { settle(strangers, open, own, entry) }
    join(entry, areFactsSound: strangers.isEmpty && open.isEmpty) {
      EntryDigest.of(
        own, after: $0, number: entry.number, stamp: entry.stamp, factCount: entry.factCount)
    }
  }

  /// Says what became of facts that do not fit the marks at their places.
  private mutating func settle(
    _ strangers: [MetFact], _ open: [Int], _ marks: UnsafeRawBufferPointer,
    _ entry: JournalEntry
  ) {
    var openByMark = Dictionary(
      open.map { (FactMark($0, of: marks), $0) }, uniquingKeysWith: { first, _ in first })
    var open = Set(open)
    var changed: [MetFact] = []
    for fact in strangers {
      if let place = openByMark.removeValue(forKey: fact.mark) {
        open.remove(place)
        report(
          .reordered, fact,
          "第 \(entry.number) 号流水的\(fact.words)次序被改动：应为第 \(place + 1) 条，现为第 \(fact.place.ordinal) 条")
      } else {
        changed.append(fact)
      }
    }
    for fact in changed {
      let place = fact.place.ordinal - 1
      let isItsPlace =
        open.contains(place) && FactMark(place, of: marks).table?.code == fact.table.code
      guard isItsPlace, open.remove(place) != nil else {
        homeless.append(fact)
        continue
      }
      let lost = lostValue(fact, FactMark(place, of: marks))
      report(
        .changed, fact,
        "第 \(entry.number) 号流水的\(fact.words)内容被改动：与记账时的指纹不符"
          + lost)
    }
    for place in open.sorted() {
      wanting.append(
        (
          FactPlace(entry: entry.number, ordinal: place + 1),
          FactMark(place, of: marks)
        ))
    }
  }

  /// What the fact said before, for the first few of a ledger.
  private mutating func lostValue(_ fact: MetFact, _ mark: FactMark) -> String {
    guard searchedFacts < LostValue.searchedFactsMax else { return "" }
    searchedFacts += 1
    return LostValue.words(fact, mark)
  }
}

// The entry itself, and entries of earlier versions.
extension JournalCheck {
  /// An entry of an earlier version: one digest over all of its facts.
  private mutating func checkEarlier(_ entry: JournalEntry) throws {
    let starts = starts
    var digests = starts.map { EarlierEntryDigest(after: $0) }
    var own: [MetFact] = []
    var count = 0
    var isInOrder = true
    while let fact = try earlier?.next(of: entry.number) {
      count += 1
      isInOrder = isInOrder && fact.place.ordinal == count
      if own.count < Self.namedFactCountMax { own.append(fact) }
      for index in digests.indices {
        digests[index].add(
          table: fact.table.name, ordinal: fact.place.ordinal, values: fact.recorded)
      }
    }
    let words = entry.words
    let before = problems.count
    if count != entry.factCount {
      problems.append(
        IntegrityProblem(
          count < entry.factCount ? .missing : .added, entry: entry.number,
          "\(words)应有 \(entry.factCount) 条记录，现有 \(count) 条"))
    } else if !isInOrder {
      problems.append(
        IntegrityProblem(
          .reordered, entry: entry.number, "\(words)的记录有缺失、重复，或次序被改动"))
    }
    let named = own.map(\.words).joined(separator: "、") + (count > own.count ? "等" : "")
    join(entry, areFactsSound: before == problems.count, facts: "，涉及 \(count) 条记录：\(named)") {
      let index = starts.firstIndex(of: $0) ?? 0
      return digests[index].finish(
        number: entry.number, stamp: entry.stamp, factCount: entry.factCount)
    }
  }

  /// How many facts of an earlier entry are named, where only the entry can be judged.
  private static let namedFactCountMax = 5

  /// The digests of the entry before that the next may have been joined to.
  private var starts: [Data?] {
    guard let previous else { return [nil] }
    return previous.stored == previous.computed
      ? [previous.stored] : [previous.stored, previous.computed]
  }

  /// Holds an entry's digest against its content and the entry before.
  private mutating func join(
    _ entry: JournalEntry, areFactsSound: Bool, facts: String? = nil,
    _ digest: (_ previous: Data?) -> Data
  ) {
    let computed = digest(previous?.stored)
    if computed == entry.digest {
      return link(entry, computed, problem: nil)
    }
    if let previous, previous.stored != previous.computed,
      digest(previous.computed) == entry.digest
    {
      // What joins on here is the content of the entry before: only its digest was changed.
      if let index = previous.problem {
        problems[index] = IntegrityProblem(
          .journal, entry: previous.number, table: "流水", key: "第 \(previous.number) 号",
          "第 \(previous.number) 号流水的摘要栏被改动；它的内容没有变")
      }
      return link(entry, entry.digest, problem: nil)
    }
    let isAfterGap = entry.number != (previous?.number ?? 0) + 1
    let words =
      if isAfterGap {
        "\(entry.words)与前一笔流水接不上，中间缺了流水"
      } else if let facts {
        "\(entry.words)的摘要不符：这一笔流水或它的记录被改动过\(facts)"
      } else if areFactsSound {
        "\(entry.words)的摘要不符：流水本身被改动（时间、经办人、命令、原因、条数、指纹或摘要），或与前一笔接不上；"
          + "它的各条记录与指纹相符"
      } else {
        "\(entry.words)的摘要也不符：流水或指纹也被改动过，这一笔的逐条定位只供参考"
      }
    problems.append(
      IntegrityProblem(
        .journal, entry: entry.number, table: "流水", key: "第 \(entry.number) 号", words))
    link(entry, computed, problem: problems.count - 1)
  }

  private mutating func link(_ entry: JournalEntry, _ computed: Data, problem: Int?) {
    previous = Link(
      number: entry.number, stored: entry.digest, computed: computed, problem: problem)
  }
}

extension JournalEntry {
  /// The entry as a person finds it.
  var words: String {
    "第 \(number) 号流水（\(printable(stamp.recordedAt))，\(printable(stamp.kind))）"
  }
}
