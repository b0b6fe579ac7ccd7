import LedgerCore

// Rules S01–S06: what each line of the treasury's statement (国库支付明细) is for, and what it must
// show of each movement.
//
// S04 silences S02 for its line, and S01 and S06 for the movements that the line may belong to.

/// S02: every line of the statement counts for a movement.
struct BankLineWithoutVoucher: StatementRule {
  let description = RuleDescription(
    id: "S02", severity: .block, title: "有流水无账",
    holdsWhen: "每笔国库流水都有对应的付款或退回；退回的流水在到期日（第 3 个工作日的次日）以前只作提示",
    basis: "会计法第九条、第十七条：以实际发生的业务记账，账簿记录与款项相符",
    advice: "漏记的补记支付，退回的款项登记退票\(aside: .recordBankReturn)；能对应的\(using: .matchLine)核对")

  func findings(in statement: StatementView) -> [Finding] {
    statement.openLines(tied: false).map { open, day, due in
      let line = open.line
      let isReturn = line.amount < .zero
      let isEarly = isReturn && !due.isReached(on: statement.period.asOf)
      return description.finding(
        line.reference, line.amount, on: day, severity: isEarly ? .info : description.severity,
        related: line.voucher.map { [$0.printed] } ?? [], restingOn: [line.fact],
        """
        \(line.words)，账上没有对应的\(isReturn ? "退票" : "支付")：\(open.reason)\
        \(nearestWords(open.nearest))\(isReturn ? due.words(on: statement.period.asOf) : "")
        """)
    }
  }
}

/// S04: a line without a number belongs to one movement, and no other line does.
struct BankLineTied: StatementRule {
  let description = RuleDescription(
    id: "S04", severity: .medium, title: "匹配不唯一",
    holdsWhen: "没有写凭证号的流水最多有一笔可能的付款或退回，这一笔也没有别的可能的流水",
    basis: "会计法第十七条：账簿记录与款项及有关资料逐笔核对",
    advice: "按国库回单查明是哪一张凭证，\(using: .chooseVoucher)指定")

  func findings(in statement: StatementView) -> [Finding] {
    // Many lines may have the same candidates: what is said of each is written once.
    var facts: [[VoucherNumber?]: [Fact]] = [:]
    return statement.openLines(tied: true).compactMap { open, day, _ in
      guard let tie = open.tie else { return nil }
      let rivals = tie.rivals.filter { $0.reference != open.line.reference }
      var grounds = [open.line.fact] + rivals.map(\.fact)
      for candidate in tie.candidates {
        let key = [candidate.voucher, candidate.returned]
        let known = facts[key] ?? candidate.facts
        facts[key] = known
        grounds += known
      }
      return description.finding(
        open.line.reference, open.line.amount, on: day,
        related: tie.candidates.map(\.voucher.printed) + rivals.map(\.reference.printed),
        restingOn: grounds, "\(open.line.words)，\(open.reason)")
    }
  }
}

/// S05: the payee of a line is the payee of the movements it counts for.
struct BankPayeeDiffers: StatementRule {
  let description = RuleDescription(
    id: "S05", severity: .high, title: "流水收款人不符",
    holdsWhen: "国库流水的收款人就是它对应的付款或退回的收款人",
    basis: "会计法第九条、第十七条；补贴支付给凭证所列的收款单位",
    advice: "按国库回单核对收款人；付错的追回，账上写错的更正后重记")

  func findings(in statement: StatementView) -> [Finding] {
    (statement.matching?.matches ?? []).flatMap { match in
      match.lines.filter { statement.period.owns($0.bookedOn) }.compactMap { line in
        let payee = normalized(line.payee)
        let others = match.movements.filter { normalized($0.payee) != payee }
        return others.isEmpty ? nil : finding(on: line, others)
      }
    }
  }

  private func finding(on line: BankLine, _ others: [Movement]) -> Finding {
    let payees = others.map { "\($0.words) 的收款人是“\(maskedPayee($0.payee))”" }
    return description.finding(
      line.reference, line.amount, on: line.bookedOn, related: others.map(\.voucher.printed),
      restingOn: [line.fact] + others.flatMap(\.facts),
      "\(line.words)，收款人是“\(maskedPayee(line.payee))”，\(payees.joined(separator: "，"))")
  }
}

/// The end of a finding's sentence: what comes nearest.
func nearestWords(_ nearest: String?) -> String {
  nearest.map { "；最接近的是\($0)" } ?? ""
}

extension BankLine {
  /// The start of a finding's sentence.
  fileprivate var words: String {
    "国库流水 \(reference) 于 \(bookedOn) \(amount < .zero ? "退回" : "支付") "
      + "\(amount.magnitudeText) 元"
  }

  /// The line as a text that changes when it does; names hold no white space once normalised.
  ///
  /// A voucher number that is filled in makes it no other line.
  var fact: Fact {
    let line = thing("bank", reference.key, bookedOn, amount.fen, normalized(payee))
    return Fact("\(line)|\(voucher?.key ?? "-")", identity: line.text)
  }
}

extension Movement {
  /// Its lines; the finding stays the same while only a part of one is taken back.
  var facts: [Fact] {
    parts.map { part in
      let head = "moved|\(voucher.key)|\(part.line)|\(returned?.key ?? "-")|\(day)"
      let payee = normalized(payee)
      return Fact("\(head)|\(part.amount.fen)|\(payee)", identity: "\(head)|\(payee)")
    }
  }
}

extension Money {
  /// The amount without its sign, grouped.
  var magnitudeText: String {
    let text = groupedYuanText
    return text.first == "-" ? String(text.dropFirst()) : text
  }
}

/// S01: every payment has its line in the statement.
struct PaidWithoutBankLine: StatementRule {
  let description = RuleDescription(
    id: "S01", severity: .high, title: "有账无流水",
    holdsWhen: "每笔付款（凭证金额减去更正）都有对应的国库流水；到期日（第 3 个工作日的次日）以前只作提示",
    basis: "会计法第十七条：账簿记录与款项及有关资料定期核对，账实相符",
    advice: "查明款项是否支付：流水没有导入的导入，被退回的登记退票，能对应的\(using: .matchLine)核对")

  func findings(in statement: StatementView) -> [Finding] {
    if let missing = statement.missing {
      let period = statement.period
      return [
        Finding(
          rule: description.id, severity: .info, outcome: .notTestable,
          subject: period.year.description, related: [], amount: .zero, date: period.asOf,
          message: "\(period.year) 年的付款和退回无法与国库流水核对：\(missing)")
      ]
    }
    return statement.openFindings(of: description) { !$0.isIncoming }
  }
}

/// S06: every bank return in the ledger has its line in the statement.
struct ReturnedWithoutBankLine: StatementRule {
  let description = RuleDescription(
    id: "S06", severity: .high, title: "退票无流水",
    holdsWhen: "每笔退回（冲销凭证上的退票）都有对应的国库流水；到期日（第 3 个工作日的次日）以前只作提示",
    basis: "会计法第十七条：账簿记录与款项及有关资料定期核对，账实相符",
    advice: "查明款项是否退回：流水没有导入的导入，没有退回的更正，能对应的\(using: .matchLine)核对")

  func findings(in statement: StatementView) -> [Finding] {
    guard statement.missing == nil else { return [] }
    return statement.openFindings(of: description) { $0.isIncoming }
  }
}

extension StatementView {
  /// What stands of the movements without a line that a rule judges.
  fileprivate func openFindings(
    of rule: RuleDescription, where isJudged: (Movement) -> Bool
  ) -> [Finding] {
    (matching?.openMovements ?? []).compactMap { open in
      let movement = open.movement
      guard isJudged(movement), !open.isBeforeStatement, !open.isCandidate else { return nil }
      let due = DueDay(of: movement.day, settings.calendar)
      let isLate = due.isReached(on: period.asOf)
      let day = isLate ? max(due.day, movement.changedOn) : movement.day
      guard period.owns(day) else { return nil }
      return rule.finding(
        movement.voucher, movement.amount, on: day, severity: isLate ? rule.severity : .info,
        related: movement.returned.map { [$0.printed] } ?? [], restingOn: movement.facts,
        """
        \(movement.course)，国库支付明细中没有对应的流水：\(open.reason)\
        \(nearestWords(open.nearest))\(due.words(on: period.asOf))
        """)
    }
  }
}

/// S03: the lines that count for a movement sum to it.
struct BankAmountDiffers: StatementRule {
  let description = RuleDescription(
    id: "S03", severity: .block, title: "金额不一致",
    holdsWhen: "对应一笔付款或退回的国库流水合计等于它的金额",
    basis: "会计法第十七条：账簿记录与款项相符",
    advice: "核对流水和凭证：重复支付的追回，记错的更正后重记，退回的登记退票，流水凭证号写错的与国库核对")

  func findings(in statement: StatementView) throws(MoneyOverflow) -> [Finding] {
    var findings: [Finding] = []
    for difference in statement.matching?.differences ?? [] {
      let movement = difference.movement
      let latest = difference.lines.reduce(movement.changedOn) { max($0, $1.bookedOn) }
      guard statement.period.owns(latest) else { continue }
      let bank = try movement.amount + difference.amount
      findings.append(
        description.finding(
          movement.voucher, difference.amount, on: latest,
          related: difference.lines.map(\.reference.printed),
          restingOn: movement.facts + difference.lines.map(\.fact),
          """
          \(movement.words) \(movement.amountWords)，对应它的 \(difference.lines.count) 笔国库流水合计 \
          \(bank.groupedYuanText) 元，相差 \(difference.amount.groupedYuanText) 元
          """))
    }
    return findings
  }
}

extension Movement {
  /// The start of a finding's sentence.
  fileprivate var course: String {
    "\(words) 于 \(day) \(isIncoming ? "退回" : "支付") \(amount.magnitudeText) 元"
  }

  fileprivate var amountWords: String {
    isIncoming ? "退回 \(amount.magnitudeText) 元" : "净额 \(amount.groupedYuanText) 元"
  }
}
