/// What the text of an annual report says of requests and reviews, against its tables.
///
/// Holds when: text and table print the same count.
/// Silent when: the words do not say which row of the table is meant.
struct RequestFacts {
  /// A count in the text, with where it stands.
  struct Claim {
    let number: PrintedNumber
    let quote: Quote
    /// Whether the words say 新收, or that what was carried over is part of the count.
    var scope = Scope.either

    enum Scope {
      case new
      case whole
      case either
    }
  }

  private var claims: [RequestSubject: Claim] = [:]
  private var table: RequestTable?
  private var reviewTable: ReviewTable?
  private var disclosures: [DisclosureTable] = []

  mutating func read(_ table: RequestTable) { self.table = self.table ?? table }

  mutating func read(_ table: ReviewTable) { reviewTable = reviewTable ?? table }

  mutating func read(_ table: DisclosureTable) {
    if disclosures.count < 8 { disclosures.append(table) }
  }

  /// Reads the sentences that speak of requests, and those behind them in the paragraph.
  mutating func read(_ prose: Prose) {
    var context = RequestSubject.Context.none
    for sentence in prose.sentences {
      let text = prose.text[sentence]
      if RequestSubject.isAboutRequests(text) { context = .requests }
      if context == .none, !RequestSubject.isAboutReviews(text), !RequestSubject.isAboutActs(text) {
        continue
      }
      for index in prose.indices(in: sentence) {
        read(prose.quantities[index], in: prose, &context)
      }
      readNothing(sentence, in: prose, context)
    }
  }

  private mutating func read(
    _ quantity: Quantity, in prose: Prose, _ context: inout RequestSubject.Context
  ) {
    guard quantity.isExact, quantity.isPlain else { return }
    let label = prose.label(quantity)
    context.go(on: label)
    if quantity.unit?.isMoney ?? false {
      if RequestSubject.isFee(label) { claim(.fee, quantity, in: prose) }
      return
    }
    guard quantity.unit?.isExact ?? false,
      quantity.unit?.dimension == .count("件") || quantity.unit?.dimension == .count("条")
    else { return }
    guard let subject = RequestSubject(label, in: context) else { return }
    if subject == .carriedIn, quantity.depth > 0 || RequestSubject.isIncluded(label) {
      claims[.received]?.scope = .whole
    }
    claim(subject, quantity, in: prose)
  }

  private mutating func claim(
    _ subject: RequestSubject, _ quantity: Quantity, in prose: Prose
  ) {
    guard claims[subject] == nil else { return }
    let isNew = subject == .received && RequestSubject.isNew(prose.label(quantity))
    claims[subject] = Claim(
      number: quantity.number, quote: prose.quote(quantity.range, marking: [quantity]),
      scope: isNew ? .new : .either)
  }

  /// 没有收到…申请, 未发生行政诉讼: a count of none.
  private mutating func readNothing(
    _ sentence: Range<Int>, in prose: Prose, _ context: RequestSubject.Context
  ) {
    for (subject, range) in RequestSubject.nothing(in: prose.text[sentence])
    where claims[subject] == nil {
      claims[subject] = Claim(number: .zero, quote: prose.quote(range))
    }
  }

  /// The counts of the text compared with the tables, once both were read.
  var drafts: [CheckDraft] {
    let compared = RequestSubject.allCases.compactMap { subject in
      claims[subject].flatMap { draft($0, subject) }
    }
    return compared + [reviewsWithoutRequests].compactMap(\.self)
  }

  private func draft(_ claim: Claim, _ subject: RequestSubject) -> CheckDraft? {
    guard let number = printed(subject) else { return nil }
    var numbers = [number]
    // 受理59件 can be what came in this year, or all there was to be answered.
    if subject == .received, claim.scope != .new, let carried = printed(.carriedIn),
      let all = PrintedNumber.sum([number, carried])
    {
      numbers = claim.scope == .whole ? [all] : [number, all]
    }
    let right = numbers.first { $0.equals(claim.number) }
    let shown = (right ?? numbers[0]).text()
    let unit = subject == .fee ? "元" : "件"
    let words =
      "文字中\(subject.rawValue) \(claim.number.text()) \(unit)，"
      + "\(subject.place) \(shown) \(unit)，"
    return CheckDraft(
      .textTable, right == nil ? .contradiction : .pass, quote: claim.quote,
      parts: [claim.number.text()], stated: claim.number.text(), computed: shown, unit: unit,
      message: words + (right == nil ? "两处不一致，请核对。" : "两处一致。"))
  }

  /// What the tables print of a subject; nil for a blank cell or a missing table.
  private func printed(_ subject: RequestSubject) -> PrintedNumber? {
    switch subject {
    case .received: table?.received.cells.last?.number
    case .carriedIn: table?.carriedIn?.cells.last?.number
    case .answered: table?.total?.cells.last?.number
    case .carriedOut: table?.carriedOut?.cells.last?.number
    case .open, .partlyOpen, .refused, .unavailable, .notHandled, .otherwise:
      subject.heading.flatMap { table?.sum(under: $0) }
    case .reviews: reviewTable?.groups.first?.last?.number
    case .upheld: reviewTable?.groups.first?.first?.number
    case .corrected: reviewTable?.groups.first?.dropFirst().first?.number
    case .pending: reviewTable?.groups.first?.dropFirst(3).first?.number
    case .lawsuits: reviewTable?.lawsuits
    case .documents, .licences, .penalties, .fee:
      disclosures.lazy.compactMap { $0.number(of: subject) }.first
    }
  }

  /// Reviews in a year without requests: possible, but worth a word.
  private var reviewsWithoutRequests: CheckDraft? {
    let reviews = printed(.reviews) ?? claims[.reviews]?.number
    let received = printed(.received) ?? claims[.received]?.number
    let carried = printed(.carriedIn) ?? claims[.carriedIn]?.number ?? .zero
    guard let reviews, reviews.mantissa > 0, let received, received.mantissa == 0,
      carried.mantissa == 0
    else { return nil }
    let place = claims[.reviews]?.quote
    let row = reviewTable?.row
    return CheckDraft(
      .textTable, .notTestable, quote: place?.text ?? row?.quote ?? "", marked: place?.marked,
      line: place?.line ?? row?.line ?? 1, stated: reviews.text(), unit: "件",
      message: "本年没有收到政府信息公开申请，也没有上年结转，却有行政复议 \(reviews.text()) 件；"
        + "如果是以前年度的申请引起的，请补充说明。")
  }
}
