/// Lists that no word such as 其中 begins.
extension SumReader {
  /// 刑事案件148件，占案件总数241件的61.41%；民事案件92件，占38.17%；…: the shares show the whole.
  mutating func readShares() {
    for index in prose.quantities.indices where index > 1 {
      let (part, base, rate) = (
        prose.quantities[index - 2], prose.quantities[index - 1], prose.quantities[index]
      )
      guard rate.unit == .percent, prose.label(base).first == "占", part.isPlain, part.matches(base),
        base.range.upperBound == rate.label.lowerBound, base.isExact
      else { continue }
      let (parts, shares) = shared(from: index, after: part, rate)
      guard parts.count > 1,
        let gap = PrintedNumber.sum(shares)?.minus(PrintedNumber(mantissa: 100, exponent: 0))
      else { continue }
      let isWhole = gap.magnitude < PrintedNumber(mantissa: 5, exponent: -1)
      claims.append(
        SumClaim(
          head: base, parts: parts, extent: isWhole ? .whole : .open, isTentative: !isWhole))
    }
  }

  /// The figures of a sentence that are each followed by a share, with the shares.
  private func shared(
    from index: Int, after part: Quantity, _ rate: Quantity
  ) -> ([Quantity], [PrintedNumber]) {
    var (parts, shares) = ([part], [rate.number])
    let sentence = prose.sentence(at: rate.range.lowerBound)
    var place = index + 1
    while place + 1 < prose.quantities.count {
      let (next, share) = (prose.quantities[place], prose.quantities[place + 1])
      guard sentence.contains(next.range.lowerBound), next.isPlain, next.matches(part),
        share.unit == .percent, Self.share.isWhole(prose.label(share)),
        !SumWords.inner.isFound(in: prose.label(next))
      else { break }
      parts.append(next)
      shares.append(share.number)
      place += 2
    }
    return (parts, shares)
  }

  /// 收到申请17件，网上申请12件、邮寄申请4件、当面申请1件: each names again what the total counts.
  mutating func readRuns() {
    for (index, head) in prose.quantities.enumerated() where head.isPlain {
      let noun = prose.label(head).suffix(2)
      guard noun.count == 2, head.unit?.dimension.isAddable ?? false,
        !Self.outcomes.isFound(in: prose.label(head))
      else { continue }
      let run = prose.quantities[(index + 1)...].prefix(12).prefix { next in
        let label = prose.label(next)
        let isNamed =
          label.count > 2 && label.hasSuffix(noun) && SumWords.deeds(of: label).isEmpty
        return next.isPlain && next.matches(head) && next.depth == head.depth
          && next.separator <= .comma && (isNamed || Self.outcomes.isWhole(label))
      }
      guard run.count > 1 else { continue }
      // Behind 、 the figure is an item of its own list.
      let isEnumerated =
        run.dropFirst().allSatisfy { $0.separator <= .enumeration }
        || run.allSatisfy { Self.outcomes.isWhole(prose.label($0)) }
      let claim = SumClaim(
        head: head, parts: Array(run), extent: .open, isTentative: !isEnumerated)
      guard run.first?.separator == .comma,
        run.allSatisfy({ !(head.number < $0.number) })
          || PartCompleteness(prose: prose, claim: claim).isSlip
      else { continue }
      // Behind commas the head may be an item too: only a sum that holds is worth a word.
      if isEnumerated || claim.holds { claims.append(claim) }
    }
  }

  /// 全市共办理3216件。市本级办理864件，区县办理2352件: a total and a sentence of its parts.
  mutating func readSentences() {
    for (before, sentence) in zip(prose.sentences, prose.sentences.dropFirst()) {
      let heads = plain(in: before)
      let all = plain(in: sentence)
      // Behind a semicolon another list may part the same total.
      let parts = all.enumerated().prefix { $0.offset == 0 || $0.element.separator < .semicolon }
        .map(\.element)
      guard heads.count == 1, parts.count > 1, all.allSatisfy({ $0.matches(heads[0]) }),
        parts.allSatisfy({ $0.depth == heads[0].depth }),
        Self.wholes.isFound(in: prose.text[before]),
        // A sentence with a total or a list of its own parts nothing that stood before it.
        !Self.wholes.isFound(in: prose.label(parts[0])),
        !SumWords.parting.isFound(in: prose.text[sentence]),
        !Self.year.isFound(in: prose.text[sentence])
      else { continue }
      let claim = SumClaim(head: heads[0], parts: parts, extent: .open)
      let isNamed = PartCompleteness(prose: prose, claim: claim).isNamed
      claims.append(
        SumClaim(head: heads[0], parts: parts, extent: .open, isTentative: !isNamed))
    }
  }

  private func plain(in sentence: Range<Int>) -> [Quantity] {
    prose.indices(in: sentence).map { prose.quantities[$0] }
      .filter { $0.isPlain && $0.unit?.dimension.isAddable ?? false }
  }

  /// 其中：男31人、女21人；研究生9人、本科43人: what stands behind a semicolon may part the total anew.
  mutating func addGroups(of list: PartList, _ head: Quantity) {
    var groups: [[Quantity]] = []
    for item in list.items {
      if groups.isEmpty || item.separator >= .semicolon { groups.append([]) }
      groups[groups.count - 1].append(item.quantity)
    }
    let holds = { (group: [Quantity]) in
      PrintedNumber.sum(group.map(\.number))?.equals(head.number) ?? false
    }
    guard groups.count > 1, holds(groups[0]), groups[0].count > 1 else { return }
    for group in groups.dropFirst() where group.count > 1 && !holds(group) {
      claims.append(SumClaim(head: head, parts: group, extent: .open, isAgain: true))
    }
  }

  private static let share = Words("占 占比 比 为 达 总数 的 总额 全部")
  /// What becomes of a case, one of which each case has.
  private static let outcomes = Words(
    "维持 驳回 撤回 撤销 变更 确认违法 终止 胜诉 败诉 正在审理 未审结 优秀 良好 合格 不合格 调解 撤诉 和解")
  private static let year = Words("全年 上半年 下半年")
  private static let wholes = Words("共 全市 全县 全区 全省 全旗 总")
}

extension ArraySlice<Unicode.Scalar> {
  fileprivate func hasSuffix(_ other: ArraySlice<Unicode.Scalar>) -> Bool {
    suffix(other.count).elementsEqual(other)
  }
}
