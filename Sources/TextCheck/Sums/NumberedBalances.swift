/// Tests a balance whose sides stand in items of their own: （一）新收…（二）办结…（三）结转….
///
/// Holds when: what came in and was there before is what was done or spent and what is left.
/// Silent when: an item prints several figures of one side, or the items are not of one list.
struct NumberedBalances {
  /// One side of the balance, with where it was printed.
  private struct Entry {
    let quantity: Quantity
    let words: String
    let item: ItemNumber
  }

  private enum Side: Int, CaseIterable {
    case taken
    case carriedIn
    case done
    case ended
    case left
  }

  private var entries: [Side: Entry] = [:]
  private var item: ItemNumber?
  /// Whether two items print the same side, so that nobody can tell which is meant.
  private var isUnclear = false
  private(set) var drafts: [CheckDraft] = []

  /// Takes the next paragraph; a heading counts for what stands below it.
  mutating func read(_ prose: Prose) {
    if let number = ItemNumber(prose.text[...]) { begin(number) }
    guard let item else { return }
    var seen: Set<Side> = []
    for quantity in prose.quantities where isTold(quantity) {
      guard let side = Self.side(of: quantity, in: prose), seen.insert(side).inserted else {
        continue
      }
      if entries[side] != nil { isUnclear = true }
      entries[side] = Entry(quantity: quantity, words: prose.words(quantity), item: item)
    }
    // A paragraph that has both sides is read for itself.
    if seen.contains(.left), !seen.contains(.taken) { close(in: prose) }
  }

  /// A number that begins a list, or one of a list above, begins another matter.
  private mutating func begin(_ number: ItemNumber) {
    if let item, item.style == number.style, number.value == item.value + 1 {
      self.item = number
      return
    }
    if let item, number.style.rank > item.style.rank, !entries.isEmpty { return }
    entries = [:]
    isUnclear = false
    item = number
  }

  private func isTold(_ quantity: Quantity) -> Bool {
    quantity.isPlain && quantity.isExact && quantity.depth == 0
      && quantity.unit?.dimension.isAddable ?? false
  }

  private static func side(of quantity: Quantity, in prose: Prose) -> Side? {
    let label = prose.label(quantity)
    guard quantity.unit?.isMoney ?? false else {
      switch StockFlow(label) {
      case .taken: return .taken
      case .carriedIn: return .carriedIn
      case .done: return .done
      case .ended: return .ended
      case .left: return .left
      case .due, nil: return nil
      }
    }
    switch MoneyFlow(label) {
    case .allotted: return .taken
    case .carriedIn: return .carriedIn
    case .spent: return .done
    case .recalled: return .ended
    case .left: return .left
    case .source, nil: return nil
    }
  }

  private mutating func close(in prose: Prose) {
    defer {
      entries = [:]
      isUnclear = false
    }
    guard let taken = entries[.taken], let done = entries[.done], let left = entries[.left],
      let unit = left.quantity.unit, taken.item != left.item, !isUnclear
    else { return }
    let alike = { (entry: Entry?) in
      entry.flatMap { $0.quantity.matches(left.quantity) ? $0 : nil }
    }
    guard alike(taken) != nil, alike(done) != nil else { return }
    let ins = [taken, alike(entries[.carriedIn])].compactMap(\.self)
    let outs = [done, alike(entries[.ended]), left].compactMap(\.self)
    guard let income = sum(ins), let outgo = sum(outs),
      let incomes = PrintedInterval.sum(ins.map { $0.quantity.interval() }),
      let outgoes = PrintedInterval.sum(outs.map { $0.quantity.interval() })
    else { return }
    let outcome: Check.Outcome =
      income.equals(outgo) ? .pass : incomes.meets(outgoes) ? .rounding : .contradiction
    let words = { (entries: [Entry], sum: PrintedNumber) in
      entries.map(\.words).joined(separator: "，") + "，合 \(sum.shortText(inPower: unit.power))"
    }
    let ending =
      switch outcome {
      case .pass: "两边一致。"
      case .rounding: "相差的可以由四舍五入解释。"
      default: "两边不一致，请核对。"
      }
    drafts.append(
      CheckDraft(
        unit.isMoney ? .funds : .sum, outcome,
        quote: prose.quote(left.quantity.range, marking: [left.quantity]),
        parts: (ins + outs).map { $0.quantity.number.text(inPower: unit.power) },
        stated: income.text(inPower: unit.power), computed: outgo.shortText(inPower: unit.power),
        unit: unit.printed,
        message: "\(words(ins, income)) \(unit.printed)；"
          + "\(words(outs, outgo)) \(unit.printed)：\(ending)"
      ))
  }

  private func sum(_ entries: [Entry]) -> PrintedNumber? {
    PrintedNumber.sum(entries.map(\.quantity.number))
  }
}

extension ItemNumber.Style {
  /// How deep in an outline it stands, from 一、 to ①.
  fileprivate var rank: Int {
    switch self {
    case .heading: 0
    case .bracketed: 1
    case .digits: 2
    case .words, .bracketedDigits: 3
    case .circled: 4
    }
  }
}
