import Bookkeeping
import Foundation
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport

/// The ledger that takes each step by the act an officer would use.
final class LedgerUnderTest {
  private(set) var session: Session
  /// One for all payments: what it keeps from one to the next must be true of the next.
  private var recordPayment: RecordPayment
  /// Where tables are written to be imported.
  let folder: TemporaryFolder

  /// In memory, or a file in the folder.
  init(inFile: Bool = false) throws {
    folder = try TemporaryFolder()
    let stamp = EntryStamp(
      recordedAt: ModelOffice.now, operatorName: ModelOffice.officer, kind: "init")
    let bureau = Bureau(agency: "测试区司法局", region: "测试区")
    let store: LedgerStore
    if inFile {
      try LedgerStore.create(at: folder.file("账.sqlite"), bureau: bureau, stamp: stamp)
      store = try .open(at: folder.file("账.sqlite"))
    } else {
      store = try .inMemory(bureau: bureau, stamp: stamp)
    }
    session = Session(
      store: store, operatorName: ModelOffice.officer, now: ModelOffice.now, today: .latest)
    recordPayment = RecordPayment(session)
  }

  /// The office of an act of somebody.
  func sit(_ session: Session) {
    self.session = session
    recordPayment = RecordPayment(session)
  }

  /// Takes a step; what refuses it is a verdict, anything else is thrown on.
  func take(_ step: Step) throws -> Verdict {
    do {
      try sit(for: step)
      return .accepted(try withoutPreview { try act(step) })
    } catch let refusal as Refusal {
      return .refused(refusal.cause)
    } catch let closed as YearClosed {
      return .refused("closed \(closed.year)")
    } catch let refused as Refused {
      return .refused(refused.why)
    } catch let refusal as ExplanationRefusal {
      return .refused(label(of: refusal) ?? refusal.bareCause)
    } catch let refusal as ClosingRefusal {
      return .refused(label(of: refusal) ?? "")
    } catch let refusal as CorrectionRefusal {
      return .refused(label(of: refusal) ?? "")
    } catch let refusal as SetAsideRefusal {
      return .refused(label(of: refusal) ?? "")
    } catch let refusal as MatchRefusal {
      return .refused(label(of: refusal) ?? "")
    } catch let refusal as StandardRegisterRefusal {
      guard case .useStandard = step else { return .refused("notPriced") }
      return .refused(label(of: refusal) ?? "")
    } catch let refusal as PayeeRefusal {
      return .refused(label(of: refusal) ?? "")
    } catch is PricingRefusal {
      return .refused("notPriced")
    } catch is CaseDetailFlaw {
      return .refused("unknownDetail")
    } catch let refusal as PersonRefusal {
      return .refused(refusal.cause)
    } catch let refusal as PeopleRefusal {
      return .refused(refusal.cause)
    } catch let proposed as ActProposed {
      return .accepted("proposed \(proposed.number) \(proposed.grounds.inWords)")
    }
  }

  /// Why an act was refused, without the preview that was made before.
  private func withoutPreview(_ act: () throws -> String) throws -> String {
    do {
      return try act()
    } catch let refused as RefusedAct<PaymentPreview> {
      throw refused.refusal
    } catch let refused as RefusedAct<VoucherPreview> {
      throw refused.refusal
    } catch let refused as RefusedAct<BatchPlan> {
      throw refused.refusal
    } catch let refused as RefusedAct<ManyClaims> {
      throw refused.refusal
    } catch let refused as RefusedAct<AmendThing.Outcome> {
      throw refused.refusal
    }
  }

  func act(_ step: Step) throws -> String {
    switch step {
    case .receive, .change, .opening: try actOnFunds(step)
    case .accept, .assign, .close, .file: try actOnCase(step)
    case .closeAndClaim, .amend, .reassign: return try actOnWhatStands(step)
    case .submit: return try submit(step)
    case .claimBatch(let quarter, let on, let prefix):
      return try claimBatch(quarter: quarter, on: .of(on), prefix: prefix)
    case .approve, .sendBack, .serve: try actOnClaim(step)
    case .approveMany, .sendBackMany: return try actOnManyClaims(step)
    case .pay, .reverse: try actOnPayment(step)
    case .reverseVoucher, .payAgain, .recharge: try actOnVoucher(step)
    case .batch(let on, let prefix, let quarter):
      return try batch(
        BatchOrder(
          paidOn: .of(on), voucherPrefix: prefix,
          choice: BatchChoice(approvedIn: quarter.flatMap { Quarter(text: $0) }),
          policy: ModelOffice.policy()))
    case .load(let rows, let isAmending, let spoiled):
      return try load(rows, isAmending: isAmending, spoiled: spoiled)
    case .useStandard(let standard):
      try LoadStandard(session)(standard.text(), name: "\(standard).yaml")
    case .addPayee, .amendPayee, .endPayee: try actOnPayee(step)
    case .match, .matchLine, .undo, .setAside: return try actOnStatement(step)
    case .explain, .closeYear, .reopenYear: return try actOnYear(step)
    case .void(let thing, let number, let year, let isForced):
      try void(thing, number, year, isForced)
    case .restore(let thing, let number, let year, let isForced):
      try restore(thing, number, year, isForced)
    case .renumber(let old, let new):
      try RenumberCase(session)(.of(old), to: .of(new), reason: "改号")
    case .startPeople, .addPerson, .setRoles, .endPerson: try actOnPeople(step)
    case .signAs, .look: break
    case .confirm(let number): return try confirm(number)
    case .decline(let number): try DeclineProposal(session)(number, reason: "不妥")
    }
    return ""
  }

  private func actOnFunds(_ step: Step) throws {
    switch step {
    case .receive(let document, let year, let source, let on, let fen, let uses, let origin):
      try RecordFunds(session).receive(
        Appropriation(
          id: .sample(document, year: year), source: source, receivedOn: .of(on),
          amount: Money(fen: fen), permittedUses: Set(uses),
          originYear: try origin.map { try .of($0) }))
    case .change(let document, let year, let isRecall, let on, let fen, let isForced):
      try RecordFunds(session).change(
        .of(document), fiscalYear: try year.map { try .of($0) },
        isRecall ? .recall : .adjustment, on: .of(on), amount: Money(fen: fen), reason: "变动",
        override: override(isForced))
    case .opening(let year, let fen, let isAmending):
      try RecordFunds(session).open(
        OpeningBalance(fiscalYear: .of(year), amount: Money(fen: fen)),
        amending: isAmending ? "更正" : nil)
    default: break
    }
  }

  private func actOnCase(_ step: Step) throws {
    let acts = RecordCases(session)
    switch step {
    case .accept(let number, let recipient, let on, let isForced):
      try acts.accept(
        LegalAidCase(
          number: .of(number), type: .civil, recipient: recipient, acceptedOn: .of(on)),
        override: override(isForced))
    case .assign(let number, let on, let firm, let isForced):
      try acts.assign(
        .of(number), on: .of(on), lawyer: "承办人甲", firm: firm, override: override(isForced))
    case .close(let number, let on, let outcome, let judgment, let isForced):
      try acts.close(
        .of(number), .init(on: .of(on), outcome: outcome.outcome),
        judgmentNumber: try judgment.map { try .of($0) }, override: override(isForced))
    case .file(let number, let on, let isForced):
      try acts.file(.of(number), on: .of(on), override: override(isForced))
    default: break
    }
  }

  private func actOnClaim(_ step: Step) throws {
    let acts = RecordClaims(session)
    switch step {
    case .approve(let claim, let on, let fen, let by, let isForced):
      try acts.approve(
        .of(claim), Approval(on: .of(on), amount: Money(fen: fen)), by: name(by),
        override: override(isForced))
    case .sendBack(let claim, let on, let isForced):
      try acts.sendBack(
        .of(claim), ClaimReturn(on: .of(on), reason: "退回"), override: override(isForced))
    case .serve(
      let number, let on, let tenths, let rate, let fen, let lawyer, let firm, let isForced):
      try RecordDuty(session)(
        DutyShift(
          number: .of(number), servedOn: .of(on), site: "看守所", lawyer: lawyer, firm: firm,
          quantity: Quantity(tenths: tenths), unit: .day, rate: Money(fen: rate),
          amount: Money(fen: fen)), override: override(isForced))
    default: break
    }
  }

  /// Approves or returns several claims; says which, and the amount of each approval.
  private func actOnManyClaims(_ step: Step) throws -> String {
    func selection(_ claims: [String]) throws -> ClaimSelection {
      if claims.isEmpty { return .waiting(submitted: nil, firm: nil) }
      return .named(try claims.map { ClaimSelection.Named(try .of($0)) })
    }
    let many: ManyClaims
    switch step {
    case .approveMany(let claims, let on, let by):
      many = try RecordClaims(session).approve(selection(claims), on: .of(on), by: name(by))
        .recorded
    case .sendBackMany(let claims, let on):
      many = try RecordClaims(session).sendBack(
        selection(claims), ClaimReturn(on: .of(on), reason: "退回")
      ).recorded
    default: return ""
    }
    return many.done.map { item in
      "\(item.claim.number.key) \(item.basis == nil ? 0 : item.claim.approval?.amount.fen ?? 0)"
    }.joined(separator: "; ")
  }

  /// Submits a claim; says its amount where the standard gives it.
  private func submit(_ step: Step) throws -> String {
    guard case .submit(let claim, let number, let on, let fen, let by, let isForced) = step else {
      return ""
    }
    let draft = ClaimDraft(
      number: try .of(claim), caseNumber: try .of(number), claimedOn: try .of(on),
      amount: fen.map { Money(fen: $0) }, submittedBy: by, reason: isForced ? "领导批准" : nil)
    let submitted = try RecordClaims(session).submit(draft, override: override(isForced))
      .recorded.claim
    return fen == nil ? "\(submitted.claimedAmount.fen)" : ""
  }

  private func claimBatch(quarter: String, on day: Day, prefix: String) throws -> String {
    guard let quarter = Quarter(text: quarter) else { return "" }
    let summary = try RecordClaims(session).submitBatch(
      quarter, on: day, prefix: prefix, by: ModelOffice.officer
    ).recorded
    return summary.claims.map { claim, fact, _ in
      "\(claim.number.key) \(fact.number.key) \(claim.claimedAmount.fen)"
    }.joined(separator: "; ")
  }

  private func actOnPayment(_ step: Step) throws {
    switch step {
    case .pay(
      let voucher, let line, let on, let use, let cited, let document, let fen, let payee,
      let reissues, let isForced):
      try recordPayment(
        PaymentOrder(
          voucher: .of(voucher), line: line, paidOn: .of(on), use: use, subject: cited.subject(),
          document: .of(document), amount: fen.map { Money(fen: $0) }, payee: payee,
          reissues: try reissues.map { try .of($0) }),
        override: override(isForced))
    case .reverse(let line, let by, let byLine, let on, let fen, let isBankReturn):
      try ReversePayment(session)(
        ReversalOrder(
          of: VoucherReference(line: .of(line)), amount: fen.map { Money(fen: $0) },
          voucher: .of(by),
          firstLine: byLine, on: .of(on), reason: "冲销",
          kind: isBankReturn ? .bankReturn : .correction))
    default: break
    }
  }

  private func actOnVoucher(_ step: Step) throws {
    switch step {
    case .reverseVoucher(let voucher, let by, let on, let isBankReturn):
      try ReversePayment(session)(
        ReversalOrder(
          of: VoucherReference(.of(voucher)), voucher: .of(by), on: .of(on), reason: "冲销",
          kind: isBankReturn ? .bankReturn : .correction))
    case .payAgain(let returned, let voucher, let on, let payee, let isForced):
      try PayAgain(session)(
        PayAgainOrder(.of(returned), as: .of(voucher), on: .of(on), payee: payee),
        override: override(isForced))
    case .recharge(let voucher, let line, let document, let use, let isForced):
      try RechargeVoucher(session)(
        RechargeOrder(
          of: VoucherReference(.of(voucher), line: line),
          document: try document.map { try .of($0) }, use: use, reason: "改列"),
        isForced: isForced)
    default: break
    }
  }

  private func actOnPayee(_ step: Step) throws {
    let acts = KeepPayees(session)
    switch step {
    case .addPayee(let name, let aliases, let account):
      try acts.add(
        name, aliases: aliases, account: BankAccount(bank: "甲银行", number: AccountNumber(account)))
    case .amendPayee(let called, let name, let added, let dropped, let account):
      let change = PayeeChange(
        name: name, addedAliases: added, droppedAliases: dropped,
        account: try account.map { try AccountNumber($0) })
      try acts.amend(called, change, reason: "更正")
    case .endPayee(let called): try acts.end(called, reason: "不再使用")
    default: break
    }
  }

  private func batch(_ order: BatchOrder) throws -> String {
    let words = try PayBatch(session)(order).recorded.plan.lines.map {
      "\($0.id) \($0.subject.caseNumber?.key ?? $0.subject.dutyNumber?.key ?? "") \($0.amount.fen)"
    }
    return words.joined(separator: "; ")
  }

  private func actOnStatement(_ step: Step) throws -> String {
    let act = MatchStatement(session)
    switch step {
    case .match:
      let posted = try act().recorded.posted.map { match in
        "\(match.lines[0].reference.key)="
          + match.movements.numbers(for: match.lines[0].amount).map(\.key).joined(separator: "+")
      }
      return posted.sorted().joined(separator: " ")
    case .matchLine(let reference, let vouchers):
      _ = try act.match([.of(reference)], with: vouchers.map { try .of($0) }, reason: "核对")
    case .undo(let reference): _ = try act.undo(.of(reference), reason: "核对")
    case .setAside(let reference, let isUndone):
      let apart = SetAsideLine(session)
      _ =
        isUndone
        ? try apart.undo(.of(reference), reason: "别的单位")
        : try apart(.of(reference), reason: "别的单位")
    default: break
    }
    return ""
  }

  private func actOnYear(_ step: Step) throws -> String {
    switch step {
    case .explain(let rule, let subject, let year, let second):
      try ExplainFinding(session)(
        ExplainFinding.Target(
          rule: RuleID(stringLiteral: rule), subject: subject, year: try year.map { try .of($0) }),
        reason: "已核实", confirmedBy: session.signer == nil ? second : nil,
        on: .of(ModelOffice.explainedOn))
    case .closeYear(let year, let on):
      let closing = try CloseYear(session)(.of(year), on: .of(on)) { _, times in
        [PackFile(name: "报表.txt", text: "第 \(times) 次")]
      }.recorded
      return closing.isNew ? "" : "again"
    case .reopenYear(let year):
      try ReopenYear(session)(.of(year), reason: "漏记", on: .of(ModelOffice.explainedOn))
    default: break
    }
    return ""
  }

  private func override(_ isForced: Bool) -> Override? {
    isForced ? Override(reason: "领导批准") : nil
  }
}

// MARK: - Imports

extension LedgerUnderTest {
  private func load(_ rows: [Row], isAmending: Bool, spoiled: Int?) throws -> String {
    let tables = try Tables(rows, spoiled: spoiled, digest: digest)
    let paths = try tables.write(into: folder, prefix: "")
    do {
      let summary = try ImportTables(session, amendReason: isAmending ? "更正" : nil)(paths) { _ in }
        .recorded
      let all = summary.byKind.values
      func sum(_ count: (ImportSummary.Counts) -> Int) -> Int {
        all.reduce(0) { $0 + count($1) }
      }
      return "\(sum(\.added)) \(sum(\.filled)) \(sum(\.amended)) \(sum(\.unchanged))"
    } catch let refused as ImportRefused {
      // The table's own first row is its header, counted from 1.
      let rows = refused.faults.map { fault in
        let table = paths.firstIndex(of: fault.file) ?? 0
        return tables.firstRows[table] + (fault.row ?? 2) - 2
      }
      throw Refused("rows " + Set(rows).sorted().map(String.init).joined(separator: " "))
    }
  }

  /// What ties an explanation to the one finding of a rule and subject in a year; nil for none.
  private func digest(of row: ExplanationRow) throws -> String? {
    let findings = try ReconcileYear(session.store)(Period(year: .of(row.year))).result.findings
      .filter { finding in
        finding.rule.description == row.rule && finding.subject == row.subject
          && finding.outcome != .notTestable
      }
    let register = ExplanationRegister(digest: { sha256($0) })
    return findings.count == 1 ? register.digest(of: findings[0]) : nil
  }
}
