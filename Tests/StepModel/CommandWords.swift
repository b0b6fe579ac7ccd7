import Foundation
import Interchange
import LedgerCore
import TestSupport

// Steps as an officer types them.

extension Step {
  /// The words behind `legalaid`; nil for a step that no one command takes.
  func words(in folder: TemporaryFolder, index: Int) throws -> [String]? {
    switch self {
    case .receive, .change, .opening: return try fundWords()
    case .accept, .assign, .close, .file, .reassign, .closeAndClaim: return try caseWords()
    case .amend(let field, let number, let year, let isForced):
      let (column, text) = try field.cell
      return field.thing.words("amend", number, year) + [
        "--" + column.rawValue.map { $0 == "_" ? "-" : "\($0)" }.joined(), text,
      ]
        + ["--reason", "写错"] + (isForced ? ["--override"] : [])
    case .submit, .claimBatch, .approve, .sendBack, .serve: return try claimWords()
    case .approveMany(let claims, let on, let by):
      return ["claim", "approve"] + (claims.isEmpty ? ["--all"] : claims)
        + ["--on", "\(try Day.of(on))", "--approved-by", by, "--yes"]
    case .sendBackMany(let claims, let on):
      return ["claim", "return"] + (claims.isEmpty ? ["--all"] : claims)
        + ["--on", "\(try Day.of(on))", "--reason", "退回", "--yes"]
    case .useStandard(let standard):
      let path = try folder.write(standard.text(), to: "\(index)-\(standard).yaml")
      return ["standards", "load", path]
    case .pay, .reverse: return try paymentWords()
    case .reverseVoucher, .payAgain, .recharge: return try voucherWords()
    case .match: return ["bank", "match"]
    case .matchLine(let reference, let vouchers):
      return ["bank", "match", reference] + vouchers.flatMap { ["--voucher", $0] }
        + ["--reason", "核对"]
    case .setAside(let reference, let isUndone):
      return ["bank", "set-aside", reference, "--reason", "别的单位"] + (isUndone ? ["--undo"] : [])
    case .undo(let reference): return ["bank", "match", reference, "--undo", "--reason", "核对"]
    case .explain(let rule, let subject, let year, let second):
      return ["explain", rule, subject, "--reason", "已核实"]
        + option("--year", year.map(String.init)) + option("--confirmed-by", second)
    case .closeYear(let year, _): return ["close-year", "\(year)"]
    case .reopenYear(let year): return ["reopen-year", "\(year)", "--reason", "漏记"]
    case .look(let year, let asOf):
      return [
        "reconcile", "--year", "\(year)", "--as-of", "\(try Day.of(asOf))", "--format", "json",
      ]
    case .load(let rows, let isAmending, let spoiled):
      let tables = try Tables(rows, spoiled: spoiled) { _ in nil }
      let paths = try tables.write(into: folder, prefix: "\(index)-")
      return ["import"] + paths + option("--amend", isAmending ? "更正" : nil)
    case .void(let thing, let number, let year, let isForced):
      return thing.words("void", number, year) + ["--reason", "作废"]
        + (isForced && [.claim, .fund].contains(thing) ? ["--override"] : [])
    case .restore(let thing, let number, let year, let isForced):
      return thing.words("void", number, year) + ["--undo", "--reason", "恢复"]
        + (isForced && thing != .bank ? ["--override"] : [])
    case .renumber(let old, let new):
      return ["case", "renumber", old, new, "--reason", "改号"]
    case .addPayee, .amendPayee, .endPayee: return payeeWords()
    case .startPeople, .addPerson, .setRoles, .endPerson, .signAs, .confirm, .decline, .batch:
      return nil
    }
  }

  private func option(_ name: String, _ value: String?) -> [String] {
    value.map { [name, $0] } ?? []
  }

  private func forced(_ isForced: Bool) -> [String] {
    isForced ? ["--override", "--reason", "领导批准"] : []
  }

  private func yuan(_ fen: Int64) -> String { Money(fen: fen).yuanText }

  private func fundWords() throws -> [String] {
    switch self {
    case .receive(let document, let year, let source, let on, let fen, let uses, let origin):
      let names = uses.map(\.rawValue).joined(separator: "、")
      return [
        "fund", "receive", document, "--fund-source", source.rawValue, "--fiscal-year", "\(year)",
        "--on", "\(try Day.of(on))", "--amount", yuan(fen),
      ] + option("--permitted-uses", uses.isEmpty ? nil : names)
        + option("--origin-year", origin.map(String.init))
    case .change(let document, let year, let isRecall, let on, let fen, let isForced):
      return ["fund", isRecall ? "recall" : "adjust", document, "--on", "\(try Day.of(on))"]
        + option("--fiscal-year", year.map(String.init)) + ["--amount", yuan(fen)]
        + ["--reason", "变动"] + (isForced ? ["--override"] : [])
    case .opening(let year, let fen, let isAmending):
      return ["fund", "opening", "--year", "\(year)", "--amount", yuan(fen)]
        + option("--reason", isAmending ? "更正" : nil)
    default: return []
    }
  }

  private func caseWords() throws -> [String] {
    switch self {
    case .accept(let number, let recipient, let on, let isForced):
      return [
        "case", "accept", number, "--type", "民事", "--recipient", recipient, "--on",
        "\(try Day.of(on))",
      ] + forced(isForced)
    case .assign(let number, let on, let firm, let isForced):
      return [
        "case", "assign", number, "--on", "\(try Day.of(on))", "--lawyer", "承办人甲", "--firm", firm,
      ] + forced(isForced)
    case .close(let number, let on, let outcome, let judgment, let isForced):
      return [
        "case", "close", number, "--on", "\(try Day.of(on))", "--outcome",
        outcome.outcome.rawValue,
      ] + option("--judgment-number", judgment) + forced(isForced)
    case .file(let number, let on, let isForced):
      return ["case", "file", number, "--on", "\(try Day.of(on))"] + forced(isForced)
    case .reassign(let number, let on, let firm, let isForced):
      return [
        "case", "reassign", number, "--on", "\(try Day.of(on))", "--lawyer", "承办人丁", "--firm",
        firm, "--reason", "写错",
      ] + (isForced ? ["--override"] : [])
    case .closeAndClaim(let number, let on, let claimedOn, let fen, let by):
      return [
        "case", "close", number, "--on", "\(try Day.of(on))", "--claim", "--claimed-on",
        "\(try Day.of(claimedOn))",
      ] + option("--amount", fen.map(yuan)) + option("--submitted-by", by)
    default: return []
    }
  }

  private func claimWords() throws -> [String] {
    switch self {
    case .submit(let claim, let number, let on, let fen, let by, let isForced):
      return [
        "claim", "submit", claim, "--case", number, "--on", "\(try Day.of(on))",
      ] + option("--amount", fen.map(yuan)) + option("--submitted-by", by) + forced(isForced)
    case .claimBatch(let quarter, let on, let prefix):
      return [
        "claim", "batch", "--quarter", quarter, "--on", "\(try Day.of(on))", "--prefix", prefix,
      ]
    case .approve(let claim, let on, let fen, let by, let isForced):
      return ["claim", "approve", claim, "--on", "\(try Day.of(on))", "--amount", yuan(fen)]
        + ["--approved-by", by] + forced(isForced)
    case .sendBack(let claim, let on, let isForced):
      return ["claim", "return", claim, "--on", "\(try Day.of(on))", "--reason", "退回"]
        + (isForced ? ["--override"] : [])
    case .serve(
      let number, let on, let tenths, let rate, let fen, let lawyer, let firm, let isForced):
      return [
        "duty", "record", number, "--on", "\(try Day.of(on))", "--site", "看守所", "--lawyer", lawyer,
        "--firm", firm, "--quantity", Quantity(tenths: tenths).text, "--rate", yuan(rate),
        "--amount", yuan(fen),
      ] + forced(isForced)
    default: return []
    }
  }

  private func voucherWords() throws -> [String] {
    switch self {
    case .reverseVoucher(let voucher, let by, let on, let isBankReturn):
      return ["pay", "reverse", voucher, "--as", by, "--on", "\(try Day.of(on))"]
        + ["--reason", "冲销"] + (isBankReturn ? ["--bank-return"] : [])
    case .payAgain(let returned, let voucher, let on, let payee, let isForced):
      return ["pay", "again", returned, "--as", voucher, "--on", "\(try Day.of(on))"]
        + option("--payee", payee) + forced(isForced)
    case .recharge(let voucher, let line, let document, let use, let isForced):
      return ["pay", "recharge", voucher + (line.map { "/\($0)" } ?? ""), "--reason", "改列"]
        + option("--document", document) + option("--use", use?.rawValue)
        + (isForced ? ["--override"] : [])
    default: return []
    }
  }

  private func payeeWords() -> [String] {
    switch self {
    case .addPayee(let name, let aliases, let account):
      return ["payee", "add", name, "--bank", "甲银行", "--account", account]
        + aliases.flatMap { ["--alias", $0] }
    case .amendPayee(let called, let name, let added, let dropped, let account):
      return ["payee", "amend", called, "--reason", "更正"] + option("--name", name)
        + option("--account", account) + added.flatMap { ["--alias", $0] }
        + dropped.flatMap { ["--drop-alias", $0] }
    case .endPayee(let called): return ["payee", "end", called, "--reason", "不再使用"]
    default: return []
    }
  }

  private func paymentWords() throws -> [String] {
    switch self {
    case .pay(
      let voucher, let line, let on, let use, let cited, let document, let fen, let payee,
      let reissues, let isForced):
      let citing: [String] =
        switch cited {
        case .none: []
        case .ofCase(let number): ["--case", number]
        case .ofDuty(let number): ["--duty", number]
        }
      return ["pay", "record", voucher, "--on", "\(try Day.of(on))", "--document", document]
        + citing + option("--line", line.map(String.init)) + option("--use", use?.rawValue)
        + option("--amount", fen.map(yuan)) + option("--payee", payee)
        + option("--reissues", reissues) + forced(isForced)
    case .reverse(let line, let by, let byLine, let on, let fen, let isBankReturn):
      let parts = line.split(separator: "/").map(String.init)
      return ["pay", "reverse", parts[0], "--line", parts[1], "--as", by]
        + ["--on", "\(try Day.of(on))", "--reason", "冲销"]
        + option("--as-line", byLine.map(String.init)) + option("--amount", fen.map(yuan))
        + (isBankReturn ? ["--bank-return"] : [])
    default: return []
    }
  }
}

extension Amended {
  /// What it is said of.
  fileprivate var thing: Corrected {
    switch self {
    case .accepted, .filed, .recipient, .flags, .detail: .ofCase
    case .claimed, .claimedFen, .approvedFen, .ofCase: .claim
    case .dutyFen: .duty
    case .received, .fundFen: .fund
    }
  }
}

extension Corrected {
  /// The command of an act on such a thing.
  fileprivate func words(_ act: String, _ number: String, _ year: Int?) -> [String] {
    let command =
      switch self {
      case .ofCase: "case"
      case .claim: "claim"
      case .duty: "duty"
      case .fund: "fund"
      case .bank: "bank"
      }
    return [command, act, number] + (year.map { ["--fiscal-year", "\($0)"] } ?? [])
  }
}
