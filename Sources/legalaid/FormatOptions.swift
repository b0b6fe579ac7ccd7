import ArgumentParser
import Foundation
import LedgerCore
import Reporting
import Wording

/// How a command prints what it found, and where.
struct FormatOptions: ParsableArguments {
  @Option(help: ArgumentHelp("输出格式", valueName: "格式"))
  var format: PrintFormat = .text(.text)

  @Option(
    name: .shortAndLong, help: ArgumentHelp("写到这个文件；不写则输出到屏幕", valueName: "文件"))
  var output: String?

  func validate() throws {
    if case .office(let format) = format, output == nil, isatty(STDOUT_FILENO) == 1 {
      throw ValidationError("\(format.rawValue) 不是文本，不能显示在屏幕上：请用 --output 写到文件")
    }
  }

  /// Whether the result is text for a person at the terminal.
  var isForReading: Bool { format == .text(.text) && output == nil }

  /// Whether what matters most may be printed in colour.
  var showsColour: Bool { output == nil && Output.showsColour }

  /// Prints a document where it is wanted, with the mark of a ledger that was not verified.
  ///
  /// - Parameters:
  ///   - text: Writes it as text.
  ///   - page: The page that office programs get.
  /// - Throws: What making the document or writing the file throws.
  func print(
    _ text: (OutputFormat) throws -> String, page: (OfficeFormat) throws -> Page
  ) throws {
    switch format {
    case .text(let format):
      try Output.result(
        OpenedLedgers.standing.marking(try text(format), format, in: .commandLine), to: output)
    case .office(let format):
      let page = OpenedLedgers.standing.marking(try page(format), in: .commandLine)
      try Output.result(try page.file(format), to: output)
    }
  }

  /// Prints a table where it is wanted.
  func print(_ table: ReportTable) throws {
    try print(table.printed) { _ in table.page }
  }
}

extension Output {
  /// Prints a result, or writes it into a file where one is named.
  ///
  /// - Throws: ``OutputFile/Fault``; then nothing is written.
  static func result(_ text: String, to file: String?) throws {
    guard file != nil else { return result(text) }
    let isEnded = text.utf8.last == UInt8(ascii: "\n")
    try result(Array((isEnded ? text : text + "\n").utf8), to: file)
  }

  /// Prints a result that is no text, or writes it into a file where one is named.
  ///
  /// - Throws: ``OutputFile/Fault``; then nothing is written.
  static func result(_ bytes: [UInt8], to file: String?) throws {
    guard let file else { return result(bytes) }
    try OutputFile(file).write(Data(bytes))
    note("已写入 \(file)")
  }
}

/// A format that a command can be asked for.
enum PrintFormat: Equatable {
  case text(OutputFormat)
  case office(OfficeFormat)

  private var name: String {
    switch self {
    case .text(let format): format.rawValue
    case .office(let format): format.rawValue
    }
  }
}

extension PrintFormat: ExpressibleByArgument {
  init?(argument: String) {
    if let format = OutputFormat(rawValue: argument) {
      self = .text(format)
    } else if let format = OfficeFormat(rawValue: argument) {
      self = .office(format)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] {
    OutputFormat.allCases.map(\.rawValue) + OfficeFormat.allCases.map(\.rawValue)
  }

  var defaultValueDescription: String { name }
}
