package import LedgerCore
package import OfficeFiles

extension Document {
  /// The report pack (报表包) of the year: each document once for reading and once for further work.
  ///
  /// The yearly report is there as a web page and in Word. The Word file is sealed with the others,
  /// as its bytes: how a document is set changes from version to version of the program, and what a
  /// closed year gave out stays as it was. A pack that was sealed without it stays without it.
  ///
  /// - Parameter standing: Whether the ledger verifies: each file carries the mark of one that does
  ///   not.
  /// - Returns: The files.
  /// - Throws: ``OfficeFlaw`` when the Word file cannot be made.
  package func pack(marking standing: LedgerStanding = .sound) throws(OfficeFlaw) -> [PackFile] {
    let texts = [
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
    let word = try standing.marking(annualReportPage, in: dialect).file(.docx)
    return standing.marking(texts, in: dialect)
      + [PackFile(name: PackFile.annualReportWordName, bytes: word)]
  }
}

extension PackFile {
  /// The file that holds everything, to be read and printed.
  package static let annualReportName = "年度报告.html"
  /// The same in Word.
  package static let annualReportWordName = "年度报告.docx"
}
