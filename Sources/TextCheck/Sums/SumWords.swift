/// The words that join totals and parts.
enum SumWords {
  /// Words behind a total that begin its parts.
  static let opening = Words(
    "其中 包括 分别为 分别是 分别 即 分为 包含 主要有 主要是 主要包括 主要为 含 具体为 具体是 具体包括 看 如下： 为： 是： 情况： 分： 方面： 评定 评出 评为")
  static let whole: Set<String> = ["分别为", "分别是", "分别", "即", "分为", "具体为", "具体是"]
  static let partial: Set<String> = ["主要有", "主要是", "主要包括", "主要为", "含"]
  /// Words that begin a list inside a list.
  static let inner = Words("其中 包括 含 分别为 分别")
  /// Words before a total whose parts stand before it.
  static let closing = Words("合计 共计 总计 总共 一共 共 合计为 共计为 总计为 合计达 共计达 合计金额 合计金额为 合计人民币")
  static let weak = Words("共 一共 总共")
  /// Words that go on with something that was done to money.
  static let carrying: Set<String> = ["结转", "年初"]
  /// What may stand before such a word.
  static let summing = Words("两项 三项 四项 五项 各项 以上 以上各项 上述 上述各项 以上两项 以上三项 全年 二者 两者 三者 两类 三类")
  /// Words that say that a list goes on.
  static let andSoOn = Words("等")
  static let received = Words("拨付 到位 下达 收入 收到 安排 筹集 划拨 收缴 核拨 拨入")
  static let spent = Words(
    "支出 发放 支付 使用 列支 支取 兑付 花费 开支", notIn: "转移支付 转移性支付 转移支出 使用率 支付率 支出率 集中支付")
  /// What is done to things: a figure with another such word counts other things.
  ///
  /// It is a deed only where it begins or ends the words before a figure: 公务接待费 is none.
  static func deeds(of label: ArraySlice<Unicode.Scalar>) -> [String] {
    var rest = label
    while let length = lead.length(in: rest, at: rest.startIndex) { rest = rest.dropFirst(length) }
    var first = acts.word(in: rest, at: rest.startIndex)
    // 咨询类, 培训费 and 调解终止 are names of things.
    let next = rest.dropFirst(first?.unicodeScalars.count ?? 0).first
    if let next, "类费员率处室终撤".unicodeScalars.contains(next) { first = nil }
    let last = outcomes.length(endingAt: label.endIndex, in: label).map { String(label.suffix($0)) }
    return [first, last].compactMap(\.self)
  }

  private static let lead = Words("共 已 并 全年 累计 年 还 另 同时 现 其中")
  private static let outcomes = Words("办结 审结 结案 执结 成功 化解 结转 结余")
  static let parting = Words("其中 包括 分别")
  static let left = Words("未结 在册 尚未办结 未办结 在办 尚在办理 正在办理")
  static let acts = Words(
    """
    办结 审结 结案 成功 挽回 避免 涉及 惠及 接待 解答 培训 举办 开展 完成 实现 受理 新收 收到 立案 移送 调解 化解 制作 \
    印发 答复 办理 组织 走访 排查 指派 申报 核发 参与 参加 覆盖 服务 达成 回访 投入 争取 追回 追缴 罚款 处罚 检查 开庭 \
    执结 起诉 批捕 逮捕 发布 公布 制定 修订 整改 解决 发现 咨询 录制 拍摄 建成 新建 建立 \
    结转 结余 剩余 年末 年初 上缴 上解 空编 缺编 空缺 超编 空岗
    """)
}

extension SumWords {
  /// The word before a total whose parts stand before it: 合计, 共计支出, 以上共计.
  struct Closing {
    /// 共 may count anything: only a sum that holds is worth a word.
    let isWeak: Bool
    /// Whether nothing but words of adding stands before it.
    let isBare: Bool
    /// Whether the word before it names what is added: 支出合计.
    let isNamed: Bool
    /// How many characters stand before it.
    let leadCount: Int
    /// Whether its parts are those of all that was said before: 以上.
    let isAbove: Bool
    /// How many parts the words before it name: 两年共计, 四个季度共.
    let count: Int?
    /// What stands behind it: 接听 in 四个季度共接听.
    let tail: ArraySlice<Unicode.Scalar>

    init?(_ label: ArraySlice<Unicode.Scalar>) {
      let label = label.outsideParentheses[...]
      var rest = label
      while !rest.isEmpty, closing.length(endingAt: rest.endIndex, in: rest) == nil,
        let length = Self.noise.length(endingAt: rest.endIndex, in: rest)
          ?? SumWords.acts.length(endingAt: rest.endIndex, in: rest)
      {
        rest = rest.dropLast(length)
      }
      guard let length = closing.length(endingAt: rest.endIndex, in: rest) else { return nil }
      let word = rest.suffix(length)
      let lead = rest.dropLast(length)
      isAbove = Self.above.isFound(in: lead)
      count = Self.count(in: lead)
      tail = label[rest.endIndex...]
      isBare = lead.isEmpty || isAbove || summing.isEnd(of: lead)
      leadCount = lead.count
      isNamed = Self.sides.isWhole(lead)
      // 共 and a verb: 共支出.
      isWeak = weak.first(in: word)?.count == word.count
    }

    /// 两年, 四个季度, 三家: a number and what it counts.
    private static func count(in lead: ArraySlice<Unicode.Scalar>) -> Int? {
      let words = lead.suffix(4)
      guard let place = words.lastIndex(where: { numerals.contains($0) }),
        place == words.startIndex || words[place - 1] != "第",
        let value = numerals.firstIndex(of: words[place]), counted.isWhole(words[(place + 1)...])
      else { return nil }
      return max(2, value + 1)
    }

    /// 两 stands at the place of 一, which nobody adds up.
    private static let numerals = Array("两二三四五六七八九十".unicodeScalars)
    private static let counted = Words("个 年 季度 批 次 项 类 家 所 站 期 地 县 区 科 组 者 部分 年度 阶段 单位 部门")
    private static let above = Words("以上 上述")
    private static let sides = Words("收入 支出 经费 资金 补贴 总 本年")
    private static let noise = Words(
      "： 金额 人民币 补贴 办案补贴 补贴金额 资金 经费 支出 发放 发放补贴 支付 使用 案件 为 约 达 投入 拨付 到位 各类案件 接听")
  }
}
