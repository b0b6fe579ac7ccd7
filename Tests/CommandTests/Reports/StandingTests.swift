import Foundation
import TestSupport
import Testing

@Suite("输出前的核验")
struct StandingTests {
  private static let lines = [
    "reconcile --year 2024", "report paragraph --year 2024", "report tables --year 2024",
    "report figure 本年支出 --year 2024", "report unpaid --year 2024", "report firms --year 2024",
    "report roster --year 2024", "report notice --year 2024", "report tax-list --year 2024",
    "fund list", "today --on 2024-12-31",
  ]
  private static let formats = ["text", "markdown", "csv", "html", "json"]

  /// A workplace with a paid case, and the ledger under other names: one that was tampered with,
  /// and one too large to be verified before each page.
  private static func workplace() async throws -> Workplace {
    let workplace = try await SmallBook.workplace(cases: 2)
    #expect(try await workplace.run(SmallBook.pay("支1", 1)).exitCode == 0)
    var bytes = try workplace.bytes(of: Workplace.ledgerName)
    let place = try #require(bytes.firstRange(of: Data("甲律师事务所".utf8)))
    bytes.replaceSubrange(place, with: Data("乙律师事务所".utf8))
    try workplace.write(bytes, to: "改.sqlite")
    bytes = try workplace.bytes(of: Workplace.ledgerName)
    let pages = 8_000
    bytes += Data(count: pages * 4_096 - bytes.count)
    withUnsafeBytes(of: UInt32(pages).bigEndian) { bytes.replaceSubrange(28..<32, with: $0) }
    try workplace.write(bytes, to: "大.sqlite")
    return workplace
  }

  @Test("a sound ledger's pages say nothing of it, in any format", arguments: lines)
  func sound(_ line: String) async throws {
    let workplace = try await Self.workplace()
    for format in Self.formats {
      let run = try await Program.shell(
        "legalaid \(line) --format \(format)", in: workplace.path)
      for words in ["账本核验没有通过", "未核验", "\"verification\""] {
        #expect(!run.stdout.contains(words) && !run.stderr.contains(words), "\(format)")
      }
    }
  }

  @Test("a page of a ledger that does not verify says so, and so does one that was not verified")
  func marked() async throws {
    let workplace = try await Self.workplace()
    for line in Self.lines {
      for format in Self.formats {
        for (ledger, words, result) in [
          ("改.sqlite", "账本核验没有通过（1 处不符）", "unsound"), ("大.sqlite", "未核验：", "unverified"),
        ] {
          let run = try await Program.shell(
            "legalaid \(line) --format \(format) --ledger \(ledger)", in: workplace.path)
          let note: Comment = "\(line) \(format) \(ledger)\n\(run.stdout.prefix(300))\(run.stderr)"
          #expect(run.stderr.contains(words), note)
          guard format == "json" else {
            #expect(run.stdout.contains(words), note)
            continue
          }
          // A list is an array of tables; the first says it.
          let printed = try JSONSerialization.jsonObject(with: Data(run.stdout.utf8))
          let head = printed as? [String: Any] ?? (printed as? [[String: Any]])?.first
          let verification = head?["verification"] as? [String: Any]
          #expect(verification?["result"] as? String == result, note)
        }
      }
    }
  }

  @Test("a paragraph that was not verified is not let out with --strict, and a pack is marked")
  func strictAndPack() async throws {
    let workplace = try await Self.workplace()
    for ledger in ["改.sqlite", "大.sqlite"] {
      let strict = try await workplace.legalaid(
        "report", "paragraph", "--year", "2024", "--strict", "--ledger", ledger)
      #expect(strict.exitCode == 1 && strict.stdout == "", "\(strict.stdout)")
      let folder = "包-\(ledger)"
      let pack = try await workplace.legalaid(
        "report", "pack", "--year", "2024", "--folder", folder, "--ledger", ledger)
      #expect(pack.exitCode == 0, "\(pack.stderr)")
      for name in try FileManager.default.contentsOfDirectory(atPath: workplace.file(folder))
      // What Word shows of the mark is held against its page.
      where !name.hasSuffix(".docx") {
        let text = try workplace.text(of: "\(folder)/\(name)")
        #expect(text.contains("核验") || text.contains("\"verification\""), "\(name)")
      }
    }
  }

  @Test("a sealed pack is given out byte for byte, or not at all")
  func sealedPack() async throws {
    let workplace = try await SmallBook.workplace()
    #expect(try await workplace.run(SmallBook.pay("支1", 1)).exitCode == 0)
    let closing = try await workplace.legalaid("close-year", "2024", "--folder", "包")
    #expect(closing.exitCode == 0, "\(closing.stderr)")
    var bytes = try workplace.bytes(of: Workplace.ledgerName)
    let place = try #require(bytes.firstRange(of: Data("甲律师事务所".utf8)))
    bytes.replaceSubrange(place, with: Data("乙律师事务所".utf8))
    try workplace.write(bytes, to: "改.sqlite")
    let run = try await workplace.legalaid(
      "report", "pack", "--year", "2024", "--folder", "改包", "--ledger", "改.sqlite")
    #expect(run.exitCode == 1 && run.stdout == "")
    #expect(run.stderr.contains("\n错误：账本核验没有通过，2024 年度封存的报表包不能当作原件输出"), "\(run.stderr)")
    #expect(!workplace.exists("改包"))
  }
}
