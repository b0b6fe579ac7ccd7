package import LedgerCore

extension Appropriation {
  /// 文1 of 2024: 100,000 yuan of central transfer received on New Year's Day, for any use.
  package static func sample(
    _ document: String = "文1", year: Int = 2024, source: FundSource = .centralTransfer,
    received: String? = nil, amount: String = "100000", uses: Set<PaymentUse> = [],
    carriedFrom: Int? = nil
  ) throws -> Appropriation {
    Appropriation(
      id: try .sample(document, year: year), source: source,
      receivedOn: try .of(received ?? "\(year)-01-01"), amount: try .yuan(amount),
      permittedUses: uses, originYear: try carriedFrom.map { try .of($0) })
  }
}

extension AppropriationID {
  /// 文1 of 2024.
  package static func sample(_ document: String = "文1", year: Int = 2024) throws -> Self {
    AppropriationID(document: try .of(document), fiscalYear: try .of(year))
  }
}

extension AppropriationChange {
  /// An adjustment of 文1 of 2024.
  package static func adjustment(
    of document: String = "文1", year: Int = 2024, on day: String, _ amount: String
  ) throws -> AppropriationChange {
    AppropriationChange(
      appropriation: try .sample(document, year: year), kind: .adjustment, changedOn: try .of(day),
      amount: try .yuan(amount), reason: "调整")
  }

  /// A recall from 文1 of 2024.
  package static func recall(
    of document: String = "文1", year: Int = 2024, on day: String, _ amount: String
  ) throws -> AppropriationChange {
    AppropriationChange(
      appropriation: try .sample(document, year: year), kind: .recall, changedOn: try .of(day),
      amount: try .yuan(amount), reason: "收回")
  }
}

extension CaseDetails {
  /// Details with something in every part that the table of details holds.
  package static func sample() throws -> CaseDetails {
    var details = CaseDetails(regionBand: "跨市", flags: ["速裁", "死刑"])
    try details.say(.quantities, "卷宗页数=300、天数=2.25")
    try details.say(.costs, "差旅费=1234.56")
    try details.say(.discretions, "质量浮动=110%（案情、证据复杂）")
    details.fundSource = .lotteryFund
    return details
  }
}

extension LegalAidCase {
  /// 案1, accepted on 5 January 2024 and handled by 甲所; not closed unless a day says so.
  package static func sample(
    _ number: String = "案1", accepted: String = "2024-01-05", assigned: String? = nil,
    closed: String? = nil, outcome: Outcome = .closed, filed: String? = nil,
    firm: String? = "甲所", type: CaseType = .civil, recipient: String = "受援人甲"
  ) throws -> LegalAidCase {
    var sample = LegalAidCase(
      number: try .of(number), type: type, recipient: recipient, acceptedOn: try .of(accepted))
    sample.assignedOn = try assigned.map { try .of($0) }
    sample.closing = try closed.map { Closing(on: try .of($0), outcome: outcome) }
    sample.filedOn = try filed.map { try .of($0) }
    sample.lawyer = "承办人甲"
    sample.firm = firm
    return sample
  }
}

extension Claim {
  /// 申1 for 案1: 1,000 yuan claimed on 5 March 2024; not approved unless a day says so.
  ///
  /// Approved is what was claimed unless told otherwise.
  package static func sample(
    _ number: String = "申1", case caseNumber: String = "案1", claimed: String = "2024-03-05",
    amount: String = "1000", approved: String? = nil, approvedAmount: String? = nil,
    returned: String? = nil
  ) throws -> Claim {
    Claim(
      number: try .of(number), caseNumber: try .of(caseNumber), claimedOn: try .of(claimed),
      claimedAmount: try .yuan(amount), submittedBy: "申报人甲",
      approval: try approved.map {
        Approval(on: try .of($0), amount: try .yuan(approvedAmount ?? amount))
      },
      approvedBy: approved == nil ? nil : "审核人乙",
      returned: try returned.map { ClaimReturn(on: try .of($0), reason: "退回") })
  }
}

extension DutyShift {
  /// 值1: one day at 200 yuan, served on 2 February 2024 by a lawyer of 甲所.
  package static func sample(
    _ number: String = "值1", served: String = "2024-02-02", tenths: Int64 = 10,
    rate: String = "200", amount: String = "200", lawyer: String = "值班律师甲", firm: String = "甲所",
    unit: DutyUnit = .day
  ) throws -> DutyShift {
    DutyShift(
      number: try .of(number), servedOn: try .of(served), site: "看守所", lawyer: lawyer, firm: firm,
      quantity: Quantity(tenths: tenths), unit: unit, rate: try .yuan(rate),
      amount: try .yuan(amount))
  }
}

extension PaymentLine {
  /// 凭1/1: 1,000 yuan for 案1 to 甲所 from 文1 on 1 April 2024.
  package static func sample(
    _ id: String = "凭1/1", paid: String = "2024-04-01", amount: String = "1000",
    case caseNumber: String? = "案1", use: PaymentUse = .perCaseSubsidy, document: String = "文1",
    payee: String = "甲所"
  ) throws -> PaymentLine {
    PaymentLine(
      id: try .of(id), paidOn: try .of(paid), use: use,
      subject: try caseNumber.map { .legalAidCase(try .of($0)) } ?? .none,
      document: try .of(document), amount: try .yuan(amount), payee: payee)
  }

  /// 凭值/1: 200 yuan for the duty shift 值1 to 甲所 from 文1 on 1 April 2024.
  package static func dutySample(
    _ id: String = "凭值/1", paid: String = "2024-04-01", amount: String = "200",
    duty: String = "值1", document: String = "文1", payee: String = "甲所"
  ) throws -> PaymentLine {
    PaymentLine(
      id: try .of(id), paidOn: try .of(paid), use: .duty, subject: .dutyShift(try .of(duty)),
      document: try .of(document), amount: try .yuan(amount), payee: payee)
  }

  /// The taking back of this line, whole unless an amount says otherwise.
  package func reversed(
    by id: String, on day: String, amount: String? = nil, kind: ReversalKind = .correction
  ) throws -> PaymentLine {
    PaymentLine(
      id: try .of(id), paidOn: try .of(day), use: use, subject: subject, document: document,
      amount: try amount.map { try .yuan($0) } ?? self.amount, payee: payee, lawyer: lawyer,
      reverses: ReversedLine(id: self.id, paidOn: paidOn, kind: kind))
  }
}

extension BankLine {
  /// 流1: 1,000 yuan to 甲所, booked on 1 April 2024; without a voucher number unless one is given.
  package static func sample(
    _ reference: String = "流1", booked: String = "2024-04-01", amount: String = "1000",
    payee: String = "甲所", voucher: String? = nil
  ) throws -> BankLine {
    BankLine(
      reference: try .of(reference), bookedOn: try .of(booked), amount: try .yuan(amount),
      payee: payee, voucher: try voucher.map { try .of($0) })
  }
}

extension Explanation {
  /// Why P05 of 案1 is as it is, given by 经办人甲 on 5 January 2025 and tied to made-up facts.
  package static func sample(
    _ rule: String = "P05", _ subject: String = "案1", facts: Character = "a",
    reason: String = "已核实", confirmedBy: String? = nil, on day: String = "2025-01-05"
  ) throws -> Explanation {
    Explanation(
      rule: rule, subject: subject, digest: String(repeating: facts, count: 64), reason: reason,
      by: "经办人甲", confirmedBy: confirmedBy, on: try .of(day))
  }
}

extension BankMatch {
  /// What a person decided of a bank line and vouchers.
  package static func sample(
    _ kind: Kind, _ reference: String, _ vouchers: String...
  ) throws -> BankMatch {
    BankMatch(
      reference: try .of(reference), vouchers: try vouchers.map { try .of($0) }, kind: kind,
      reason: "回单")
  }

  /// That 流1 pays 凭1.
  package static func sample(
    _ reference: String = "流1", _ vouchers: [String] = ["凭1"], _ kind: Kind = .matched,
    reason: String = "金额、收款人一致"
  ) throws -> BankMatch {
    BankMatch(
      reference: try .of(reference), vouchers: try vouchers.map { try .of($0) }, kind: kind,
      reason: reason)
  }
}

extension BankSetAside {
  /// That 流1 is not the ledger's.
  package static func sample(
    _ reference: String = "流1", _ kind: Kind = .setAside, reason: String = "别的单位的款",
    by: String = "经办人甲", on day: String = "2024-06-01"
  ) throws -> BankSetAside {
    BankSetAside(
      reference: try .of(reference), kind: kind, reason: reason, by: by, on: try .of(day))
  }
}

extension YearClosing {
  /// The closing of 2024 on 5 January 2025.
  package static func sample(
    _ year: Int = 2024, on day: String = "2025-01-05"
  ) throws -> YearClosing {
    YearClosing(
      fiscalYear: try .of(year), kind: .closed, on: try .of(day),
      packDigest: String(repeating: "c", count: 64))
  }

  /// The opening again of 2024 on 6 January 2025.
  package static func reopening(
    _ year: Int = 2024, on day: String = "2025-01-06"
  ) throws -> YearClosing {
    YearClosing(fiscalYear: try .of(year), kind: .reopened, on: try .of(day), reason: "漏记")
  }
}
