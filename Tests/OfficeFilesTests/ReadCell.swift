import OfficeFiles
import TestSupport

/// A cell as a test compares it: where it stands, what it is, what it says.
struct ReadCell: Equatable, CustomStringConvertible {
  let place: String
  let kind: SheetCell.Kind
  let text: String

  init(_ place: String, _ kind: SheetCell.Kind, _ text: String) {
    self.place = place
    self.kind = kind
    self.text = text
  }

  var description: String { "\(place) \(kind) \(text)" }
}

/// The sheets of a file of these bytes.
func open(_ bytes: [UInt8], in folder: TemporaryFolder) throws -> any SheetBook {
  let kind = FileKind(head: Array(bytes.prefix(FileKind.headLength)))
  return try SheetFile.open(path: try folder.write(bytes, to: "t.xlsx"), kind: kind)
}

/// All rows of a sheet; none where there is no such sheet.
func rows(_ bytes: [UInt8], sheet: Int = 0) throws -> [SheetRow] {
  let folder = try TemporaryFolder()
  let book = try open(bytes, in: folder)
  guard book.sheets.indices.contains(sheet) else { return [] }
  let reader = try book.rows(of: book.sheets[sheet])
  var rows: [SheetRow] = []
  while let row = try reader.next() { rows.append(row) }
  return rows
}

/// All cells of a sheet.
func cells(_ bytes: [UInt8], sheet: Int = 0) throws -> [ReadCell] {
  try rows(bytes, sheet: sheet).flatMap { row in
    row.cells.map { cell in
      ReadCell(
        "\(row.number):\(cell.column)", cell.kind, String(decoding: cell.text, as: UTF8.self))
    }
  }
}
