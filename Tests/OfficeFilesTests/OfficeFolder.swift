import Foundation
import OfficeFiles

/// A folder that is removed with its owner.
final class OfficeFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "office-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ bytes: [UInt8], to name: String = "t.xlsx") throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }
}

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

/// All rows of a sheet.
func rows(_ bytes: [UInt8], sheet: Int = 0) throws -> [SheetRow] {
  let folder = try OfficeFolder()
  let book = try WorkbookReader(path: try folder.write(bytes))
  let reader = try SheetReader(book, book.sheets[sheet])
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
