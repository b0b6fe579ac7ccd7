/// An Excel workbook before 2007 (`.xls`), or one of WPS (`.et`): Excel 5 and later.
final class OldWorkbook: SheetBook {
  private(set) var sheets: [SheetEntry] = []
  let file: CompoundFile
  let stream: CompoundFile.Stream
  private(set) var texts = SharedTexts()
  private(set) var formats = CellFormats()
  private var fontCount = 0
  /// The numbers of the fonts that strike out.
  private var struckFonts: Set<Int> = []
  private(set) var serialDay = SerialDay(isFrom1904: false)
  private(set) var encoding = OldEncoding.unicode
  /// Whether its program says that it calculates: others leave 0 or no text as the result of a
  /// formula.
  private(set) var isCalculated = false

  /// Reads what all sheets of a workbook share.
  ///
  /// - Throws: ``OfficeFlaw`` when the file is no workbook, or one that cannot be read safely.
  init(path: String) throws(OfficeFlaw) {
    file = try CompoundFile(path: path)
    guard let stream = file.streams["Workbook"] ?? file.streams["Book"] else {
      throw Self.flaw(ofOther: file)
    }
    self.stream = stream
    var records = try OldRecords(file, stream)
    guard let first = try records.next(), first.type == 0x0809 else { throw .malformed }
    switch first.word(0) {
    case 0x0600: encoding = .unicode
    case 0x0500: encoding = .codePage(1252)
    default: throw .foreign(.earlyWorkbook)
    }
    var codes: [Int: String] = [:]
    while let record = try records.next(), record.type != 0x000A {
      try read(record, &records, &codes)
    }
  }

  func rows(of sheet: SheetEntry) throws(OfficeFlaw) -> any SheetRows {
    try OldSheetRows(self, from: Int(sheet.place) ?? 0)
  }

  private static func flaw(ofOther file: CompoundFile) -> OfficeFlaw {
    let flaws: [(stream: String, flaw: OfficeFlaw)] = [
      ("EncryptedPackage", .encrypted), ("WordDocument", .foreign(.wordDocument)),
      ("PowerPoint Document", .foreign(.presentation)),
    ]
    return flaws.first { file.streams[$0.stream] != nil }?.flaw ?? .foreign(.otherDocument)
  }

  private func read(
    _ record: OldRecords.Record, _ records: inout OldRecords, _ codes: inout [Int: String]
  ) throws(OfficeFlaw) {
    switch record.type {
    case 0x002F: throw .encrypted
    case 0x0022: serialDay = SerialDay(isFrom1904: record.word(0) == 1)
    case 0x0042:
      if case .codePage = encoding { encoding = .codePage(Int(record.word(0))) }
    // The engine that calculated last; 0 asks the next program to do it.
    case 0x01C1: isCalculated = record.long(4) > 0
    case 0x041E:
      var texts = OldTexts(record, at: 2, records, encoding)
      let code = try texts.next(hasShortLength: encoding.isByCodePage)
      codes[Int(record.word(0))] = String(decoding: code, as: UTF8.self)
      guard codes.count <= Limits.styleCountMax else { throw .tooLarge }
    case 0x0031:
      // No font has the number 4.
      if fontCount == 4 { fontCount += 1 }
      if record.word(2) & 0x08 != 0 { struckFonts.insert(fontCount) }
      fontCount += 1
      guard fontCount <= Limits.styleCountMax else { throw .tooLarge }
    case 0x00E0:
      let format = Int(record.word(2))
      formats.add(
        format: format, code: codes[format], isStruck: struckFonts.contains(Int(record.word(0))))
      guard formats.count <= Limits.styleCountMax else { throw .tooLarge }
    case 0x0085: try addSheet(record, records)
    case 0x00FC: try readTexts(record, &records)
    default: break
    }
  }

  private func addSheet(
    _ record: OldRecords.Record, _ records: OldRecords
  ) throws(OfficeFlaw) {
    // A chart or a sheet of macros is no table.
    guard record.bytes.count > 6, record.bytes[5] == 0 else { return }
    var texts = OldTexts(record, at: 6, records, encoding)
    let name = String(decoding: try texts.next(hasShortLength: true), as: UTF8.self)
    sheets.append(
      SheetEntry(name: name, isHidden: record.bytes[4] & 3 != 0, place: "\(record.long(0))"))
    guard sheets.count <= Limits.sheetCountMax else { throw .tooLarge }
  }

  private func readTexts(
    _ record: OldRecords.Record, _ records: inout OldRecords
  ) throws(OfficeFlaw) {
    var reading = OldTexts(record, at: 8, records, encoding)
    while texts.count < Int(record.long(4)), try !reading.isAtEnd() {
      try texts.append(try reading.next())
    }
    records = reading.records
  }
}

extension OldEncoding {
  var isByCodePage: Bool {
    if case .codePage = self { true } else { false }
  }
}
