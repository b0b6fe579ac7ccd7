import TestSupport
import Testing
import TextCheck

@Suite("公开文本核对：信息公开年报")
struct AnnualReportTests {
  private static func report(_ changes: [(String, String)]) throws -> [Check] {
    var text = try repositoryText("db/examples/texts/hongsibu-2024-annual-report.txt")
    for (old, new) in changes {
      #expect(text.contains(old))
      text = text.replacing(old, with: new)
    }
    return PublishedText(utf8: Array(text.utf8)).checks()
      .filter {
        $0.kind != .form && $0.kind != .funds && $0.outcome != .pass
          && $0.outcome != .notTestable
      }
  }

  @Test("a request that was received but not answered breaks row, column and text")
  func received() throws {
    let old = "一、本年新收政府信息公开申请数量\t\t0\t0\t0\t0\t0\t0\t0"
    let new = "一、本年新收政府信息公开申请数量\t\t2\t0\t0\t0\t0\t0\t3"
    let odd = try Self.report([(old, new)])
    #expect(odd.allSatisfy { $0.outcome == .contradiction })
    #expect(
      odd.map(\.kind).sorted { $0.rawValue < $1.rawValue } == [
        .tableIdentity, .tableIdentity, .tableRow, .textTable,
      ])
  }

  @Test("an answer that the total leaves out breaks its row's column")
  func results() throws {
    let odd = try Self.report([("8.属于行政查询事项\t0\t0", "8.属于行政查询事项\t1\t0")])
    #expect(odd.map(\.kind) == [.tableRow, .tableIdentity])
    #expect(odd.last?.quote.contains("自然人") == true)
  }

  @Test("reviews that do not add to their total, and a text that names another number")
  func reviews() throws {
    let odd = try Self.report([("1\t1\t1\t1\t4\t0", "1\t1\t1\t2\t4\t0")])
    #expect(odd.map(\.kind) == [.tableRow])
    let text = try Self.report([("行政复议案件4件", "行政复议案件5件")])
    #expect(text.map(\.kind) == [.textTable])
    #expect(text.first?.stated == "5")
    #expect(text.first?.computed == "4")
  }

  @Test("a slip in the paragraph gives that contradiction alone")
  func paragraph() throws {
    for (old, new) in [("部门动态17条", "部门动态18条"), ("公开政府信息38条", "公开政府信息39条")] {
      let odd = try Self.report([(old, new)])
      #expect(odd.map(\.kind) == [.sum], "\(new)")
      #expect(odd.map(\.outcome) == [.contradiction], "\(new)")
    }
  }
}
