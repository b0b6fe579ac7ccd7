import Foundation
import GRDB
import LedgerCore

/// An act was previewed (预览) in a state of the ledger that no longer holds for it; nothing was
/// written.
package enum PreviewOutdated: OfficerError, Equatable {
  /// The ledger has no entry of the head that the preview was made from.
  case unknownHead(String)
  /// Something that the act touches has moved since.
  case moved([MovedAccount])

  package var description: String {
    switch self {
    case .unknownHead(let head):
      "预览时的账簿校验码“\(printable(String(head.prefix(64))))”不在这个账本里"
        + "（账本可能换成了另一个，或恢复了备份）：这次什么也没有写入，账本没有改动；请重新预览，核对后再记"
    case .moved(let accounts):
      "预览之后，别人已经动过这次要记的账：\(Self.words(accounts))；"
        + "这次什么也没有写入，账本没有改动；请重新预览，核对后再记"
    }
  }

  private static let wordsMax = 5

  private static func words(_ accounts: [MovedAccount]) -> String {
    let words = accounts.prefix(wordsMax).map { moved in
      let entries = moved.entries.prefix(wordsMax).map(String.init).joined(separator: "、")
      return "\(moved.account)（第 \(entries) 号流水\(moved.entries.count > wordsMax ? "等" : "")）"
    }
    return words.joined(separator: "、")
      + (accounts.count > wordsMax ? "等 \(accounts.count) 项" : "")
  }
}

/// An account that moved, and the entries that moved it.
package struct MovedAccount: Equatable, Sendable {
  package let account: LedgerAccount
  /// In order.
  package let entries: [Int]
}

/// The entries that were written after a preview was made.
struct EntriesSince {
  /// The entry whose digest is the head of the preview.
  fileprivate let last: Int

  /// Refuses what a transaction has appended if one of the accounts it touches has moved since.
  ///
  /// - Throws: ``PreviewOutdated/moved(_:)``, in order of the accounts.
  func check(_ writer: LedgerWriter) throws {
    let codes = try writer.ledger.journal.tableCodes(after: last).union(writer.tableCodes)
    var (own, others) = (Touched(), Touched())
    for table in FactTable.all where codes.contains(table.code) {
      try writer.ledger.journal.forEachAccount(of: table, after: last) {
        account, entry, bearing in
        if entry == writer.nextEntry {
          own.add(account, entry, bearing)
        } else {
          others.add(account, entry, bearing)
        }
      }
    }
    let moved = own.conflicts(with: others)
    guard moved.isEmpty else { throw PreviewOutdated.moved(moved) }
  }
}

/// The accounts that facts move, and those they only stand in, with the entries of the facts.
private struct Touched {
  private var moved: [LedgerAccount: Set<Int>] = [:]
  private var stoodIn: [LedgerAccount: Set<Int>] = [:]

  mutating func add(_ account: LedgerAccount, _ entry: Int, _ bearing: AccountColumns.Bearing) {
    switch bearing {
    case .moves: moved[account, default: []].insert(entry)
    case .stands: stoodIn[account, default: []].insert(entry)
    case .isToldOf: break
    }
  }

  /// The accounts that one of the two moves and the other moves or stands in.
  func conflicts(with others: Touched) -> [MovedAccount] {
    var entries: [LedgerAccount: Set<Int>] = [:]
    for account in moved.keys {
      entries[account] = (others.moved[account] ?? []).union(others.stoodIn[account] ?? [])
    }
    for account in stoodIn.keys {
      entries[account, default: []].formUnion(others.moved[account] ?? [])
    }
    return entries.filter { !$0.value.isEmpty }
      .map { MovedAccount(account: $0.key, entries: $0.value.sorted()) }
      .sorted {
        ($0.account.kind.rawValue, $0.account.name) < ($1.account.kind.rawValue, $1.account.name)
      }
  }
}

extension Journal {
  /// Hexadecimal digits of a digest.
  private static let headLength = 64

  /// The entries after the one of a head; nil when there are none.
  ///
  /// - Throws: ``PreviewOutdated/unknownHead(_:)``.
  func entries(since head: String) throws -> EntriesSince? {
    if try self.head() == head { return nil }
    // A part of a head names no state of the ledger, even where one entry alone begins with it.
    guard head.utf8.count == Self.headLength, let number = try entries(withHead: head).first else {
      throw PreviewOutdated.unknownHead(head)
    }
    return EntriesSince(last: number)
  }

  /// The codes of the tables that the entries after one have facts in.
  fileprivate func tableCodes(after entry: Int) throws -> Set<UInt8> {
    let rows = try PreparedStatement(
      "SELECT marks FROM journalEntry WHERE number > ?", in: snapshot.database)
    try rows.bind(entry, to: 1)
    var codes: Set<UInt8> = []
    while try rows.step() { codes.formUnion(FactMark.tableCodes(of: rows.bytes(0))) }
    return codes
  }

  /// Calls the body with each account of each fact of a table after an entry: the account, the
  /// fact's entry, and what the fact is to it.
  fileprivate func forEachAccount(
    of table: FactTable, after entry: Int,
    _ body: (LedgerAccount, Int, AccountColumns.Bearing) -> Void
  ) throws {
    guard !table.accounts.isEmpty else { return }
    let rows = try PreparedStatement(table.accountSelection, in: snapshot.database)
    try rows.bind(entry, to: 1)
    while try rows.step() {
      var column = 1
      for account in table.accounts {
        let columns = column..<(column + account.parts.count)
        column = columns.upperBound
        guard !rows.isNull(columns.lowerBound) else { continue }
        let name = columns.map { rows.text($0) ?? "\(rows.number($0))" }.joined(separator: " ")
        body(LedgerAccount(account.kind, name), Int(rows.number(0)), account.bearing)
      }
    }
  }
}
