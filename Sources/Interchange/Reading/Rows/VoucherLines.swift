internal import LedgerCore

/// Gives payment rows without 行号 their place within the voucher, over all files of one import.
///
/// 行号 stands on all rows of a voucher or on none; on none, the voucher may not span files.
struct VoucherLines {
  private struct Voucher {
    let isNumbered: Bool
    /// The file in which the voucher was first seen, counted from 0.
    let file: Int
    let first: RowPlace
    var rowCount = 0
  }

  private var vouchers: [VoucherNumber: Voucher] = [:]

  /// Numbers a payment row, or adds to its faults.
  ///
  /// - Parameters:
  ///   - row: A row of payments; a row whose voucher number cannot be read is left alone.
  ///   - file: The number of its file in this import.
  mutating func number(_ row: inout CheckedRow, file: Int) {
    guard let key: VoucherNumber = row.record.identifier(.voucherNumber) else { return }
    let isNumbered = row.isFilled(.line)
    let voucher = found(key, or: Voucher(isNumbered: isNumbered, file: file, first: row.place))
    guard voucher.isNumbered == isNumbered else {
      let (here, there) = isNumbered ? ("写了", "没有写") : ("没有写", "写了")
      row.addFault(
        .line, "同一凭证的行号要么都写，要么都不写：这一行\(here)，\(voucher.first) \(there)",
        advice: "请给这张凭证的每一行都写行号，或都不写")
      return
    }
    guard !isNumbered else { return }
    guard voucher.file == file else {
      row.addFault(
        .voucherNumber, "没有写行号的凭证不能分在几个文件里：先见于 \(voucher.first)",
        advice: "请给这张凭证的每一行写上行号，或把各行放在一个文件里")
      return
    }
    vouchers[key]?.rowCount += 1
    row.record[.line] = .integer(voucher.rowCount + 1)
  }

  /// What is known of a voucher, which is this where nothing is.
  private mutating func found(_ key: VoucherNumber, or new: Voucher) -> Voucher {
    func read(_ voucher: inout Voucher) -> Voucher { voucher }
    return read(&vouchers[key, default: new])
  }
}
