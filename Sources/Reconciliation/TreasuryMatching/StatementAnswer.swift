import LedgerCore

// What matching found, as people read it: matches and what is left, with reasons.

extension StatementMatching {
  /// The answer of a matcher that is through with its stages.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  init(
    _ matcher: StatementMatcher, since first: Day, besides settled: SettledLines,
    _ setAside: [SetAsideLine]
  ) throws(MoneyOverflow) {
    firstBookedOn = first
    self.settled = settled
    self.setAside = setAside
    let apart = try setAside.map(\.line.amount).total()
    let found = matcher.found
    let byMovement = try matcher.differences(found)
    differences = byMovement.sorted { $0.key < $1.key }.map(\.value)
    matches = matcher.matches(found, byMovement)
    openMovements = matcher.openMovements(since: first)
    openLines = matcher.openLines()
    bridge = try StatementBridge(
      ledger: matcher.book.netPaid + settled.amount,
      before: openMovements.filter(\.isBeforeStatement).map(\.movement.amount).total(),
      paidOpen: openMovements.filter { !$0.isBeforeStatement && !$0.movement.isIncoming }
        .map(\.movement.amount).total(),
      returnedOpen: openMovements.filter { !$0.isBeforeStatement && $0.movement.isIncoming }
        .map(\.movement.amount).total(),
      linesOpen: openLines.map(\.line.amount).total(),
      differences: differences.map(\.amount).total(),
      setAside: apart, bank: settled.amount + matcher.lines.map(\.amount).total() + apart,
      matched: settled.amount
        + matcher.movements.indices.filter(matcher.isMatched)
        .map { matcher.movements[$0].amount }.total())
  }
}

// MARK: - What was matched

extension StatementMatcher {
  /// A match by positions.
  fileprivate struct Found {
    let stage: StatementMatching.Stage
    var lines: [Int]
    let movements: [Int]
  }

  /// In order of the first line; lines of one stage and the same movements together.
  fileprivate var found: [Found] {
    var found: [Found] = []
    var positions: [StatementMatching.Stage: [[Int]: Int]] = [:]
    for (line, fate) in lineFates.enumerated() {
      guard case .matched(let stage, let movements) = fate else { continue }
      if let position = positions[stage]?[movements] {
        found[position].lines.append(line)
      } else {
        positions[stage, default: [:]][movements] = found.count
        found.append(Found(stage: stage, lines: [line], movements: movements))
      }
    }
    return found
  }

  /// Only lines that name a voucher may differ: all others were matched because the sums agree.
  fileprivate func differences(
    _ found: [Found]
  ) throws(MoneyOverflow) -> [Int: StatementMatching.Difference] {
    var named: [Int: Money] = [:]
    var counting: [Int: [Int]] = [:]
    var isSettled: Set<Int> = []
    for found in found {
      if found.stage == .byNumber {
        named[found.movements[0]] = try found.lines.map { lines[$0].amount }.total()
      } else {
        isSettled.formUnion(found.movements)
      }
      for movement in found.movements { counting[movement, default: []] += found.lines }
    }
    var differences: [Int: StatementMatching.Difference] = [:]
    for (index, named) in named {
      let amount = try isSettled.contains(index) ? named : named - movements[index].amount
      guard amount != .zero else { continue }
      differences[index] = StatementMatching.Difference(
        movement: movements[index], lines: (counting[index] ?? []).sorted().map { lines[$0] },
        amount: amount)
    }
    return differences
  }

  fileprivate func matches(
    _ found: [Found], _ differences: [Int: StatementMatching.Difference]
  ) -> [StatementMatching.Match] {
    found.map { found in
      StatementMatching.Match(
        lines: found.lines.map { lines[$0] }, movements: found.movements.map { movements[$0] },
        stage: found.stage, reason: reason(found, differences))
    }
  }

  private func reason(
    _ found: Found, _ differences: [Int: StatementMatching.Difference]
  ) -> String {
    let distance = abs(lineTerms[found.lines[0]].day - movementTerms[found.movements[0]].day)
    let days = distance == 0 ? "日期相同" : "日期相差 \(distance) 天"
    switch found.stage {
    case .byNumber:
      let movement = found.movements[0]
      return Self.words(
        found.lines.map { lines[$0] }, naming: movements[movement], differences[movement])
    case .posted: return "登记的核对：\(decided[found.lines[0]] ?? "")"
    case .unique: return "金额、收款人相同，\(days)，双方都没有别的可能"
    case .sum:
      return "同日 \(found.movements.count) 张凭证合计等于流水金额，收款人相同，\(days)，只有这一种凑法"
    }
  }

  private static func words(
    _ lines: [BankLine], naming movement: Movement, _ difference: StatementMatching.Difference?
  ) -> String {
    var words = lines.count == 1 ? "流水" : "\(lines.count) 笔流水"
    let others = lines.compactMap(\.voucher).filter { $0 != movement.voucher }
    if let other = others.first, others.count == lines.count {
      words += "写明凭证 \(other)，对应\(movement.words)"
    } else {
      words += "写明\(movement.words)"
      if !others.isEmpty { words += "（写冲销凭证或原凭证的，按对应的一笔计）" }
    }
    return difference.map { words + "，金额相差 \($0.amount.groupedYuanText) 元" } ?? words
  }
}

extension Movement {
  /// `支付凭证 凭1`, or `冲销凭证 冲1（退回 凭1）`.
  package var words: String { (isIncoming ? "冲销凭证 " : "支付凭证 ") + numbers }

  /// `凭1`, or `冲1（退回 凭1）`.
  package var numbers: String { returned.map { "\(voucher)（退回 \($0)）" } ?? "\(voucher)" }
}

// MARK: - What is left of the ledger

extension StatementMatcher {
  fileprivate func openMovements(since first: Day) -> [StatementMatching.OpenMovement] {
    let open = movements.indices.filter { !isMatched($0) && movements[$0].amount != .zero }
    guard !open.isEmpty else { return [] }
    var nearest = NearestCandidate("流水", for: "凭证", lineEntries, payees)
    let undone = takenFromLines
    return open.map { index in
      let isBefore = movements[index].day < first
      var isCandidate = false
      if case .tied = movementFates[index] { isCandidate = true }
      return StatementMatching.OpenMovement(
        movement: movements[index],
        reason: reason(index, since: isBefore ? first : nil, undone),
        nearest: nearest.words(for: movementTerms[index]), isBeforeStatement: isBefore,
        isCandidate: isCandidate)
    }
  }

  private func reason(_ index: Int, since first: Day?, _ undone: [Int: [BankReference]]) -> String {
    if case .tied(let lines) = movementFates[index] {
      let names = Self.listed(lines.lazy.map(\.reference.printed), "笔")
      return "金额、收款人相同、日期相差不超过 \(MatchingTerms.reach) 天的流水有 \(names)，不能确定怎样对应"
    }
    if let first { return "日期早于国库流水的第一天 \(first)" }
    if case .partOfSums = movementFates[index] {
      return "能与同日的凭证凑成流水的金额，但不能确定怎样凑"
    }
    if let references = undone[index] {
      let names = Self.listed(references.map(\.printed), "笔")
      return "与流水 \(names) 的核对已由人撤销，没有别的流水对应"
    }
    return "没有流水写明它的凭证号，"
      + "也没有未写凭证号而金额、收款人相同、日期相差不超过 \(MatchingTerms.reach) 天的流水"
  }

  private var lineEntries: [NearestCandidate.Entry] {
    lines.indices.map { index in
      var isTaken = false
      if case .matched = lineFates[index] { isTaken = true }
      return NearestCandidate.Entry(
        name: lines[index].reference.printed, terms: lineTerms[index], isTaken: isTaken)
    }
  }
}

// MARK: - What is left of the statement

extension StatementMatcher {
  fileprivate func openLines() -> [StatementMatching.OpenLine] {
    let open = lines.indices.filter { index in
      if case .matched = lineFates[index] { false } else { true }
    }
    guard !open.isEmpty else { return [] }
    var nearest = NearestCandidate("凭证", for: "流水", movementEntries, payees)
    return open.compactMap { index in
      let tie: StatementMatching.Tie?
      let reason: String
      switch lineFates[index] {
      case .matched, .pending: return nil
      case .tied(let found): (tie, reason) = (found, Self.words(found, lines[index]))
      case .open(let why): (tie, reason) = (nil, words(why, lines[index]))
      }
      return StatementMatching.OpenLine(
        line: lines[index], reason: wasPosted(index) ? reason + "；原来登记的核对已不成立" : reason,
        nearest: nearest.words(for: lineTerms[index]), tie: tie)
    }
  }

  private var movementEntries: [NearestCandidate.Entry] {
    movements.indices.filter { movementTerms[$0].fen != 0 }.map { index in
      NearestCandidate.Entry(
        name: movements[index].voucher.printed, terms: movementTerms[index],
        isTaken: isMatched(index))
    }
  }

  private func words(_ why: WhyOpen, _ line: BankLine) -> String {
    switch why {
    case .number(let none): Self.words(none, line.voucher?.printed ?? "")
    case .namedButUndone: "与流水所写的凭证 \(line.voucher?.printed ?? "") 的核对已由人撤销"
    case .negative:
      "是退回的款项，没有写凭证号，账上没有金额、收款人相同、日期相差不超过 \(MatchingTerms.reach) 天的退票"
    case .noSum(let outcome): words(outcome)
    }
  }

  private static func words(_ why: MovementBook.WhyNone, _ number: String) -> String {
    switch why {
    case .unknown: "截至日账上没有流水所写的支付凭证 \(number)"
    case .correctsUnknown: "流水所写的凭证 \(number) 只有更正，它更正的凭证账上没有"
    case .correctsSeveral: "流水所写的凭证 \(number) 更正了几张凭证，不能确定是哪一张"
    case .onlyReturns: "流水是付出的款项，所写的凭证 \(number) 却是退票"
    case .nothingTakenBack: "是退回的款项，流水所写的支付凭证 \(number) 在账上没有退票，也没有更正"
    }
  }

  private func words(_ outcome: SubsetSearch.Outcome) -> String {
    switch outcome.kind {
    case .several(let count):
      return "同日几张凭证合计等于它的凑法有 \(count) 种，不能确定"
    case .contested(let found), .only(let found):
      let numbers = found.map { movements[$0].voucher }.sorted().map(\.printed)
      return "同日凭证 \(Self.listed(numbers, "张")) 合计等于它，但其中有凭证也能凑成别的流水"
    case .none:
      let words =
        "没有金额、收款人相同、日期相差不超过 \(MatchingTerms.reach) 天的凭证，"
        + "也没有同日几张凭证合计等于它"
      return outcome.isNearCrowdedDay
        ? words + "（有一天未核对的凭证超过 \(SubsetSearch.largestDay) 张，没有逐一组合）" : words
    }
  }

  private static func words(_ tie: StatementMatching.Tie, _ line: BankLine) -> String {
    let candidates = listed(tie.candidates.lazy.map(\.voucher.printed), "张")
    guard tie.candidates.count == 1 else {
      return "可能对应的凭证有 \(candidates)，不能确定是哪一张"
    }
    // Four are enough to name three others.
    let rivals = tie.rivals.prefix(4).map(\.reference).filter { $0 != line.reference }
    let names = listed(rivals.map(\.printed), of: tie.rivals.count - 1, "笔")
    return "唯一可能的凭证 \(candidates) 还可能对应流水 \(names)"
  }

  /// The first names of a list, and how many there are when not all are named.
  private static func listed(
    _ names: some Collection<String>, of count: Int? = nil, _ counter: String
  ) -> String {
    let count = count ?? names.count
    let shown = names.prefix(3).joined(separator: "、")
    return count > 3 ? "\(shown) 等 \(count) \(counter)" : shown
  }
}
