import LedgerCore
import LedgerStore
import Reconciliation
import Reporting

/// An equation over all ledgers (勾稽关系): both sides from independent paths.
package struct CrossIdentity: Sendable {
  package let id: String
  package let title: String
  package let left: Int64
  package let right: Int64
  /// Fen, or what is counted.
  package let isMoney: Bool

  package var holds: Bool { left == right }

  /// J01–J05 of a province's year.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits; a fault of a store.
  package static func all(
    in book: ProvinceBook, _ holdings: any Holdings
  ) throws -> [CrossIdentity] {
    let paid = try book.bureaus.map { try $0.money(.paid) ?? .zero }.total()
    let lines = try holdings.netPaid(in: book)
    let sent = try book.sentMoney()
    let seen = book.bureaus.count { $0.isSeen }
    let byCity = try Dictionary(grouping: book.bureaus, by: \.bureau.city).values.map { books in
      try books.map { try $0.money(.paid) ?? .zero }.total()
    }.total()
    let unregistered = try sent.filter(\.rows.isEmpty).map(\.sent).total()
    let differences = try sent.filter { !$0.rows.isEmpty }
      .map { try $0.received() - $0.sent }.total()
    let received = try sent.map { try $0.received() }.total()
    return [
      CrossIdentity(
        id: "J01", title: "各单位支出合计 = 各笔支付和冲销合计", left: paid.fen, right: lines.fen,
        isMoney: true),
      CrossIdentity(
        id: "J02", title: "下达合计 = 登记合计 + 未登记 − 登记与下达之差",
        left: try sent.map(\.sent).total().fen,
        right: try (received + unregistered - differences).fen, isMoney: true),
      CrossIdentity(
        id: "J03", title: "应报单位 = 已报到截至日 + 未报到", left: Int64(book.bureaus.count),
        right: Int64(seen + book.unseen.count), isMoney: false),
      CrossIdentity(
        id: "J04", title: "收到的记录 = 各笔流水写的条数",
        left: Int64(try holdings.factCount()),
        right: Int64(book.ledgers.reduce(0) { $0 + $1.ledger.reach.statedFactCount }),
        isMoney: false),
      CrossIdentity(
        id: "J05", title: "各市支出合计 = 各单位支出合计", left: byCity.fen, right: paid.fen,
        isMoney: true),
    ]
  }
}
