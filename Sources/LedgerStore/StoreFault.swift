import Foundation
import GRDB

/// Why the ledger file could not be opened, read or written.
///
/// The texts carry no value of a row: a ledger holds the names of people in need.
package enum StoreFault: Error, Equatable, CustomStringConvertible {
  case missing(path: String)
  case exists(path: String)
  case folderMissing(path: String)
  /// A file that should be copied is none, or cannot be read.
  case unreadableFile(path: String)
  case notALedger(path: String)
  case otherProgram(path: String)
  case newerVersion(found: Int, known: Int)
  case locked
  /// The file was replaced while it was open.
  case replaced
  case readOnly
  case diskFull
  case damaged
  /// A row that the ledger itself would never have written.
  case unreadableRow(table: String, column: String)
  case database(code: Int32, message: String)

  package var description: String {
    switch self {
    case .missing(let path):
      "没有找到账本文件“\(path)”：请用 --ledger 指明，或先用 legalaid init 新建"
    case .exists(let path):
      "“\(path)”已经存在，没有改动它：请换一个文件名，或直接使用这个账本"
    case .folderMissing(let path):
      "不能在这里新建账本“\(path)”：文件夹不存在或没有写入权限"
    case .unreadableFile(let path):
      "“\(path)”读不出来，或不是普通文件：请核对文件名和读取权限"
    case .notALedger(let path):
      "“\(path)”不是账本文件（或已损坏）：请核对 --ledger 后面的文件名"
    case .otherProgram(let path):
      "“\(path)”是别的程序的数据库，不是法律援助账本：请核对文件名"
    case .newerVersion(let found, let known):
      "账本由更新的版本写成（账本版本 \(found)，本程序只认识到 \(known)）：请升级本程序后再用"
    case .locked:
      "账本正被另一个程序占用，等了 \(SharedUse.waitSeconds) 秒仍未让出：这次什么也没有写入，账本没有改动；"
        + "请稍后再试，或先关闭另一个窗口"
    case .replaced:
      "账本文件刚才被换成了另一个（恢复备份、移动或删除）：这次什么也没有写入，请再运行一次"
    case .readOnly:
      "账本文件或所在文件夹是只读的，不能记账：请检查文件权限；账本没有改动"
    case .diskFull:
      "磁盘已满，没有写入：请腾出空间后重试；账本没有改动"
    case .damaged:
      "账本文件已损坏：请勿继续记账，用最近的备份恢复，并运行 legalaid verify 查看"
    case .unreadableRow(let table, let column):
      "账本的 \(table) 表有一行的 \(column) 不可读，可能被外部程序改过：请运行 legalaid verify"
    case .database(let code, let message):
      "账本读写失败（SQLite \(code)：\(message)）；账本没有改动"
    }
  }

  /// A fault for an error of SQLite, without the values bound to the statement.
  init(_ error: DatabaseError, path: String) {
    switch error.resultCode {
    case .SQLITE_NOTADB: self = .notALedger(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
    case .SQLITE_READONLY: self = .readOnly
    case .SQLITE_FULL: self = .diskFull
    case .SQLITE_CORRUPT: self = .damaged
    case .SQLITE_CANTOPEN:
      // A ledger that is there and cannot be opened lies where SQLite cannot put its journal.
      let isThere = FileManager.default.fileExists(atPath: path)
      self = isThere ? .readOnly : .folderMissing(path: path)
    default:
      self = .database(
        code: error.extendedResultCode.rawValue, message: error.message ?? "未知错误")
    }
  }
}
