import Bookkeeping
import LedgerCore
import Reconciliation
import Reporting
import Wording

/// One case from acceptance to payment: where it stands, its next act, and all that was recorded.
enum CaseRoom {
  static func address(of number: CaseNumber) -> String { address(of: number.printed) }

  static func address(of number: String) -> String {
    Fields([("number", number)]).address(at: "/case")
  }

  static func answer(_ visit: Visit) throws -> Response {
    guard let text = visit.request.query["number"], let number = CaseNumber(text) else {
      throw RequestFault.notFound
    }
    let store = try visit.store()
    let events = try CaseHistory(store)(of: number)
      .map { HistoryTable.Event($0, local: visit.clock.local) }
    let history = HistoryTable(of: number, events).table
    let standing = try ListRegister(store).case(number)
    let next = next(standing, number)
    let onward: HTML =
      next.map { "<p class=\"acts\">\($0.mainButton)</p>" } ?? "<p>没有要办的了。</p>"
    let standingNow: HTML =
      try standing.map { try Self.course($0, number, visit, PriceCases(store)) }
      ?? "<p>这件案件已经作废。</p>"
    let others = acts(number).filter { $0.address != next?.address }
    return visit.page(
      "案件 \(number.printed)", room: .cases,
      """
      \(standingNow)
      <h2>接下来</h2>
      \(onward)
      <details><summary>别的登记</summary>\(others.buttons)</details>
      <details><summary>登记错了：更正、改派、改号、作废</summary>\(corrections(number).buttons)</details>
      <h2>记录</h2>
      \(TableView(history).html)
      """)
  }

  // MARK: Where it stands

  private static func course(
    _ standing: DossierView, _ number: CaseNumber, _ visit: Visit, _ price: PriceCases
  ) throws -> HTML {
    guard let registered = standing.registered else { return .none }
    let shown = try visit.shownNames(on: .legalAidCase(number))
    func name(_ name: String) -> String { shown == nil ? maskedPerson(name) : name }
    let handler = [registered.lawyer.map(name), registered.firm].compactMap(\.self)
    let steps: [(String, String?)] = [
      ("案件类型", registered.type.rawValue), ("受援人", name(registered.recipient)),
      ("受理", registered.acceptedOn.description),
      ("指派", registered.assignedOn.map { "\($0)，" + handler.joined(separator: "，") }),
      ("结案", registered.closing.map { "\($0.on)，\($0.outcome.rawValue)" }),
      ("归档", registered.filedOn?.description),
      (
        "申报",
        standing.claims.isEmpty
          ? nil
          : standing.claims.map { "\($0.number)（\($0.claimedAmount.groupedYuanText) 元）" }
            .joined(separator: "、")
      ),
      ("核发", standing.isApproved ? "\(standing.approved.groupedYuanText) 元" : nil),
      ("已付", standing.netPaid == .zero ? nil : "\(standing.netPaid.groupedYuanText) 元"),
    ]
    let details = CaseDetails.Part.allCases.compactMap { part -> (String, String?)? in
      registered.details.text(of: part).map { (part.rawValue, $0) }
    }
    let priced = try granted(number, price).map { [("按补贴标准", $0 as String?)] } ?? []
    let rows = (steps + details + priced).map { title, words -> HTML in
      "<div><dt>\(title)</dt><dd>\(words ?? "还没有")</dd></div>"
    }
    let back = address(of: number)
    return """
      <dl class="course">\(rows)</dl>
      \(visit.namesButton(on: .legalAidCase(number), back: back, shown))
      """
  }

  static func link(to number: CaseNumber) -> Link { Link("看这件案件", address(of: number)) }

  /// What the standard in force grants, or what is missing to say it; nil without a standard.
  private static func granted(_ number: CaseNumber, _ price: PriceCases) throws -> String? {
    guard try !price.versions().isEmpty else { return nil }
    do {
      let explanation = try price(number)
      let assumed = explanation.areFlagsAssumed ? "（没有登记标记，按没有标记计算）" : ""
      return explanation.amount.text + assumed
    } catch let refusal as PricingRefusal {
      return "算不出：\(refusal.description)"
    } catch let refusal as StandardRegisterRefusal {
      return "算不出：\(refusal.description)"
    }
  }

  // MARK: Acts

  /// What is done next on a case as the ledger has it now; nil where nothing is left to do, and in
  /// a rehearsal.
  static func nextAct(on number: CaseNumber, in session: Session) -> Link? {
    guard !session.isRehearsal, let standing = try? ListRegister(session.store).case(number) else {
      return nil
    }
    return next(standing, number)
  }

  /// What is done next on the case; nil where nothing is left to do.
  private static func next(_ standing: DossierView?, _ number: CaseNumber) -> Link? {
    guard let standing, let registered = standing.registered else { return nil }
    let all = acts(number)
    let place: Int? =
      if registered.assignedOn == nil, standing.isIn(.open) {
        0
      } else if standing.isIn(.open) {
        1
      } else if standing.isIn(.unclaimed) {
        2
      } else if standing.isIn(.unapproved) {
        3
      } else if standing.isIn(.unpaid) {
        4
      } else if registered.filedOn == nil {
        5
      } else {
        nil
      }
    return place.map { all[$0] }
  }

  /// The acts of a case in the order of its course.
  private static func acts(_ number: CaseNumber) -> [Link] {
    let values = [("number", number.printed)]
    let cited = [("case", number.printed)]
    return [
      Link("登记指派", CaseForms.assign.address(values)),
      Link("登记结案", CaseForms.close.address(values)),
      Link("申报补贴", ClaimForms.submit.address(cited)),
      Link("核发", ClaimForms.approve.address(values)),
      Link("付款", PaymentForms.record.address(cited)),
      Link("登记归档", CaseForms.file.address(values)),
    ]
  }

  private static func corrections(_ number: CaseNumber) -> [Link] {
    [
      CorrectionForms.amend(.legalAidCase), CorrectionForms.reassign, CorrectionForms.renumber,
      CorrectionForms.void(.legalAidCase, undo: false),
      CorrectionForms.void(.legalAidCase, undo: true),
    ].map { Link($0.title, $0.address([("number", number.printed)])) }
  }
}
