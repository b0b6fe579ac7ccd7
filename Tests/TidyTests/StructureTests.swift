import Foundation
import LedgerCore
import Reconciliation
import Schema
import TestSupport
import Testing

@Suite("源码的结构")
struct StructureTests {
  /// What each module may import, as the README's picture has it; the libraries beside.
  private static let allowed: [String: Set<String>] = [
    "LedgerCore": ["Foundation"],
    "Reconciliation": ["LedgerCore"],
    "Schema": [],
    "ReportTemplates": ["LedgerCore"],
    "OfficeFiles": ["LedgerCore", "Foundation", "CZip", "CXlsxwriter", "CExpat"],
    "Interchange": ["LedgerCore", "OfficeFiles", "Foundation", "Schema", "Yams"],
    "TextCheck": ["LedgerCore"],
    "LedgerStore": [
      "LedgerCore", "Schema", "CSQLiteSettings", "CZlib", "Foundation", "GRDB", "GRDBSQLite",
      "Crypto", "CryptoExtras", "Synchronization",
    ],
    "Bookkeeping": [
      "LedgerCore", "Reconciliation", "LedgerStore", "Interchange", "Schema", "Standards",
      "Foundation", "Synchronization",
    ],
    "Standards": ["LedgerCore", "Yams", "Foundation", "Synchronization"],
    "Reporting": [
      "LedgerCore", "Reconciliation", "OfficeFiles", "ReportTemplates", "TextCheck", "Mustache",
    ],
    "Wording": ["LedgerCore", "Bookkeeping", "Reporting", "Reconciliation"],
    "Desk": [
      "LedgerCore", "Reconciliation", "LedgerStore", "Interchange", "Bookkeeping", "Reporting",
      "Schema", "Standards", "TextCheck", "Wording", "Foundation", "Synchronization", "NIOCore",
      "NIOHTTP1", "NIOPosix",
    ],
    "legalaid": [
      "LedgerCore", "Reconciliation", "LedgerStore", "Interchange", "Bookkeeping", "Reporting",
      "Schema", "Standards", "TextCheck", "Wording", "Desk", "Foundation", "ArgumentParser",
      "Synchronization",
    ],
    "Province": [
      "LedgerCore", "Reconciliation", "LedgerStore", "Interchange", "Bookkeeping", "Reporting",
      "Foundation", "Crypto",
    ],
    "ProvinceDatabase": [
      "LedgerCore", "Reconciliation", "LedgerStore", "Bookkeeping", "Reporting", "Province",
      "Schema", "Foundation", "CPostgres",
    ],
    "legalaid-province": [
      "LedgerCore", "Reconciliation", "LedgerStore", "Bookkeeping", "Reporting", "Province",
      "ProvinceDatabase", "Wording", "Foundation", "ArgumentParser",
    ],
    "embed-text": ["Foundation"],
    "Plugins": ["Foundation", "PackagePlugin"],
  ]

  @Test(
    "imports only point down, as the picture says; rules import no library, the core one for NFKC")
  func imports() throws {
    let line = /^\s*(?:@\w+ )?(?:(?:package|public|internal|private|fileprivate) )?import (\w+)/
    var seen: Set<String> = []
    for file in SourceTree.sources {
      let allowed = try #require(Self.allowed[file.module], "\(file.path): no such module")
      seen.insert(file.module)
      for match in file.code.compactMap({ $0.firstMatch(of: line) }) {
        let name = String(match.1)
        #expect(allowed.contains(name), "\(file.path) imports \(name)")
      }
    }
    #expect(seen == Set(Self.allowed.keys))
  }

  @Test("the pure modules read no clock and no chance")
  func purity() {
    let modules = ["LedgerCore", "Reconciliation", "TextCheck"]
    let pure = SourceTree.sources.filter { modules.contains($0.module) }
    #expect(pure.count > 25)
    let named = /\b(Clock|random|shuffled?|getenv|FileManager|Process)\b/
    let impure = SourceTree.findings(in: pure) { line in
      line.firstMatch(of: named).map { String($0.output.0) }
    }
    #expect(impure == [])
  }

  @Test("every migration is compiled in, in order, and numbered without a gap")
  func migrations() throws {
    let paths = SourceTree.files(in: ["db/migrations"])
    #expect(paths.count >= 2)
    for (index, path) in paths.enumerated() {
      let name = try #require(path.wholeMatch(of: /db\/migrations\/m(\d{4})_[a-z0-9_]+\.sql/))
      #expect(Int(name.1) == index + 1, "\(path)")
    }
    #expect(Migrations.scripts == (try paths.map { try repositoryText($0) }))
    #expect(try repositoryText("Package.swift").contains("\"migrations\""))
  }

  @Test("every example table and the calendar are compiled in as they stand")
  func data() throws {
    let paths = SourceTree.files(in: ["db/examples/hongsibu-2024"])
    #expect(paths.count == 6)
    for path in paths {
      let name = URL(filePath: path).lastPathComponent
      let table = ExampleTables.hongsibu2024.first { $0.name == name }
      #expect(table?.text == (try repositoryText(path)), "\(path)")
    }
    #expect(ExampleTables.hongsibu2024.count == paths.count)
    #expect(CalendarTable.workdays == (try repositoryText("db/calendar/cn-workdays.csv")))
  }

  @Test("every chapter of the guide is compiled in as it stands, and numbered without a gap")
  func guide() throws {
    let paths = SourceTree.files(in: ["db/guide"])
    #expect(Guide.chapters.map(\.text) == (try paths.map { try repositoryText($0) }))
    let ones = "一二三四五六七八九十".map(String.init)
    let numerals = (ones + ones.map { "十" + $0 }).prefix(paths.count)
    #expect(paths.count >= 8 && numerals.count == paths.count)
    for ((path, chapter), numeral) in zip(zip(paths, Guide.chapters), numerals) {
      let number = chapter.number < 10 ? "0\(chapter.number)" : "\(chapter.number)"
      #expect(path.wholeMatch(of: /db\/guide\/\d\d-[a-z]+\.md/) != nil, "\(path)")
      #expect(path.hasPrefix("db/guide/\(number)-"), "\(path)")
      #expect(chapter.text.hasPrefix("# \(numeral)、\(chapter.title)\n\n"), "\(path)")
    }
  }

  @Test("every threat of the store's table has its test, and every such test its row")
  func threats() throws {
    let text = try repositoryText("Sources/LedgerStore/README.md")
    let start = try #require(text.firstRange(of: "| threat |"))
    let rest = text[start.upperBound...]
    let end = rest.firstRange(of: "\n\n")?.lowerBound ?? rest.endIndex
    let rows = rest[..<end].split(separator: "\n")
      .compactMap { $0.wholeMatch(of: /\| ([a-z][^|]*) \|.*/) }.map { String($0.1) }
    let tests = try repositoryText("Tests/CommandTests/CommandLine/ThreatTests.swift")
      .matches(of: /@Test\("([^"]+)"\)/).map { String($0.1) }
    #expect(rows.count == 11 && rows.sorted() == tests.sorted())
  }

  @Test("every threat of the desk's table names a test that is there")
  func deskThreats() throws {
    let text = try repositoryText("Sources/Desk/README.md")
    let named = text.matches(of: /\n\| [^|\n]+ \| [^|\n]+ \| ([a-z][^|\n]+) \|/)
      .map { String($0.1) }.filter { $0 != "test" }
    let tests = SourceTree.swift.filter { $0.path.hasPrefix("Tests/DeskTests/") }
      .flatMap(\.lines).joined(separator: "\n")
    #expect(named.count > 15)
    #expect(named.filter { !tests.contains("\"\($0)\"") } == [])
  }

  @Test("every act that is appended has its row in the table of acts and roles, and no other has")
  func acts() {
    let modules = ["Bookkeeping", "legalaid", "Province"]
    let files = SourceTree.sources.filter { modules.contains($0.module) }
    let text = files.flatMap(\.lines).joined(separator: "\n")
    let named = [
      /(?:session\.append|change|many|stamp)\([^"()]*"([a-z\-]+(?: [a-z\-]+)?)"/,
      /kind: "([a-z\-]+(?: [a-z\-]+)?)"/, /"(fund (?:recall|adjust))"/,
    ].flatMap { text.matches(of: $0).map { String($0.1) } }
    #expect(Set(named).count > 40)
    #expect(Set(named).subtracting(ActKind.all.map(\.code)) == [])
    #expect(Set(ActKind.all.map(\.code)).subtracting(named) == [])
  }

  @Test("the guide's tables of roles and of what needs two people are those of the program")
  func people() throws {
    let text = try repositoryText("db/guide/09-renyuan.md")
    for ground in SecondPersonGround.allCases {
      #expect(text.contains("| \(ground.rawValue) | \(ground.confirmers.inWords) |"))
    }
    #expect(text.matches(of: /\n\| [^|-]+ \| [^|]+ \|(?=\n)/).count > 10)
    for role in Role.allCases { #expect(text.contains("\n| \(role.rawValue) | ")) }
  }

  @Test("every rule is named in a test of the rules")
  func rulesAreTested() throws {
    let rules = RuleCatalogue.descriptions.map { "\($0.id)" }
    #expect(rules.count >= 19)
    #expect(Set(rules).count == rules.count)
    let tests = SourceTree.swift.filter { $0.path.hasPrefix("Tests/ReconciliationTests/") }
      .filter { $0.path.hasSuffix("Tests.swift") }
    for rule in rules {
      let isNamed = tests.contains { file in file.lines.contains { $0.contains("\"\(rule)") } }
      #expect(isNamed, "\(rule)")
    }
  }

  @Test("the README's table of rules names the rules in force, no more and no fewer")
  func rulesAreInReadme() throws {
    let text = try repositoryText("README.md")
    let start = try #require(text.firstRange(of: "| rules in force |"))
    let rows = text[start.upperBound...].prefix { $0 != "#" }.split(separator: "\n")
      .compactMap { $0.wholeMatch(of: /\| ([A-Z][^|]*) \|.*/) }
    let named = rows.flatMap { row in row.1.split(separator: ", ").flatMap(Self.identifiers) }
    #expect(named.sorted() == RuleCatalogue.descriptions.map { "\($0.id)" }.sorted())
  }

  /// The identifiers of a range such as `P01–P06`, or of a single one.
  private static func identifiers(_ range: Substring) -> [String] {
    guard let match = range.wholeMatch(of: /([A-Z])(\d+)(?:–[A-Z](\d+))?/),
      let first = Int(match.2), let last = Int(match.3 ?? match.2), first <= last
    else { return ["? \(range)"] }
    return (first...last).map { "\(match.1)" + ($0 < 10 ? "0\($0)" : "\($0)") }
  }

  @Test("every rule says in Chinese what must hold, on what basis, and what to do")
  func rulesAreDescribed() {
    for rule in RuleCatalogue.descriptions {
      for text in [rule.title, rule.holdsWhen, rule.basis, rule.advice.words] {
        #expect(text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(rule.id)")
      }
    }
  }
}
