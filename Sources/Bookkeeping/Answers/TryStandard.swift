package import LedgerCore
package import LedgerStore
import Reconciliation
import Standards

/// Runs a draft standard over the cases of a year: what would it have cost (试算).
package struct TryStandard {
  private let store: LedgerStore

  package init(_ store: LedgerStore) {
    self.store = store
  }

  /// What a draft comes to beside what was approved.
  package struct Trial: Sendable {
    /// Cases with what was approved and what the draft grants.
    package struct Sum: Equatable, Sendable {
      package internal(set) var cases = 0
      package internal(set) var approved = Money.zero
      package internal(set) var low = Money.zero
      /// Equal to `low` for exact amounts; nil when some amount has no upper bound.
      package internal(set) var high: Money? = .zero
    }

    package let title: String
    package internal(set) var total = Sum()
    package internal(set) var byType: [CaseType: Sum] = [:]
    /// By the source that paid the case first; nil for cases that are not paid.
    package internal(set) var bySource: [FundSource?: Sum] = [:]
    /// Cases the draft does not price, with the reason.
    package internal(set) var notPriced: [(CaseNumber, String)] = []
    /// How many cases are not priced for the same reason: 缺地域.
    package internal(set) var notPricedByKind: [String: Int] = [:]
    /// Cases that ended in the year otherwise than finished; they are not tried.
    package internal(set) var endedOtherwise: [(CaseNumber, Outcome)] = []
    /// Priced cases of which nothing was said of flags, where a flag would matter.
    package internal(set) var flagsAssumed: [CaseNumber] = []
    /// Opening + appropriated − recalled of the year.
    package internal(set) var available = Money.zero
    /// Net paid in the year for everything but cases.
    package internal(set) var paidOther = Money.zero
  }

  /// Prices every case finished in a year by the draft, whatever days the draft is in force.
  ///
  /// - Throws: ``StandardFaults`` with all that is wrong in the text.
  package func callAsFunction(
    _ text: String, name: String, over year: FiscalYear
  ) throws -> Trial {
    let draft = try StandardReader.read(text, file: name)
    var trial = Trial(title: draft.citation)
    let outcome = try ReconcileYear(store)(Period(year: year))
    let book = outcome.result.book
    trial.available = try book.funds.available()
    trial.paidOther = try book.funds.netPaidInYear - book.paid(for: .perCaseSubsidy)
    try store.read { ledger in
      let settings = try RuleSettings.complete(in: ledger)
      try ledger.cases.forEachDossier { dossier in
        guard let registered = dossier.legalAidCase, let closing = registered.closing,
          closing.on.fiscalYear == year
        else { return }
        guard closing.outcome == .closed else {
          return trial.endedOtherwise.append((registered.number, closing.outcome))
        }
        let source = dossier.lines.first { !$0.isReversal }.flatMap { line in
          book.funds.appropriation(of: line.document, paidIn: line.paidOn.fiscalYear)?.source
        }
        let view = try DossierView(
          dossier, in: book.period, funds: book.funds, settings: settings)
        do {
          let query = PricingQuery(registered, on: closing.on, paidFrom: view.payingSources)
          let price = try draft.price(query)
          try trial.add(price.amount, view.approved, registered.type, source)
          if price.areFlagsAssumed { trial.flagsAssumed.append(registered.number) }
        } catch let refusal as PricingRefusal {
          trial.notPriced.append((registered.number, refusal.description))
          trial.notPricedByKind[refusal.kind, default: 0] += 1
        }
      }
    }
    return trial
  }
}

extension TryStandard.Trial {
  fileprivate mutating func add(
    _ amount: AmountRange, _ approved: Money, _ type: CaseType, _ source: FundSource?
  ) throws {
    try total.add(amount, approved)
    try byType[type, default: Sum()].add(amount, approved)
    try bySource[source, default: Sum()].add(amount, approved)
  }

  /// Whether the year's money would have covered the draft at its highest; nil without a bound.
  package func isCovered() throws -> Bool? {
    guard let high = total.high else { return nil }
    return try high + paidOther <= available
  }
}

extension TryStandard.Trial.Sum {
  fileprivate mutating func add(_ amount: AmountRange, _ approved: Money) throws {
    cases += 1
    try self.approved += approved
    try low += amount.low
    if let sum = high, let most = amount.high {
      high = try sum + most
    } else {
      high = nil
    }
  }
}

extension TryStandard.Trial {
  /// The sums by type and by source, for a table.
  package var rows: [(name: String, cases: Int?, approved: Money?, low: Money?, high: Money?)] {
    let types = CaseType.allCases.compactMap { type in
      byType[type].map { ("类型：\(type.rawValue)", $0) }
    }
    let sources = FundSource.allCases.compactMap { source in
      bySource[source].map { ("来源：\(source.rawValue)", $0) }
    }
    let unpaid = bySource[nil].map { [("来源：未付", $0)] } ?? []
    return (types + sources + unpaid + [("合计", total)])
      .map { ($0.0, $0.1.cases, $0.1.approved, $0.1.low, $0.1.high) }
  }

  /// The cases that are not in the sums, and why.
  package var leftOut: [(number: CaseNumber, reason: String)] {
    notPriced + endedOtherwise.map { ($0, "\($1.rawValue)，不在试算之内") }
  }

  /// The same, and those that are in the sums by an assumption.
  package var listed: [(number: CaseNumber, reason: String)] {
    leftOut + flagsAssumed.map { ($0, "没有登记标记，按没有标记计入") }
  }

  /// Whether the year's money would have sufficed for what was priced, what was not, and what was
  /// assumed.
  package func notes() throws -> [String] {
    var notes: [String] = []
    let only = notPriced.isEmpty ? "" : "只就算出的 \(total.cases) 件说，"
    let money =
      "可用资金 \(available.groupedYuanText) 元，值班等其他支出 \(paidOther.groupedYuanText) 元"
    switch try isCovered() {
    case true: notes.append("\(money)：\(only)够")
    case false:
      let high = total.high ?? total.low
      let short = try high + paidOther - available
      notes.append("\(money)：\(only)按最高数还差 \(short.groupedYuanText) 元")
    case nil: notes.append("\(money)：\(only)有的标准没有上限，不能判断够不够")
    }
    if !notPriced.isEmpty {
      let kinds = notPricedByKind.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { "\($0.key) \($0.value) 件" }
      notes.append(
        "有 \(notPriced.count) 件按这个标准算不出，没有计入：\(kinds.joined(separator: "；"))")
    }
    if !endedOtherwise.isEmpty {
      let ends = Outcome.allCases.compactMap { outcome in
        let count = endedOtherwise.count { $0.1 == outcome }
        return count == 0 ? nil : "\(outcome.rawValue) \(count) 件"
      }
      notes.append("\(ends.joined(separator: "、"))不在试算之内")
    }
    if !flagsAssumed.isEmpty {
      notes.append("有 \(flagsAssumed.count) 件没有登记标记，按没有标记计算")
    }
    notes.append("假定：这一年办结的案件都按这个标准，不看它的生效日期；等级、地域、数量等按案件登记")
    return notes
  }
}
