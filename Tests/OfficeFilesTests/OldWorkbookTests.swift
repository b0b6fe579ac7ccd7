import OfficeFiles
import TestSupport
import Testing

@Suite("旧版工作簿")
struct OldWorkbookTests {
  private typealias Book = HandMadeOldWorkbook

  private static func cell(
    _ records: [(type: UInt16, bytes: [UInt8])], formats: [String] = [],
    _ change: (inout HandMadeOldWorkbook) -> Void = { _ in }
  ) throws -> [ReadCell] {
    var book = HandMadeOldWorkbook()
    book.formats = formats
    book.records = records
    change(&book)
    return try cells(book.bytes())
  }

  private static func number(_ value: Double, style: Int = 0) -> (type: UInt16, bytes: [UInt8]) {
    (0x203, Book.place(0, 0, style: style) + Book.double(value))
  }

  private static func formula(_ result: [UInt8]) -> (type: UInt16, bytes: [UInt8]) {
    (0x6, Book.place(0, 0) + result + [0, 0, 0, 0, 0, 0] + [3, 0, 0x1E, 1, 0])
  }

  @Test(
    "a number is what its format shows, as in a new workbook",
    arguments: [
      ("0000", 7, .number, "0007"), ("yyyy/m/d", 45_356, .day, "2024-03-05"),
      ("yyyy\"年\"m\"月\"d\"日\" hh:mm", 45_356.5, .day, "2024-03-05 12:00:00"),
      ("0.00\"万元\"", 0.08, .scaled, "0.08"), ("#,##0.00", 1234.5, .shownOtherwise, "1234.5"),
      ("General", 609.9999999999994, .number, "610"), ("\"援\"000\"号\"", 7, .number, "援007号"),
      ("0", 6.22e18, .longNumber, "6.22e+18"),
    ] as [(String, Double, SheetCell.Kind, String)])
  func formats(code: String, value: Double, kind: SheetCell.Kind, text: String) throws {
    for isUnicode in [true, false] {
      let read = try Self.cell([Self.number(value, style: 1)], formats: [code]) {
        $0.isUnicode = isUnicode
      }
      #expect(read == [ReadCell("1:0", kind, text)])
    }
  }

  @Test("what the font of a cell strikes out is told; no font has the number 4")
  func struck() throws {
    // The fifth record of a font is that of font 5.
    for (record, kind) in [(3, SheetCell.Kind.number), (4, .struck), (5, .number)] {
      let read = try Self.cell([Self.number(800)]) { book in
        book.before = (0..<6).map {
          (0x31, Book.word(200) + Book.word($0 == record ? 8 : 0) + [0, 0, 0, 0, 0, 0])
        }
        book.before.append((0xE0, Book.word(5) + Book.word(0) + [UInt8](repeating: 0, count: 16)))
      }
      #expect(read == [ReadCell("1:0", kind, "800")], "\(record)")
    }
  }

  @Test(
    "packed numbers, truth and errors",
    arguments: [
      (0x27E, Book.long(800 << 2 | 2), .number, "800"),
      (0x27E, Book.long(80_005 << 2 | 3), .number, "800.05"),
      (0x27E, Book.long(-5 << 2 | 3), .number, "-0.05"),
      (0x27E, Book.long(0x3FF8_0000), .number, "1.5"),
      (0x27E, Book.long(0x40F8_6A00 | 1), .number, "1000"), (0x205, [1, 0], .boolean, "TRUE"),
      (0x205, [0x17, 1], .error, "#REF!"),
    ] as [(Int, [UInt8], SheetCell.Kind, String)])
  func packed(type: Int, bytes: [UInt8], kind: SheetCell.Kind, text: String) throws {
    let read = try Self.cell([(UInt16(type), Book.place(0, 0) + bytes)])
    #expect(read == [ReadCell("1:0", kind, text)])
  }

  @Test("results of formulas: numbers, texts, truth, errors, nothing, never calculated")
  func formulas() throws {
    #expect(try Self.cell([Self.formula(Book.double(8.5))]) == [ReadCell("1:0", .number, "8.5")])
    let text = [Self.formula([0, 0, 0, 0, 0, 0, 0xFF, 0xFF]), (0x207, Book.text("算出"))]
    #expect(try Self.cell(text) == [ReadCell("1:0", .text, "算出")])
    let truth = Self.formula([1, 0, 1, 0, 0, 0, 0xFF, 0xFF])
    #expect(try Self.cell([truth]) == [ReadCell("1:0", .boolean, "TRUE")])
    let error = Self.formula([2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF])
    #expect(try Self.cell([error]) == [ReadCell("1:0", .error, "#N/A")])
    #expect(try Self.cell([Self.formula([3, 0, 0, 0, 0, 0, 0xFF, 0xFF])]) == [])
    let zero = Self.formula(Book.double(0))
    #expect(try Self.cell([zero]) == [ReadCell("1:0", .number, "0")])
    // A program that leaves the calculating to others says no engine, or 0, and writes a zero or an
    // empty text.
    let empty = Self.formula([3, 0, 0, 0, 0, 0, 0xFF, 0xFF])
    for (record, engine) in [(zero, nil), (zero, 0), (empty, nil), (empty, 0)] as [(_, Int?)] {
      #expect(
        try Self.cell([record]) { $0.calculatedBy = engine }
          == [ReadCell("1:0", .uncalculated, "")])
    }
  }

  @Test("a shared text may go on in the next record; one that is not there is a mark")
  func sharedTexts() throws {
    var book = Book()
    book.sharedTexts = [("甲乙丙", 2), ("丁", nil), ("戊己", 1)]
    book.records = (0...3).map { (0xFD, Book.place(0, $0) + Book.long($0)) }
    #expect(
      try cells(book.bytes()) == [
        ReadCell("1:0", .text, "甲乙丙"), ReadCell("1:1", .text, "丁"), ReadCell("1:2", .text, "戊己"),
        ReadCell("1:3", .missingText, "3"),
      ])
  }

  @Test("hidden rows and sheets, merged cells, 1904, a chart that lies on the sheet")
  func places() throws {
    var book = Book()
    book.formats = ["yyyy/m/d"]
    book.isFrom1904 = true
    book.isSheetHidden = true
    book.records = [
      (0x208, Book.word(1) + [UInt8](repeating: 0, count: 10) + Book.word(0x20) + [0, 0]),
      (0x203, Book.place(0, 2) + Book.double(3)), Self.number(43_894, style: 1),
      (0x809, Book.word(0x600) + Book.word(0x20) + [0, 0, 0, 0]), Self.number(9), (0xA, []),
      (0x203, Book.place(1, 1) + Book.double(2)),
      (0xE5, Book.word(1) + Book.word(0) + Book.word(1) + Book.word(0) + Book.word(1)),
    ]
    let read = try rows(book.bytes())
    #expect(read.map(\.number) == [1, 2])
    #expect(read.map(\.isHidden) == [false, true])
    #expect(read[0].cells.map(\.column) == [0, 2])
    #expect(read[0].cells[0].text.elementsEqual("2024-03-05".utf8))
    #expect(read.map { $0.mergedParts.map(\.columns) } == [[1...1], [0...1]])
    #expect(read[1].mergedParts.map(\.range) == ["A1:B2"])
    let sheets = try open(book.bytes(), in: try TemporaryFolder()).sheets
    #expect(sheets.map(\.isHidden) == [true] && sheets.map(\.name) == ["表"])
  }

  @Test("what cannot be read is refused: a password, a cut, rows in disorder, a cell twice")
  func refusals() throws {
    var locked = Book([["甲"]])
    locked.before = [(0x2F, [0, 0])]
    #expect(throws: OfficeFlaw.encrypted) { try cells(locked.bytes()) }
    let bytes = Book([["甲"], ["乙"]]).bytes()
    #expect(try cells(bytes).count == 2)
    for part in 1...9 {
      #expect(throws: OfficeFlaw.self) { try cells(Array(bytes[..<(bytes.count * part / 10)])) }
    }
    #expect(throws: OfficeFlaw.malformed) { try Self.cell([Self.number(1), Self.number(2)]) }
    let later = (type: UInt16(0x203), bytes: Book.place(5, 0) + Book.double(1))
    #expect(throws: OfficeFlaw.malformed) { try Self.cell([later, Self.number(2)]) }
    for (name, flaw) in [
      ("EncryptedPackage", .encrypted), ("WordDocument", .foreign(.wordDocument)),
      ("PowerPoint Document", .foreign(.presentation)), ("Else", .foreign(.otherDocument)),
    ] as [(String, OfficeFlaw)] {
      var book = Book()
      book.stream = name
      #expect(throws: flaw, "\(name)") { try cells(book.bytes()) }
    }
  }

  @Test("changed bytes anywhere are read as something or refused, and never end the program")
  func anyBytes() throws {
    let seed: UInt64 = 97
    var generator = SeededGenerator(seed: seed)
    var book = Book([["编号", "金额"], ["甲", "乙"]])
    book.formats = ["yyyy/m/d"]
    book.records += [
      (0x203, Book.place(2, 0, style: 1) + Book.double(45_356)),
      (0x27E, Book.place(2, 1) + Book.long(800 << 2 | 2)),
      Self.at(3, Self.formula([0, 0, 0, 0, 0, 0, 0xFF, 0xFF])), (0x207, Book.text("算出")),
      (
        0xBD, Book.word(4) + Book.word(0) + [0, 0, 2, 0, 0, 0] + [0, 0, 6, 0, 0, 0] + Book.word(1)
      ),
      (0xE5, Book.word(1) + Book.word(0) + Book.word(1) + Book.word(0) + Book.word(1)),
    ]
    let bytes = book.bytes()
    #expect(try cells(bytes).count == 9)
    let places = Array(0..<90) + Array(512..<900) + Array(bytes.count - 1_600..<bytes.count)
    var refusedCount = 0
    for _ in 0..<1_500 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = places.randomElement(using: &generator) ?? 0
        changed[place] =
          [0, 1, 0x7F, 0xFF, UInt8.random(in: 0...255, using: &generator)]
          .randomElement(using: &generator) ?? 0
      }
      do {
        _ = try cells(changed)
      } catch is OfficeFlaw {
        refusedCount += 1
      }
    }
    #expect((100..<1_400).contains(refusedCount), "\(refusedCount) refused, seed \(seed)")
  }

  private static func at(
    _ row: Int, _ record: (type: UInt16, bytes: [UInt8])
  ) -> (type: UInt16, bytes: [UInt8]) {
    (record.type, Book.word(row) + record.bytes.dropFirst(2))
  }
}
