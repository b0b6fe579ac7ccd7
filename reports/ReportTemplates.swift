import LedgerCore

/// The templates of the published texts, compiled into the program.
///
/// `embeddedFiles` is written by the build plugin `EmbedText` from `reports/templates`.
package enum ReportTemplates {
  /// The names of all templates, such as `paragraph`.
  package static let names: [String] = embeddedFiles.map(\.path)
    .filter { $0.hasPrefix(folder) && $0.hasSuffix(ending) }
    .map { String($0.dropFirst(folder.count).dropLast(ending.count)) }

  /// The text of a template.
  ///
  /// - Parameter name: Without folder and ending: `paragraph`.
  /// - Returns: The text as it stands in the file.
  /// - Throws: ``MissingTemplate`` when no template has the name.
  package static func text(of name: String) throws(MissingTemplate) -> String {
    let path = folder + name + ending
    guard let file = embeddedFiles.first(where: { $0.path == path }) else {
      throw MissingTemplate(name: name)
    }
    return file.text
  }

  private static let folder = "templates/"
  private static let ending = ".mustache"
}

/// A template that the program was built without.
package struct MissingTemplate: OfficerError, Equatable {
  package let name: String

  package init(name: String) {
    self.name = name
  }

  package var description: String {
    "程序里没有名为“\(name)”的文稿模板：请重新安装完整的程序"
  }
}
