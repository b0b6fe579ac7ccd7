import LedgerCore

// What matching found, as people read it: matches and what is left, with reasons.

extension StatementMatching {
  /// The answer of a matcher that is through with its stages.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  init(
    _ matcher: StatementMatcher, netPaid: Money, since first: Day
  ) throws(MoneyOverflow) {
    firstBookedOn = first
    matches = try matcher.matches()
    openVouchers = matcher.openVouchers(since: first)
    openLines = matcher.openLines()
    bridge = try StatementBridge(
      ledger: netPaid,
      vouchersBefore: openVouchers.filter(\.isBeforeStatement).map(\.voucher.net).total(),
      vouchersOpen: openVouchers.filter { !$0.isBeforeStatement }.map(\.voucher.net).total(),
      linesOpen: openLines.map(\.line.amount).total(),
      differences: matches.map(\.difference).total(), bank: matcher.lines.map(\.amount).total())
  }
}

extension StatementMatcher {
  fileprivate typealias Match = StatementMatching.Match

  fileprivate func matches() throws(MoneyOverflow) -> [Match] {
    var found: [(stage: StatementMatching.Stage, lines: [Int], vouchers: [Int])] = []
    var positions: [Int: Int] = [:]
    for (line, fate) in lineFates.enumerated() {
      guard case .matched(let stage, let vouchers) = fate else { continue }
      if stage == .byNumber, let position = positions[vouchers[0]] {
        found[position].lines.append(line)
      } else {
        if stage == .byNumber { positions[vouchers[0]] = found.count }
        found.append((stage, [line], vouchers))
      }
    }
    return try found.map { found throws(MoneyOverflow) in
      try match(found.stage, found.lines, found.vouchers)
    }
  }

  private func match(
    _ stage: StatementMatching.Stage, _ indexes: [Int], _ found: [Int]
  ) throws(MoneyOverflow) -> Match {
    let bank = indexes.map { lines[$0] }
    let ledger = found.map { vouchers[$0] }.sorted { $0.number < $1.number }
    let difference = try bank.map(\.amount).total() - ledger.map(\.net).total()
    let distance = abs(lineTerms[indexes[0]].day - voucherTerms[found[0]].day)
    let days = distance == 0 ? "日期相同" : "日期相差 \(distance) 天"
    let reason =
      switch stage {
      case .byNumber: Self.words(bank, naming: ledger[0], difference)
      case .posted: "登记的核对：\(decided[indexes[0]] ?? "")"
      case .unique: "金额、收款人相同，\(days)，双方都没有别的可能"
      case .sum: "同日 \(found.count) 张凭证合计等于流水金额，收款人相同，\(days)，只有这一种凑法"
      }
    return Match(
      lines: bank, vouchers: ledger, stage: stage, reason: reason, difference: difference)
  }

  private static func words(
    _ lines: [BankLine], naming voucher: Voucher, _ difference: Money
  ) -> String {
    var words = lines.count == 1 ? "流水" : "\(lines.count) 笔流水"
    words += "写明支付凭证 \(voucher.number)"
    if lines.contains(where: { $0.voucher != voucher.number }) {
      words += "（写冲销凭证的，按它冲销的凭证计）"
    }
    return difference == .zero ? words : words + "，金额相差 \(difference.groupedYuanText) 元"
  }
}

// MARK: - What is left of the ledger

extension StatementMatcher {
  fileprivate func openVouchers(since first: Day) -> [StatementMatching.OpenVoucher] {
    let open = vouchers.indices.filter { !isMatched($0) && vouchers[$0].net != .zero }
    guard !open.isEmpty else { return [] }
    var nearest = NearestCandidate("流水", for: "凭证", lineEntries, payees)
    let undone = takenFromLines
    return open.map { index in
      let voucher = vouchers[index]
      let isBefore = voucher.paidOn < first
      var isCandidate = false
      if case .tied = voucherFates[index] { isCandidate = true }
      return StatementMatching.OpenVoucher(
        voucher: voucher, reason: reason(index, since: isBefore ? first : nil, undone),
        nearest: nearest.words(for: voucherTerms[index]), isBeforeStatement: isBefore,
        isCandidate: isCandidate)
    }
  }

  private func reason(_ index: Int, since first: Day?, _ undone: [Int: [BankReference]]) -> String {
    if case .tied(let lines) = voucherFates[index] {
      let names = Self.listed(lines.lazy.map(\.reference.printed), "笔")
      return "金额、收款人相同、日期相差不超过 \(StatementTerms.reach) 天的流水有 \(names)，不能确定怎样对应"
    }
    if let first { return "支付日期早于国库流水的第一天 \(first)" }
    if case .partOfSums = voucherFates[index] {
      return "能与同日的凭证凑成流水的金额，但不能确定怎样凑"
    }
    if let references = undone[index] {
      let names = Self.listed(references.map(\.printed), "笔")
      return "与流水 \(names) 的核对已由人撤销，没有别的流水对应"
    }
    return "没有流水写明它的凭证号，"
      + "也没有未写凭证号而金额、收款人相同、日期相差不超过 \(StatementTerms.reach) 天的流水"
  }

  private var lineEntries: [NearestCandidate.Entry] {
    lines.indices.filter { lineTerms[$0].fen > 0 }.map { index in
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
    var nearest = NearestCandidate("凭证", for: "流水", voucherEntries, payees)
    return lines.indices.compactMap { index in
      let tie: StatementMatching.Tie?
      let reason: String
      switch lineFates[index] {
      case .matched, .pending: return nil
      case .tied(let found): (tie, reason) = (found, Self.words(found, lines[index]))
      case .open(let why): (tie, reason) = (nil, words(why, lines[index]))
      }
      return StatementMatching.OpenLine(
        line: lines[index], reason: wasPosted(index) ? reason + "；原来由人作的核对已不成立" : reason,
        nearest: nearest.words(for: lineTerms[index]), tie: tie)
    }
  }

  private var voucherEntries: [NearestCandidate.Entry] {
    vouchers.indices.filter { voucherTerms[$0].fen > 0 }.map { index in
      NearestCandidate.Entry(
        name: vouchers[index].number.printed, terms: voucherTerms[index],
        isTaken: isMatched(index))
    }
  }

  private func words(_ why: WhyOpen, _ line: BankLine) -> String {
    let number = line.voucher?.printed ?? ""
    return switch why {
    case .unknownNumber: "截至日账上没有流水所写的支付凭证 \(number)"
    case .reversesUnknown: "流水所写的凭证 \(number) 只有冲销，它冲销的凭证账上没有"
    case .reversesSeveral: "流水所写的凭证 \(number) 冲销了几张凭证，不能确定是哪一张"
    case .namedButUndone: "与流水所写的支付凭证 \(number) 的核对已由人撤销"
    case .negative: "是退回的款项，没有写凭证号，不自动核对"
    case .noSum(let outcome): words(outcome)
    }
  }

  private func words(_ outcome: SubsetSearch.Outcome) -> String {
    switch outcome.kind {
    case .several(let count):
      return "同日几张凭证合计等于它的凑法有 \(count) 种，不能确定"
    case .contested(let found), .only(let found):
      let numbers = found.map { vouchers[$0].number }.sorted().map(\.printed)
      return "同日凭证 \(Self.listed(numbers, "张")) 合计等于它，但其中有凭证也能凑成别的流水"
    case .none:
      let words =
        "没有金额、收款人相同、日期相差不超过 \(StatementTerms.reach) 天的凭证，"
        + "也没有同日几张凭证合计等于它"
      return outcome.isNearCrowdedDay
        ? words + "（有一天未核对的凭证超过 \(SubsetSearch.largestDay) 张，没有逐一组合）" : words
    }
  }

  private static func words(_ tie: StatementMatching.Tie, _ line: BankLine) -> String {
    let candidates = listed(tie.candidates.lazy.map(\.number.printed), "张")
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
