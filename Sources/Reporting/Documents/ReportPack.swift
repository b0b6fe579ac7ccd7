package import LedgerCore

extension Document {
  /// The report pack (报表包) of the year: each document once for reading and once for further work.
  package var pack: [PackFile] {
    [
      PackFile(name: PackFile.annualReportName, text: annualReport),
      PackFile(name: "公开段落.txt", text: paragraph(.text)),
      PackFile(name: "对账表.txt", text: statement(.text)),
      PackFile(name: "对账表.html", text: statement(.html)),
      PackFile(name: "对账表.csv", text: statement(.csv)),
      PackFile(name: "对账表.json", text: statement(.json)),
      PackFile(name: "报表.txt", text: tables(.text)),
      PackFile(name: "报表.html", text: tables(.html)),
      PackFile(name: "报表.csv", text: tables(.csv)),
      PackFile(name: "报表.json", text: tables(.json)),
    ]
  }
}

extension PackFile {
  /// The file that holds everything, to be read and printed.
  package static let annualReportName = "年度报告.html"
}
