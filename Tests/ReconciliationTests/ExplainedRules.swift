import LedgerCore
import Reconciliation
import TestSupport

private typealias Change = ExplainedRow.Change

private let approval: [ExplainedRow.Change] = [
  Change("another amount approved") { $0.claims[0].approval?.amount = try .yuan("1001") },
  Change("another day of approval") { $0.claims[0].approval?.on = try .of("2024-03-11") },
]

private let paidAnew = [
  Change("the same excess by another voucher to another payee") {
    $0.lines.append(try $0.lines[0].reversed(by: "冲9/1", on: "2024-05-01"))
    $0.lines.append(
      try .sample("凭9/1", paid: "2024-05-02", case: nil, use: .other, payee: "另一公司"))
  },
  Change("the same to another payee") { $0.lines[0].payee = "另一公司" },
]

/// The rules of appropriations.
let explainedFunds = [
  ExplainedRow(
    "F01", { $0.appropriations[0].amount = try .yuan("900") }, unrelated: [.filing],
    lapsing: [
      Change("another amount of the row") { $0.appropriations[0].amount = try .yuan("950") },
      Change("an adjustment of a part") {
        $0.changes.append(try .adjustment(on: "2024-05-01", "50"))
      },
      Change("one more payment from it") {
        $0.lines.append(try .sample("凭2", amount: "5", case: nil, use: .other))
      },
      Change("received on another day") { $0.appropriations[0].receivedOn = try .of("2024-02-01") },
      .partReversed,
    ] + paidAnew),
  ExplainedRow(
    "F02", { $0.appropriations[0].receivedOn = try .of("2024-05-01") },
    unrelated: [
      .filing,
      Change("an adjustment of the row") {
        $0.changes.append(try .adjustment(on: "2024-06-01", "50"))
      },
    ],
    lapsing: [
      Change("received on another day") { $0.appropriations[0].receivedOn = try .of("2024-05-02") },
      Change("paid on another day") { $0.lines[0].paidOn = try .of("2024-04-02") },
    ] + Change.ofLine),
  ExplainedRow(
    "F03", in: .clean, { $0.appropriations[0].amount = try .yuan("900") }, unrelated: [.filing],
    lapsing: [
      Change("an adjustment of a part") {
        $0.changes.append(try .adjustment(on: "2024-05-01", "50"))
      },
      Change("an opening that explains a part") { try $0.stateOpening("50") },
      Change("an opening of nothing, stated") { try $0.stateOpening("0") },
      .partReversed,
    ] + paidAnew),
  ExplainedRow(
    "F04", { $0.appropriations[0].permittedUses = [.other] }, unrelated: [.filing],
    lapsing: [
      Change("other uses") { $0.appropriations[0].permittedUses = [.duty] },
      Change("another source") { $0.appropriations[0].source = .donation },
    ] + Change.ofLine),
  ExplainedRow(
    "F05",
    { book in
      // What is left of 文1 is donated, and may be kept; what is left of 文旧 goes back in 2025.
      book.appropriations[0].source = .donation
      book.appropriations.append(try .sample("文旧", year: 2023, amount: "500"))
      book.changes = [try .recall(of: "文旧", year: 2023, on: "2025-03-01", "500")]
    }, unrelated: [.filing, .partReversed],
    lapsing: [
      Change("a part recalled") {
        $0.changes.append(try .recall(of: "文旧", year: 2023, on: "2024-12-31", "0.01"))
      },
      Change("a part paid") {
        $0.lines.append(try .sample("凭2", amount: "5", case: nil, use: .other, document: "文旧"))
      },
      Change("money of a year still earlier") { $0.appropriations[1].originYear = try .of(2022) },
      Change("another source") { $0.appropriations[1].source = .localBudget },
    ]),
  ExplainedRow(
    "F06", { $0.lines[0].document = try .of("文9") }, unrelated: [.filing],
    lapsing: [
      Change("another document that is not there") { $0.lines[0].document = try .of("文8") }
    ] + Change.ofLine),
  ExplainedRow(
    "F07", in: .clean,
    {
      try $0.stateOpening("400")
      $0.appropriations.append(try .sample("文旧", amount: "300", carriedFrom: 2023))
    }, unrelated: [.filing, .partReversed],
    lapsing: [
      Change("another amount stated") { try $0.stateOpening("401") },
      Change("another amount carried over") { $0.appropriations[1].amount = try .yuan("301") },
      Change("the same difference of other amounts") {
        try $0.stateOpening("500")
        $0.appropriations[1].amount = try .yuan("400")
      },
    ]),
]

/// The rules of payments against cases.
let explainedPayments = [
  ExplainedRow(
    "P01", { $0.lines[0].subject = .legalAidCase(try .of("案9")) }, unrelated: [.filing],
    lapsing: Change.ofLine),
  ExplainedRow(
    "P02", { $0.cases[0].acceptedOn = try .of("2024-04-02") },
    unrelated: [
      .filing, Change("the closing moved") { $0.cases[0].closing?.on = try .of("2024-03-02") },
    ],
    lapsing: [Change("accepted a day later") { $0.cases[0].acceptedOn = try .of("2024-04-03") }]
      + Change.ofLine),
  ExplainedRow(
    "P03", { $0.cases[0].closing?.on = try .of("2024-04-02") }, unrelated: [.filing] + approval,
    lapsing: [
      Change("closed a day later") { $0.cases[0].closing?.on = try .of("2024-04-03") },
      Change("not closed at all") { $0.cases[0].closing = nil },
    ] + Change.ofLine),
  ExplainedRow(
    "P04", { $0.claims[0].approval?.on = try .of("2024-04-02") }, unrelated: [.filing],
    lapsing: [
      Change("approved a day later") { $0.claims[0].approval?.on = try .of("2024-04-03") },
      Change("another amount approved") { $0.claims[0].approval?.amount = try .yuan("900") },
    ] + Change.ofLine),
  ExplainedRow(
    "P05", { $0.lines[0].amount = try .yuan("1100") },
    unrelated: [
      .filing, Change("closed a day later") { $0.cases[0].closing?.on = try .of("2024-03-02") },
    ],
    lapsing: [
      Change("still more paid") { $0.lines[0].amount = try .yuan("1200") },
      Change("another payee") { $0.lines[0].payee = "戊所" }, .partReversed,
    ] + approval),
  ExplainedRow(
    "P06", { $0.lines.append(try .sample("凭2/1", paid: "2024-05-01")) }, unrelated: [.filing],
    lapsing: [
      Change("a third payment") {
        $0.lines.append(try .sample("凭3/1", paid: "2024-06-01", amount: "5"))
      },
      Change("paid on another day") { $0.lines[1].paidOn = try .of("2024-05-02") }, approval[1],
    ]),
  ExplainedRow(
    "P07", { $0.lines[0].amount = try .yuan("900") }, unrelated: [.filing],
    lapsing: Change.ofLine + approval),
  ExplainedRow(
    "P08", { $0.lines = [] },
    unrelated: [
      .filing, Change("closed a day later") { $0.cases[0].closing?.on = try .of("2024-03-02") },
    ],
    lapsing: approval),
  ExplainedRow(
    "P09", { $0.lines[0].payee = "乙所" }, unrelated: [.filing] + approval,
    lapsing: [Change("another firm of the case") { $0.cases[0].firm = "丁所" }] + Change.ofLine),
  ExplainedRow(
    "P10",
    { book in
      book.lines = []
      book.claims = []
    }, unrelated: [.filing],
    lapsing: [
      Change("closed a day later") { $0.cases[0].closing?.on = try .of("2024-03-02") },
      Change("accepted a day earlier") { $0.cases[0].acceptedOn = try .of("2024-01-04") },
    ]),
  ExplainedRow(
    "P11", { $0.cases[0].closing = .init(on: try .of("2024-03-20"), outcome: .terminated) },
    unrelated: [.filing],
    lapsing: [
      Change("ended a day later") { $0.cases[0].closing?.on = try .of("2024-03-21") },
      Change("withdrawn") { $0.cases[0].closing?.outcome = .withdrawn },
    ] + Change.ofLine + approval),
  ExplainedRow("P12", in: .session, { _ in }, unrelated: [.filing], lapsing: Change.ofLine),
]

/// The rules of claims and of the case register.
let explainedClaims = [
  ExplainedRow(
    "C01", { $0.claims.append(try .sample("申9", case: "案9")) }, unrelated: [.filing],
    lapsing: [
      Change("another amount") { $0.claims[1] = try .sample("申9", case: "案9", amount: "5") },
      Change("another day") { $0.claims[1].claimedOn = try .of("2024-03-06") },
    ]),
  ExplainedRow(
    "C02", { $0.cases[0].closing?.on = try .of("2024-03-06") }, unrelated: [.filing] + approval,
    lapsing: [
      Change("closed a day later") { $0.cases[0].closing?.on = try .of("2024-03-07") },
      Change("another amount") { $0.claims[0].claimedAmount = try .yuan("1002") },
      Change("another day") { $0.claims[0].claimedOn = try .of("2024-03-04") },
    ]),
  ExplainedRow(
    "C03", { $0.claims.append(try .sample("申2", claimed: "2024-03-06")) },
    unrelated: [
      .filing,
      Change("the second claim approved") {
        $0.claims[1].approval = Approval(on: try .of("2024-03-20"), amount: try .yuan("7"))
      },
    ] + approval,
    lapsing: [
      Change("another amount") { $0.claims[1].claimedAmount = try .yuan("1002") },
      Change("another day") { $0.claims[1].claimedOn = try .of("2024-03-07") },
      Change("another amount of the first") { $0.claims[0].claimedAmount = try .yuan("1002") },
    ]),
  ExplainedRow(
    "C04", { $0.claims[0].approval?.amount = try .yuan("1100") }, unrelated: [.filing],
    lapsing: [
      Change("another amount claimed") { $0.claims[0].claimedAmount = try .yuan("1050") },
      Change("another day claimed") { $0.claims[0].claimedOn = try .of("2024-03-04") },
    ] + approval),
  ExplainedRow(
    "C05", under: StandardPlan("800"), { _ in },
    unrelated: [
      .filing, Change("assigned") { $0.cases[0].assignedOn = try .of("2024-01-07") },
      Change("closed on another day of the same standard") {
        $0.cases[0].closing?.on = try .of("2024-03-02")
      },
    ],
    lapsing: [
      Change("another type") { $0.cases[0].type = .criminal },
      Change("another grade") { $0.cases[0].grade = "优秀" },
      Change("another stage") { $0.cases[0].stage = "二审" },
      Change("another amount claimed") { $0.claims[0].claimedAmount = try .yuan("1050") },
    ] + approval),
  ExplainedRow(
    "C06", { $0.claims[0].approvedBy = "申报人甲" }, unrelated: [.filing],
    lapsing: [
      Change("another person who did both") { book in
        book.claims[0].submittedBy = "申报人丙"
        book.claims[0].approvedBy = "申报人丙"
      }
    ] + approval),
  ExplainedRow(
    "C07", { $0.claims[0].claimedOn = try .of("2024-03-15") }, unrelated: [.filing],
    lapsing: [Change("claimed a day later") { $0.claims[0].claimedOn = try .of("2024-03-16") }]
      + approval),
  ExplainedRow(
    "K01", { $0.cases[0].closing?.on = try .of("2024-01-04") }, unrelated: approval,
    lapsing: [
      .filing, Change("closed still earlier") { $0.cases[0].closing?.on = try .of("2024-01-03") },
      Change("assigned on another day") { $0.cases[0].assignedOn = try .of("2024-01-03") },
    ]),
  ExplainedRow(
    "K02",
    { book in
      book.cases.append(try .sample("案2", closed: "2024-06-01", filed: "2024-06-02"))
      for index in 0...1 { book.cases[index].judgmentNumber = try .of("判1") }
    },
    unrelated: [
      .filing, Change("another outcome") { $0.cases[1].closing?.outcome = .withdrawn },
      Change("the judgment in another width") { $0.cases[0].judgmentNumber = try .of("判１") },
    ],
    lapsing: [
      Change("another judgment of both") { book in
        for index in 0...1 { book.cases[index].judgmentNumber = try .of("判2") }
      },
      Change("another recipient of both") { book in
        for index in 0...1 { book.cases[index].recipient = "受援人丙" }
      },
      Change("closed on another day") { $0.cases[1].closing?.on = try .of("2024-06-02") },
      Change("a case with a lesser number") {
        $0.cases.append(try .sample("案0", closed: "2024-06-01", filed: "2024-06-02"))
        $0.cases[2].judgmentNumber = try .of("判1")
      },
    ]),
  ExplainedRow(
    "K04",
    { $0.cases.append(try .sample("案2", accepted: "2024-01-09", closed: "2024-06-01")) },
    unrelated: [
      .filing, Change("another outcome") { $0.cases[1].closing?.outcome = .withdrawn },
    ],
    lapsing: [
      Change("another recipient of both") { book in
        for index in 0...1 { book.cases[index].recipient = "受援人丙" }
      },
      Change("another lawyer of both") { book in
        for index in 0...1 { book.cases[index].lawyer = "承办人丙" }
      },
      Change("accepted on another day") { $0.cases[1].acceptedOn = try .of("2024-01-10") },
      Change("the one has a judgment") { $0.cases[0].judgmentNumber = try .of("判1") },
    ]),
  ExplainedRow(
    "K03", { $0.cases[0].filedOn = try .of("2024-05-01") }, unrelated: approval,
    lapsing: [
      .filing, Change("closed on another day") { $0.cases[0].closing?.on = try .of("2024-03-02") },
    ]),
]

/// The rules of duty shifts.
let explainedDuty = [
  ExplainedRow(
    "D01", in: .duty, { $0.shifts[0].amount = try .yuan("250") },
    lapsing: [
      Change("another amount") { $0.shifts[0].amount = try .yuan("260") },
      Change("another quantity") { $0.shifts[0].quantity = Quantity(tenths: 5) },
      Change("another rate") { $0.shifts[0].rate = try .yuan("201") },
      Change("another day") { $0.shifts[0].servedOn = try .of("2024-02-03") },
    ]),
  ExplainedRow(
    "D02", in: .duty, { $0.shifts.append(try .sample("值2")) },
    lapsing: [
      Change("another amount") { $0.shifts[1].amount = try .yuan("260") },
      Change("another quantity of the first") { $0.shifts[0].quantity = Quantity(tenths: 5) },
      Change("a third shift between") { $0.shifts.append(try .sample("值1A")) },
    ]),
  ExplainedRow(
    "D03", in: .duty, { $0.lines[0].subject = .dutyShift(try .of("值9")) },
    lapsing: Change.ofLine),
  ExplainedRow(
    "D04", in: .duty, { $0.lines[0].amount = try .yuan("300") },
    lapsing: [
      Change("another amount of the shift") { $0.shifts[0].amount = try .yuan("250") }
    ] + Change.ofLine),
  ExplainedRow(
    "D05", in: .duty, { $0.lines[0].paidOn = try .of("2024-02-01") },
    lapsing: [Change("served a day later") { $0.shifts[0].servedOn = try .of("2024-02-03") }]
      + Change.ofLine),
  ExplainedRow(
    "D06", in: .duty, { $0.lines[0].amount = try .yuan("150") },
    lapsing: [
      Change("another amount of the shift") { $0.shifts[0].amount = try .yuan("250") },
      Change("a little more paid") { $0.lines[0].amount = try .yuan("160") }, .partReversed,
    ]),
  ExplainedRow(
    "D07", in: .duty, { $0.lines[0].payee = "乙所" },
    lapsing: [Change("another firm of the lawyer") { $0.shifts[0].firm = "丁所" }] + Change.ofLine),
  ExplainedRow(
    "D08", in: .duty, under: StandardPlan("1000", duty: [.day: "150", .halfDay: "100"]), { _ in },
    unrelated: [Change("the payment of another amount") { $0.lines[0].amount = try .yuan("150") }],
    lapsing: [
      Change("another rate") { $0.shifts[0].rate = try .yuan("210") },
      Change("another quantity") { $0.shifts[0].quantity = Quantity(tenths: 5) },
      Change("another unit") { $0.shifts[0].unit = .halfDay },
      Change("another day") { $0.shifts[0].servedOn = try .of("2024-02-03") },
    ]),
]
