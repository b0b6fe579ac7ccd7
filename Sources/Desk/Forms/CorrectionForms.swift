import Bookkeeping
import Interchange
import LedgerCore
import Wording

/// What was registered in error: fields corrected, cases given to others or renumbered, facts taken
/// back and restored.
enum CorrectionForms {
  static let all =
    Thing.allCases.map(amend) + Thing.allCases.map { void($0, undo: false) }
    + Thing.allCases.map { void($0, undo: true) } + [reassign, renumber]

  /// What can be corrected.
  enum Thing: String, CaseIterable, Sendable {
    case legalAidCase = "case"
    case claim
    case duty
    case fund
    case bank

    /// The way to the case that was corrected, or to the list of what was.
    func onward(_ values: Values) -> Link {
      guard self == .legalAidCase, let number: CaseNumber = try? values.number("number") else {
        return Link(room.rawValue, room.path)
      }
      return CaseRoom.link(to: number)
    }

    var title: String {
      switch self {
      case .legalAidCase: "案件"
      case .claim: "申报"
      case .duty: "值班"
      case .fund: "指标"
      case .bank: "国库流水"
      }
    }

    var key: Field {
      let title =
        switch self {
        case .legalAidCase: "案件编号"
        case .claim: "申报编号"
        case .duty: "值班编号"
        case .fund: "指标文号"
        case .bank: "流水号"
        }
      return Field(name: "number", title: title, isRequired: true)
    }

    var room: RoomName {
      switch self {
      case .legalAidCase: .cases
      case .claim: .claims
      case .duty: .duty
      case .fund: .funds
      case .bank: .bank
      }
    }

    private var kind: TableKind {
      switch self {
      case .legalAidCase: .cases
      case .claim: .claims
      case .duty: .duty
      case .fund: .appropriations
      case .bank: .bank
      }
    }

    /// The fields that can be said anew; of a bank's line those that the bank may leave open.
    var columns: [(column: Column, title: String)] {
      let keys = Set(kind.keyColumns)
      let ofBank: Set<Column> = [.bookedOn, .amount, .payee, .voucherNumber, .memo]
      return kind.columns.filter { spec in
        !keys.contains(spec.column) && (self != .bank || ofBank.contains(spec.column))
      }.map { ($0.column, $0.header) }
    }

    /// The year of an appropriation, where its document has several rows.
    var year: [Field] {
      self == .fund
        ? [Field(name: "fund-year", title: "预算年度", hint: "一个文号只有一行指标时可不写")] : []
    }
  }

  // MARK: Fields

  static func amend(_ thing: Thing) -> ActForm {
    let columns = thing.columns
    return ActForm(
      name: "\(thing.rawValue)-amend", title: "更正\(thing.title)登记", room: thing.room,
      hint: "只填要改的项目，不改的留空；要把一项清空的，写“清空”两个字。原来的内容留在经过里。",
      fields: [thing.key] + thing.year
        + columns.map { Field(name: "to-\($0.column.rawValue)", title: $0.title) }
        + [Field.reason, Field(name: "override", title: "规则不允许时仍照记", kind: .tick)]
    ) { values, session in
      let cells = try columns.compactMap { column, _ -> AmendedCell? in
        try values.words("to-\(column.rawValue)").map { AmendedCell(column, $0 == "清空" ? "" : $0) }
      }
      guard !cells.isEmpty else { throw values.fault("number", "没有写要更正的项目") }
      let act = AmendThing(
        session, cells, reason: try values.required("reason", WordReading.words),
        override: try values.override())
      let receipt = try ShownRefusal.showing(preview) {
        switch thing {
        case .legalAidCase: try act.amendCase(values.number("number"))
        case .claim: try act.amendClaim(values.number("number"))
        case .duty: try act.amendShift(values.number("number"))
        case .fund:
          try act.amendAppropriation(
            values.number("number"), fiscalYear: values.optional("fund-year", WordReading.year))
        case .bank: try act.amendBankLine(values.number("number"))
        }
      }
      return DoneAct(
        receipt, "更正\(receipt.recorded.thing.words)", preview: preview(receipt.recorded),
        next: [thing.onward(values)])
    }
  }

  /// The old and the new of each field.
  private static func preview(_ outcome: AmendThing.Outcome) -> String {
    outcome.changes.map(\.words).joined(separator: "\n")
  }

  static let reassign = ActForm(
    name: "case-reassign", title: "改派：换承办人和承办单位", room: .cases,
    fields: [
      Thing.legalAidCase.key, Field(name: "lawyer", title: "新的承办人", isRequired: true),
      Field(name: "firm", title: "新的承办单位", isRequired: true),
      Field(name: "on", title: "改派日期", kind: .day, isRequired: true, usual: "today"),
      Field.reason, Field(name: "override", title: "规则不允许时仍照记", kind: .tick),
    ]
  ) { values, session in
    let number: CaseNumber = try values.number("number")
    let cells = [
      AmendedCell(.lawyer, try values.required("lawyer", WordReading.words)),
      AmendedCell(.firm, try values.required("firm", WordReading.words)),
      AmendedCell(.assignedOn, try values.required("on", WordReading.day).description),
    ]
    let act = AmendThing(
      session, cells, reason: try values.required("reason", WordReading.words),
      override: try values.override())
    let receipt = try ShownRefusal.showing(preview) { try act.reassignCase(number) }
    return DoneAct(
      receipt, "改派\(receipt.recorded.thing.words)", preview: preview(receipt.recorded),
      next: [CaseRoom.link(to: number)])
  }

  static let renumber = ActForm(
    name: "case-renumber", title: "案件编号登记错了", room: .cases,
    hint: "申报、支付、说明和核对都跟着改到新编号，以后用原编号也找得到。",
    fields: [
      Field(name: "number", title: "原编号", isRequired: true),
      Field(name: "new", title: "新编号", isRequired: true), Field.reason,
      Field(name: "override", title: "规则不允许时仍照记", kind: .tick),
    ]
  ) { values, session in
    let receipt = try RenumberCase(session)(
      values.number("number"), to: values.newNumber("new"),
      reason: values.required("reason", WordReading.words), override: values.override())
    let outcome = receipt.recorded
    return DoneAct(
      receipt,
      """
      案件 \(outcome.old) 改为 \(outcome.new)：跟着改的申报 \(outcome.claims.count) 份、\
      支付和冲销 \(outcome.lines.count) 行、说明 \(outcome.explanationCount) 条
      """, next: [CaseRoom.link(to: outcome.new)])
  }

  // MARK: Taking back

  static func void(_ thing: Thing, undo: Bool) -> ActForm {
    ActForm(
      name: "\(thing.rawValue)-\(undo ? "restore" : "void")",
      title: (undo ? "恢复作废的" : "作废登记错的") + thing.title, room: thing.room,
      hint: undo ? nil : "作废的留在经过里，不再进入任何数字、名册、文字和对账；以后可以恢复。",
      fields: [thing.key] + thing.year
        + [Field.reason, Field(name: "override", title: "规则不允许时仍照记", kind: .tick)]
    ) { values, session in
      let reason = try values.required("reason", WordReading.words)
      let act = VoidThing(session)
      let receipt = try carryOut(act, thing, undo, values, reason)
      let claims = receipt.recorded.claims.map(\.printed).joined(separator: "、")
      return DoneAct(
        receipt,
        (undo ? "恢复" : "作废") + receipt.recorded.thing.words
          + (claims.isEmpty ? "" : "，连同已退回的申报 \(claims)"),
        next: [thing.onward(values)])
    }
  }

  private static func carryOut(
    _ act: VoidThing, _ thing: Thing, _ undo: Bool, _ values: Values, _ reason: String
  ) throws -> Receipt<VoidThing.Outcome> {
    let override = try values.override()
    let year = try values.optional("fund-year", WordReading.year)
    switch (thing, undo) {
    case (.legalAidCase, false):
      return try act.voidCase(values.number("number"), reason: reason)
    case (.legalAidCase, true):
      return try act.restoreCase(values.number("number"), reason: reason, override: override)
    case (.claim, false):
      return try act.voidClaim(values.number("number"), reason: reason, override: override)
    case (.claim, true):
      return try act.restoreClaim(values.number("number"), reason: reason, override: override)
    case (.duty, false): return try act.voidShift(values.number("number"), reason: reason)
    case (.duty, true):
      return try act.restoreShift(values.number("number"), reason: reason, override: override)
    case (.fund, false):
      return try act.voidAppropriation(
        values.number("number"), fiscalYear: year, reason: reason, override: override)
    case (.fund, true):
      return try act.restoreAppropriation(
        values.number("number"), fiscalYear: year, reason: reason, override: override)
    case (.bank, false): return try act.voidBankLine(values.number("number"), reason: reason)
    case (.bank, true): return try act.restoreBankLine(values.number("number"), reason: reason)
    }
  }
}
