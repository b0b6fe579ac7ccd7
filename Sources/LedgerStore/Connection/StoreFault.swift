import Foundation
import GRDB
package import LedgerCore

/// Why the ledger file could not be opened, read or written.
///
/// The texts carry no value of a row: a ledger holds the names of people in need.
package enum StoreFault: OfficerError, Equatable {
  case missing(path: String)
  case exists(path: String)
  case folderMissing(path: String)
  /// A file that should be copied is none, or cannot be read.
  case unreadableFile(path: String)
  case notALedger(path: String)
  case otherProgram(path: String)
  case newerVersion(found: Int, known: Int)
  /// A version that no program of ours has written.
  case foreignVersion(found: Int)
  /// More than one name leads to the file.
  case severalNames(path: String)
  case locked
  /// The file was replaced while it was open.
  case replaced
  case readOnly
  /// The ledger has people, and nobody signs what is to be written.
  case unsigned
  /// A ledger that may only be read, with a log beside it that cannot be.
  case unreadableLog(path: String)
  /// A ledger that is read without locks was written meanwhile.
  case changedMeanwhile
  case diskFull
  case nameTooLong(path: String)
  /// The system refused to write, for a reason of its own.
  case cannotWrite(path: String, code: Int32)
  /// The disk failed while the ledger was read or written.
  case diskError(code: Int32)
  /// What was written went into a file that no longer has the ledger's name.
  case moved
  /// The ledger is there and cannot be opened.
  case cannotOpen(path: String)
  case damaged
  /// A row that the ledger itself would never have written.
  case unreadableRow(table: String, column: String)
  case database(code: Int32, message: String)

  package var description: String { guidance.words }

  package var guidance: Guidance {
    switch self {
    case .missing(let path):
      "没有找到账本文件“\(path)”：请\(using: .nameLedger)指明，或先\(using: .createLedger)新建"
    case .exists(let path):
      "“\(path)”已经存在，没有改动它：请换一个文件名，或直接使用这个账本"
    case .folderMissing(let path):
      "不能在这里新建“\(path)”：\(reason)；账本没有改动"
    case .unreadableFile(let path):
      "“\(path)”读不出来，或不是普通文件：请核对文件名和读取权限；账本没有改动"
    case .notALedger(let path):
      "“\(path)”不是账本文件（或已损坏）：请核对账本的文件名\(aside: .nameLedger)"
    case .otherProgram(let path):
      "“\(path)”是别的程序的数据库，不是法律援助账本：请核对文件名"
    case .newerVersion(let found, let known):
      "账本由更新的版本写成（账本版本 \(found)，本程序只认识到 \(known)）：请升级本程序后再用"
    case .foreignVersion(let found):
      "账本的版本号（\(found)）不是本程序写的，文件可能被改过或已损坏：没有打开，账本没有改动；请换一个没有问题的备份恢复"
    case .severalNames(let path):
      "账本“\(path)”有不止一个文件名（硬链接），从两个名字各记各的会丢账：没有打开，账本没有改动；"
        + "请用 find 文件夹 -samefile 账本 找出别的名字，删去多余的（只删名字，内容还在），"
        + "或把账本复制成单独的文件再用；要从别处打开同一个账本，请用符号链接（ln -s）"
    case .locked:
      "账本正被另一个程序占用，等了 \(SharedUse.waitSeconds) 秒仍未让出：这次什么也没有写入，账本没有改动；"
        + "请稍后再试，或先关闭另一个窗口"
    case .replaced:
      "账本文件刚才被换成了另一个（恢复备份、移动或删除）：这次什么也没有写入，账本没有改动；"
        + "请核对账本文件，再运行一次"
    case .readOnly:
      "账本文件或所在文件夹是只读的，不能记账：请检查文件权限；账本没有改动"
    case .unsigned:
      "账本已设人员，每一笔都要签名：这次没有签名，什么也没有写入，账本没有改动；请先登录\(aside: .signIn)再办"
    case .unreadableLog(let path):
      "账本“\(path)”只能读，旁边还有没并入的日志（-wal 或 -journal），在这里读不全：没有打开；"
        + "请把账本和它的日志一起复制到可以写的文件夹，打开那里的账本"
    case .changedMeanwhile:
      "读账本的时候，别人正在记账，读到的可能前后不一：没有输出，请再运行一次；账本没有改动"
    case .diskFull:
      "\(reason)，没有写入：请腾出空间后重试；账本没有改动"
    case .nameTooLong(let path):
      "\(reason)，不能写入“\(path)”：请换一个短的文件名；账本没有改动"
    case .cannotWrite(let path, _):
      "不能写入“\(path)”（\(reason)）：请检查磁盘，或换一个地方；账本没有改动"
    case .diskError(let code):
      "磁盘读写出错（错误码 \(code)）：请检查磁盘和连接，尽快把账本备份到别的磁盘；账本没有改动"
    case .moved:
      "账本文件在记账途中被移走、删除或替换，现在这个位置上的账本没有改动：请核对账本文件，再重新记"
        + "（被移走的文件里可能已经有这一笔）"
    case .cannotOpen(let path):
      "账本“\(path)”打不开：请检查读写权限、磁盘空间和磁盘本身；账本没有改动"
    case .damaged:
      "账本文件已损坏，或磁盘读不出来：请勿继续记账，先检查磁盘，\(running: .verify)查看核验结果，"
        + "用最近的备份恢复；账本没有改动"
    case .unreadableRow(let table, let column):
      "账本的 \(table) 表有一行的 \(column) 不可读，可能被外部程序改过：请\(running: .verify)核验"
    case .database(let code, let message):
      "账本读写失败（SQLite \(code)：\(message)）；账本没有改动"
    }
  }

  /// Why the system refused to write, in a few words; the whole description of any other fault.
  package var reason: String {
    switch self {
    case .folderMissing: "文件夹不存在或没有写入权限"
    case .diskFull: "磁盘已满"
    case .nameTooLong: "文件名太长"
    case .cannotWrite(_, let code): "系统错误 \(code)"
    default: description
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
    case .SQLITE_IOERR: self = .diskError(code: error.extendedResultCode.rawValue)
    case .SQLITE_CANTOPEN: self = Self.cannotOpen(path)
    default:
      self = .database(
        code: error.extendedResultCode.rawValue, message: error.message ?? "未知错误")
    }
  }

  /// Why a database was not opened that lies, or should lie, under a path.
  private static func cannotOpen(_ path: String) -> StoreFault {
    guard FileManager.default.fileExists(atPath: path) else { return .folderMissing(path: path) }
    return .cannotOpen(path: path)
  }

  /// The fault for what the system's last call refused, as `errno` says it.
  package static func refused(_ path: String) -> StoreFault {
    switch errno {
    case ENOSPC, EDQUOT: .diskFull
    case ENOENT, ENOTDIR, EACCES, EPERM, EROFS: .folderMissing(path: path)
    case ENAMETOOLONG: .nameTooLong(path: path)
    default: .cannotWrite(path: path, code: errno)
    }
  }
}
