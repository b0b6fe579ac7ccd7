package import LedgerCore

/// Says on everything that is printed of a ledger that it was not verified, or does not verify.
///
/// A sound ledger's pages stay as they are, byte for byte.
extension LedgerStanding {
  /// A text with the mark at its head, in the words of a dialect.
  package func marking(
    _ text: String, _ format: OutputFormat, in dialect: Dialect = .plain
  ) -> String {
    guard let words = guidance?.words(in: dialect) else { return text }
    switch format {
    case .text: return "【\(words)】\n\n" + text
    case .markdown: return "> **\(words)**\n\n" + text
    case .csv: return CSVText.putting(words, before: text)
    case .html:
      let mark = #"<p role="alert"><strong>\#(words)</strong></p>"#
      return text.replacing("<body>\n", with: "<body>\n\(mark)\n", maxReplacements: 1)
    case .json:
      return text.replacing("{\n", with: "{\n  \"verification\": \(json),\n", maxReplacements: 1)
    }
  }

  /// A page with the mark under its title, in the words of a dialect.
  package func marking(_ page: Page, in dialect: Dialect = .plain) -> Page {
    guard let words = guidance?.words(in: dialect) else { return page }
    var page = page
    let hasTitle = if case .title? = page.blocks.first { true } else { false }
    page.blocks.insert(.banner(["【\(words)】"]), at: hasTitle ? 1 : 0)
    return page
  }

  /// The files of a report pack, each with the mark, in the words of a dialect.
  package func marking(_ files: [PackFile], in dialect: Dialect = .plain) -> [PackFile] {
    files.map { file in
      let ending = file.name.split(separator: ".").last.map(String.init) ?? ""
      let format = OutputFormat(rawValue: ending) ?? .text
      return PackFile(name: file.name, text: marking(file.text, format, in: dialect))
    }
  }

  /// `result` as `verify` says it, and how many problems there are.
  private var json: String {
    switch self {
    case .sound: #"{ "result": "sound", "problems": 0 }"#
    case .unverified: #"{ "result": "unverified", "problems": null }"#
    case .unsound(let problems): #"{ "result": "unsound", "problems": \#(problems) }"#
    }
  }
}
