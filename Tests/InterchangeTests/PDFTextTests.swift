import Foundation
import TestSupport
import Testing

@testable import Interchange

@Suite("PDF 的文字")
struct PDFTextTests {
  /// A program of a shell that stands in for `pdftotext`.
  private static func tool(_ script: String, in folder: TemporaryFolder) throws -> PDFText.Tool {
    let path = folder.file("pdftotext")
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    return PDFText.Tool(path: path)
  }

  @Test("the text is what the program writes, and pages without text are named")
  func pages() throws {
    let folder = try TemporaryFolder()
    let tool = try Self.tool("printf '第一页\\f \\n\\f第三页\\f'", in: folder)
    let text = try PDFText(path: "某.pdf", tool: tool)
    #expect(String(decoding: text.utf8, as: UTF8.self).contains("第三页"))
    #expect(text.blankPages == [2])
  }

  @Test("a path that begins like an option is no option")
  func path() throws {
    let folder = try TemporaryFolder()
    let tool = try Self.tool("echo \"$5\"", in: folder)
    let text = try PDFText(path: "-help.pdf", tool: tool)
    #expect(text.utf8.first == UInt8(ascii: "/"))
  }

  @Test("what takes too long, writes too much, fails or has pictures alone is refused")
  func refusals() throws {
    let folder = try TemporaryFolder()
    var slow = try Self.tool("exec sleep 60", in: folder)
    slow.secondsMax = 0.2
    #expect(throws: PDFText.Flaw.tooSlow) { try PDFText(path: "某.pdf", tool: slow) }
    var long = try Self.tool("exec yes 字", in: folder)
    long.bytesMax = 100_000
    #expect(throws: PDFText.Flaw.tooLong) { try PDFText(path: "某.pdf", tool: long) }
    let failing = try Self.tool("echo 一半; exit 1", in: folder)
    #expect(throws: PDFText.Flaw.failed) { try PDFText(path: "某.pdf", tool: failing) }
    let blank = try Self.tool("printf ' \\f\\f'", in: folder)
    #expect(throws: PDFText.Flaw.pictures) { try PDFText(path: "某.pdf", tool: blank) }
    #expect(throws: PDFText.Flaw.notInstalled) { try PDFText(path: "某.pdf", tool: nil) }
  }

  @Test("the program is looked for along the search path")
  func search() throws {
    let folder = try TemporaryFolder()
    let tool = try Self.tool("true", in: folder)
    let parent = URL(fileURLWithPath: tool.path).deletingLastPathComponent().path
    #expect(PDFText.Tool.installed(in: ["PATH": "/nowhere:\(parent)"])?.path == tool.path)
    #expect(PDFText.Tool.installed(in: ["PATH": "/nowhere"]) == nil)
    #expect(PDFText.Tool.installed(in: [:]) == nil)
  }
}
