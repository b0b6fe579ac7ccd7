package import LedgerCore
import Reconciliation

/// What one document sent to one bureau, and what the bureau registered of it (下达、登记).
package struct SentMoney: Sendable {
  package let document: DocumentNumber
  package let to: RegionCode
  package let source: FundSource
  /// The first day on which it was sent.
  package let sentOn: Day
  /// With what was lowered or taken back.
  package let sent: Money
  /// The rows that the bureau registered, each with what it came to.
  package let rows: [Registered]

  /// A row that a bureau registered, and what was paid from it in the year.
  package struct Registered: Sendable {
    package let row: Appropriation
    package let amount: Money
    package let paid: Money
  }

  /// What the bureau registered of it.
  ///
  /// - Throws: ``MoneyOverflow`` when the sum leaves 64 bits.
  package func received() throws(MoneyOverflow) -> Money { try rows.map(\.amount).total() }

  /// `document→code`, as findings name it.
  var subject: String { "\(document)→\(to)" }

  /// The first day on which the bureau registered it as received.
  package var receivedOn: Day? { rows.map(\.row.receivedOn).min() }
}

extension ProvinceBook {
  /// What was sent to bureaus, by document and code.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package func sentMoney() throws(MoneyOverflow) -> [SentMoney] {
    var sent: [SentMoney] = []
    for book in bureaus {
      let own = allocations.filter { $0.to == book.bureau.code }
      for document in Set(own.map(\.document)).sorted() {
        let rows = own.filter { $0.document == document }
        guard let first = rows.min(by: { $0.sentOn < $1.sentOn }) else { continue }
        sent.append(
          SentMoney(
            document: first.document, to: book.bureau.code, source: first.source,
            sentOn: first.sentOn, sent: try rows.map(\.amount).total(),
            rows: try registered(document, in: book)))
      }
    }
    return sent.sorted { ($0.document, $0.to) < ($1.document, $1.to) }
  }

  private func registered(
    _ document: DocumentNumber, in book: BureauBook
  ) throws(MoneyOverflow) -> [SentMoney.Registered] {
    var registered: [SentMoney.Registered] = []
    for ledger in book.ledgers {
      for row in ledger.received(in: period) where row.came(by: document) {
        registered.append(
          SentMoney.Registered(
            row: row, amount: try ledger.amount(of: row, in: period),
            paid: try ledger.paid(from: row.id.document, in: period)))
      }
    }
    return registered
  }
}
