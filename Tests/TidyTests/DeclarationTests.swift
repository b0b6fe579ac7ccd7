import Foundation
import Testing

@Suite("说明和错误")
struct DeclarationTests {
  @Test("every type and function that crosses a module has a doc comment")
  func documentation() {
    let words = #/package (?:(?:static|final|indirect|mutating|nonisolated) )*/#
    let kinds = #/(?:struct|class|enum|actor|protocol|typealias|func) ([^\s(<:{]+|[=<>+*\/-]+).*/#
    var found: Set<String> = []
    var count = 0
    for file in SourceTree.sources {
      for (index, line) in file.code.enumerated() {
        guard let start = line.trimmed.prefixMatch(of: words)?.range.upperBound,
          let match = line.trimmed[start...].wholeMatch(of: kinds)
        else { continue }
        count += 1
        let name = String(match.1)
        // What a protocol asks for is explained there.
        let isConformance = name == "hash" || name.allSatisfy { "=<>+-*/".contains($0) }
        let above = file.lines[..<index].last { !$0.trimmed.hasPrefix("@") } ?? ""
        if !isConformance, !above.trimmed.hasPrefix("///") { found.insert("\(file.path) \(name)") }
      }
    }
    #expect(count > 150)
    #expect(found.sorted() == [])
  }

  /// Errors that end inside their module: each is turned into a fault that speaks.
  private static let inner: Set<String> = [
    "CellFlaw", "FileFlaw", "Flaw", "ScanFlaw", "StandardFlaw", "SecondPersonNeeded",
  ]

  /// Errors that are given their Chinese words where they are made.
  private static let given: Set<String> = [
    "CaseDetailFlaw", "ImportFault", "Problem", "RefusedAct", "ShownRefusal", "StandardFault",
    "StandardFaults", "Unreadable", "Unusable",
  ]

  @Test("every error that can reach a person describes itself in Chinese")
  func errors() throws {
    var found: Set<String> = []
    for file in SourceTree.sources {
      for (index, line) in file.code.enumerated() {
        guard
          let match = line.firstMatch(
            of: /\b(?:struct|enum|class) (\w+)[^{]*:[^{]*\b(?:Officer)?Error\b[^{]*\{/)
        else { continue }
        let name = String(match.1)
        found.insert(name)
        if Self.inner.contains(name) { continue }
        #expect(line.contains("OfficerError"), "\(file.path): \(name)")
        if Self.given.contains(name) { continue }
        let body = try #require(Self.body(of: file, from: index), "\(file.path): \(name)")
        let start = try #require(
          body.firstIndex { $0.contains("description") }, "\(file.path): \(name)")
        let hasChinese = body[start...].joined().unicodeScalars
          .contains { (0x4E00...0x9FFF).contains($0.value) }
        #expect(hasChinese, "\(file.path): \(name)")
      }
      // An error by extension would pass this test unseen.
      let extended = file.code.first { line in
        line.contains("extension") && line.firstMatch(of: /: (Officer)?Error/) != nil
      }
      #expect(extended == nil, "\(file.path)")
    }
    #expect(found.count >= 15)
    #expect(found.isSuperset(of: Self.inner.union(Self.given)))
  }

  /// The lines of a declaration up to the brace that ends it.
  private static func body(of file: SourceFile, from start: Int) -> ArraySlice<String>? {
    var depth = 0
    for index in start..<file.code.count {
      depth += file.code[index].count { $0 == "{" } - file.code[index].count { $0 == "}" }
      if depth == 0 { return file.lines[start...index] }
    }
    return nil
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
