import Bookkeeping
import LedgerCore
import Reporting
import Wording

/// 案件.
enum CasesRoom {
  static func list(_ visit: Visit) throws -> Response {
    let state: CaseState? = ListView.term(visit, "state")
    let shown = try visit.shownNames(on: .caseList)
    let (store, filter) = (try visit.store(), try ListView.filter(visit))
    return try ListView(
      visit: visit, room: .cases,
      choices: [
        Field(name: "state", title: "状态", kind: Field.terms(CaseState.self)),
        Field(name: "recipient", title: "受援人（全名）"), Field(name: "lawyer", title: "承办人"),
        Field(name: "firm", title: "承办单位"),
      ],
      acts: [Link("登记受理", CaseForms.accept.path), Link("编号登记错了", CorrectionForms.renumber.path)],
      above: visit.namesButton(
        on: .caseList, back: visit.request.query.address(at: RoomName.cases.path), shown)
    ) { CaseRoom.address(of: $0) }.page { rows in
      let page = try visit.desk.held.lists.cases(in: store, filter, state, rows: rows)
      return try RegisterTables.cases(
        page.facts, of: page.totals, naming: PriceCases(store).detailNames(),
        showsNames: shown != nil)
    }
  }
}

/// 申报与核发.
enum ClaimsRoom {
  static func list(_ visit: Visit) throws -> Response {
    let state: ClaimState? = ListView.term(visit, "state")
    let (store, filter) = (try visit.store(), try ListView.filter(visit))
    return try ListView(
      visit: visit, room: .claims,
      choices: [
        Field(name: "state", title: "状态", kind: Field.terms(ClaimState.self)),
        Field(name: "lawyer", title: "承办人"), Field(name: "firm", title: "承办单位"),
      ],
      acts: [
        Link("登记申报", ClaimForms.submit.path), Link("成批申报", ClaimForms.batch.path),
        Link("更正", CorrectionForms.amend(.claim).path),
        Link("作废", CorrectionForms.void(.claim, undo: false).path),
        Link("恢复作废的", CorrectionForms.void(.claim, undo: true).path),
      ],
      ticked: [("核发选中的", ClaimForms.approve), ("退回选中的", ClaimForms.sendBack)]
    ).page { rows in
      let page = try visit.desk.held.lists.claims(in: store, filter, state, rows: rows)
      let cases = PriceCases(store)
      return try RegisterTables.claims(
        page.facts, of: page.totals, on: cases.details(of: page.facts),
        naming: cases.detailNames())
    }
  }
}

/// 值班.
enum DutyRoom {
  static func list(_ visit: Visit) throws -> Response {
    let state: DutyState? = ListView.term(visit, "state")
    let (store, filter) = (try visit.store(), try ListView.filter(visit))
    return try ListView(
      visit: visit, room: .duty,
      choices: [
        Field(name: "state", title: "状态", kind: Field.terms(DutyState.self)),
        Field(name: "lawyer", title: "值班律师"), Field(name: "firm", title: "所属单位"),
      ],
      acts: [
        Link("登记值班", DutyForms.record.path), Link("更正", CorrectionForms.amend(.duty).path),
        Link("作废", CorrectionForms.void(.duty, undo: false).path),
        Link("恢复作废的", CorrectionForms.void(.duty, undo: true).path),
      ]
    ) { PaymentForms.record.address([("duty", $0)]) }.page { rows in
      let page = try visit.desk.held.lists.duty(in: store, filter, state, rows: rows)
      return try RegisterTables.duty(page.facts, of: page.totals)
    }
  }
}

/// 经费指标.
enum FundsRoom {
  static func list(_ visit: Visit) throws -> Response {
    let state: BalanceState? = ListView.term(visit, "state")
    let year = visit.request.query["year"].flatMap(FiscalYear.init(text:))
    let table = try RegisterTables.appropriations(
      ListRegister(visit.store()).appropriations(of: year, ListView.filter(visit), in: state))
    return ListView(
      visit: visit, room: .funds,
      choices: [
        Field(name: "year", title: "预算年度"),
        Field(name: "state", title: "状态", kind: Field.terms(BalanceState.self)),
      ],
      acts: FundForms.all.map { Link($0.title, $0.path) } + [
        Link("更正", CorrectionForms.amend(.fund).path),
        Link("作废", CorrectionForms.void(.fund, undo: false).path),
        Link("恢复作废的", CorrectionForms.void(.fund, undo: true).path),
      ]
    ) { RoomName.payments.address([("document", $0)]) }.page(table)
  }
}

/// 支付.
enum PaymentsRoom {
  static func list(_ visit: Visit) throws -> Response {
    let state: PaymentState? = ListView.term(visit, "state")
    let (store, filter) = (try visit.store(), try ListView.filter(visit))
    return try ListView(
      visit: visit, room: .payments,
      choices: [
        Field(name: "state", title: "状态", kind: Field.terms(PaymentState.self)),
        Field(name: "firm", title: "收款单位"), Field(name: "document", title: "指标文号"),
        Field(name: "voucher", title: "凭证号"),
      ],
      acts: PaymentForms.all.map { Link($0.title, $0.path) }
        + (visit.request.query["voucher"].map { voucher in
          [
            Link("这张凭证退票了", PaymentForms.bankReturn.address([("paid", voucher)])),
            Link("重付这张退票", PaymentForms.again.address([("returned", voucher)])),
          ]
        } ?? [])
    ) { key in
      RoomName.payments.address([
        ("voucher", WordReading.lineOfVoucher(key)?.voucher.printed ?? key)
      ])
    }.page { rows in
      let page = try visit.desk.held.lists.payments(in: store, filter, state, rows: rows)
      return try RegisterTables.payments(page.facts, of: page.totals)
    }
  }
}
