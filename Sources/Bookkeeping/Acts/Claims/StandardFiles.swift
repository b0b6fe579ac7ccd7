import Foundation

/// Which of the paths of an import are standards (YAML), and which are tables.
enum StandardFiles {
  /// The standards among files and in folders, in the order of their names.
  static func standards(in paths: [String]) -> [String] {
    paths.flatMap { path -> [String] in
      if isStandard(path) { return [path] }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      return names.filter { isStandard($0) && !$0.hasPrefix(".") }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        .map { (path as NSString).appendingPathComponent($0) }
    }
  }

  /// What is left: files and folders of tables.
  static func tables(in paths: [String]) -> [String] {
    paths.filter { !isStandard($0) }
  }

  private static func isStandard(_ path: String) -> Bool {
    path.lowercased().hasSuffix(".yaml")
  }
}
