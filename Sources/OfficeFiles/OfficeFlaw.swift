package import LedgerCore

/// Why a file cannot be read as an Excel workbook, or an office file cannot be written.
package enum OfficeFlaw: OfficerError, Equatable, Sendable {
  case unreadable
  /// The zip archive, or a part in it, is cut off or damaged.
  case damaged
  case encrypted
  /// More than any table of ours can be: see ``Limits``.
  case tooLarge
  /// XML with a document type, by which entities could be made to grow without bound.
  case documentType
  /// XML with elements in elements beyond all measure: the parser remembers each until it ends.
  case tooDeep
  /// XML that is not well formed, or says what cannot be.
  case malformed
  /// Two parts whose names differ in case only, or not at all: which is meant cannot be told.
  case ambiguousPart
  /// Bytes that are no text of an encoding that is read.
  case notText
  /// A file of another kind.
  case foreign(ForeignKind)
  /// More rows than a sheet has.
  case tooManyRows
  /// The disk refused a file that was being made.
  case cannotWrite

  package var description: String { guidance.words }

  package var guidance: Guidance {
    switch self {
    case .unreadable: "无法读取"
    case .damaged: "Excel 工作簿不完整或已损坏"
    case .encrypted: "Excel 工作簿设了打开密码"
    case .tooLarge: "Excel 工作簿展开以后大得不合理"
    case .documentType: "Excel 工作簿里有不该有的文档类型声明（DTD）"
    case .tooDeep: "Excel 工作簿的内容一层套一层，深得不合理"
    case .malformed: "Excel 工作簿的内容不合格式"
    case .ambiguousPart: "文件里有两个部分同名（或只差大小写），分不清该读哪一个"
    case .notText: "文件里有的文字既不是 UTF-8 也不是 GB18030"
    case .foreign(let kind): "这是\(kind.name)，不是表"
    case .tooManyRows: "表的行数超过 Excel 的上限（1048576 行）：请改用 CSV 格式\(aside: .writeCSV)"
    case .cannotWrite: "不能生成文件：请检查临时文件夹的权限和磁盘空间"
    }
  }

  /// What a person can do about it.
  package var advice: String {
    switch self {
    case .unreadable: "请核对文件的权限，并关闭占用它的程序"
    case .damaged, .malformed: "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入；打不开的，向提供文件的人重新要"
    case .encrypted: "请打开文件，去掉密码后另存，再导入"
    case .foreign(let kind): kind.advice
    case .ambiguousPart, .notText: "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”再导入"
    case .tooLarge: "请只留要导入的表，另存为“CSV UTF-8（逗号分隔）”再导入"
    case .documentType, .tooDeep: "这样的文件不是 Excel 保存的，没有读取；请核对来源"
    case .tooManyRows: "请改用 CSV"
    case .cannotWrite: "请检查临时文件夹的权限和磁盘空间"
    }
  }
}

/// What bounds the memory and time that a file made to do harm can take.
///
/// Far above what a province's tables need.
enum Limits {
  static let partLengthMax: UInt64 = 4 << 30
  /// From this length on, a part that shrank more than ``ratioMax`` times is no table.
  static let suspiciousLength: UInt64 = 64 << 20
  static let ratioMax: UInt64 = 200
  /// Parts that are held in memory whole, before their texts are taken out of them.
  static let smallPartLengthMax: UInt64 = 64 << 20
  /// So much XML without an element or text in it is one endless tag or comment.
  static let silentLengthMax = 4 << 20
  /// Elements within each other; a workbook has a dozen.
  static let depthMax = 100
  /// The words and tables of a document together, in bytes.
  static let documentLengthMax = 64 << 20
  /// The cells of one row together, in bytes.
  static let rowLengthMax = 8 << 20
  /// What a row comes to that a file says once and means many times.
  static let repeatedLengthMax = 64 << 20
  /// An old workbook holds 65,536 rows a sheet.
  static let containerLengthMax: UInt64 = 256 << 20
  static let sharedTextLengthMax = 256 << 20
  /// Parts of an archive.
  static let partCountMax: UInt64 = 1 << 16
  static let styleCountMax = 1 << 16
  static let sheetCountMax = 500
  static let mergedRangeCountMax = 200_000
  static let rowCountMax = 1_048_576
  static let columnCountMax = 16_384
  /// In bytes of UTF-8; a spreadsheet's cell holds 32,767 characters.
  static let cellLengthMax = 4 * 32_767 + 1
}
