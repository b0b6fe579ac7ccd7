internal import CXlsxwriter
internal import Foundation
internal import LedgerCore

extension Workbook {
  /// The workbook as a file (`.xlsx`); the same workbook gives the same bytes.
  ///
  /// - Throws: ``OfficeFlaw`` when a sheet has too many rows, or the disk
  ///   refuses the draft that is assembled in the folder for temporary files.
  package func file() throws(OfficeFlaw) -> [UInt8] {
    guard sheets.allSatisfy({ $0.rows.count <= Limits.rowCountMax }) else { throw .tooManyRows }
    let draft = FileManager.default.temporaryDirectory
      .appendingPathComponent(".legalaid-\(UUID().uuidString).xlsx").path
    // Made here, so that nobody else can read it while it is written.
    guard
      FileManager.default.createFile(
        atPath: draft, contents: nil, attributes: [.posixPermissions: 0o600])
    else { throw .cannotWrite }
    defer { unlink(draft) }
    guard let writer = WorkbookWriter(path: draft, title: title) else { throw .cannotWrite }
    for sheet in sheets { writer.add(sheet) }
    guard writer.close(), let data = FileManager.default.contents(atPath: draft) else {
      throw .cannotWrite
    }
    return Array(data)
  }
}

/// Hands the rows of a workbook to the library that writes them.
private final class WorkbookWriter {
  private let book: UnsafeMutablePointer<lxw_workbook>
  private var formats: [FormatKey: UnsafeMutablePointer<lxw_format>] = [:]
  private var marked: UnsafeMutablePointer<lxw_format>?
  private var names = SheetNames()
  private var isComplete = true

  private struct FormatKey: Hashable {
    let look: Workbook.Look
    let number: Workbook.NumberLook?
  }

  /// The same for every file: a file's own time would make each run's bytes differ.
  private static let createdAt: time_t = 946_684_800

  init?(path: String, title: String) {
    guard let book = workbook_new(path) else { return nil }
    self.book = book
    // The library takes a copy.
    let words = strdup(XMLText.held(title))
    defer { free(words) }
    var properties = lxw_doc_properties()
    properties.title = words
    properties.created = Self.createdAt
    note(workbook_set_properties(book, &properties))
  }

  /// Writes the file; false when any part of it was refused.
  func close() -> Bool {
    note(workbook_close(book))
    return isComplete
  }

  private func note(_ error: lxw_error) {
    if error != LXW_NO_ERROR { isComplete = false }
  }

  func add(_ sheet: Workbook.Sheet) {
    guard let target = workbook_add_worksheet(book, names.name(for: sheet.name)) else {
      isComplete = false
      return
    }
    for (column, width) in sheet.columnWidths.enumerated() {
      // A little air on both sides of the text.
      let column = lxw_col_t(column)
      note(worksheet_set_column(target, column, column, Double(width) + 2, nil))
    }
    setUpPrinting(of: sheet, target)
    for (index, row) in sheet.rows.enumerated() {
      if row.look.isSpanning {
        span(row, lxw_row_t(index), of: sheet, target)
      } else {
        note(worksheet_set_row(target, lxw_row_t(index), height(of: row, sheet.columnWidths), nil))
        for (column, cell) in row.cells.enumerated() {
          write(cell, row.look, lxw_row_t(index), lxw_col_t(column), target)
        }
      }
    }
  }

  private func setUpPrinting(
    of sheet: Workbook.Sheet, _ target: UnsafeMutablePointer<lxw_worksheet>
  ) {
    let a4: UInt8 = 9
    worksheet_set_paper(target, a4)
    if sheet.isLandscape { worksheet_set_landscape(target) }
    worksheet_fit_to_pages(target, 1, 0)
    worksheet_center_horizontally(target)
    // Inches.
    worksheet_set_margins(target, 0.6, 0.6, 0.8, 0.8)
    note(worksheet_set_footer(target, "&C第 &P 页　共 &N 页"))
    if let header = sheet.headerRow.map({ lxw_row_t($0) }) {
      worksheet_freeze_panes(target, header + 1, 0)
      note(worksheet_repeat_rows(target, header, header))
    }
  }

  /// A text over all columns, as high as it needs: a spreadsheet fits no merged cell by itself.
  private func span(
    _ row: Workbook.Row, _ index: lxw_row_t, of sheet: Workbook.Sheet,
    _ target: UnsafeMutablePointer<lxw_worksheet>
  ) {
    guard case .text(let words)? = row.cells.first else { return }
    let text = Self.cellText(words)
    let format = format(row.look, nil)
    let size = row.look.fontSize
    let width = sheet.columnWidths.reduce(0) { $0 + $1 + 2 } * 11 / size
    let height = Double(Self.lineCount(of: text, width) * size * 3 / 2)
    note(worksheet_set_row(target, index, height, nil))
    if sheet.columnWidths.count > 1 {
      let last = lxw_col_t(sheet.columnWidths.count - 1)
      note(worksheet_merge_range(target, index, 0, index, last, text, format))
    } else {
      note(worksheet_write_string(target, index, 0, text, format))
    }
  }

  /// As high as the cell with the most lines needs; programs that do not fit rows show them so.
  private func height(of row: Workbook.Row, _ widths: [Int]) -> Double {
    let lines = zip(row.cells, widths).map { cell, width in
      if case .text(let text) = cell { Self.lineCount(of: text, width) } else { 1 }
    }
    return Double((lines.max() ?? 1) * row.look.fontSize * 3 / 2)
  }

  private static func lineCount(of text: String, _ width: Int) -> Int {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .reduce(0) { $0 + max(1, (displayWidth(String($1)) + width - 1) / max(1, width)) }
  }

  private func write(
    _ cell: Workbook.Cell, _ look: Workbook.Look, _ row: lxw_row_t, _ column: lxw_col_t,
    _ target: UnsafeMutablePointer<lxw_worksheet>
  ) {
    switch cell {
    case .empty: note(worksheet_write_blank(target, row, column, format(look, nil)))
    case .text(let text):
      // Always a string: what looks like a formula is none.
      note(
        text.isEmpty
          ? worksheet_write_blank(target, row, column, format(look, nil))
          : worksheet_write_string(
            target, row, column, Self.cellText(text), format(look, nil)))
    case .marked(let text, let comment):
      note(
        text.isEmpty
          ? worksheet_write_blank(target, row, column, markFormat())
          : worksheet_write_string(target, row, column, Self.cellText(text), markFormat()))
      note(worksheet_write_comment(target, row, column, Self.cellText(comment)))
    case .number(let decimal, let numberLook):
      guard let number = Self.binary(decimal) else {
        isComplete = false
        return
      }
      note(worksheet_write_number(target, row, column, number, format(look, numberLook)))
    case .sum(let rows, let decimal, let numberLook):
      guard let number = Self.binary(decimal) else {
        isComplete = false
        return
      }
      let letters = CellReference.letters(ofColumn: Int(column))
      let formula = "=SUM(\(letters)\(rows.lowerBound + 1):\(letters)\(rows.upperBound))"
      note(
        worksheet_write_formula_num(
          target, row, column, formula, format(look, numberLook), number))
    }
  }

  /// The nearest number that a cell can hold.
  ///
  /// A cell is binary by the nature of the file. From the decimal text the nearest is found, and up
  /// to 15 digits the nearest gives the same text back.
  private static func binary(_ decimal: String) -> Double? {
    Double(decimal)
  }

  private static func cellText(_ text: String) -> String {
    let held = XMLText.held(text)
    // What looks like an escaped control character is text here.
    let escaped = held.replacing(/_x[0-9A-Fa-f]{4}_/) { "_x005F" + $0.output }
    return escaped.unicodeScalars.count <= 32_767
      ? escaped : String(String.UnicodeScalarView(escaped.unicodeScalars.prefix(32_766))) + "…"
  }
}

extension WorkbookWriter {
  /// A cell that is to be corrected.
  private func markFormat() -> UnsafeMutablePointer<lxw_format>? {
    if let marked { return marked }
    marked = workbook_add_format(book)
    guard let marked else {
      isComplete = false
      return nil
    }
    format_set_font_name(marked, "宋体")
    format_set_text_wrap(marked)
    format_set_bg_color(marked, 0xFFC7CE)
    format_set_border(marked, UInt8(LXW_BORDER_THIN.rawValue))
    return marked
  }

  private func format(
    _ look: Workbook.Look, _ number: Workbook.NumberLook?
  ) -> UnsafeMutablePointer<lxw_format>? {
    let key = FormatKey(look: look, number: number)
    if let format = formats[key] { return format }
    guard let format = workbook_add_format(book) else {
      isComplete = false
      return nil
    }
    format_set_font_name(format, look == .title || look == .heading ? "黑体" : "宋体")
    format_set_font_size(format, Double(look.fontSize))
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    if number == nil { format_set_text_wrap(format) }
    if let number { format_set_num_format(format, number.code) }
    switch look {
    case .title: format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
    case .banner: format_set_bold(format)
    case .header:
      format_set_bold(format)
      format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
      format_set_bg_color(format, 0xE7E6E6)
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
    case .body: format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
    case .total:
      format_set_bold(format)
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
    case .heading, .sentence, .note, .fact: break
    }
    formats[key] = format
    return format
  }
}

extension Workbook.Look {
  /// In points.
  fileprivate var fontSize: Int {
    switch self {
    case .title: 16
    case .heading: 12
    case .note: 10
    case .sentence, .banner, .fact, .header, .body, .total: 11
    }
  }
}
