import Foundation
import Testing

@Suite("多人连续记账")
struct ManyRecordersTests {
  @Test(
    "recorders who work at the same time lose nothing, double nothing and are never turned away",
    arguments: [(recorders: 2, acts: 16), (recorders: 8, acts: 6)])
  func recorders(recorders: Int, acts: Int) async throws {
    let count = recorders * acts
    let workplace = try await SmallBook.workplace(cases: count, appropriated: "100,000")
    let before = try await workplace.extent().entries
    let runs = try await Recorders.work(recorders, acts: acts, in: workplace) {
      SmallBook.pay("支\($0)", $0)
    }
    #expect(runs.recorded == Array(1...count), "\(runs.refused.map(\.stderr))")
    let vouchers = try await workplace.vouchers()
    #expect(vouchers.sorted() == (1...count).map { "支\($0)" }.sorted())
    #expect(try await workplace.extent().entries == before + count)
  }

  @Test("of eight who pay one claim one does, and the rule refuses the others")
  func oneClaim() async throws {
    let workplace = try await SmallBook.workplace(appropriated: "100,000")
    let before = try await workplace.extent().entries
    let runs = try await Recorders.together(8, in: workplace) {
      SmallBook.pay("支\($0)", 1, "--amount", "800")
    }
    #expect(runs.recorded.count == 1)
    for run in runs.refused {
      #expect(run.exitCode == 1)
      #expect(run.stdout == "")
      #expect(run.stderr.contains("错误：有规则不允许，账本没有改动"), "\(run.stderr)")
      #expect(run.stderr.contains("\n  P05 ") || run.stderr.contains("\n  P06 "), "\(run.stderr)")
    }
    #expect(try await workplace.vouchers() == runs.recorded.map { "支\($0)" })
    #expect(try await workplace.extent().entries == before + 1)
  }

  @Test("batches, a table and single payments of the same cases pay each case once")
  func batches() async throws {
    let cases = 12
    let workplace = try await SmallBook.workplace(cases: cases, appropriated: "100,000")
    let before = try await workplace.extent().entries
    let runs = try await Recorders.together(10, in: workplace) { number in
      switch number {
      case 1...3: ["pay", "batch", "--on", "2024-04-01", "--voucher-prefix", "批\(number)-"]
      default: SmallBook.pay("支\(number)", number)
      }
    }
    // The first batch pays what is unpaid by then, in one voucher for the one firm.
    #expect((1...3).count { runs[$0]?.exitCode == 0 } == 1)
    for run in runs.refused { #expect(run.exitCode == 1 && run.stderr.contains("错误：")) }
    let list = try json(try await workplace.succeed("pay", "list", "--format", "json"))
    #expect((list["rows"] as? [Any])?.count == cases)
    #expect(try await workplace.extent().entries == before + runs.recorded.count)
    let statement = try await workplace.legalaid("reconcile", "--year", "2024", "--format", "json")
    let found = try json(statement.stdout)
    #expect((found["totals"] as? [String: Any])?["paid_fen"] as? Int == cases * 80_000)
    #expect(found.countsByRule.keys.allSatisfy { !["P05", "P06", "P08", "F01"].contains($0) })
  }

  @Test("who reads while others record sees the ledger of one entry, and prints that entry's head")
  func readers() async throws {
    let (recorders, acts) = (4, 8)
    let workplace = try await SmallBook.workplace(cases: recorders * acts, appropriated: "100,000")
    let before = try await workplace.extent().entries
    let recording = Task {
      try await Recorders.work(recorders, acts: acts, in: workplace) { SmallBook.pay("支\($0)", $0) }
    }
    var seen: [(head: String, payments: Int)] = []
    for round in 1...3 {
      let run = try await workplace.legalaid("reconcile", "--year", "2024", "--format", "json")
      let statement = try json(run.stdout)
      let paid = (statement["totals"] as? [String: Any])?["paid_fen"] as? Int ?? -1
      seen.append((statement["ledger_head"] as? String ?? "", paid / 80_000))
      // What is unpaid is counted by another rule than what is paid.
      #expect(statement.countsByRule["P08", default: 0] == recorders * acts - paid / 80_000)
      let tables = try json(
        try await workplace.legalaid("report", "tables", "--year", "2024", "--format", "json")
          .stdout)
      let figures = tables["figures"] as? [String: [String: Any]] ?? [:]
      let unpaid = figures["cases_closed_unpaid"]?["count"] as? Int ?? -1
      #expect(figures["paid_fen"]?["fen"] as? Int == (recorders * acts - unpaid) * 80_000)
      try await workplace.succeed("backup", "备\(round).sqlite")
      let copy = try await workplace.extent(of: "备\(round).sqlite")
      seen.append((copy.head, try await workplace.vouchers(in: "备\(round).sqlite").count))
    }
    #expect(try await recording.value.recorded.count == recorders * acts)
    for (head, payments) in seen {
      #expect(try await workplace.entry(ofHead: head) == before + payments)
    }
    #expect(try await workplace.vouchers().count == recorders * acts)
  }

  @Test("an export taken while tables come in has all tables of one entry, or none")
  func exports() async throws {
    let workplace = try await SmallBook.workplace(appropriated: "100,000")
    let tables = 6
    for number in 1...tables { try workplace.writeTables("批\(number)") }
    let importing = Task {
      try await Recorders.work(2, acts: tables / 2, in: workplace) { ["import", "批\($0)"] }
    }
    for round in 1...4 {
      try await workplace.succeed("export", "出\(round)")
      let rows = try ["cases", "claims", "payments"].map { name in
        try workplace.text(of: "出\(round)/\(name).csv").split(separator: "\r\n")
          .dropFirst().count { $0.contains("批") }
      }
      #expect(rows[0].isMultiple(of: 5) && Set(rows).count == 1, "\(rows)")
    }
    #expect(try await importing.value.recorded.count == tables)
    #expect(try await workplace.vouchers().count == tables * 5)
  }
}

extension Workplace {
  /// A folder of tables with five new cases, their claims and their payments.
  fileprivate func writeTables(_ name: String) throws {
    var register = "案件编号,案件类型,受援人,受理日期,指派日期,承办人,承办单位,结案日期,案由\n"
    var claims = "申报编号,案件编号,申报日期,申报金额,核发日期,核发金额,申报人,审核人\n"
    var payments = "支付凭证号,支付日期,支出用途,案件编号,指标文号,金额,收款单位\n"
    for number in 1...5 {
      let key = "\(name)号\(number)"
      register +=
        "\(key),民事,\(Secret.recipient),2024-01-05,2024-01-06,王五五,甲律师事务所,2024-03-01,赡养\n"
      claims += "申\(key),\(key),2024-03-05,800,2024-03-10,800,王五五,赵六六\n"
      payments += "支\(key),2024-04-01,以案定补,\(key),\(SmallBook.document),800,甲律师事务所\n"
    }
    try write(register, to: "\(name)/案件.csv")
    try write(claims, to: "\(name)/申报.csv")
    try write(payments, to: "\(name)/支付.csv")
  }
}
