import Foundation
import Interchange
import LedgerCore
import Testing

@Suite("编码") struct EncodingTests {
  private static let openings = "预算年度,年初结余,备注\n2024,100,上年结转款\n2025,200,第二年的钱\n"
  private static let gb18030 = String.Encoding(rawValue: 0x8000_0632)

  @Test("UTF-8 with and without mark and GB18030 say the same", arguments: [0, 1, 2])
  func encodings(form: Int) throws {
    let plain = try Imported(Self.openings)
    let bytes: [UInt8] =
      switch form {
      case 0: [0xEF, 0xBB, 0xBF] + Array(Self.openings.utf8)
      case 1: Array(try #require(Self.openings.data(using: Self.gb18030)))
      default:
        [0x84, 0x31, 0x95, 0x33] + Array(try #require(Self.openings.data(using: Self.gb18030)))
      }
    let imported = try Imported(bytes: bytes)
    #expect(imported.records == plain.records)
    #expect(imported.records.count == 2)
    #expect(imported.records.first?.text(.note) == "上年结转款")
    #expect(imported.faults.isEmpty)
  }

  @Test("a character of four bytes is read at any place of a long GB18030 file")
  func fourBytes() throws {
    // The note grows by a byte each row, so that pieces end at every place of a character.
    let rows = (0..<900).map { "2024,1,\(String(repeating: "x", count: $0))𠀀㐀龦€" }
    let text = "预算年度,年初结余,备注\n" + rows.joined(separator: "\n")
    let bytes = try #require(text.data(using: Self.gb18030))
    #expect(bytes.count > 400_000)
    let imported = try Imported(bytes: bytes)
    #expect(imported.faults.isEmpty)
    #expect(imported.records.count == 900)
    #expect(imported.records.allSatisfy { $0.text(.note)?.hasSuffix("𠀀㐀龦€") == true })
  }

  @Test("a character of UTF-8 may lie across two pieces")
  func longUTF8() throws {
    let rows = (0..<900).map { "2024,1,\(String(repeating: "x", count: $0))𠀀法" }
    let imported = try Imported("预算年度,年初结余,备注\n" + rows.joined(separator: "\n"))
    #expect(imported.records.count == 900)
    #expect(imported.records.allSatisfy { $0.text(.note)?.hasSuffix("𠀀法") == true })
  }

  @Test(
    "what Excel saves as Unicode text is read, in both orders of bytes", arguments: [false, true])
  func utf16(isBigEndian: Bool) throws {
    // Rows of growing length, so that pieces end within units and within pairs.
    let rows = (0..<900).map { "2024\t1\t\(String(repeating: "x", count: $0))𠀀法" }
    let text = "预算年度\t年初结余\t备注\r\n" + rows.joined(separator: "\r\n")
    let bytes = ("\u{FEFF}" + text).utf16.flatMap {
      isBigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)]
    }
    #expect(bytes.count > 800_000)
    let imported = try Imported(bytes: bytes)
    #expect(imported.faults == [])
    #expect(imported.records.count == 900)
    #expect(imported.records.allSatisfy { $0.text(.note)?.hasSuffix("𠀀法") == true })
    let cut = try Imported(bytes: bytes.dropLast())
    #expect(cut.faults.count == 1 && cut.problems[0].contains("既不是"))
    let alone = try Imported(bytes: [0xFF, 0xFE, 0x00, 0xD8, 0x31, 0x00])
    #expect(alone.problems == cut.problems)
  }

  @Test("Chinese in GBK whose bytes happen to be UTF-8 is Chinese, and the encoding is told")
  func ambiguous() throws {
    // Each of these characters is two bytes that are one Greek, Cyrillic or Latin letter in UTF-8.
    let note = "谭双全"
    let bytes = Array(try #require(note.data(using: Self.gb18030)))
    let wrong = String(decoding: bytes, as: UTF8.self)
    let isBoth = !wrong.unicodeScalars.contains("\u{FFFD}")
    try #require(isBoth, "\(wrong)")
    let head = Array("fiscal_year,opening_amount,note\n2024,1,".utf8)
    let imported = try Imported(bytes: head + bytes + [0x0A])
    #expect(imported.faults == [])
    #expect(imported.records.map { $0.text(.note) } == [note])
    #expect(imported.warnings.map(\.text).allSatisfy { $0.contains("GB18030（GBK）") })
    #expect(imported.warnings.count == 1)
    // With a mark, with a Chinese character in UTF-8, or with signs only there is no doubt.
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    #expect(try Imported(bytes: mark + head + bytes).records.map { $0.text(.note) } == [wrong])
    for other in ["买买提·艾力 Ñ", "5×200", "§3"] {
      let read = try Imported(bytes: head + Array(other.utf8))
      #expect(read.records.map { $0.text(.note) } == [other])
      #expect(read.warnings == [])
    }
  }

  private static func text(_ head: [UInt8], _ bad: [UInt8]) -> [UInt8] {
    head + Array("预算年度,年初结余,备注\n2024,1,好\n2025,2,".utf8) + bad + Array("\n".utf8)
  }

  @Test(
    "a byte that is not UTF-8 stops the file at its row",
    arguments: [
      [0xFF], [0xE5, 0x90], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
    ])
  func brokenUTF8(bad: [UInt8]) throws {
    for head: [UInt8] in [[], [0xEF, 0xBB, 0xBF]] {
      let imported = try Imported(bytes: Self.text(head, bad))
      #expect(imported.records.count == 1)
      let fault = try #require(imported.faults.first)
      #expect(imported.faults.count == 1)
      #expect(fault.row == 3)
      #expect(fault.column == 3)
      #expect(fault.problem.contains("UTF-8"))
      #expect(fault.problem.contains("标明") == !head.isEmpty)
    }
  }

  @Test(
    "bytes that are neither UTF-8 nor GB18030 are a fault at their row",
    arguments: [
      [0xFF], [0x80], [0x80, 0x41], [0x81, 0x20], [0x81, 0x30, 0x81, 0x20],
      [0x84, 0x31, 0xA5, 0x30],
    ])
  func brokenGB18030(bad: [UInt8]) throws {
    let head = try #require("预算年度,年初结余,备注\n2024,1,好\n2025,2,".data(using: Self.gb18030))
    for tail: [UInt8] in [[], Array(",\n2026,3,\n".utf8)] {
      let imported = try Imported(bytes: Array(head) + bad + tail)
      #expect(imported.records.count == 1)
      #expect(imported.faults.map(\.row) == [3])
      #expect(imported.problems.first?.contains("既不是 UTF-8 也不是 GB18030") == true)
    }
  }

  @Test("a GB18030 file that ends within a character is a fault", arguments: [1, 2, 3])
  func cutGB18030(length: Int) throws {
    let head = try #require("预算年度,年初结余,备注\n2024,1,".data(using: Self.gb18030))
    let cut: [UInt8] = Array([0x95, 0x32, 0x82, 0x36].prefix(length))
    let imported = try Imported(bytes: Array(head) + cut)
    // Two bytes 95 32 cannot stand alone either.
    #expect(imported.faults.map(\.row) == [2])
    #expect(imported.records.isEmpty)
  }

  @Test("what is not a text table says what it is")
  func foreignFiles() throws {
    for (head, name) in [
      (Array("%PDF-1.4".utf8), "PDF"), (Array("{\\rtf1".utf8), "RTF"),
      ([0x89, 0x50, 0x4E, 0x47], "图片"),
      (Array("Rar!".utf8), "压缩包"), (Array("MIME-Version: 1.0".utf8), "网页"),
      ([0x09, 0x04, 0x06, 0x00, 0x00, 0x00], "1993 年以前"), (Array("<?xml?><a/>".utf8), "XML"),
    ] as [([UInt8], String)] {
      let problems = try Imported(bytes: head).problems
      #expect(problems.count == 1 && problems[0].contains(name), "\(problems)")
    }
    #expect(
      try Imported(bytes: [0x50, 0x4B, 0x03, 0x04, 0x14]).problems == ["Excel 工作簿不完整或已损坏"])
    #expect(try Imported(bytes: [0xFF, 0xFE]).problems == ["文件是空的"])
    for empty in ["", "\u{FEFF}", "\n\r\n  \n", ",,\n"] {
      #expect(try Imported(empty).problems == ["文件是空的"], "\(empty.debugDescription)")
    }
  }

  @Test("a NUL byte is a fault with its row; other rows are read")
  func nul() throws {
    let imported = try Imported("预算年度,年初结余\n2024,1\n20\u{0}25,2\n2026,\"3\u{0}\"\n2027,4\n")
    #expect(imported.faults.map(\.row) == [3, 4])
    #expect(imported.faults.map(\.column) == [1, 2])
    #expect(imported.records.map { $0.year(.fiscalYear)?.number } == [2024, 2027])
  }
}
