import Foundation
import TestSupport

/// A Swift file of the tree.
struct SourceFile: Sendable {
  /// From the top of the tree: `Sources/LedgerCore/Money/Money.swift`.
  let path: String
  let lines: [String]
  /// The lines with comments and the content of strings taken away, as many as there are lines.
  let code: [String]

  init(path: String, text: String) {
    self.path = path
    lines = text.components(separatedBy: "\n")
    code = CodeText.stripped(text).components(separatedBy: "\n")
  }

  /// The module the file belongs to.
  var module: String {
    let parts = path.split(separator: "/").map(String.init)
    return switch parts[0] {
    case "db": "Schema"
    case "reports": "ReportTemplates"
    default: parts.count > 1 ? parts[1] : "Package"
    }
  }
}

/// The source tree these tests were built from.
enum SourceTree {
  /// Every Swift file of the tree, in order.
  static let swift: [SourceFile] = files(in: ["Sources", "Tests", "db", "reports"])
    .filter { $0.hasSuffix(".swift") }
    .compactMap { path in (try? repositoryText(path)).map { SourceFile(path: path, text: $0) } }

  /// The Swift files that the program is made of.
  static let sources = swift.filter { !$0.path.hasPrefix("Tests/") }

  /// The paths of all files below some folders of the tree, from its top, in order.
  static func files(in folders: [String]) -> [String] {
    folders.flatMap { folder -> [String] in
      let top = repositoryRoot.appending(path: folder).path
      let names = FileManager.default.enumerator(atPath: top)?.compactMap { $0 as? String } ?? []
      return names.map { "\(folder)/\($0)" }
    }.filter { path in
      var isFolder: ObjCBool = false
      let full = repositoryRoot.appending(path: path).path
      return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  /// Whatever a check finds in the lines of files, as `path:line: what`.
  static func findings(
    in files: [SourceFile], _ lines: KeyPath<SourceFile, [String]> = \.code,
    _ check: (String) -> String?
  ) -> [String] {
    files.flatMap { file in
      file[keyPath: lines].enumerated().compactMap { index, line in
        check(line).map { "\(file.path):\(index + 1): \($0)" }
      }
    }
  }
}
