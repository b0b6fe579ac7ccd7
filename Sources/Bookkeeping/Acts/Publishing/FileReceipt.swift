import Foundation
package import LedgerCore
import LedgerStore

/// Files the province's receipt (回执): from then on the ledger must have what it was signed for.
package struct FileReceipt {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Why a receipt was not filed; the ledger is unchanged.
  package enum Fault: OfficerError, Equatable {
    case unreadable(path: String)
    case otherBureau(String)
    case otherLedger
    /// The ledger has another digest at the entry, or no such entry.
    case otherHead(entry: Int)
    /// Signed by another key than the receipts before, each by what it is called.
    case otherKey(known: String, found: String)

    package var description: String { guidance.words }

    package var guidance: Guidance {
      switch self {
      case .unreadable(let path): "“\(path)”读不出来，或不是文本：请核对文件；没有登记"
      case .otherBureau(let code): "这是别的单位（\(code)）的回执：没有登记，账本没有改动"
      case .otherLedger: "这是另一个账本的回执（账本标识不同）：没有登记，账本没有改动"
      case .otherHead(let entry):
        """
        回执写的第 \(entry) 号流水的校验码与账本不同：账本可能恢复过旧的备份后又接着记（分叉），\
        或被截短、改写；没有登记，请核验账本\(aside: .verify)，并与省里联系
        """
      case .otherKey(let known, let found):
        """
        回执不是以前那个密钥（\(known)）签的，是 \(found)：没有登记；请打电话向省里核对，\
        确实换了密钥的，\(adding: .acceptReceiverKey)写明新密钥
        """
      }
    }
  }

  /// Files a receipt.
  ///
  /// - Parameters:
  ///   - path: The receipt's file.
  ///   - acceptedKey: What a new key of the province is called; nil where it has not changed.
  /// - Returns: What it says; it is not recorded again where it stands.
  /// - Throws: ``Fault``, ``SegmentFault``, or a fault of the store.
  @discardableResult
  package func callAsFunction(
    _ path: String, acceptedKey: String? = nil
  ) throws -> Receipt<FiledReceipt> {
    guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 16,
      let text = String(data: data, encoding: .utf8)
    else { throw Fault.unreadable(path: path) }
    let read = try SegmentReceipt(text)
    try read.check()
    let done = try session.append("receipt file") { writer in
      try check(read, acceptedKey, writer.ledger)
      if try !writer.ledger.publishing.receipts().contains(read.receipt) {
        try writer.append(read.receipt)
      }
      return read.receipt
    }
    if !session.isRehearsal, let ledger = session.store.filePath {
      ReceiptRecord(beside: ledger).adding(read.receipt).write(beside: ledger)
    }
    return done
  }

  private func check(
    _ read: SegmentReceipt, _ acceptedKey: String?, _ ledger: LedgerSnapshot
  ) throws {
    guard try ledger.publishing.regionCode() == read.code else {
      throw Fault.otherBureau("\(read.code)")
    }
    guard try ledger.journal.has(read.identity, at: 1) else {
      throw Fault.otherLedger
    }
    guard try ledger.journal.has(read.receipt.head, at: read.receipt.throughEntry) else {
      throw Fault.otherHead(entry: read.receipt.throughEntry)
    }
    let key = read.receipt.receiverKey
    if let known = try ledger.publishing.receipts().last?.receiverKey, known != key {
      let found = SignedText.keyID(of: key)
      guard acceptedKey == found else {
        throw Fault.otherKey(known: SignedText.keyID(of: known), found: found)
      }
    }
  }
}

extension FiledReceipt {
  /// What the key is called by which it is signed.
  package var receiverKeyID: String { SignedText.keyID(of: receiverKey) }
}
