/// An Excel workbook before it is written: sheets with titles, headings and typed cells.
package struct Workbook: Equatable, Sendable {
  /// What the file's properties call it.
  package let title: String
  package var sheets: [Sheet] = []

  package init(title: String) {
    self.title = title
  }

  /// One sheet, printed on A4 as wide as the paper.
  package struct Sheet: Equatable, Sendable {
    /// The name that is wished for; what Excel does not allow in it is changed.
    package let name: String
    /// How wide each column is, in half-width characters.
    package let columnWidths: [Int]
    package let isLandscape: Bool
    package var rows: [Row] = []
    /// The row that stays in sight and is printed on each page, counted from 0.
    package var headerRow: Int?

    package init(
      name: String, columnWidths: [Int], isLandscape: Bool, rows: [Row] = []
    ) {
      self.rows = rows
      self.name = name
      self.columnWidths = columnWidths
      self.isLandscape = isLandscape
    }
  }

  /// A row and how it looks.
  package struct Row: Equatable, Sendable {
    package let look: Look
    package let cells: [Cell]

    package init(_ look: Look, _ cells: [Cell]) {
      self.look = look
      self.cells = cells
    }

    /// A sentence that spans all columns.
    package init(_ look: Look, spanning text: String) {
      self.init(look, [.text(text)])
    }
  }

  /// What a row is to the eye; titles, headings, sentences, banners and notes span the sheet.
  package enum Look: CaseIterable, Sendable {
    case title
    case heading
    case sentence
    case banner
    case note
    /// A name and what stands for it.
    case fact
    case header
    case body
    case total

    var isSpanning: Bool {
      switch self {
      case .title, .heading, .sentence, .banner, .note: true
      case .fact, .header, .body, .total: false
      }
    }
  }

  /// A cell with its kind; numbers are given by their decimal text.
  package enum Cell: Equatable, Sendable {
    case empty
    case text(String)
    /// A text in a coloured cell, with a comment on it.
    case marked(String, String)
    case number(String, NumberLook)
    /// The sum of this column's cells in some rows, counted from 0, and what it comes to.
    case sum(rows: Range<Int>, String, NumberLook)
  }

  /// How a number is shown.
  package enum NumberLook: CaseIterable, Sendable {
    /// `263,600.00`.
    case money
    /// `364`.
    case count
    /// As many decimals as it has: `25.5`.
    case plain
    /// `98.07%`; the number itself is 0.9807.
    case percent

    var code: String {
      switch self {
      case .money: "#,##0.00"
      case .count: "0"
      case .plain: "General"
      case .percent: "0.00%"
      }
    }
  }
}
