import LedgerCore

/// An amount in capital characters (人民币大写) against the figure before it.
///
/// Holds when: both are the same amount.
/// Silent when: no amount stands before it in the sentence or the one before.
struct CapitalCheck {
  static func drafts(in prose: Prose) -> [CheckDraft] {
    var drafts: [CheckDraft] = []
    var index = 0
    while let found = CapitalAmount(prose.text, from: index) {
      index = found.range.upperBound
      if let draft = draft(found, in: prose) { drafts.append(draft) }
    }
    return drafts
  }

  private static func draft(_ capital: CapitalAmount, in prose: Prose) -> CheckDraft? {
    let sentence = prose.sentence(at: capital.range.lowerBound)
    let end = prose.firstIndex(from: capital.range.lowerBound)
    let before = prose.quantities[..<end].last {
      $0.unit?.isMoney ?? false && $0.isExact
        && $0.range.lowerBound >= max(0, sentence.lowerBound - 80)
    }
    // A sum in words can stand before its figure as well.
    let behind = prose.quantities[end...].first {
      $0.unit?.isMoney ?? false && $0.range.lowerBound - capital.range.upperBound < 8
    }
    let isFar = before.map { capital.range.lowerBound - $0.range.upperBound > 24 } ?? true
    guard let figure = isFar ? behind ?? before : before else { return nil }
    let all =
      min(
        figure.range.lowerBound, capital.range.lowerBound)..<max(
        figure.range.upperBound, capital.range.upperBound)
    return capital.draft(
      against: figure.number, printed: prose.passage.quote(figure.range),
      quote: prose.quote(all, marking: [figure]))
  }
}

/// An amount in capital characters, as it stands in a text.
struct CapitalAmount {
  let range: Range<Int>
  /// As written.
  let text: String
  /// nil for characters that make no amount.
  let amount: PrintedNumber?

  /// Finds the next amount; nil for none.
  init?(_ scalars: [Unicode.Scalar], from start: Int = 0) {
    var index = start
    while index < scalars.count {
      guard Self.digits.contains(scalars[index]) else {
        index += 1
        continue
      }
      var end = index
      while end < scalars.count, Self.signs.contains(scalars[end]) { end += 1 }
      let written = scalars[index..<end]
      if written.count > 2, written.contains(where: { "元圆角分".unicodeScalars.contains($0) }) {
        range = index..<end
        text = String(written)
        amount = Money(capitals: text).map { PrintedNumber(mantissa: Int128($0.fen), exponent: -2) }
        return
      }
      index = max(end, index + 1)
    }
    return nil
  }

  /// The finding beside a figure.
  func draft(against figure: PrintedNumber, printed: String, quote: Quote) -> CheckDraft {
    guard let amount else {
      return CheckDraft(
        .form, .contradiction, quote: quote, stated: figure.text(), unit: "元",
        message: "大写“\(text)”不是规范的人民币大写金额，请核对。")
    }
    let isEqual = amount.equals(figure)
    let words = "大写“\(text)”是 \(amount.text()) 元，小写是 \(printed)，"
    return CheckDraft(
      .textTable, isEqual ? .pass : .contradiction, quote: quote, parts: [figure.text()],
      stated: figure.text(), computed: amount.text(), unit: "元",
      message: words + (isEqual ? "两处一致。" : "两处不一致，请核对。"))
  }

  /// Whether capital characters stand directly before a place.
  static func isFound(in scalars: [Unicode.Scalar], before end: Int) -> Bool {
    end > 2 && end <= scalars.count && scalars[(end - 3)..<end].allSatisfy(signs.contains)
  }

  private static let digits = Set("零壹贰叁肆伍陆柒捌玖拾".unicodeScalars)
  private static let signs = Set("零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正".unicodeScalars)
}
