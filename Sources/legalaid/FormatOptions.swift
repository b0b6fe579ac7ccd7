import ArgumentParser
import Foundation
import Reporting

/// How a command prints what it found, and where.
struct FormatOptions: ParsableArguments {
  @Option(help: ArgumentHelp("输出格式", valueName: "格式"))
  var format: OutputFormat = .text

  @Option(
    name: .shortAndLong, help: ArgumentHelp("写到这个文件；不写则输出到屏幕", valueName: "文件"))
  var output: String?

  /// Whether the result is text for a person at the terminal.
  var isForReading: Bool { format == .text && output == nil }

  /// Whether what matters most may be printed in colour.
  var showsColour: Bool { output == nil && Output.showsColour }

  /// Prints a document where it is wanted.
  func print(_ text: (OutputFormat) throws -> String) throws {
    try deliver(try text(format))
  }

  private func deliver(_ text: String) throws {
    guard let output else { return Output.result(text) }
    let isEnded = text.utf8.last == UInt8(ascii: "\n")
    try OutputFile(output).write(Data((isEnded ? text : text + "\n").utf8))
    Output.note("已写入 \(output)")
  }
}

extension OutputFormat: ExpressibleByArgument {}
