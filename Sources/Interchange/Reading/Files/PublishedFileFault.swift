import LedgerCore
internal import OfficeFiles

/// Why a file cannot be checked as a published text.
package struct PublishedFileFault: OfficerError, Equatable {
  private let file: String
  private let reason: Reason
  private let line: Int?

  /// What is wrong with the file.
  enum Reason: Equatable {
    case missing
    case notAFile
    case tooLarge
    case blank
    case binary
    case unreadable
    case utf16
    case invalidBytes
    /// A kind of file that is not read.
    case foreign(ForeignKind)
    /// An office file that cannot be read.
    case office(OfficeFlaw)
    case pdf(PDFText.Flaw)
  }

  init(_ file: String, _ reason: Reason, line: Int? = nil) {
    self.file = file
    self.reason = reason
    self.line = line
  }

  init(_ file: String, _ flaw: OfficeFlaw) {
    if case .foreign(let kind) = flaw {
      self.init(file, Reason.foreign(kind))
    } else {
      self.init(file, Reason.office(flaw))
    }
  }

  init(_ file: String, _ flaw: FileFlaw, line: Int) {
    let reason: Reason =
      switch flaw {
      case .missing, .unreadable: .unreadable
      case .notAFile: .notAFile
      case .empty: .blank
      case .workbook: .binary
      case .invalidBytes: .invalidBytes
      }
    self.init(file, reason, line: reason == .invalidBytes ? line : nil)
  }

  /// The same fault of a file by another name.
  func named(_ name: String) -> PublishedFileFault { PublishedFileFault(name, reason, line: line) }

  /// `文件:行 — 什么不对 — 读到的内容 — 应该怎么做`.
  package var description: String {
    let place = printable(file) + (line.map { ":\($0)" } ?? "")
    return "\(place) — \(words)"
  }

  private var words: String {
    let save = "请另存为 .docx、UTF-8 或 GB18030 的纯文本、Markdown 或 HTML"
    return switch reason {
    case .missing: "没有这个文件 — 什么也没有读到 — 请核对路径"
    case .notAFile: "这不是普通文件 — 什么也没有读到 — 请给出要核对的文件"
    case .tooLarge: "文件超过 200 MB — 没有读取 — 请只留下要核对的文字"
    case .blank: "文件里没有文字 — 读到空白 — 请核对文件"
    case .binary: "这不是文本文件 — 读到不属于文字的字节 — \(save)"
    case .unreadable: "无法读取 — 什么也没有读到 — 请核对文件的权限，并关闭占用它的程序"
    case .utf16: "文件的编码是 UTF-16 — 读到 UTF-16 的字节序标记 — \(save)"
    case .invalidBytes: "这一行有的字节既不是 UTF-8 也不是 GB18030 — 读到的字节不显示 — \(save)"
    case .foreign(let kind): "这是\(kind.name)，不能直接核对 — 没有读取 — \(Self.advice(kind))"
    case .office(let flaw): Self.words(flaw)
    case .pdf(let flaw): Self.words(flaw)
    }
  }

  private static func advice(_ kind: ForeignKind) -> String {
    switch kind {
    case .wordDocument: "请用 Word 或 WPS 打开，用“另存为”存成 Word 文档（.docx）再核对"
    case .richText, .webArchive: "请用 Word 或 WPS 打开，用“另存为”存成 .docx 再核对"
    case .binaryWorkbook, .earlyWorkbook: "请用 Excel 或 WPS 打开，用“另存为”存成 .xlsx 再核对"
    case .archive: "请先解压，再核对里面的文件"
    case .picture: "请找到文字的原稿再核对"
    case .pdf, .presentation, .otherDocument, .otherXML: "请从原来的程序存成 .docx 或纯文本再核对"
    }
  }

  private static func words(_ flaw: OfficeFlaw) -> String {
    let save = "请用 Word、Excel 或 WPS 打开，另存一份再核对"
    return switch flaw {
    case .encrypted: "文件设了打开密码 — 没有读取 — 请打开文件，去掉密码后另存"
    case .unreadable: "无法读取 — 什么也没有读到 — 请核对文件的权限，并关闭占用它的程序"
    case .tooLarge, .tooManyRows, .tooDeep, .documentType:
      "文件展开以后大得或怪得不合理 — 没有读取 — 请核对来源，只留下要核对的文字"
    default: "文件不完整、已损坏或不合格式 — 没有读取 — \(save)"
    }
  }

  private static func words(_ flaw: PDFText.Flaw) -> String {
    switch flaw {
    case .notInstalled:
      "读 PDF 要用 Poppler 的 pdftotext，这台电脑上没有 — 没有读取 — "
        + "请安装软件包 poppler-utils，或把原稿存成 .docx、纯文本再核对"
    case .failed: "PDF 读不出来（可能已损坏或设了密码） — 没有读取 — 请找到原稿，存成 .docx 再核对"
    case .tooSlow: "PDF 读了一分钟还没有读完 — 没有读取 — 请找到原稿，存成 .docx 再核对"
    case .tooLong: "PDF 的文字超过 50 MB — 没有读取 — 请只留下要核对的页"
    case .pictures: "PDF 里没有文字，像是扫描的图片 — 没有读取 — 请找到文字的原稿再核对"
    }
  }
}
