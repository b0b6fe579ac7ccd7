package import LedgerCore
import LedgerStore

/// How the present ledger and the one that is to take its place stand to each other.
package enum LedgerDifference: Equatable, Sendable {
  /// There is no ledger.
  case none
  case same(entries: Int)
  /// The present ledger goes on where the other ends.
  case presentIsAhead(from: Int, through: Int)
  /// The other goes on where the present ledger ends.
  case presentIsBehind(from: Int, through: Int)
  /// Both go on, each in its own way, after a common entry; 0 for two different ledgers.
  case parted(after: Int, present: Int, other: Int)
  /// The present file cannot be read, so that what is lost cannot be known.
  case unreadable

  /// Whether something of the present ledger would be gone.
  package var losesSomething: Bool {
    switch self {
    case .none, .same, .presentIsBehind: false
    case .presentIsAhead, .parted, .unreadable: true
    }
  }

  /// Compares two ledgers entry by entry.
  ///
  /// - Parameters:
  ///   - present: The ledger's file.
  ///   - other: A whole ledger.
  ///   - isAlone: Whether the caller has the present ledger to itself.
  ///   - ask: Asks the present ledger, where it can be read, whether it may be replaced.
  /// - Returns: The difference, and the digest of each entry of the present ledger, as far as it
  ///   can be read.
  /// - Throws: ``StoreFault`` when another program holds the present ledger or the disk fails; what
  ///   the question throws.
  static func between(
    _ present: String, and other: String, isAlone: Bool,
    asking ask: (LedgerSnapshot) throws -> Void = { _ in }
  ) throws -> (difference: LedgerDifference, heads: [String]) {
    guard DurableFile.isTaken(present) else { return (.none, []) }
    let store: LedgerStore
    let own: [String]
    do {
      store = try LedgerStore.open(at: present, isAlone: isAlone)
      own = try store.read { ledger in
        try ask(ledger)
        return try ledger.journal.heads()
      }
      try store.close()
    } catch let fault as StoreFault {
      switch fault {
      // What is there may be whole all the same.
      case .locked, .diskError, .diskFull, .cannotOpen, .severalNames, .unreadableLog,
        .changedMeanwhile:
        throw fault
      default: return (.unreadable, [])
      }
    }
    let replacing = try LedgerStore.open(at: other)
    let others = try replacing.read { try $0.journal.heads() }
    try replacing.close()
    let common = zip(own, others).prefix { $0 == $1 }.count
    let difference: LedgerDifference =
      switch (common == own.count, common == others.count) {
      case (true, true): .same(entries: common)
      case (false, true): .presentIsAhead(from: common + 1, through: own.count)
      case (true, false): .presentIsBehind(from: common + 1, through: others.count)
      case (false, false): .parted(after: common, present: own.count, other: others.count)
      }
    return (difference, own)
  }

  /// How many entries the present ledger had when the two were compared; nil when unknown.
  var presentCount: Int? {
    switch self {
    case .none, .unreadable: nil
    case .same(let entries): entries
    case .presentIsAhead(_, let through): through
    case .presentIsBehind(let from, _): from - 1
    case .parted(_, let present, _): present
    }
  }

  /// What an officer needs to know, in a sentence.
  package var words: String {
    switch self {
    case .none: "这里原来没有账本"
    case .same(let entries): "与现有账本相同（\(entries) 笔流水）"
    case .presentIsAhead(let from, let through):
      "现有账本比备份多记了第 \(from)–\(through) 号共 \(through - from + 1) 笔流水，恢复后这些内容要重新记"
    case .presentIsBehind(let from, let through):
      "备份比现有账本多第 \(from)–\(through) 号共 \(through - from + 1) 笔流水"
    case .parted(0, let present, let other):
      "与现有账本不是同一个账本：现有 \(present) 笔流水，备份 \(other) 笔"
    case .parted(let after, let present, let other):
      "第 \(after) 号流水以后各记各的：现有账本另记了 \(present - after) 笔，备份另有 \(other - after) 笔，"
        + "恢复后现有的 \(present - after) 笔要重新记"
    case .unreadable: "现有文件读不出来，说不清里面有什么"
    }
  }
}

/// Why a backup was not restored; the ledger is as it was, unless the words say otherwise.
package enum RestoreRefusal: OfficerError {
  case sameFile
  case noManifest(path: String)
  case badManifest(path: String)
  case notTheFile(path: String)
  case otherHead
  case notSound([Guidance])
  case losesEntries(LedgerDifference)
  /// Entries that people signed would go, and only one person wants it.
  case secondPersonMissing(LedgerDifference)
  /// The province holds more of the ledger than the backup has.
  case beforeReceipt(receiver: String, at: String, entry: Int)
  case strayLog(path: String)
  /// The ledger was replaced, but the disk did not confirm it.
  case notConfirmed(kept: String)

  package var description: String { guidance.words }

  package var guidance: Guidance {
    switch self {
    case .sameFile: "备份和账本是同一个文件：请核对账本\(aside: .nameLedger)和备份的文件名"
    case .noManifest(let path):
      """
      没有找到备份清单“\(path)”：请把它和备份放在一起；\
      确实没有清单的，\(adding: .goWithoutManifest)只核验账本本身
      """
    case .badManifest(let path):
      "“\(path)”不是备份清单，或已损坏：请换一个备份；账本没有改动"
    case .notTheFile(let path):
      "“\(path)”与备份清单不符（大小或校验码不同），可能损坏或被改过：没有恢复，请换一个备份；账本没有改动"
    case .otherHead: "备份的账簿校验码与备份清单不符：没有恢复，请换一个备份"
    case .notSound(let problems):
      "备份核验没有通过，没有恢复，账本没有改动：\n  \(problems.joined(separator: "\n  "))"
    case .losesEntries(let difference):
      "\(difference.words)：没有恢复；确要恢复的，请\(adding: .acceptLoss)表示同意（现有文件会留在旁边，不会删除）"
    case .secondPersonMissing(let difference):
      """
      \(difference.words)：账本已设人员，丢掉已签名的流水须两人，没有恢复；\
      请另一人（有复核、负责或管理的职责）也输入密码\(aside: .secondPassword)
      """
    case .beforeReceipt(let receiver, let at, let entry):
      """
      \(printable(receiver))已经收到第 \(entry) 号流水（\(printable(at)) 的回执），备份里没有它：\
      恢复后接着记就是分叉，省里不再收这个账本，没有恢复；请换一个较新的备份，或向省里要回这个账本的副本；\
      确要恢复的，\(adding: .forkFromReceipt)写明原因
      """
    case .strayLog(let path):
      "没有账本，却有它的日志“\(path)”：请先把它移走，再恢复"
    case .notConfirmed(let kept):
      "账本已经改动：备份已放到账本的位置，但磁盘没有确认，断电可能又回到原来的账本："
        + "请检查磁盘，再\(running: .verify)查看核验结果；被替换的账本留在 \(kept)"
    }
  }
}
