internal import LedgerCore

/// Words in columns that are not read, which change what their row means: 作废 under 状态, 贷 under
/// 借贷标志.
struct UnreadWords {
  private let layout: TableLayout
  private let cells: [Int]

  /// - Parameters:
  ///   - layouts: Of the records that a row holds; at least one.
  ///   - mapping: What a person said of columns: what he passes over is not looked at.
  init(_ layouts: [TableLayout], _ mapping: ColumnMapping) {
    layout = layouts[0]
    let headers = layout.headers
    let read = Set(layouts.flatMap { $0.cells + Array($0.sides.values) })
    cells = headers.indices.filter { cell in
      !headers[cell].isEmpty && !read.contains(cell)
        && mapping.columns[HeaderName(headers[cell]).key] != .passedOver
    }
  }

  /// The fault of a row that such a word takes back, and that is read as if it stood.
  func fault(of row: RawRow, read record: TableRecord) -> ImportFault? {
    for cell in cells where cell < row.ends.count && row.cell(cell).count <= Self.lengthMax {
      guard !row.isBlank(cell), takesBack(normalized(row.text(cell))), !isTakenBack(record)
      else { continue }
      let header = layout.headers[cell]
      return ImportFault(
        file: layout.file, row: row.number, column: cell + 1,
        problem: "“\(excerpt(header, scalarsMax: 20))”写着“\(printable(row.text(cell)))”，这一列没有读",
        read: hiddenEcho, advice: advice(header))
    }
    return nil
  }

  private func advice(_ header: String) -> Guidance {
    let what =
      switch layout.kind {
      case .bank: "退回的款，请把金额写成负数"
      case .payments: "作废的请删去这一行，冲销和退票请写冲销凭证号"
      default: "不算数的请删去这一行"
      }
    return "\(what)；照算的，请\(using: .passOverColumn(header))指明这一列不读"
  }

  private func takesBack(_ text: String) -> Bool {
    var word = Substring(text)
    if word.hasPrefix("已") { word = word.dropFirst() }
    return Self.words.contains(String(word))
      || layout.kind == .bank && layout.sides.isEmpty && Self.incoming.contains(String(word))
  }

  /// Whether what was read says so itself.
  private func isTakenBack(_ record: TableRecord) -> Bool {
    switch record.kind {
    case .bank: record.money(.amount).map { $0 < .zero } ?? false
    case .payments: record[.reversesVoucher] != nil
    case .claims: record.day(.returnedOn) != nil
    case .cases: record[.outcome].map { $0.text != Outcome.closed.rawValue } ?? false
    default: false
    }
  }

  /// In bytes; the words are short.
  private static let lengthMax = 24

  private static let words: Set<String> = [
    "作废", "注销", "撤销", "取消", "无效", "删除", "退票", "退汇", "退款", "退回", "冲正", "冲销", "红冲", "红字",
    "支付失败", "付款失败", "交易失败", "失败",
  ]

  /// Of a bank's statement: money that came in.
  private static let incoming: Set<String> = ["贷", "贷方", "收", "收入", "收款", "来账", "转入", "存入"]
}
