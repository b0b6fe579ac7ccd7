internal import LedgerCore
internal import OfficeFiles

/// Why a file cannot be read as a table.
enum FileFlaw: Error, Equatable {
  case missing
  case notAFile
  case unreadable
  case empty
  case workbook(OfficeFlaw)
  case invalidBytes(isMarkedUTF8: Bool)

  var problem: String {
    switch self {
    case .missing: "没有这个文件或文件夹"
    case .notAFile: "这不是普通文件"
    case .unreadable: "无法读取"
    case .empty: "文件是空的"
    case .workbook(let flaw): flaw.description
    case .invalidBytes(isMarkedUTF8: true): "文件标明是 UTF-8，但这一行有不是 UTF-8 的字节"
    case .invalidBytes(isMarkedUTF8: false): "这一行有的字节既不是 UTF-8 也不是 GB18030"
    }
  }

  var read: String {
    switch self {
    case .missing, .notAFile, .unreadable: "什么也没有读到"
    case .empty: "读到 0 行"
    case .workbook: "没有读取其中的内容"
    case .invalidBytes: "读到的字节不显示"
    }
  }

  var advice: String {
    switch self {
    case .missing: "请核对路径"
    case .notAFile: "请给出 CSV 或 Excel 文件，或放这些文件的文件夹"
    case .unreadable: "请核对文件的权限，并关闭占用它的程序"
    case .empty: "请核对文件，至少应有一行表头"
    case .workbook(let flaw): flaw.advice
    case .invalidBytes: "请另存为“CSV UTF-8（逗号分隔）”"
    }
  }

  /// Whether the flaw lies at a row, or the file as a whole cannot be read.
  func fault(file: String, row: Int?, column: Int? = 1) -> ImportFault {
    ImportFault(
      file: file, row: row, column: row == nil ? nil : column, problem: problem, read: read,
      advice: Guidance(advice))
  }
}
