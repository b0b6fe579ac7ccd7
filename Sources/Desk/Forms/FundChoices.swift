import Bookkeeping
import LedgerCore
import Reconciliation

/// The appropriations that a form offers.
enum FundChoices {
  /// Those with something left, each document once; none where the ledger cannot be read.
  static func left(in visit: Visit) -> [Field.Choice] {
    let accounts = (try? ListRegister(visit.store()).appropriations(of: nil, in: .left)) ?? []
    var seen: Set<DocumentNumber> = []
    return accounts.reversed().compactMap { account in
      let row = account.appropriation
      guard seen.insert(row.id.document).inserted else { return nil }
      return Field.Choice(
        row.id.document.printed,
        "\(row.id.fiscalYear) 年度，\(row.source.rawValue)，余额 \(account.balance.groupedYuanText) 元")
    }
  }
}

extension ActForm {
  /// Whether a field takes the document of an appropriation.
  var takesFund: Bool {
    fields.contains { if case .fund = $0.kind { true } else { false } }
  }
}
