import Foundation
import LedgerCore
import LedgerStore

/// A file that a command writes its result into: the whole result, or the file as it was.
struct OutputFile {
  /// The path as it was given.
  private let path: String
  /// What a link at the path leads to: a link is written through, not replaced.
  private let target: URL

  init(_ path: String) {
    self.path = path
    target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
  }

  /// Why a result was not written.
  enum Fault: OfficerError {
    case notAFile(path: String)
    case ledger(path: String)
    case cannotWrite(path: String, StoreFault)
    case notConfirmed(path: String)

    var description: String {
      switch self {
      case .notAFile(let path): "“\(path)”是文件夹或设备，不能写入：请用 --output 给出一个文件名"
      case .ledger(let path): "“\(path)”是账本，没有覆盖它：请用 --output 换一个文件名"
      case .cannotWrite(let path, let fault):
        "不能写入“\(path)”（\(fault.reason)）：请检查文件夹、权限和磁盘空间；原有的文件没有改动，\(Self.ledgerWords)"
      case .notConfirmed(let path):
        "“\(path)”已经写入，但磁盘没有确认，断电可能丢失：请检查磁盘，再写一次；\(Self.ledgerWords)"
      }
    }

    private static var ledgerWords: String {
      Output.isActDone ? "要记的已经记入账本，请勿再运行这条命令" : "账本没有改动"
    }
  }

  /// Writes a draft beside the file, makes it durable, and gives it the file's name.
  ///
  /// - Throws: ``Fault``; then whatever stood there stands there still.
  func write(_ data: Data) throws(Fault) {
    try refuseWhatIsNoDocument()
    let draft = DraftName(for: target.path, "draft").path
    do throws(StoreFault) {
      try DurableFile.write(data, to: draft, for: path)
      guard rename(draft, target.path) == 0 else {
        let fault = StoreFault.refused(path)
        unlink(draft)
        throw fault
      }
    } catch {
      throw .cannotWrite(path: path, error)
    }
    do {
      try DurableFile.syncFolder(of: target.path)
    } catch {
      throw .notConfirmed(path: path)
    }
  }

  /// The path may have been meant for `--ledger`: years of facts are not exchanged for a table.
  private func refuseWhatIsNoDocument() throws(Fault) {
    var status = stat()
    guard stat(target.path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
    let head = try? FileHandle(forReadingFrom: target).read(upToCount: Self.ledgerMark.count)
    if let head, Array(head) == Self.ledgerMark { throw .ledger(path: path) }
  }

  private static let ledgerMark = Array("SQLite format 3\0".utf8)
}
