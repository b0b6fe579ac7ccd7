/// The figures of a book that a published text can be compared with.
package struct BookFigures: Sendable {
  /// The year they are of.
  package let year: Int
  /// In fen; nil for what the book does not know.
  package let amounts: [Subject: Int64]
  package let counts: [Subject: Int]

  /// - Parameters:
  ///   - year: The year they are of.
  ///   - amounts: In fen, without what the book does not know.
  ///   - counts: Cases.
  package init(year: Int, amounts: [Subject: Int64], counts: [Subject: Int]) {
    self.year = year
    self.amounts = amounts
    self.counts = counts
  }

  /// What a figure of the paragraph on funds is about.
  package enum Subject: String, CaseIterable, Sendable {
    case accepted = "受理案件"
    case closed = "办结案件"
    case claimed = "申报金额"
    case approved = "核发金额"
    case opening = "上年结转"
    case appropriated = "本年拨付"
    case transfer = "转移支付资金拨付"
    case local = "本级财政拨付"
    case lottery = "彩票公益金拨付"
    case paid = "本年支出"
    case paidCase = "以案定补案件支出"
    case paidDuty = "值班律师法律帮助补贴支出"
    case closing = "年末结余"
  }
}

/// Compares the figures of the paragraph on funds with the book.
///
/// Holds when: the book's figure, rounded as printed, is the printed one.
/// Silent when: the sentence does not speak of legal aid, or speaks of another year.
struct BookReader {
  let book: BookFigures
  private var seen: Set<BookFigures.Subject> = []

  init(_ book: BookFigures) {
    self.book = book
  }

  mutating func drafts(in prose: Prose) -> [CheckDraft] {
    var drafts: [CheckDraft] = []
    for sentence in prose.sentences where isOfYear(prose.text[sentence]) {
      guard Self.legalAid.isFound(in: prose.text[sentence]) else { continue }
      for index in prose.indices(in: sentence) {
        let quantity = prose.quantities[index]
        guard quantity.isPlain, quantity.isExact,
          let subject = Self.subject(of: quantity, in: prose),
          seen.insert(subject).inserted
        else { continue }
        if let draft = draft(quantity, subject, in: prose) { drafts.append(draft) }
      }
    }
    return drafts
  }

  /// Whether a sentence names the year or none.
  private func isOfYear(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    var hasYear = false
    for index in text.indices where text[index] == "年" && index >= text.startIndex + 4 {
      guard let year = Int(String(text[(index - 4)..<index])) else { continue }
      if year == book.year { return true }
      hasYear = true
    }
    return !hasYear
  }

  private func draft(
    _ quantity: Quantity, _ subject: BookFigures.Subject, in prose: Prose
  ) -> CheckDraft? {
    guard let unit = quantity.unit else { return nil }
    let known = unit.isMoney ? book.amounts[subject] : book.counts[subject].map { Int64($0) }
    let quote = prose.quote(quantity.label.lowerBound..<quantity.range.upperBound)
    let stated = quantity.number.text(inPower: unit.power)
    let name = subject.rawValue
    let kind: Check.Kind = unit.isMoney ? .funds : .textTable
    guard let known else {
      return CheckDraft(
        kind, .notTestable, quote: quote, stated: stated, unit: unit.printed,
        message: "文中\(name) \(stated) \(unit.printed)，账上没有\(name)的记录，无法核验。")
    }
    let value = PrintedNumber(mantissa: Int128(known), exponent: unit.isMoney ? -2 : 0)
    let computed = value.shortText(inPower: unit.power)
    let outcome: Check.Outcome =
      value.equals(quantity.number)
      ? .pass
      : value.rounded(at: quantity.number.exponent).equals(quantity.number)
        ? .rounding : .contradiction
    let words = "文中\(name) \(stated) \(unit.printed)，账上 \(book.year) 年度 \(computed) \(unit.printed)"
    let ending =
      switch outcome {
      case .pass: "，一致。"
      case .rounding: "，按所列位数四舍五入一致。"
      default: "，不一致，请核对。"
      }
    return CheckDraft(
      kind, outcome, quote: quote, parts: [stated], stated: stated,
      computed: computed, unit: unit.printed, message: words + ending)
  }

  private static func subject(of quantity: Quantity, in prose: Prose) -> BookFigures.Subject? {
    let label = prose.label(quantity)
    guard let unit = quantity.unit else { return nil }
    let rules = unit.isMoney ? amounts : unit.printed == "件" ? counts : []
    return rules.first { $0.0.allSatisfy { $0.isFound(in: label) } }?.1
  }

  private static let legalAid = Words("法律援助 法援 以案定补")
  private static let counts: [([Words], BookFigures.Subject)] = [
    ([Words("办结 审结 结案")], .closed), ([Words("受理")], .accepted),
  ]
  private static let amounts: [([Words], BookFigures.Subject)] = [
    ([Words("结转 年初结余 上年结余")], .opening), ([Words("结余 余额")], .closing),
    ([Words("以案定补"), Words("支出 发放 支付")], .paidCase),
    ([Words("值班"), Words("支出 发放 支付")], .paidDuty),
    ([Words("彩票 中彩金"), Words("拨付 下达 到位")], .lottery),
    ([Words("转移"), Words("拨付 下达 到位")], .transfer),
    ([Words("本级 县级财政 区级财政"), Words("拨付 下达 到位 安排")], .local),
    ([Words("申报")], .claimed), ([Words("核发")], .approved),
    ([Words("经费 资金"), Words("拨付 下达 到位")], .appropriated),
    ([Words("经费 资金 共 合计 总"), Words("支出")], .paid),
  ]
}
