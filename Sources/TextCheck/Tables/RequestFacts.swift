/// What the text of an annual report says of requests and reviews, against its tables.
struct RequestFacts {
  /// A count in the text, with where it stands.
  private struct Claim {
    let number: PrintedNumber
    let quote: String
    let line: Int
  }

  private var received: Claim?
  private var carriedIn: Claim?
  private var reviews: Claim?
  private var table: RequestTable?
  private var reviewTable: ReviewTable?

  mutating func read(_ table: RequestTable) { self.table = self.table ?? table }

  mutating func read(_ table: ReviewTable) { reviewTable = reviewTable ?? table }

  mutating func read(_ prose: Prose) {
    for sentence in prose.sentences {
      let text = prose.text[sentence]
      guard Self.subjects.isFound(in: text) else { continue }
      for index in prose.indices(in: sentence) { readCount(prose.quantities[index], in: prose) }
      if received == nil, let none = Self.none(in: text) {
        received = claim(.zero, none, in: prose)
      }
    }
  }

  private mutating func readCount(_ quantity: Quantity, in prose: Prose) {
    guard quantity.isExact, quantity.isPlain, quantity.unit?.isExact ?? false,
      quantity.unit?.dimension == .count("件")
    else { return }
    let label = prose.label(quantity)
    if Self.review.isFound(in: label), Self.review.isEnd(of: label), reviews == nil {
      reviews = claim(quantity.number, quantity.range, in: prose)
    } else if Self.carried.isFound(in: label), Self.request.isFound(in: label), carriedIn == nil {
      carriedIn = claim(quantity.number, quantity.range, in: prose)
    } else if Self.newly.isFound(in: label), Self.request.isFound(in: label), received == nil,
      !Self.channels.isFound(in: label)
    {
      received = claim(quantity.number, quantity.range, in: prose)
    }
  }

  private func claim(_ number: PrintedNumber, _ range: Range<Int>, in prose: Prose) -> Claim {
    let quote = prose.quote(range)
    return Claim(number: number, quote: quote.text, line: quote.line)
  }

  /// 没有收到…申请 or 未收到…申请: where it stands.
  private static func none(in text: ArraySlice<Unicode.Scalar>) -> Range<Int>? {
    guard let no = nothing.first(in: text), no.upperBound < text.endIndex else { return nil }
    let behind = text[no.upperBound...].prefix(60)
    let clause = behind.prefix { !"，。；".unicodeScalars.contains($0) }
    guard let request = request.first(in: clause) else { return nil }
    return no.lowerBound..<request.upperBound
  }

  /// The counts of the text compared with the tables, once both were read.
  var drafts: [CheckDraft] {
    [
      draft(received, table?.received.cells.last, "新收政府信息公开申请", "表三“本年新收”总计"),
      draft(carriedIn, table?.carriedIn?.cells.last, "上年结转申请", "表三“上年结转”总计"),
      draft(reviews, reviewTable?.groups.first?.last, "行政复议", "表四行政复议总计"),
    ].compactMap(\.self)
  }

  private func draft(
    _ claim: Claim?, _ cell: Grid.Cell?, _ name: String, _ place: String
  ) -> CheckDraft? {
    guard let claim, let cell, let number = cell.number else { return nil }
    let isEqual = claim.number.equals(number)
    let words = "文字中\(name) \(claim.number.text()) 件，\(place) \(number.text()) 件，"
    return CheckDraft(
      .textTable, isEqual ? .pass : .contradiction, quote: claim.quote, line: claim.line,
      parts: [claim.number.text()], stated: claim.number.text(), computed: number.text(), unit: "件",
      message: words + (isEqual ? "两处一致。" : "两处不一致，请核对。"))
  }

  private static let subjects = Words("信息公开 依申请 公开申请 行政复议")
  private static let request = Words("信息公开申请 依申请公开 公开申请 申请公开")
  private static let newly = Words("新收 收到 受理 接到 共收 接收")
  private static let carried = Words("上年结转 结转")
  private static let channels = Words("网络 信函 当面 邮件 传真 平台 邮寄 现场 网上")
  private static let nothing = Words("没有接到 没有收到 未收到 未接到 未受理 没有受理")
  private static let review = Words("行政复议案件 行政复议 行政复议申请")
}
