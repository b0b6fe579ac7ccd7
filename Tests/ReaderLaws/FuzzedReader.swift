import Foundation

/// A reader of what people and other programs write, and what must hold of it for any bytes.
package enum FuzzedReader: String, CaseIterable, Sendable {
  case amount
  case day
  case number
  /// A table as CSV.
  case table
  /// A workbook put together from the parts that the bytes name.
  case workbook
  /// A workbook whose bytes are the archive itself.
  case archive
  /// A web page of tables.
  case page
  /// A workbook as one XML file.
  case spreadsheet
  /// The content of an OpenDocument spreadsheet.
  case openDocument
  case standard
  case policy
  /// A published text: plain, Markdown or HTML.
  case text
  /// The body of a Word document that is published.
  case wordDocument
  /// The content of an OpenDocument text that is published.
  case documentText

  /// Reads bytes and holds what comes out against the laws.
  ///
  /// - Parameters:
  ///   - bytes: Anything.
  ///   - scratch: Where files may be written.
  /// - Throws: ``BrokenLaw``, or an error of the file system.
  package func check(_ bytes: [UInt8], in scratch: ScratchFolder) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    switch self {
    case .amount: try ValueLaws.checkAmount(text)
    case .day: try ValueLaws.checkDay(text)
    case .number: try ValueLaws.checkNumber(text)
    case .table: try TableLaws.checkTable(bytes, in: scratch)
    case .workbook: try TableLaws.checkWorkbook(text, in: scratch)
    case .archive: try TableLaws.checkArchive(bytes, in: scratch)
    case .page: try TableLaws.checkPage(bytes, in: scratch)
    case .spreadsheet: try TableLaws.checkSpreadsheet(text, in: scratch)
    case .openDocument: try TableLaws.checkOpenDocument(text, in: scratch)
    case .standard: try SettingLaws.checkStandard(text)
    case .policy: try SettingLaws.checkPolicy(text)
    case .text: try TextLaws.check(bytes, in: scratch)
    case .wordDocument: try TextLaws.checkWordDocument(text, in: scratch)
    case .documentText: try TextLaws.checkDocumentText(text, in: scratch)
    }
  }
}

/// Something that must hold and does not.
package struct BrokenLaw: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Holds a law; what it is about is told only when it is broken.
func law(_ isKept: Bool, _ words: @autoclosure () -> String) throws(BrokenLaw) {
  guard isKept else { throw BrokenLaw(words()) }
}

/// Holds that words for an officer are there, on one line, and cannot steer a terminal.
func checkWords(_ words: String) throws(BrokenLaw) {
  try law(!words.isEmpty, "no words")
  let steering = words.unicodeScalars.first { scalar in
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      || (0x2028...0x202E).contains(scalar.value)
  }
  try law(steering == nil, "a control character in: \(words)")
}

/// A folder that is removed with its owner.
package final class ScratchFolder: Sendable {
  private let path: String

  package init() throws {
    path = NSTemporaryDirectory() + "legalaid-readers-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file over what was there, and returns its path.
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }
}
