/// Finds the accounts of money in a paragraph: what was allotted, spent and left.
///
/// Holds when: no more was spent than was there, what is left is the difference, and the rate of
/// execution is that of the figures.
/// Silent when: the figures are of several years, or of other people's money.
struct FundsReader {
  let prose: Prose
  /// The sums of the paragraph, whether they hold or not.
  let sums: [SumClaim]

  /// A figure with what became of the money.
  struct Entry {
    let quantity: Quantity
    let flow: MoneyFlow
    /// The words since the figure before, of which some stand before a comma.
    let lead: ArraySlice<Unicode.Scalar>
  }

  /// The accounts of the paragraph with what the text says of each.
  func accounts() -> [FundsAccount] {
    var accounts: [FundsAccount] = []
    var open: [Entry] = []
    var carried: [Entry] = []
    var gap = 0
    func close() {
      if let account = account(of: open) { accounts.append(account) }
      open = []
    }
    for sentence in prose.sentences {
      let entries = self.entries(in: sentence)
      let isAccount = entries.contains { $0.flow == .carriedIn || $0.flow == .left }
      if entries.contains(where: { $0.flow == .allotted }), isAccount || hasFunds(sentence) {
        close()
        open = carried + entries
        carried = []
        gap = 0
      } else if !open.isEmpty {
        let ours = entries.filter { $0.flow != .source }
        open += ours
        gap = ours.isEmpty ? gap + 1 : 0
        if gap > 3 { close() }
      } else {
        carried = entries.filter { $0.flow == .carriedIn }
      }
    }
    close()
    return accounts
  }

  private func hasFunds(_ sentence: Range<Int>) -> Bool {
    Self.funds.isFound(in: prose.text[sentence])
  }

  private func entries(in sentence: Range<Int>) -> [Entry] {
    var last = sentence.lowerBound
    let spending = Self.spending.first(in: prose.text[sentence])?.upperBound
    return prose.indices(in: sentence).compactMap { index -> Entry? in
      let quantity = prose.quantities[index]
      defer { if quantity.depth == 0 { last = quantity.range.upperBound } }
      guard quantity.isPlain, quantity.depth == 0, quantity.unit?.isMoney ?? false,
        let flow = MoneyFlow(prose.label(quantity)) ?? unnamed(quantity, behind: spending)
      else { return nil }
      let lead = prose.text[min(last, quantity.range.lowerBound)..<quantity.range.lowerBound]
      return Entry(quantity: quantity, flow: flow, lead: lead)
    }
  }

  // MARK: - One account

  private func account(of entries: [Entry]) -> FundsAccount? {
    let years = Set(entries.compactMap { $0.flow == .carriedIn ? nil : Self.year(in: $0.lead) })
    guard years.count < 2, !entries.contains(where: { Self.several.isFound(in: $0.lead) }),
      let allotted = allotted(entries.filter { $0.flow == .allotted || $0.flow == .source }),
      let first = allotted.first
    else { return nil }
    let outgoing = entries.filter { $0.flow == .spent && $0.quantity.matches(first) }
    let behind = outgoing.filter { $0.quantity.range.lowerBound > first.range.lowerBound }
    // A total before it in its sentence: 共支出49万元，经费拨付50万元.
    let sentence = prose.sentence(at: first.range.lowerBound)
    let before = outgoing.filter {
      sentence.contains($0.quantity.range.lowerBound) && Self.isTotal(prose.label($0.quantity))
    }
    let spent = spent(behind.isEmpty ? before : behind)
    guard !spent.isEmpty else { return nil }
    let ours = { (flow: MoneyFlow) in
      entries.filter { $0.flow == flow && $0.quantity.matches(first) }.map(\.quantity)
    }
    let account = FundsAccount(
      allotted: allotted, carried: ours(.carriedIn), recalled: ours(.recalled), spent: spent,
      left: ours(.left).last,
      proof: sums.first { $0.head.range == first.range && $0.holds && allotted.count == 1 })
    return account.all.allSatisfy(\.isExact) ? account : nil
  }

  /// What was allotted: one total, or several amounts of which each names its level.
  private func allotted(_ entries: [Entry]) -> [Quantity]? {
    guard let first = entries.first(where: { $0.flow == .allotted })?.quantity else { return nil }
    let alike = entries.filter { $0.quantity.matches(first) }
    if alike.count == 1 { return [first] }
    if let sum = sums.first(where: { claim in
      claim.holds && claim.head.range.lowerBound > first.range.lowerBound
        && claim.parts.contains { $0.range == first.range }
    }) {
      return [sum.head]
    }
    let head = alike[0].quantity
    let isHead =
      sums.contains { $0.head.range == head.range && $0.parts.contains { isOne(of: alike, $0) } }
      || Self.among.isFound(in: alike[1].lead) || alike[1].lead.contains("：")
    if isHead { return alike.contains { Self.more.isFound(in: $0.lead) } ? nil : [head] }
    let isByLevel = alike.allSatisfy { FundLevel.isFound(in: prose.label($0.quantity)) }
    return isByLevel ? alike.map(\.quantity) : nil
  }

  private func isOne(of entries: [Entry], _ quantity: Quantity) -> Bool {
    entries.contains { $0.quantity.range == quantity.range }
  }

  /// What was spent: a total where one is printed, else the items of one sentence.
  private func spent(_ entries: [Entry]) -> [Quantity] {
    let dated = entries.filter { Self.until.isFound(in: $0.lead) }
    var current = entries
    if dated.count > 1 || dated.count == 1 && entries.count > 1, let last = dated.last {
      // Amounts up to several days run on; only the last has all.
      let isUndated = { (entry: Entry) in !Self.until.isFound(in: entry.lead) }
      current = entries.contains(where: isUndated) ? entries.filter(isUndated) : [last]
    }
    if let total = current.first(where: { Self.isTotal(prose.label($0.quantity)) }) {
      return [total.quantity]
    }
    guard let first = current.first else { return [] }
    let sentence = prose.sentence(at: first.quantity.range.lowerBound)
    let here = current.map(\.quantity).filter { sentence.contains($0.range.lowerBound) }
    let inner = sums.filter { claim in here.contains { $0.range == claim.head.range } }
      .flatMap(\.parts)
    let parts = here.filter { item in !inner.contains { $0.range == item.range } }
    if current.count > 1, Self.among.isFound(in: current[1].lead), inner.isEmpty {
      return [first.quantity]
    }
    return parts
  }

  /// 支出情况：办案补贴20万元，值班补贴2万元: what follows has no verb of its own.
  private func unnamed(_ quantity: Quantity, behind colon: Int?) -> MoneyFlow? {
    guard let colon, colon <= quantity.label.lowerBound else { return nil }
    let label = prose.label(quantity)
    return Self.uses.isFound(in: label) && !MoneyFlow.isStrange(label) ? .spent : nil
  }

  /// 全年共支出, and nothing that names a use.
  private static func isTotal(_ label: ArraySlice<Unicode.Scalar>) -> Bool {
    var rest = label.filter { !isDigit($0) }[...]
    while let length = plain.length(in: rest, at: rest.startIndex) { rest = rest.dropFirst(length) }
    return rest.isEmpty && SumWords.spent.isFound(in: label)
  }

  /// A year with four digits.
  private static func year(in text: ArraySlice<Unicode.Scalar>) -> Int? {
    for index in text.indices where text[index] == "年" && index >= text.startIndex + 4 {
      if let year = Int(String(text[(index - 4)..<index])), (1990...2100).contains(year) {
        return year
      }
    }
    return nil
  }

  private static let funds = Words("经费 资金 专款 补贴 补助 法律援助 法援")
  private static let among = Words("其中 包括")
  private static let more = Words("另 追加 再次 此外")
  private static let several = Words("两年 三年 四年 五年 近年 历年 以来 上年同期 去年 时期 十四五 十三五 二年")
  private static let until = Words("月底 月末 上半年 前三季度 一季度 二季度 三季度 截至 截止 至1 月支出 月份 季度末")
  private static let spending = Words("支出情况： 使用情况： 支出明细： 资金使用： 支出： 用于： 经费使用情况：")
  private static let uses = Words("补贴 费 经费 支出 培训 宣传")
  private static let plain = Words(
    """
    全年 本年 本年度 本季度 本季 本月 本期 年度 当年 今年 共 以上 上述 共计 总计 合计 累计 总 已 实际 经费 资金 法律援助 业务 专项 \
    支出 支付 使用 支出合计 支出总额 年 月 至 底 末 截 到 全部 各项 其 实 发放 合 计 日 列支 金额 ， 为 （ ）
    """)
}
