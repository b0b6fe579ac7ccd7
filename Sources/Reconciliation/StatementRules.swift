import LedgerCore

// Rules S01–S05 of the treasury's statement (国库支付明细).
//
// S04 silences S02 for its line and S01 for the vouchers that the line may belong to.

/// S01: every voucher with money in it has its line in the statement.
struct PaidWithoutBankLine: StatementRule {
  /// What is paid on the last working days may be booked after the as-of day.
  private static let workingDays = 3

  let description = RuleDescription(
    id: "S01", severity: .high, title: "有账无流水",
    holdsWhen: "每张有净支付的凭证都有对应的国库流水；截至日前 \(Self.workingDays) 个工作日内支付的只作提示",
    basis: "会计法第十七条：账簿记录与款项及有关资料定期核对，账实相符",
    advice: "查明款项是否支付：流水没有导入的导入，被退回的冲销，能对应的用 bank match 核对")

  func findings(in statement: StatementView) -> [Finding] {
    let period = statement.period
    if let missing = statement.missing { return [notTestable(period, missing)] }
    let threshold = Threshold(statement)
    return (statement.matching?.openVouchers ?? [])
      .filter { period.owns($0.voucher.paidOn) && !$0.isBeforeStatement && !$0.isCandidate }
      .map { finding(on: $0, threshold) }
  }

  private func finding(
    on open: StatementMatching.OpenVoucher, _ threshold: Threshold
  ) -> Finding {
    let voucher = open.voucher
    let isRecent = threshold.isRecent(voucher.paidOn)
    return description.finding(
      voucher.number, voucher.net, on: voucher.paidOn, severity: isRecent ? .info : .high,
      restingOn: [voucher.fact],
      """
      \(voucher.words)，国库支付明细中没有对应的流水：\(open.reason)\
      \(nearestWords(open.nearest))\(threshold.words(isRecent))
      """)
  }

  private func notTestable(_ period: Period, _ missing: String) -> Finding {
    Finding(
      rule: description.id, severity: .info, outcome: .notTestable,
      subject: period.year.description, related: [], amount: .zero, date: period.asOf,
      message: "\(period.year) 年的支付凭证无法与国库流水核对：\(missing)")
  }

  /// The day from which a payment may still be on its way to the statement.
  private struct Threshold {
    private static let count = PaidWithoutBankLine.workingDays

    let day: Day
    let isGuessed: Bool

    /// The third working day strictly before the as-of day.
    ///
    /// Where the official calendar is not known it is the third day from Monday to Friday before
    /// it, and every finding says so.
    init(_ statement: StatementView) {
      let asOf = statement.period.asOf
      if let known = statement.settings.calendar.workday(Self.count, before: asOf) {
        (day, isGuessed) = (known, false)
      } else {
        (day, isGuessed) = (Self.weekday(Self.count, before: asOf), true)
      }
    }

    func isRecent(_ paidOn: Day) -> Bool { paidOn >= day }

    func words(_ isRecent: Bool) -> String {
      let guess = isGuessed ? "（工作日历缺少所需年度，按星期一至星期五推算）" : ""
      guard isRecent else {
        return isGuessed ? "；已早于截至日前第 \(Self.count) 个工作日 \(day)\(guess)" : ""
      }
      return "；不早于截至日前第 \(Self.count) 个工作日 \(day)\(guess)，可能尚未记入流水"
    }

    private static func weekday(_ count: Int, before start: Day) -> Day {
      var day = start
      var left = count
      while left > 0 {
        guard let previous = day.adding(days: -1) else { return day }
        day = previous
        if day.weekday <= 5 { left -= 1 }
      }
      return day
    }
  }
}

/// S02: every line of the statement explains a voucher.
struct BankLineWithoutVoucher: StatementRule {
  let description = RuleDescription(
    id: "S02", severity: .block, title: "有流水无账",
    holdsWhen: "每笔国库流水都有对应的支付凭证",
    basis: "会计法第九条、第十七条：以实际发生的业务记账，账簿记录与款项相符",
    advice: "漏记的补记支付，退回的款项冲销原支付；能对应的用 bank match 核对")

  func findings(in statement: StatementView) -> [Finding] {
    statement.openLines.filter { $0.tie == nil }.map { open in
      description.finding(
        open.line.reference, open.line.amount, on: open.line.bookedOn,
        related: open.line.voucher.map { [$0.printed] } ?? [], restingOn: [open.line.fact],
        "\(open.line.words)，账上没有对应的支付凭证：\(open.reason)\(nearestWords(open.nearest))")
    }
  }
}

/// S03: the lines that name a voucher sum to its net.
struct BankAmountDiffers: StatementRule {
  let description = RuleDescription(
    id: "S03", severity: .block, title: "金额不一致",
    holdsWhen: "写明一张凭证的国库流水合计等于凭证的净额",
    basis: "会计法第十七条：账簿记录与款项相符",
    advice: "核对流水和凭证：记错的冲销后重记，退回的款项冲销，流水凭证号写错的与国库核对")

  func findings(in statement: StatementView) throws(MoneyOverflow) -> [Finding] {
    var findings: [Finding] = []
    for (voucher, match) in statement.namedMatches where match.difference != .zero {
      guard let latest = match.lines.last?.bookedOn, statement.period.owns(latest) else { continue }
      let bank = try match.lines.map(\.amount).total()
      findings.append(
        description.finding(
          voucher.number, match.difference, on: latest,
          related: match.lines.map(\.reference.printed),
          restingOn: [voucher.fact] + match.lines.map(\.fact),
          """
          支付凭证 \(voucher.number) 净额 \(voucher.net.groupedYuanText) 元，\
          写明它的 \(match.lines.count) 笔国库流水合计 \(bank.groupedYuanText) 元，\
          相差 \(match.difference.groupedYuanText) 元
          """))
    }
    return findings
  }
}

/// S04: a line without a number belongs to one voucher, and no other line does.
struct BankLineTied: StatementRule {
  let description = RuleDescription(
    id: "S04", severity: .medium, title: "匹配不唯一",
    holdsWhen: "没有写凭证号的流水最多有一张可能的凭证，这张凭证也没有别的可能的流水",
    basis: "会计法第十七条：账簿记录与款项及有关资料逐笔核对",
    advice: "按国库回单查明是哪一张凭证，用 bank match 流水号 --voucher 凭证号 --reason 指定")

  func findings(in statement: StatementView) -> [Finding] {
    // Many lines may have the same candidates: what is said of each is written once.
    var facts: [VoucherNumber: Fact] = [:]
    return statement.openLines.compactMap { open in
      guard let tie = open.tie else { return nil }
      let rivals = tie.rivals.filter { $0.reference != open.line.reference }
      var grounds = [open.line.fact] + rivals.map(\.fact)
      for candidate in tie.candidates {
        let fact = facts[candidate.number] ?? candidate.fact
        facts[candidate.number] = fact
        grounds.append(fact)
      }
      return description.finding(
        open.line.reference, open.line.amount, on: open.line.bookedOn,
        related: tie.candidates.map(\.number.printed) + rivals.map(\.reference.printed),
        restingOn: grounds, "\(open.line.words)，\(open.reason)")
    }
  }
}

/// S05: the payee of a line is the payee of the voucher it names.
struct BankPayeeDiffers: StatementRule {
  let description = RuleDescription(
    id: "S05", severity: .high, title: "流水收款人不符",
    holdsWhen: "国库流水的收款人就是所写凭证的收款人",
    basis: "会计法第九条、第十七条；补贴支付给凭证所列的收款单位",
    advice: "按国库回单核对收款人；付错的追回并冲销，账上写错的冲销后重记")

  func findings(in statement: StatementView) -> [Finding] {
    statement.namedMatches.flatMap { voucher, match in
      let expected = normalized(voucher.payee)
      return match.lines
        .filter { statement.period.owns($0.bookedOn) && normalized($0.payee) != expected }
        .map { line in
          description.finding(
            line.reference, line.amount, on: line.bookedOn, related: [voucher.number.printed],
            restingOn: [line.fact, voucher.fact],
            """
            \(line.words)，收款人是“\(maskedPayee(line.payee))”，\
            支付凭证 \(voucher.number) 的收款人是“\(maskedPayee(voucher.payee))”
            """)
        }
    }
  }
}

/// The end of a finding's sentence: what comes nearest.
private func nearestWords(_ nearest: String?) -> String {
  nearest.map { "；最接近的是\($0)" } ?? ""
}

extension BankLine {
  /// The start of a finding's sentence.
  fileprivate var words: String {
    "国库流水 \(reference) 于 \(bookedOn) \(amount < .zero ? "退回" : "支付") "
      + "\(amount.magnitudeText) 元"
  }

  /// The line as a text that changes when it does; names hold no white space once normalised.
  fileprivate var fact: Fact {
    Fact(
      [
        "bank", reference.key, "\(bookedOn.number)", "\(amount.fen)", normalized(payee),
        voucher?.key ?? "",
      ].joined(separator: " "))
  }
}

extension Voucher {
  /// The start of a finding's sentence.
  fileprivate var words: String {
    "支付凭证 \(number) 于 \(paidOn) 支付，净额 \(net.groupedYuanText) 元"
  }

  /// The voucher as a text that changes when it does.
  fileprivate var fact: Fact {
    let head = "voucher \(number.key) \(paidOn.number)"
    return Fact(
      "\(head) \(net.fen) \(normalized(payee))", identity: "\(head) \(normalized(payee))")
  }
}

extension Money {
  /// The amount without its sign, grouped.
  fileprivate var magnitudeText: String {
    let text = groupedYuanText
    return text.first == "-" ? String(text.dropFirst()) : text
  }
}
