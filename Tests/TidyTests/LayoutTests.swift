import Foundation
import TestSupport
import Testing

@Suite("源码的尺寸和名字")
struct LayoutTests {
  private static let widthMax = 100
  private static let fileLinesMax = 400
  private static let functionLinesMax = 70
  private static let bannedWords = [
    "Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Manager", "Managers", "Common",
    "Misc",
  ]

  @Test("the tree is found: these tests read something")
  func treeIsFound() {
    #expect(SourceTree.sources.count > 80)
    #expect(SourceTree.swift.count > SourceTree.sources.count + 40)
    #expect(SourceTree.swift.allSatisfy { $0.lines.count == $0.code.count })
  }

  @Test("no line is wider than 100 characters")
  func width() {
    for file in SourceTree.swift {
      let wide = file.lines.indices.filter { file.lines[$0].count > Self.widthMax }
      #expect(wide.isEmpty, "\(file.path): \(wide.map { $0 + 1 })")
    }
  }

  @Test("no file has more than 400 lines")
  func fileLength() {
    let long = SourceTree.swift.filter { $0.lines.count - 1 > Self.fileLinesMax }
    #expect(long.map { "\($0.path): \($0.lines.count - 1)" } == [])
  }

  @Test("no function has more than 70 lines")
  func functionLength() {
    var long: [String] = []
    var count = 0
    for file in SourceTree.swift {
      for function in Functions.extents(in: file.code) {
        count += 1
        if function.length > Self.functionLinesMax {
          long.append("\(file.path):\(function.line): \(function.length) lines")
        }
      }
    }
    #expect(long == [])
    // A reader that finds no functions would find no long ones.
    #expect(count > 900)
  }

  @Test("functions are measured with all their lines, whatever stands in strings and comments")
  func functionReader() {
    let text = """
      protocol One {
        func none(_ a: Int)
        func other() -> Int
      }
      struct Two {
        init(_ a: () -> Void = {}) {
          // }
          let text = "} \\("}".count) {"
        }
        func long(
          a: Int
        ) throws(Fault) -> [Int] {
          if a > 0 { return [a] }
          return \"\"\"
            }}}
            \"\"\"
        }
        func short() { .init(1) }
      }
      """
    let extents = Functions.extents(in: SourceFile(path: "a", text: text).code)
    #expect(extents.map(\.line) == [6, 10, 18])
    #expect(extents.map(\.length) == [4, 8, 1])
  }

  @Test("no file, folder or type is named for being useful")
  func bannedWords() {
    let banned = Set(Self.bannedWords)
    let paths = SourceTree.files(in: ["Sources", "Tests", "db", "reports"])
    let badPaths = paths.filter { path in
      !banned.isDisjoint(with: path.split { "/._-+".contains($0) }.flatMap(Self.words))
    }
    #expect(badPaths == [])
    let declaration = /\b(?:struct|class|enum|actor|protocol|typealias|extension) ([A-Za-z]+)/
    let badTypes = SourceTree.findings(in: SourceTree.swift) { line in
      line.firstMatch(of: declaration).flatMap { match in
        banned.isDisjoint(with: Self.words(match.1)) ? nil : String(match.1)
      }
    }
    #expect(badTypes == [])
  }

  /// The words of a name in camel case.
  private static func words(_ name: Substring) -> [String] {
    name.matches(of: /[A-Z]?[a-z]+|[A-Z]+(?![a-z])/).map { String($0.output).capitalized }
  }

  @Test("nothing is forced, nothing gives up, and only the command line prints")
  func forbiddenCalls() {
    let forced = SourceTree.findings(in: SourceTree.swift) { $0.contains("try!") ? "try!" : nil }
    #expect(forced == [])
    let calls = ["fatalError(", "unimplemented(", "NSLog(", "dump("]
    let found = SourceTree.findings(in: SourceTree.sources) { line in
      calls.first { line.contains($0) }
    }
    #expect(found == [])
    let promises = SourceTree.findings(in: SourceTree.sources, \.lines) { line in
      ["TODO", "FIXME", "XXX"].first { line.contains($0) }
    }
    #expect(promises == [])
    let silent = SourceTree.sources.filter { $0.module != "legalaid" }
    let call = /(^|[^.\w])(print|debugPrint|readLine)\(/
    let printing = SourceTree.findings(in: silent) { line in
      line.firstMatch(of: call).map { String($0.output.2) }
    }
    #expect(printing == [])
  }

  @Test("no file names a place of one machine")
  func machinePaths() throws {
    // Written in parts, so that this file is no finding.
    let homes = ["home", "Users", "root", "work", "tmp", "private", "opt"].map { "/\($0)/" }
    let endings = [
      "swift", "md", "sql", "csv", "mustache", "json", "txt", "html", "yml", "run", "resolved",
    ]
    let top = ["README.md", "Package.swift", "Package.resolved", ".swift-format", ".ci/run"]
    let files = SourceTree.files(in: ["Sources", "Tests", "db", "reports"])
      .filter { path in endings.contains { path.hasSuffix("." + $0) } }
    #expect(files.count > 150)
    for path in files + top {
      let text = try repositoryText(path)
      for home in homes {
        let isNamed = text.ranges(of: home).contains { range in
          // A part of a longer address or path is no place of a machine.
          range.lowerBound == text.startIndex
            || !(text[text.index(before: range.lowerBound)].isLetter
              || text[text.index(before: range.lowerBound)].isNumber)
        }
        #expect(!isNamed, "\(path) names \(home)")
      }
    }
  }
}
