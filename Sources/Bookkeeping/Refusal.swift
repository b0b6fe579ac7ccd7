package import LedgerCore
package import Reconciliation

/// Why an act was refused (拒绝); the ledger is unchanged.
package enum Refusal: OfficerError {
  case alreadyRegistered(Thing, number: String)
  /// - near: The numbers that were probably meant.
  case notRegistered(Thing, number: String, near: [String] = [])
  /// What is asked for stands already: a closing, an approval, a return.
  case alreadyDone(Thing, number: String, what: String)
  case claimReturned(ClaimNumber)
  /// A case is named where a claim is meant; the claims of it that stand, none or several.
  case claimOfCaseUnclear(CaseNumber, [ClaimNumber])
  /// The firm is left out, and a lawyer's other cases do not say it: the firms that they name.
  case firmUnclear([String])
  /// The bank's lines that may be the return, when they are of several days.
  case returnDayUnclear([BankLine])
  case appropriationUnclear(DocumentNumber, years: [FiscalYear])
  case originAfterFiscalYear(AppropriationID)
  case openingStated(FiscalYear)
  /// Other money was carried into the year than is stated.
  case openingNotCarried(OpeningBalance, carried: Money)
  case voucher(VoucherProblem)
  /// A Chinese sentence on the case or shift, and why.
  case nothingLeftToPay(Guidance)
  /// An approval above the claim, or off the standard, for which no reason is given.
  case approvalNeedsReason([Finding])
  case nothingToPay
  /// Nothing in the ledger names a firm; the bodies whose names are near.
  case unknownFirm(String, near: [String])
  case nothingToClaim([String])
  /// Some of the claims that were named cannot be approved or returned, and why.
  case claimsStopped([Guidance])
  /// No claim waits that can be approved or returned.
  case noClaims(ManyClaims.Act)
  case otherRegion(String, holds: String)
  case standardIsRange(CaseNumber, String)
  case differsFromStandard(Money, String)
  case notReturned(PaymentLineID)
  /// The payment made again is for something else than the one returned.
  case reissueDiffers(PaymentLineID)
  /// Who recorded the last line of it.
  case voucherTaken(VoucherNumber, recorded: EarlierAct?)
  case moneyShort(use: PaymentUse, subject: String, missing: Money)
  /// A fact is dated after the day of the act.
  case notYetHappened(String, Day, today: Day)
  case amountMissing
  /// No rate of duty is named, and no standard in force grants one amount.
  case rateMissing(DutyUnit, Day)
  /// Another rate than the standard's, without a word why.
  case rateNeedsReason([Finding])
  case payeeMissing
  case subjectDoesNotFitUse(PaymentUse)
  /// The voucher has lines already; who recorded the last of them.
  case lineNumberNeeded(VoucherNumber, recorded: EarlierAct?)
  /// The same of a reversal's own voucher.
  case reversalLineNeeded(VoucherNumber, recorded: EarlierAct?)
  /// Nothing is left of these lines; the reversals, and who recorded the last of them.
  case alreadyReversed([PaymentLineID], by: [PaymentLineID], last: EarlierAct?)
  /// An amount is taken back of a voucher of several lines.
  case lineOfAmountNeeded(VoucherNumber, lines: [Int])
  /// A voucher of its own is needed, and this one has lines already.
  case voucherInUse(VoucherNumber, recorded: EarlierAct?)
  /// The voucher returns nothing (退票).
  case noBankReturn(VoucherNumber)
  /// A returned payment is made again before the day of its return.
  case paidAgainBeforeReturn(VoucherNumber, returnedOn: Day)
  /// What came back was made again, all or part of it: the returned line and the one that paid it.
  case alreadyPaidAgain(
    VoucherNumber, [(returned: PaymentLineID, again: PaymentLineID)], isWhole: Bool,
    last: EarlierAct?)
  /// Each line cites the document and use already; who recorded the last of them.
  case nothingToRecharge(VoucherNumber, recorded: EarlierAct?)
  /// Findings of rules that stop an entry; for a number that they do not find in the register, the
  /// numbers that were probably meant.
  case rules([Finding], near: [String: [String]] = [:])

  /// What a number names.
  package enum Thing: String, Sendable {
    case legalAidCase = "案件"
    case claim = "补贴申报"
    case dutyShift = "值班"
    case appropriation = "指标"
    case opening = "上年结转"
    case voucher = "支付凭证"
    case payment = "支付凭证行"
    case bankLine = "国库流水"
  }

  package var description: String { guidance.words }

  package var guidance: Guidance {
    switch self {
    case .alreadyRegistered(let thing, let number):
      "\(thing.rawValue) \(number) 已经登记：请核对编号；要改登记内容的，请\(using: .amendByImport)更正"
    case .notRegistered(let thing, let number, let near):
      "\(thing.rawValue) \(number) 没有登记：请核对编号，漏登的先登记\(Self.question(near))"
    case .alreadyDone(let thing, let number, let what):
      "\(thing.rawValue) \(number) 已有\(what)：没有改动；有误的，请\(using: .amendByImport)更正并写明原因"
    case .claimReturned(let number):
      "补贴申报 \(number) 已经退回，不能核发：请重新申报"
    case .claimOfCaseUnclear(let number, let claims):
      claims.isEmpty
        ? "案件 \(number) 没有申报：请核对编号，还没有申报的先\(using: .submitClaim)登记"
        : "案件 \(number) 有几份申报（\(claims.map(\.printed).joined(separator: "、"))）：请写申报编号"
    case .firmUnclear(let firms):
      firms.isEmpty
        ? "不知道承办单位：账上没有这位承办人的其他案件，请\(using: .nameFirm)写明"
        : """
        不知道承办单位：账上这位承办人的案件有几个单位（\(firms.map(printable).joined(separator: "、"))），\
        请\(using: .nameFirm)写明
        """
    case .returnDayUnclear(let lines):
      """
      国库流水里可能是这笔退回的有几笔（\(lines.map { "\($0.reference) \($0.bookedOn)" }
        .joined(separator: "、"))）：请\(using: .nameDay)写明退回的日期
      """
    case .appropriationUnclear(let document, let years):
      """
      指标 \(document) 登记在多个预算年度（\(years.map(\.description).joined(separator: "、"))）：\
      请\(using: .nameBudgetYear)指明
      """
    case .originAfterFiscalYear(let id):
      "指标 \(id.document) 的结转自年度不能晚于预算年度 \(id.fiscalYear)"
    case .openingStated(let year):
      "\(year) 年度已登记上年结转：要更正请\(adding: .giveReason)写明原因"
    case .openingNotCarried(let opening, let carried):
      """
      结转到 \(opening.fiscalYear) 年度的是 \(carried.groupedYuanText) 元，与要登记的上年结转 \
      \(opening.amount.groupedYuanText) 元不同，账本没有改动：请核对上年结账数和结转指标；\
      确需照记的，\(adding: .override)写明理由，理由会记入流水
      """
    case .voucher(let problem):
      "\(problem.description)：\(problem.advice)"
    case .nothingLeftToPay(let words): words
    case .approvalNeedsReason(let findings):
      """
      核发与申报或标准不同，没有记账：
      \(Self.words(findings))
      请核对金额；确需这样核发的，\(adding: .giveReason)写明理由，理由会记入流水
      """
    case .notReturned(let id):
      """
      支付凭证 \(id.voucher) 第 \(id.line) 行没有待重付的退票：\
      请先\(using: .recordBankReturn)登记退票；已经重付的不能再重付
      """
    case .reissueDiffers(let id):
      "支付凭证 \(id.voucher) 第 \(id.line) 行付的是别的案件、值班或用途：重付要和原来的支付一致"
    case .nothingToClaim(let skipped):
      "没有可以成批申报的案件；没有记账\(skipped.map { "\n  " + $0 }.joined())"
    case .claimsStopped(let reasons):
      """
      有 \(reasons.count) 份申报办不了，整批都没有记账，账本没有改动：
      \(reasons.map { "  " + $0 }.joined(separator: "\n"))
      请改正，或把这几份去掉再办
      """
    case .noClaims(let act):
      "没有可以\(act.rawValue)的申报：没有记账"
    case .otherRegion(let region, let holds):
      "账本里已有\(holds)的补贴标准，不能再登记\(region)的：一个账本只用一个地区的标准"
    case .standardIsRange(let number, let range):
      "案件 \(number) 的标准是幅度（\(range)）：请\(using: .nameAmount)写明申报金额"
    case .differsFromStandard(let amount, let range):
      "申报 \(amount.groupedYuanText) 元与标准（\(range)）不同：请核对，确需不同的\(using: .giveReason)写明理由"
    case .nothingToPay:
      "没有已核发未付的案件，也没有未付的值班：没有记账"
    case .unknownFirm(let name, let near):
      "账上没有叫“\(maskedPayee(name))”的单位：请核对名称\(Self.question(near))"
    case .voucherTaken(let number, let act):
      "支付凭证 \(number) 已有记录\(act.aside)：请换一个凭证号前缀，或不写前缀由程序接着编；没有记账"
    case .moneyShort(let use, let subject, let missing):
      """
      \(use.rawValue)的可用指标不够：付到\(subject)时还差 \(missing.groupedYuanText) 元；\
      请登记新的指标或缩小范围；整批没有记账
      """
    case .notYetHappened(let what, let day, let today):
      "\(what) \(day) 在今天（\(today)）之后，还没有发生，不能记账：请核对日期"
    case .rateNeedsReason(let findings):
      """
      值班的标准与补贴标准不同，没有记账：
      \(Self.words(findings))
      请核对标准，不写则按补贴标准；确需不同的，\(adding: .giveReason)写明理由，理由会记入流水
      """
    case .rateMissing(let unit, let day):
      "没有写标准，\(day) 也没有按\(unit.rawValue)定了一个金额的值班标准：请写明标准，或先登记补贴标准"
    case .amountMissing:
      "没有写金额：请\(using: .nameAmount)写明"
    case .payeeMissing:
      "不知道收款单位：案件没有登记承办单位，请\(using: .namePayee)写明"
    case .subjectDoesNotFitUse(let use):
      switch use {
      case .perCaseSubsidy: "以案定补要写案件编号\(aside: .nameCase)，不能写值班编号"
      case .duty: "值班律师补贴要写值班编号\(aside: .nameDutyShift)，不能写案件编号"
      default: "\(use.rawValue)支出可以写案件编号，不能写值班编号"
      }
    case .lineNumberNeeded(let number, let act):
      "支付凭证 \(number) 已有记录\(act.aside)：要在这张凭证上再加一行，请\(using: .nameLine)写明行号；以免重复记账"
    case .reversalLineNeeded(let number, let act):
      "支付凭证 \(number) 已有记录\(act.aside)：要在这张凭证上再加冲销，请\(using: .nameReversalLine)写明行号；以免重复记账"
    case .alreadyReversed(let lines, let reversals, let act):
      """
      支付凭证 \(lines.map(\.description).joined(separator: "、")) 已经全部冲销，\
      未冲销的 0.00 元（冲销凭证行 \(reversals.map(\.description).joined(separator: "、"))\
      \(act.map { "，最后一笔是" + $0.words } ?? "")）：没有剩余可办的，请核对凭证号和行号
      """
    case .lineOfAmountNeeded(let number, let lines):
      """
      支付凭证 \(number) 有 \(lines.count) 行没有冲销完（第 \
      \(lines.map(\.description).joined(separator: "、")) 行）：只冲销一部分金额，请\(using: .nameLine)写明是哪一行
      """
    case .voucherInUse(let number, let act):
      "支付凭证 \(number) 已有记录\(act.aside)：请换一个凭证号；没有记账"
    case .noBankReturn(let number):
      "凭证 \(number) 上没有退票，没有要重付的：请写退票的冲销凭证号；还没有登记退票的先\(using: .recordBankReturn)登记"
    case .paidAgainBeforeReturn(let number, let day):
      "退票凭证 \(number) 的日期是 \(day)，重付不能早于退票：请核对支付日期"
    case .alreadyPaidAgain(let number, let pairs, let isWhole, let act):
      Self.words(paidAgain: pairs, of: number, isWhole: isWhole, act)
    case .nothingToRecharge(let number, let act):
      "支付凭证 \(number) 已经记在这个指标和用途上\(act.aside)：没有要更正的"
    case .rules(let findings, let near):
      """
      有规则不允许，账本没有改动：
      \(Self.words(findings, near))
      请先改正；账上已有的不符事项，查明原因后可\(using: .explainFinding)说明；\
      确需照记的，\(adding: .override)写明理由，理由会记入流水
      """
    }
  }

  private static func words(
    paidAgain pairs: [(returned: PaymentLineID, again: PaymentLineID)], of number: VoucherNumber,
    isWhole: Bool, _ act: EarlierAct?
  ) -> Guidance {
    let which = pairs.map { "第 \($0.returned.line) 行由 \($0.again) 重付" }.joined(separator: "、")
    let rest: Guidance = "没有重付的请一行一行办\(aside: .payLineAgain)"
    return "退票凭证 \(number) \(isWhole ? "已经重付" : "已有一部分重付")\(act.aside)：\(which)；"
      + (isWhole ? "没有再付" : rest)
  }

  /// Whether one of these was meant; nothing where there are none.
  static func question(_ near: [String]) -> String {
    near.isEmpty ? "" : "；是不是 \(near.map(printable).joined(separator: " 或 "))？"
  }

  /// What the rules found and advise, a paragraph each.
  private static func words(
    _ findings: [Finding], _ near: [String: [String]] = [:]
  ) -> Guidance {
    findings.map { finding -> Guidance in
      let question = question(finding.related.first.flatMap { near[$0] } ?? [])
      guard let rule = RuleCatalogue.description(of: finding.rule) else {
        return "  \(finding.rule)：\(finding.message)\(question)"
      }
      return """
          \(rule.id) \(rule.title)：\(finding.message)\(question)
            怎么办：\(rule.advice)
        """
    }.joined(separator: "\n")
  }
}

/// A person's decision to record what a rule stops; the reason goes into the journal.
package struct Override: Equatable, Sendable {
  package let reason: String

  package init(reason: String) {
    self.reason = reason
  }
}

extension EntryCheck {
  /// What a change of a case or its claims brings about or makes worse, gravest first.
  ///
  /// - Throws: `MoneyOverflow` when a sum leaves 64 bits.
  static func worsening(
    _ before: Dossier, to after: Dossier, _ settings: RuleSettings = RuleSettings()
  ) throws -> [Finding] {
    try findings(changing: before, to: after, settings: settings)
      .worse(than: findings(changing: after, to: before, settings: settings))
  }
}

extension [Finding] {
  /// The findings that an act brings about or makes worse.
  ///
  /// A remedy often changes the words of what it does not wholly heal: a late approval, an
  /// adjustment that covers half of an excess. Such a finding is not laid to the act.
  ///
  /// - Parameter gone: What was found before the act and is not found after it.
  /// - Returns: These findings, without those that one of the gone outweighs.
  func worse(than gone: [Finding]) -> [Finding] {
    filter { new in
      !gone.contains { old in
        new.amount > .zero && old.rule == new.rule && old.subject == new.subject
          && old.amount >= new.amount
      }
    }
  }

  /// Refuses when a finding stops an entry and nobody overrides it.
  ///
  /// - Parameters:
  ///   - gravest: The least grave that stops it.
  ///   - override: A person's decision to go on.
  ///   - standing: What stops it besides, whatever it brings about.
  /// - Returns: What the journal says of it: the rules overridden and the reason, or nil.
  /// - Throws: ``Refusal/rules(_:)`` with the findings that stop the entry.
  func settled(
    stoppingAt gravest: Severity = .block, _ override: Override?, besides standing: [Finding] = []
  ) throws(Refusal) -> String? {
    let brought = filter { $0.severity <= gravest }
    let stopping =
      standing.filter { old in
        !brought.contains { $0.rule == old.rule && $0.subject == old.subject }
      } + brought
    guard !stopping.isEmpty else { return override?.reason }
    guard let override else { throw .rules(stopping) }
    let rules = Set(stopping.map(\.rule)).sorted().map(\.description)
    return "越过规则 \(rules.joined(separator: "、"))：\(override.reason)"
  }
}
