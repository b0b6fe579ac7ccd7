/// A kind of file that holds no table we read.
package enum ForeignKind: Equatable, Sendable, CaseIterable {
  case pdf
  case wordDocument
  case presentation
  case picture
  case archive
  case richText
  /// A web page in one file with its pictures (`.mht`).
  case webArchive
  /// An Excel workbook in its binary form since 2007 (`.xlsb`).
  case binaryWorkbook
  /// Excel before 1993, without a container.
  case earlyWorkbook
  case otherDocument
  case otherXML

  /// What an officer calls it.
  package var name: String {
    switch self {
    case .pdf: "PDF 文件"
    case .wordDocument: "Word（WPS 文字）文档"
    case .presentation: "演示文稿（PPT）"
    case .picture: "图片"
    case .archive: "压缩包"
    case .richText: "RTF 文档"
    case .webArchive: "单个文件网页（.mht）"
    case .binaryWorkbook: "Excel 二进制工作簿（.xlsb）"
    case .earlyWorkbook: "1993 年以前的 Excel 工作簿"
    case .otherDocument: "别的程序的文件"
    case .otherXML: "XML 文件"
    }
  }

  /// What a person can do about it.
  package var advice: String {
    switch self {
    case .pdf, .picture: "请向提供的人要电子表格（.xlsx 或 .csv），或照着录成一张表"
    case .wordDocument, .richText: "请把里面的表复制到 Excel 或 WPS 表格，另存为 .xlsx 再导入"
    case .archive: "请先解压，导入里面的表"
    case .presentation, .otherDocument, .otherXML:
      "请从原来的程序导出电子表格（.xlsx 或 .csv）再导入"
    case .webArchive, .binaryWorkbook, .earlyWorkbook:
      "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”再导入"
    }
  }
}
