import Foundation

/// LibreOffice as a reader of what the program writes.
enum LibreOffice {
  /// Whether it is there; where everything must be tested it is asked for whether there or not.
  static let isToBeTested: Bool = {
    ProcessInfo.processInfo.environment["CI"] != nil
      || ["/usr/bin/soffice", "/usr/local/bin/soffice"].contains(
        where: FileManager.default.isExecutableFile(atPath:))
  }()

  /// Every sheet of each workbook as comma-separated values: `NAME-SHEET.csv`.
  ///
  /// Cells as they hold their values, not as they are shown; in UTF-8, every text quoted.
  static let sheets =
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1"

  static let text = "txt:Text (encoded):UTF8"

  /// Fonts that every machine with LibreOffice has: how many pages there are must not hang on
  /// what else is installed.
  private static let fonts = """
    <?xml version="1.0"?>
    <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
    <fontconfig>
    <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
    <selectfont><rejectfont><glob>*/noto/*</glob></rejectfont></selectfont>
    </fontconfig>

    """

  /// Converts files of a workplace, in a profile of its own, into its folder `out`.
  static func convert(
    _ files: [String], to filter: String, in workplace: Workplace
  ) async throws {
    let names = files.map { "'\($0)'" }.joined(separator: " ")
    try workplace.write(fonts, to: "profile/fonts.conf")
    let run = try await Program.shell(
      "soffice '-env:UserInstallation=file://\(workplace.path)/profile' --headless --norestore "
        + "--convert-to '\(filter)' --outdir out \(names)",
      environment: [
        "HOME": workplace.path, "LANG": "C.UTF-8",
        "FONTCONFIG_FILE": workplace.file("profile/fonts.conf"),
      ], in: workplace.path)
    guard run.exitCode == 0 else {
      throw TestFault(description: "LibreOffice: \(run.stderr)\(run.stdout)")
    }
  }
}

/// The cells of comma-separated values, quotes taken off; no cell has a quote in it.
func cells(ofCSV text: String) -> [[String]] {
  var table: [[String]] = [[]]
  var cell = ""
  var isQuoted = false
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": isQuoted.toggle()
    case "\r" where !isQuoted: break
    case "," where !isQuoted, "\n" where !isQuoted:
      table[table.count - 1].append(cell)
      cell = ""
      if scalar == "\n" { table.append([]) }
    default: cell.unicodeScalars.append(scalar)
    }
  }
  if table.last == [] { table.removeLast() }
  return table
}
