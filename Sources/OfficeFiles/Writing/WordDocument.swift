/// A Word document before it is written, set as official documents are (GB/T 9704).
package struct WordDocument: Equatable, Sendable {
  /// What the file's properties call it.
  package let title: String
  package var blocks: [Block] = []

  package init(title: String) {
    self.title = title
  }

  /// A part of the text, from top to bottom.
  package enum Block: Equatable, Sendable {
    /// 标题, on a new page unless it is the first.
    case title(String)
    /// 一、 of the first level, （一） of the second.
    case heading(String, level: Int)
    case paragraph(String)
    /// A name with what stands for it, which may be a long run of digits.
    case fact(String)
    /// Lines that nobody may miss, in a frame.
    case banner([String])
    /// The title of the table that follows.
    case caption(String)
    case table(Table)
    /// A small line under a table.
    case note(String)
    /// On the right: who signs, and where the date is filled in.
    case signature(agency: String)
  }

  /// A table of words; its heading is repeated on each page.
  package struct Table: Equatable, Sendable {
    package let columns: [Column]
    package let rows: [[String]]
    package let totals: [String]?
    /// Lines as wide as the table that close it, often to be signed: they stand on one page with
    /// each other and with the last rows.
    package var closing: [String] = []

    package init(columns: [Column], rows: [[String]], totals: [String]?) {
      self.columns = columns
      self.rows = rows
      self.totals = totals
    }
  }

  /// A column: its heading, on which side it aligns, and whether there must be room to write by
  /// hand.
  package struct Column: Equatable, Sendable {
    package let title: String
    package let isNumeric: Bool
    package let isForHand: Bool

    package init(title: String, isNumeric: Bool, isForHand: Bool = false) {
      self.title = title
      self.isNumeric = isNumeric
      self.isForHand = isForHand
    }
  }
}
