import LedgerCore

// Rules S01, S03 and S06: what the treasury's statement must show of each movement.

/// S01: every payment has its line in the statement.
struct PaidWithoutBankLine: StatementRule {
  let description = RuleDescription(
    id: "S01", severity: .high, title: "有账无流水",
    holdsWhen: "每笔付款（凭证金额减去更正）都有对应的国库流水；到期日（第 3 个工作日的次日）以前只作提示",
    basis: "会计法第十七条：账簿记录与款项及有关资料定期核对，账实相符",
    advice: "查明款项是否支付：流水没有导入的导入，被退回的登记退票，能对应的用 bank match 核对")

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
    advice: "查明款项是否退回：流水没有导入的导入，没有退回的更正，能对应的用 bank match 核对")

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
