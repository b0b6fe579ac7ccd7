package import LedgerCore

/// Small random ledgers with a treasury's statement, full of coincidences.
///
/// Few payees, days and amounts: lines that could be several vouchers, sums that come out twice,
/// returns, reversals in vouchers of their own, numbers that nobody knows.
package struct RandomStatement {
  private var generator: SeededGenerator
  private var book = InventedBook()
  /// What is left of each line as reversals are drawn.
  private var left: [PaymentLineID: Int64] = [:]
  /// The vouchers that a line was made from: what an officer may decide of it.
  private var sources: [(line: BankLine, vouchers: [VoucherNumber])] = []

  /// Whether everything happens to one payee around two days: sums then come out in many ways.
  private let isDense: Bool

  private static let payees = ["甲所", "甲 所", "乙（一）所", "乙[一]所", "丙律师事务所"]

  private init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    isDense = seed % 3 == 0
  }

  /// The ledger and statement of a seed.
  package static func book(seed: UInt64) throws -> InventedBook {
    var random = RandomStatement(seed: seed)
    for index in 0..<random.generator.number(0...9) { try random.addVoucher(index) }
    for index in 0..<random.generator.number(0...3) { try random.addReversal(index) }
    for index in 0..<random.generator.number(0...9) { try random.addBankLine(index) }
    if !random.generator.chance(oneIn: 3) {
      for _ in 0...random.generator.number(0...4) { try random.addDecision() }
    }
    for line in random.book.bankLines where random.generator.chance(oneIn: 15) {
      random.book.bankSetAsides.append(
        BankSetAside(
          reference: line.reference, kind: random.generator.pick(.setAside, .setAside, .undone),
          reason: "随机", by: "经办人甲", on: line.bookedOn))
    }
    return random.book.shuffled(using: &random.generator)
  }

  /// The year to judge and the as-of day that go with a seed; nil is the year's last day.
  package static func period(seed: UInt64) throws -> (year: FiscalYear, asOf: Day?) {
    var generator = SeededGenerator(seed: ~seed)
    let year = try FiscalYear.of(generator.pick(2024, 2024, 2025, 2023))
    let asOf = generator.pick(nil, nil, "2024-12-27", "2024-12-30", "2025-01-04", "2025-03-01")
    return (year, try asOf.map { try .of($0) })
  }

  /// The calendar that goes with a seed: full, of one year, or none.
  package static func calendar(seed: UInt64) -> InventedCalendar {
    [.full, .full, InventedCalendar(knowing: 2024...2024), InventedCalendar(knowing: nil)][
      Int(seed % 4)]
  }
}

extension RandomStatement {
  private mutating func day() throws -> Day {
    if isDense { return try .of(generator.pick("2024-12-25", "2024-12-28")) }
    if generator.chance(oneIn: 12) { return try .of(generator.pick("2023-06-01", "2024-07-01")) }
    let first = try Day.of("2024-12-20")
    return first.adding(days: generator.number(0...16)) ?? first
  }

  private mutating func amount() throws -> Money {
    if isDense { return try Money.yuan(generator.pick("1", "2", "4", "8", "16", "32")) }
    return try .yuan(generator.pick("100", "200", "300", "300", "500", "700", "0.01"))
  }

  private mutating func payee() -> String {
    isDense ? "甲所" : generator.pick(from: Self.payees) ?? "甲所"
  }

  /// Often of the day and payee of the voucher before it.
  private mutating func addVoucher(_ index: Int) throws {
    let last = book.lines.last
    let isLike = !generator.chance(oneIn: 4)
    let paidOn = try last.flatMap { isLike ? $0.paidOn : nil } ?? day()
    let payee = last.flatMap { isLike ? $0.payee : nil } ?? payee()
    for line in 1...generator.pick(1, 1, 2) {
      var payment = try PaymentLine.sample(
        "凭（\(index)）/\(line)", paid: "\(paidOn)",
        case: generator.chance(oneIn: 3) ? "案1" : nil, use: .other, payee: payee)
      payment.amount = try amount()
      left[payment.id] = payment.amount.fen
      book.lines.append(payment)
    }
  }

  /// In a voucher of its own, in one of other reversals, or in one that pays.
  private mutating func addReversal(_ index: Int) throws {
    let live = book.lines.filter { (left[$0.id] ?? 0) > 0 }
    guard let line = generator.pick(from: live), let rest = left[line.id] else { return }
    let host = book.lines.filter { other in
      other.id.voucher != line.id.voucher && other.payee == line.payee
        && other.paidOn >= line.paidOn
    }
    let isHosted = generator.chance(oneIn: 2)
    let later = line.paidOn.adding(days: generator.number(0...8)) ?? line.paidOn
    let taken = generator.chance(oneIn: 2) ? rest : min(rest, 10_000)
    var (id, reversedOn) = ("冲\(index)/1", later)
    var kind = generator.pick(ReversalKind.correction, .bankReturn)
    let reversals = host.filter(\.isReversal)
    let isAmongReversals = !reversals.isEmpty && !generator.chance(oneIn: 3)
    if isHosted, let host = generator.pick(from: isAmongReversals ? reversals : host) {
      (id, reversedOn) = ("\(host.id.voucher)/\(7 + index)", host.paidOn)
      // What comes back is mostly entered together, what was wrong as well.
      if let other = host.reverses?.kind, !generator.chance(oneIn: 4) { kind = other }
    }
    left[line.id] = rest - taken
    book.lines.append(
      try line.reversed(
        by: id, on: "\(reversedOn)", amount: Money(fen: taken).yuanText, kind: kind))
  }

  private mutating func addBankLine(_ index: Int) throws {
    var line = BankLine(
      reference: try .of("流\(index)"), bookedOn: try day(), amount: try amount(), payee: payee())
    var vouchers: [VoucherNumber] = []
    switch generator.number(0...15) {
    case 0...6: vouchers = copy(to: &line)
    case 13...15: vouchers = copyReturn(to: &line)
    case 7...9: if let twin = book.bankLines.last { line = line.as(twin) }
    default: break
    }
    if line.voucher == nil, generator.chance(oneIn: 4) {
      line.voucher = generator.pick(from: book.lines.map(\.id.voucher))
    } else if line.voucher == nil, generator.chance(oneIn: 20) {
      line.voucher = try .of("凭99")
    }
    // The bank writes brackets of its own.
    line.voucher = try line.voucher.map { number in
      try .of(number.printed.replacing("（", with: "[").replacing("）", with: "]"))
    }
    if generator.chance(oneIn: 12) { line.amount = Money(fen: -line.amount.fen) }
    if generator.chance(oneIn: 9) { line.payee = payee() }
    sources.append((line, vouchers))
    book.bankLines.append(line)
  }

  /// Makes a line of one voucher, or of a few of its day and payee.
  private mutating func copy(to line: inout BankLine) -> [VoucherNumber] {
    guard let first = generator.pick(from: book.lines.filter { !$0.isReversal }) else { return [] }
    let isSum = generator.chance(oneIn: 2)
    let ofDay = book.lines.filter { other in
      !other.isReversal && other.paidOn == first.paidOn && other.payee == first.payee
    }
    var vouchers = [first.id.voucher]
    for number in ofDay.map(\.id.voucher) where isSum && !vouchers.contains(number) {
      if !generator.chance(oneIn: 3) { vouchers.append(number) }
    }
    line.payee = first.payee
    line.bookedOn = first.paidOn.adding(days: generator.number(-6...6)) ?? first.paidOn
    let net = book.lines.reduce(Int64(0)) { sum, other in
      let isOwn = vouchers.contains(other.reverses?.id.voucher ?? other.id.voucher)
      return isOwn ? sum + other.signedAmount.fen : sum
    }
    if net > 0 { line.amount = Money(fen: net) }
    if vouchers.count == 1, generator.chance(oneIn: 3) { line.voucher = vouchers[0] }
    return vouchers
  }

  /// Makes a line of money that came back, as the bank may write it: with the number of the
  /// reversal, with that of the voucher, or with none.
  private mutating func copyReturn(to line: inout BankLine) -> [VoucherNumber] {
    guard let first = generator.pick(from: book.lines.filter(\.isReversal)),
      let reversed = first.reverses
    else { return [] }
    let alike = book.lines.filter {
      $0.id.voucher == first.id.voucher && $0.reverses?.id.voucher == reversed.id.voucher
        && $0.reverses?.kind == reversed.kind
    }
    line.payee = first.payee
    line.bookedOn = first.paidOn.adding(days: generator.number(-6...6)) ?? first.paidOn
    line.amount = Money(fen: -alike.reduce(0) { $0 + $1.amount.fen })
    line.voucher = generator.pick(nil, nil, first.id.voucher, reversed.id.voucher)
    return [generator.pick(first.id.voucher, reversed.id.voucher)]
  }

  /// About a line and the vouchers it was made from, or about any; at times of the line before it
  /// as well.
  private mutating func addDecision() throws {
    guard let source = generator.pick(from: sources) else { return }
    var vouchers = source.vouchers
    if generator.chance(oneIn: 4) { try splitAndMatch(source.line, vouchers) }
    if vouchers.isEmpty || generator.chance(oneIn: 4) {
      vouchers = [generator.pick(from: book.lines.map(\.id.voucher))].compactMap(\.self)
    }
    book.bankMatches.append(
      BankMatch(
        reference: source.line.reference, vouchers: vouchers,
        kind: generator.pick(.matched, .undone), reason: "随机"))
  }
}

extension RandomStatement {
  /// The bank paid in two parts what a line paid, and a person said so.
  private mutating func splitAndMatch(_ line: BankLine, _ vouchers: [VoucherNumber]) throws {
    guard !vouchers.isEmpty, line.amount.fen > 1,
      let index = book.bankLines.firstIndex(where: { $0.reference == line.reference }),
      book.bankLines[index].amount == line.amount
    else { return }
    var other = BankLine(
      reference: try .of("\(line.reference)续"), bookedOn: try day(), amount: Money(fen: 1),
      payee: payee())
    other.voucher = generator.chance(oneIn: 4) ? vouchers[0] : nil
    book.bankLines[index].amount = Money(fen: line.amount.fen - 1)
    book.bankLines.append(other)
    for reference in [line.reference, other.reference] {
      book.bankMatches.append(
        BankMatch(reference: reference, vouchers: vouchers, kind: .matched, reason: "随机"))
    }
  }
}

extension BankLine {
  /// The same line of the bank once more, under this one's reference.
  fileprivate func `as`(_ twin: BankLine) -> BankLine {
    BankLine(
      reference: reference, bookedOn: twin.bookedOn, amount: twin.amount, payee: twin.payee,
      voucher: twin.voucher)
  }
}
