package import LedgerCore
import LedgerStore
package import Reconciliation

/// Sets a line of the treasury's statement aside that is not the ledger's (另列), or takes that back.
package struct SetAsideLine {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Lists a line apart: it is matched with nothing and explains nothing.
  ///
  /// - Parameters:
  ///   - reference: The line.
  ///   - reason: Why it is not ours; kept with who decides and when.
  /// - Returns: The line with the decision.
  /// - Throws: ``MatchRefusal`` for an unknown line; ``SetAsideRefusal`` when it is set aside
  ///   already or registered as matched; ``YearClosed`` when it is of a closed year.
  @discardableResult
  package func callAsFunction(
    _ reference: BankReference, reason: String
  ) throws -> Receipt<StatementMatching.SetAsideLine> {
    try session.append("bank set-aside", reason: reason) { writer in
      let ledger = writer.ledger
      let line = try ledger.treasury.registeredLine(reference)
      if let (decision, entry) = try ledger.treasury.setAside(reference), decision.kind == .setAside
      {
        throw SetAsideRefusal.alreadySetAside(decision, try EarlierAct(under: entry, in: ledger))
      }
      if let match = try ledger.treasury.match(of: reference), match.kind == .matched {
        throw SetAsideRefusal.matched(line.reference, match.vouchers)
      }
      return try decide(.setAside, of: line, reason, writer)
    }
  }

  /// Takes the decision back; the line is matched again.
  ///
  /// - Throws: ``MatchRefusal`` for an unknown line; ``SetAsideRefusal`` when it is not set aside;
  ///   ``YearClosed`` when it is of a closed year.
  @discardableResult
  package func undo(
    _ reference: BankReference, reason: String
  ) throws -> Receipt<StatementMatching.SetAsideLine> {
    try session.append("bank set-aside", reason: reason) { writer in
      let ledger = writer.ledger
      let line = try ledger.treasury.registeredLine(reference)
      let last = try ledger.treasury.setAside(reference)
      guard let last, last.decision.kind == .setAside else {
        throw SetAsideRefusal.notSetAside(
          line.reference, last?.decision,
          try last.flatMap { try EarlierAct(under: $0.entry, in: ledger) })
      }
      return try decide(.undone, of: line, reason, writer)
    }
  }

  private func decide(
    _ kind: BankSetAside.Kind, of line: BankLine, _ reason: String, _ writer: LedgerWriter
  ) throws -> StatementMatching.SetAsideLine {
    let decision = BankSetAside(
      reference: line.reference, kind: kind, reason: reason, by: session.operatorName,
      on: session.today)
    try writer.append(decision)
    return StatementMatching.SetAsideLine(line: line, decision: decision)
  }
}

/// Why a line was not set aside, or that not taken back; the ledger is unchanged.
package enum SetAsideRefusal: OfficerError {
  case alreadySetAside(BankSetAside, EarlierAct?)
  /// A match of it is registered.
  case matched(BankReference, [VoucherNumber])
  /// With the last decision about it, if there was any.
  case notSetAside(BankReference, BankSetAside?, EarlierAct?)

  package var description: String { guidance.words }

  package var guidance: Guidance {
    switch self {
    case .alreadySetAside(let decision, let act):
      "\(decision.words)\(act.aside)：没有再登记"
    case .matched(let reference, let vouchers):
      "流水 \(reference) 已登记与凭证 \(vouchers.map(\.printed).joined(separator: "、")) 核对，没有另列："
        + "确不属本账的，先\(using: .undoMatchOf(reference))撤销核对"
    case .notSetAside(let reference, let last, let act):
      if let last {
        "流水 \(reference) 没有另列，不用撤销（已由 \(printable(last.by)) 于 \(last.on) 撤销\(act.aside)）"
      } else {
        "流水 \(reference) 没有另列，不用撤销"
      }
    }
  }
}

extension BankSetAside {
  /// `流水 流1 已由 张三 于 2024-05-01 另列（不是本局的款）`.
  var words: String {
    "流水 \(reference) 已由 \(printable(by)) 于 \(on) 另列（\(printable(reason))）"
  }
}
