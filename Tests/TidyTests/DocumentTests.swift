import Foundation
import TestSupport
import Testing

@Suite("说明文档")
struct DocumentTests {
  private static let folders = ["Sources", "Tests", "db", "reports"]

  /// Every Markdown file that people read; golden output is none.
  private static let documents =
    ["README.md"]
    + SourceTree.files(in: folders).filter { $0.hasSuffix(".md") && !$0.contains("/golden/") }

  @Test("the README has at most 200 lines, and leads to every other one")
  func length() throws {
    let text = try repositoryText("README.md")
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 <= 200)
    let others = Self.documents.dropFirst().filter { $0.hasSuffix("README.md") }
    #expect(others.count >= 18)
    for path in others {
      let isLinked = ["](\(path))", "](\(path)#"].contains { text.contains($0) }
      #expect(isLinked, "\(path)")
    }
  }

  @Test("every link between documents leads to a file, and to a heading in it if it names one")
  func links() throws {
    var count = 0
    for document in Self.documents {
      let folder = repositoryRoot.appending(path: document).deletingLastPathComponent()
      for link in try repositoryText(document).matches(of: /\]\(([^)#:]+)(?:#([^)]+))?\)/) {
        count += 1
        let target = folder.appending(path: String(link.1))
        #expect(FileManager.default.fileExists(atPath: target.path), "\(document): \(link.1)")
        guard let anchor = link.2 else { continue }
        let headings = try String(contentsOf: target, encoding: .utf8).matches(of: /\n#+ (.+)/)
          .map { $0.1.lowercased().replacing(" ", with: "-") }
        #expect(headings.contains(String(anchor)), "\(document): \(link.1)#\(anchor)")
      }
    }
    #expect(count >= 30)
  }
}
