import LedgerCore
import TestSupport

/// A paragraph of figures that agree, in one of many wordings.
///
/// Amounts are whole yuan or hundreds of yuan, printed in full, so that no rounding can excuse a
/// digit that was changed.
struct InventedParagraph {
  private(set) var sentences: [String] = []
  private var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    let makers: [(inout InventedParagraph) -> Void] = [
      { $0.addCases() }, { $0.addFunds() }, { $0.addStock() }, { $0.addGrowth() },
      { $0.addGrades() }, { $0.addTurns() }, { $0.addDuty() }, { $0.addAside() },
      { $0.addDecisions() }, { $0.addYears() }, { $0.addStaff() }, { $0.addAgain() },
    ]
    var order = Array(makers.indices)
    for index in order.indices.reversed() { order.swapAt(index, generator.number(0...index)) }
    for index in order.prefix(generator.number(2...5)) { makers[index](&self) }
  }

  var text: String { sentences.joined() }

  private mutating func pick(_ words: String...) -> String { generator.pick(from: words) ?? "" }

  /// `、` or `，` between the items of a list.
  private mutating func list(_ items: [String]) -> String {
    items.joined(separator: pick("、", "，", "、"))
  }

  // MARK: - Kinds of sentences

  private mutating func addCases() {
    let counts = (0..<3).map { _ in generator.number(5...400) }
    let total = counts.reduce(0, +)
    let names = ["民事", "刑事", "行政"].map { $0 + pick("", "案件") }
    var items = zip(names, counts).map { "\($0)\($1)件" }
    if generator.number(0...3) == 0 { items.reverse() }
    let head = pick("全年受理法律援助案件", "共受理法律援助案件", "2024年，全县办理法律援助案件")
    switch generator.number(0...3) {
    case 0: sentences.append("\(head)\(total)件（\(items.joined(separator: "、"))）。")
    case 1: sentences.append("\(head)\(total)件。其中，\(list(items))。")
    case 2: sentences.append("\(head)\(total)件，其中：\(list(items))。")
    default: sentences.append("\(head)\(total)件，其中\(list(items))。")
    }
  }

  /// An amount in hundreds of yuan, in one unit for a whole sentence.
  private func amount(_ hundreds: Int, inYuan: Bool) -> String {
    guard !inYuan else { return "\(hundreds)00元" }
    let cents = hundreds % 100
    return "\(hundreds / 100).\(cents < 10 ? "0" : "")\(cents)万元"
  }

  private mutating func addFunds() {
    let inYuan = generator.number(0...2) == 0
    let levels = [
      pick("中央转移支付", "中央资金", "中央财政"), pick("省级", "自治区", "省级补助"), pick("本级财政", "县本级", "本级"),
    ]
    let came = levels.map { _ in generator.number(200...4_000) }
    let total = came.reduce(0, +)
    let carried = generator.number(0...1) == 0 ? 0 : generator.number(10...500)
    let uses = [generator.number(100...(total / 2)), generator.number(10...(total / 4))]
    let spent = uses.reduce(0, +)
    let money = { (self: InventedParagraph, value: Int) in self.amount(value, inYuan: inYuan) }
    let sources = zip(levels, came).map { "\($0)\(money(self, $1))" }
    let opening = carried == 0 ? "" : "上年结转\(money(self, carried))，"
    let verb = pick("拨付", "到位", "下达")
    let come: String
    if generator.number(0...3) == 0 {
      let each = zip(levels, came).map { "\($0)\(verb)法律援助经费\(money(self, $1))" }
      come = "\(opening)\(each.joined(separator: "，"))，共计\(money(self, total))"
    } else {
      come = "\(opening)法律援助经费\(verb)\(money(self, total))，其中\(list(sources))"
    }
    let items = ["办案补贴\(money(self, uses[0]))", "值班律师补贴\(money(self, uses[1]))"]
    let gone =
      "\(pick("全年支出", "共支出", "本年度支出"))\(money(self, spent))，其中\(items.joined(separator: "、"))"
    let left = "，\(pick("年末结余", "结余"))\(money(self, total + carried - spent))"
    let end = generator.number(0...2) == 0 ? "" : left
    sentences.append(come + pick("。", "；", "。") + gone + end + "。")
  }

  private mutating func addStock() {
    let (taken, carried) = (generator.number(40...600), generator.number(2...60))
    let left = generator.number(1...30)
    let done = taken + carried - left
    let receipt = pick("新收", "新收信访")
    sentences.append(
      "\(receipt)案件\(taken)件，上年结转\(carried)件，\(pick("办结", "审结"))\(done)件，结转下年\(left)件。")
  }

  private mutating func addGrowth() {
    let before = generator.number(40...400) * 10
    let change = generator.number(1...(before / 10)) * 5
    let isMore = generator.number(0...1) == 0
    let now = isMore ? before + change : before - change
    let words = isMore ? ("增加", "增长") : ("减少", "下降")
    let rate = Self.percent(change, before)
    let who = pick("接待咨询", "化解纠纷", "办理公证")
    sentences.append(
      "\(who)\(now)人次，比上年\(before)人次\(words.0)\(change)人次，\(words.1)\(rate)%。")
  }

  private mutating func addGrades() {
    let grades = (0..<3).map { _ in generator.number(10...90) }
    let total = grades.reduce(0, +)
    let items = zip(["优秀", "良好", "合格"], grades).map { name, count in
      "\(name)\(count)件，占\(Self.percent(count, total))%"
    }
    sentences.append("评查案卷\(total)件，其中\(items.joined(separator: "；"))。")
  }

  private mutating func addTurns() {
    let counts = [generator.number(5...90), generator.number(5...90)]
    let sums = counts.map { $0 * generator.number(4...20) * 100 }
    let parts = zip(["民事", "刑事"], zip(counts, sums)).map { "\($0)\($1.0)件\($1.1)元" }
    sentences.append(
      "\(parts.joined(separator: "、"))，\(pick("合计", "总计", "共计"))\(counts.reduce(0, +))件"
        + "\(sums.reduce(0, +))元。")
  }

  private mutating func addDuty() {
    let (days, price) = (generator.number(20...300), generator.number(10...40) * 10)
    sentences.append("律师值班\(days)天，每天\(price)元，共\(days * price)元。")
  }

  private mutating func addDecisions() {
    let counts = [generator.number(100...600), generator.number(2...40), generator.number(2...30)]
    let words = pick("批准", "审查批准", "准予援助")
    sentences.append(
      "受理援助申请\(counts.reduce(0, +))件，\(words)\(counts[0])件，不予援助\(counts[1])件，终止审查\(counts[2])件。")
  }

  private mutating func addYears() {
    let (years, each) = (generator.number(2...6), generator.number(100...900))
    let names = ["两", "三", "四", "五", "六"]
    let word = pick("来", "间", "")
    sentences.append(
      "\(names[years - 2])年\(word)共办理案件\(years * each)件，年均办理\(each)件。")
  }

  private mutating func addStaff() {
    let (people, open) = (generator.number(12...90), generator.number(2...11))
    sentences.append("核定编制\(people + open)名，\(pick("实有", "现有在编"))\(people)人，空编\(open)名。")
  }

  /// A total that the next sentence names again.
  private mutating func addAgain() {
    let counts = (0..<3).map { _ in generator.number(20...300) }
    let items = zip(["维持", "驳回", "终止"], counts).map { "\($0)\($1)件" }
    sentences.append("\(pick("全年", "共"))审结复议案件\(counts.reduce(0, +))件。审结案件中，\(list(items))。")
  }

  private mutating func addAside() {
    sentences.append(
      pick(
        "组织普法活动35场次，发放资料12000余份。", "为受援人挽回损失320万元，讨回薪酬96.5万元。",
        "2023年拨付24万元，两年共支出49万元。", "全县共有律师86名，其中党员38名等。",
        "补贴标准由每件1000元提高至1200元。", "电话0953-5098528，邮编751999。"))
  }

  /// A share in a hundred with two places, rounded.
  private static func percent(_ part: Int, _ whole: Int) -> String {
    let value = (part * 20_000 + whole) / (whole * 2)
    let rest = value % 100
    return "\(value / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
