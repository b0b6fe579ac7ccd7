import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("国库核对的结果")
struct StatementReportTests {
  /// Every kind of thing left, and every kind of match, over two years.
  private func book() throws -> InventedBook {
    var book = InventedBook()
    let returned = try PaymentLine.voucher("凭3", paid: "2024-03-01", amount: "300")
    book.lines = [
      try .voucher("凭1", paid: "2023-06-01", amount: "50"),
      try .voucher("凭2", paid: "2024-02-01", payee: "欧阳某甲"), returned,
      try returned.reversed(by: "冲3", on: "2024-04-01"),
      try .voucher("凭4", paid: "2024-05-01", amount: "40"),
      try .voucher("凭5", paid: "2024-05-01", amount: "60"),
      try .voucher("凭6", paid: "2024-08-01", amount: "8"),
      try .voucher("凭7", paid: "2024-08-01", amount: "8"),
      try .voucher("凭8", paid: "2024-09-01", amount: "900"),
    ]
    book.bankLines = [
      try .sample("流2", booked: "2023-12-31", amount: "990", payee: "王某甲", voucher: "凭2"),
      try .sample("流3", booked: "2024-03-02", amount: "300", voucher: "凭3"),
      try .sample("流4", booked: "2024-05-03", amount: "100"),
      try .sample("流6", booked: "2024-08-02", amount: "8"),
      try .sample("流9", booked: "2024-10-01", amount: "-20", payee: "马某乙"),
    ]
    return book
  }

  @Test("the bridge leads from the ledger to the treasury")
  func bridge() throws {
    let matching = try #require(try book().reconcile().statement)
    let bridge = matching.bridge
    #expect(bridge.ledger.yuanText == "2066.00")
    #expect(bridge.before.yuanText == "50.00")
    #expect(bridge.paidOpen.yuanText == "916.00")
    #expect(bridge.linesOpen.yuanText == "-12.00")
    #expect(bridge.differences.yuanText == "290.00")
    #expect(bridge.bank.yuanText == "1378.00" && bridge.reached == bridge.bank)
    #expect(bridge.isBalanced)
    #expect(matching.firstBookedOn == (try .of("2023-12-31")))
    #expect(matching.matches.map(\.stage) == [.byNumber, .byNumber, .sum])
  }

  @Test("what stands between the two and has no name breaks the bridge")
  func brokenBridge() throws {
    var book = try book()
    // Taken back of a voucher that is not recorded: nothing the ledger would let happen.
    book.lines.append(
      try PaymentLine.voucher("凭99").reversed(by: "冲9", on: "2024-06-01", amount: "1"))
    let matching = try #require(try book.reconcile().statement)
    #expect(!matching.bridge.isBalanced)
    #expect(matching.bridge.reached.yuanText == "1377.00")
  }

  @Test("I07: both sides over all years; without sides when S01 cannot be tested")
  func identity() throws {
    let book = try book()
    for year in [2023, 2024] {
      let result = try book.reconcile(year: year, asOf: "2024-12-31")
      let identity = try #require(result.identities.first { $0.id == "I07" })
      #expect(identity.id == "I07" && identity.outcome == .pass)
      #expect(identity.left == 110_000 && identity.right == 110_000)
    }
    for (year, words) in [(2025, "没有 2025 年的国库支付明细"), (2022, "没有导入国库支付明细")] {
      let identities = try book.reconcile(year: year).identities
      let identity = try #require(identities.first { $0.id == "I07" })
      #expect(identity.outcome == .notTestable && identity.title.contains(words))
      #expect(identity.left == nil && identity.right == nil && identity.difference == nil)
    }
  }

  @Test("what was looked at is counted, returns as positive; no statement, no matching")
  func examined() throws {
    let examined = try book().reconcile().book.examined
    #expect(examined.bankLines == 5 && examined.bankAmount.yuanText == "1418.00")
    let seen = try book().reconcile(asOf: "2024-03-02").book.examined
    #expect(seen.bankLines == 2 && seen.bankAmount.yuanText == "1290.00")
    #expect(try InventedBook.clean().reconcile().statement == nil)
    #expect(try book().reconcile(year: 2023, asOf: "2023-12-30").statement == nil)
  }

  @Test("findings name what has part in them, and no person")
  func relatedAndNames() throws {
    let findings =
      try book().reconcile(year: 2023, asOf: "2024-12-31").findings + book().reconcile().findings
    let found = findings.filter { statementRules.contains($0.rule) }
    #expect(
      found.map { "\($0.rule) \($0.subject) \($0.related.joined(separator: " "))" } == [
        "S05 流2 凭2", "S02 流9 ", "S03 凭2 流2", "S03 凭3 流3", "S01 凭8 ", "S04 流6 凭6 凭7",
      ])
    for finding in found {
      for name in ["欧阳某甲", "王某甲", "马某乙"] { #expect(!finding.message.contains(name)) }
    }
    #expect(found[0].message.contains("收款人是“王某某”，支付凭证 凭2 的收款人是“欧阳某某”"))
    #expect(found[1].message.hasPrefix("国库流水 流9 于 2024-10-01 退回 20.00 元，账上没有对应的退票："))
  }

  @Test("without a calendar S01 and S02 say that the due day counts as passed")
  func withoutCalendar() throws {
    var book = try book()
    book.lines.append(try .voucher("凭10", paid: "2024-12-30", amount: "3"))
    let period = Period(year: try .of(2024))
    let known = try book.reconcile(period).findings.filter { ["S01", "S02"].contains($0.rule) }
    let unknown = try book.reconcile(period, under: InventedCalendar(knowing: nil)).findings
      .filter { ["S01", "S02"].contains($0.rule) }
    #expect(known.map(\.severity) == [.block, .high, .info])
    #expect(known.allSatisfy { !$0.message.contains("工作日历") })
    #expect(known[2].message.hasSuffix("；第 3 个工作日还没有过（到期日 2025-01-04），只作提示"))
    #expect(unknown.map(\.severity) == [.block, .high, .high])
    #expect(unknown.allSatisfy { $0.message.hasSuffix("，到期日无法推算，按已到期") })
  }

  @Test("a finding rests on its facts: the same for the same, others when one of them changes")
  func facts() throws {
    let before = try facts(of: book())
    #expect(before == (try facts(of: book())))
    #expect(before.values.allSatisfy { !$0.isEmpty })
    var book = try book()
    book.lines[7].paidOn = try .of("2024-08-02")
    book.bankLines[0].payee = "王某丙"
    book.bankLines[4].voucher = try .of("凭77")
    let after = try facts(of: book)
    #expect(Set(before.keys) == Set(after.keys))
    #expect(before["S04 流6"] != after["S04 流6"])
    #expect(before["S05 流2"] != after["S05 流2"])
    #expect(before["S03 凭2"] != after["S03 凭2"])
    #expect(before["S02 流9"] != after["S02 流9"])
    #expect(before["S01 凭8"] == after["S01 凭8"] && before["S03 凭3"] == after["S03 凭3"])
  }

  private func facts(of book: InventedBook) throws -> [String: [Fact]] {
    let findings =
      try book.reconcile(year: 2023, asOf: "2024-12-31").findings + book.reconcile().findings
    return Dictionary(
      findings.filter { statementRules.contains($0.rule) && $0.outcome == .contradiction }
        .map { ("\($0.rule) \($0.subject)", $0.facts) }, uniquingKeysWith: { first, _ in first })
  }

  @Test("a statement whose sums leave 64 bits throws, it never prints a wrong sum")
  func overflow() throws {
    var book = try book()
    book.bankLines[0].amount = Money(fen: .max)
    book.bankLines[1].amount = Money(fen: .max)
    #expect(throws: MoneyOverflow.self) { try book.reconcile() }
  }
}
