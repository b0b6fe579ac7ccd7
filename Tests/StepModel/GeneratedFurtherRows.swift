import LedgerCore
import TestSupport

extension StepGenerator {
  /// A new change, or a known one as it is or with something else.
  mutating func changeRow(_ model: LedgerModel) -> Row {
    let last = model.changeNumbers.max() ?? 0
    let isKnown = random.chance(oneIn: 3) && last > 0
    let index = random.number(0...max(last - 1, 0))
    if isKnown, model.changeNumbers.indices.contains(index) {
      let known = model.book.changes[index]
      return .change(
        number: model.changeNumbers[index], document: known.appropriation.document.printed,
        year: known.appropriation.fiscalYear.number, isRecall: known.kind == .recall,
        on: Int(known.changedOn.number),
        fen: known.amount.fen + (random.chance(oneIn: 4) ? 1 : 0))
    }
    let row = random.chance(oneIn: 8) ? nil : random.pick(from: model.book.appropriations)
    let on = day(after: row?.receivedOn)
    let isRecall = random.chance(oneIn: 2)
    return .change(
      // Numbers may be left out, and come later.
      number: random.chance(oneIn: 3) ? random.number(1...last + 3) : last + 1,
      document: row?.id.document.printed ?? document(),
      year: row?.id.fiscalYear.number ?? on / 10_000, isRecall: isRecall, on: on,
      fen: isRecall && !random.chance(oneIn: 10) ? fen() : random.pick(fen(), -fen(), -fen(), 0))
  }

  /// What stands, what a closing carried, or another amount.
  mutating func openingRow(_ model: LedgerModel) -> Row {
    let carried = random.pick(from: model.book.carried.sorted { $0.key < $1.key })
    if let carried, random.chance(oneIn: 2) {
      return .opening(
        year: carried.key.number, fen: carried.value.fen + (random.chance(oneIn: 4) ? 1 : 0))
    }
    let stated = random.pick(from: model.book.openings)
    return .opening(
      year: stated?.fiscalYear.number ?? random.number(2023...2025),
      fen: random.chance(oneIn: 2)
        ? random.pick(0, 30_000, 100_000) : stated?.amount.fen ?? 30_000)
  }

  /// The last decision of a line once more, the other way, or of vouchers that may fit.
  mutating func matchRow(_ model: LedgerModel) -> Row {
    let known = random.pick(from: model.book.bankMatches)
    if let known, random.chance(oneIn: 2) {
      return .match(
        reference: known.reference.printed, vouchers: known.vouchers.reversed().map(\.printed),
        isUndone: (known.kind == .undone) != random.chance(oneIn: 3))
    }
    let line = random.pick(from: model.book.bankLines)
    let fitting = model.book.lines.filter { $0.amount == line?.amount }
    let paid = random.pick(from: fitting.isEmpty ? model.book.lines : fitting)
    let second = random.chance(oneIn: 4) ? random.pick(from: model.book.lines) : nil
    let vouchers = [paid, second].compactMap { $0?.id.voucher.printed }
    return .match(
      reference: random.chance(oneIn: 8) ? "流99" : line?.reference.printed ?? "流1",
      vouchers: vouchers.isEmpty ? ["凭98"] : vouchers, isUndone: random.chance(oneIn: 4))
  }

  /// An explanation of what is found in some year; now and then of nothing.
  mutating func explanationRow(_ model: LedgerModel) throws -> Row {
    let year = random.number(2023...2025)
    let found = try model.everything(.of(year), asOf: .of(year * 10_000 + 1231))
      .filter { !random.chance(oneIn: 8) || $0.severity != "info" }
    let finding = random.pick(from: found)
    return .explanation(
      rule: finding?.rule ?? "P05", subject: finding?.subject ?? "案1", year: year,
      second: random.pick("复核人乙", "复核人乙", nil, random.chance(oneIn: 4) ? "说明人 丙" : nil))
  }
}
