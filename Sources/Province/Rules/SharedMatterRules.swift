import LedgerCore
import Reconciliation

// X11–X16, X26: what stands in two ledgers.

extension ProvinceBook {
  /// A case with whose it is.
  struct Held {
    let bureau: ReportingBureau
    let held: LedgerBook.CasePaid

    var subject: String { bureau.subject(held.fact.number) }
    /// By acceptance, then code and number.
    static func isBefore(_ left: Held, _ right: Held) -> Bool {
      let (one, other) = (left.held.fact, right.held.fact)
      guard one.acceptedOn == other.acceptedOn else { return one.acceptedOn < other.acceptedOn }
      return left.bureau.code == right.bureau.code
        ? one.number < other.number : left.bureau.code < right.bureau.code
    }
  }

  /// The cases of several bureaus that have something in common, each group in its order.
  func shared(_ key: (StandingCase) -> String?) -> [[Held]] {
    var groups: [String: [Held]] = [:]
    for (bureau, ledger) in ledgers {
      for held in ledger.cases {
        guard let key = key(held.fact) else { continue }
        groups[key, default: []].append(Held(bureau: bureau, held: held))
      }
    }
    return groups.values.filter { Set($0.map(\.bureau.code)).count > 1 }
      .map { $0.sorted(by: Held.isBefore) }
  }

  /// The cases of several bureaus that have the same recipient and judgment.
  func sharedJudgments() -> [[Held]] {
    shared(\.matter)
  }

  /// A group in which two bureaus or more have been paid on its cases: the net of each.
  func paidTwice(_ group: [Held]) throws(MoneyOverflow) -> [RegionCode: Money]? {
    var paid: [RegionCode: Money] = [:]
    for own in group {
      paid[own.bureau.code] = try (paid[own.bureau.code] ?? .zero) + own.held.netPaid
    }
    paid = paid.filter { $0.value > .zero }
    return paid.count > 1 ? paid : nil
  }
}

/// X11: no two bureaus have a case of the same recipient and judgment.
struct OneJudgmentTwoBureaus: CrossRule {
  let description = RuleDescription(
    id: "X11", severity: .high, title: "同人同文书两地", holdsWhen: "同一受援人、同一裁判文书只有一个单位的案件",
    basis: "法律援助条例；以案定补一案一补", advice: "请两个单位核对是不是同一件事，谁办的谁登记")

  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    var findings: [Finding] = []
    for group in book.sharedJudgments() {
      guard let first = group.first, try book.paidTwice(group) == nil else { continue }
      for held in group.dropFirst() {
        // A judgment is known from the closing, where there is one.
        let day = [first, held].map { $0.held.fact.closedOn ?? $0.held.fact.acceptedOn }.max()
        guard let day, book.period.owns(day) else { continue }
        findings.append(
          finding(
            held.subject, .zero, on: day, related: [first.subject],
            "\(held.subject) 与 \(first.subject) 的受援人和裁判文书号相同"))
      }
    }
    return findings
  }
}

/// X12: of such cases at most one bureau's are paid.
struct TwoBureausPaid: CrossRule {
  let description = RuleDescription(
    id: "X12", severity: .block, title: "一案两地付款", holdsWhen: "同一受援人、同一裁判文书只有一个单位付款",
    basis: "以案定补一案一补；财政违法行为处罚处分条例第六条", advice: "请两个单位核对，确是一件事的，后付的收回")

  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    var findings: [Finding] = []
    for group in book.sharedJudgments() {
      guard let paid = try book.paidTwice(group) else { continue }
      let firsts = paid.keys.compactMap { code -> (code: RegionCode, line: PaymentLine)? in
        let lines = group.filter { $0.bureau.code == code }.flatMap(\.held.lines)
          .filter { !$0.isReversal }
        return lines.min { ($0.paidOn, $0.id) < ($1.paidOn, $1.id) }.map { (code, $0) }
      }.sorted { ($0.line.paidOn, $0.code) < ($1.line.paidOn, $1.code) }
      guard let first = firsts.first else { continue }
      for later in firsts.dropFirst() where book.period.owns(later.line.paidOn) {
        let amount = paid[later.code] ?? .zero
        findings.append(
          finding(
            "\(later.code)/\(later.line.id)", amount, on: later.line.paidOn,
            related: ["\(first.code)/\(first.line.id)"] + group.map(\.subject),
            "\(group.map(\.subject).joined(separator: "、")) 的受援人和裁判文书号相同，"
              + "\(first.code) 已付，\(later.code) 又付 \(amount.groupedYuanText) 元"))
      }
    }
    return findings
  }
}

/// X13: a case number stands in one bureau only.
struct OneNumberTwoBureaus: CrossRule {
  let description = RuleDescription(
    id: "X13", severity: .medium, title: "同案号两地", holdsWhen: "一个案件编号只在一个单位",
    basis: "法律援助案件登记要求", advice: "协作办理、已移交的请说明；编号写错的更正")

  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    book.shared(\.number.key).flatMap { group in
      group.dropFirst().filter { book.period.owns($0.held.fact.acceptedOn) }.map { held in
        finding(
          held.subject, .zero, on: held.held.fact.acceptedOn, related: [group[0].subject],
          "\(held.subject) 与 \(group[0].subject) 编号相同")
      }
    }
  }
}

/// X14: a lawyer is on duty for at most a day on one day, over all ledgers.
struct OnDutyTwice: CrossRule {
  let description = RuleDescription(
    id: "X14", severity: .high, title: "律师同日两地值班", holdsWhen: "一名律师一天的值班合计不超过一天",
    basis: "法律援助值班律师工作办法", advice: "请两个单位核对排班；同所同名的两个人请说明")

  private struct Served {
    let bureau: ReportingBureau
    let shift: DutyShift

    /// In tenths of a day; 0 for what is no time.
    var tenths: Int64 {
      switch shift.unit {
      case .day: shift.quantity.tenths
      case .halfDay: shift.quantity.tenths / 2
      case .person, .item: 0
      }
    }
  }

  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    var days: [String: [Served]] = [:]
    for (bureau, ledger) in book.ledgers {
      for shift in ledger.shifts where book.period.owns(shift.servedOn) {
        days[shift.sharedKey, default: []].append(Served(bureau: bureau, shift: shift))
      }
    }
    return days.values.filter { Set($0.map(\.bureau.code)).count > 1 }.flatMap(beyond)
  }

  /// The shifts of one lawyer's day at which the day is over.
  private func beyond(_ served: [Served]) -> [Finding] {
    let ordered = served.sorted {
      ($0.bureau.code, $0.shift.number) < ($1.bureau.code, $1.shift.number)
    }
    var (total, findings): (Int64, [Finding]) = (0, [])
    for own in ordered {
      total += own.tenths
      guard total > 10, own.tenths > 0 else { continue }
      let others = ordered.filter { $0.bureau.code != own.bureau.code }
        .map { $0.bureau.subject($0.shift.number) }
      findings.append(
        finding(
          own.bureau.subject(own.shift.number), own.shift.amount, on: own.shift.servedOn,
          related: others,
          "同所同名的律师 \(own.shift.servedOn) 在 "
            + Set(ordered.map { "\($0.bureau.code)" }).sorted().joined(separator: "、")
            + " 值班，合计超过一天；也可能是同所同名的两个人"))
    }
    return findings
  }
}

/// X15: a line of the treasury's stands in one ledger only.
struct OneBankLineTwice: CrossRule {
  let description = RuleDescription(
    id: "X15", severity: .block, title: "同笔流水两账", holdsWhen: "同一笔国库流水只在一个账本",
    basis: "会计法第九条：根据实际发生的业务核算", advice: "请两个单位核对这笔流水是谁的，另一方剔除")

  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    var lines: [String: [(bureau: ReportingBureau, identity: String, line: BankLine)]] = [:]
    for (bureau, ledger) in book.ledgers {
      for line in ledger.bankLines where book.period.owns(line.bookedOn) {
        lines[line.sharedKey, default: []].append((bureau, ledger.identity, line))
      }
    }
    return lines.values.filter { Set($0.map(\.identity)).count > 1 }.flatMap { group in
      let ordered = group.sorted {
        ($0.bureau.code.digits, $0.identity) < ($1.bureau.code.digits, $1.identity)
      }
      return ordered.dropFirst().map { later in
        finding(
          later.bureau.subject(later.line.reference), later.line.amount, on: later.line.bookedOn,
          related: [ordered[0].bureau.subject(ordered[0].line.reference)],
          "流水 \(later.line.reference)（\(later.line.bookedOn)，"
            + "\(later.line.amount.groupedYuanText) 元）"
            + "同时在 \(ordered[0].bureau.code) 和 \(later.bureau.code) 的账里")
      }
    }
  }
}

/// X16: payees of different bureaus whose names are near.
struct NearPayees: CrossRule {
  let description = RuleDescription(
    id: "X16", severity: .info, title: "收款单位近似", holdsWhen: "各单位的收款单位没有只差一字的",
    basis: "审计疑点核查", advice: "请核对是不是同一个单位写法不同")

  private struct Payee {
    var bureaus: Set<RegionCode> = []
    var paid = Money.zero
    var count = 0
    var printed = ""
  }

  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    var payees: [String: Payee] = [:]
    for (bureau, ledger) in book.ledgers {
      for line in ledger.lines where book.period.owns(line.paidOn) {
        var payee = payees[normalized(line.payee)] ?? Payee(printed: line.payee)
        payee.bureaus.insert(bureau.code)
        try payee.paid += line.signedAmount
        payee.count += 1
        payees[normalized(line.payee)] = payee
      }
    }
    let names = payees.keys.sorted { $0.precedesByCodePoint($1) }
    var near = NearNames(names, among: Set(names.indices))
    var findings: [Finding] = []
    for (index, name) in names.enumerated() {
      guard let own = payees[name] else { continue }
      for other in near.near(to: index) {
        guard let others = payees[names[other.payee]], own.bureaus.isDisjoint(with: others.bureaus),
          (own.count, other.payee) < (others.count, index)
        else { continue }
        let codes = own.bureaus.map(\.digits).sorted().joined(separator: "、")
        findings.append(
          finding(
            maskedPayee(own.printed), own.paid, on: nil, related: [maskedPayee(others.printed)],
            "\(codes) 的收款单位与别的单位的只差一字或异体字，可能是一家"))
      }
    }
    return findings
  }
}

/// X26: no fact of a bureau stands in two of its ledgers.
struct OneFactTwoLedgers: CrossRule {
  let description = RuleDescription(
    id: "X26", severity: .block, title: "一事两账", holdsWhen: "一个单位的同一件事只在它的一个账本里",
    basis: "会计法第十六条：不得另立账簿", advice: "请核对两个账本，只留一个；换账本的由省里了结旧的")

  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    var findings: [Finding] = []
    for bureau in book.bureaus where bureau.ledgers.count > 1 {
      var known: Set<String> = []
      for ledger in bureau.ledgers {
        let facts = ledger.keyedFacts
        for (key, printed, amount) in facts where known.contains(key) {
          findings.append(
            finding(
              bureau.bureau.subject(printed), amount, on: nil,
              "\(printed) 同时在 \(bureau.bureau.code) 的两个账本里"))
        }
        known.formUnion(facts.map(\.key))
      }
    }
    return findings
  }
}

extension LedgerBook {
  /// What a bureau registers under a number: cases, shifts, appropriations, payment and bank lines.
  fileprivate var keyedFacts: [(key: String, printed: String, amount: Money)] {
    cases.map { ("case \($0.fact.number.key)", "\($0.fact.number)", .zero) }
      + shifts.map { ("duty \($0.number.key)", "\($0.number)", $0.amount) }
      + appropriations.map {
        ("fund \($0.id.document.key) \($0.id.fiscalYear)", "\($0.id.document)", $0.amount)
      }
      + lines.map { ("line \($0.id.voucher.key) \($0.id.line)", "\($0.id)", $0.amount) }
      + bankLines.map { ("bank \($0.reference.key)", "\($0.reference)", $0.amount) }
  }
}
