package import LedgerCore
package import Reconciliation

/// A rule that only many ledgers can be held to: a small pure type that looks at all of them.
///
/// A finding is a lead for the county and never an accusation; it names codes and numbers, and no
/// person.
package protocol CrossRule: Sendable {
  var description: RuleDescription { get }

  /// What does not agree.
  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding]
}

extension CrossRule {
  /// A contradiction of this rule.
  func finding(
    _ subject: String, _ amount: Money, on date: Day?, severity: Severity? = nil,
    related: [String] = [], _ message: String
  ) -> Finding {
    Finding(
      rule: description.id, severity: severity ?? description.severity, outcome: .contradiction,
      subject: subject, related: related, amount: amount, date: date, message: message)
  }

  /// That this rule cannot be tested of a subject.
  func notTestable(_ subject: String, in book: ProvinceBook, _ message: String) -> Finding {
    Finding(
      rule: description.id, severity: .info, outcome: .notTestable, subject: subject, related: [],
      amount: .zero, date: book.period.asOf, message: message)
  }

  /// One for each bureau that is not seen up to the as-of day.
  func notSeen(in book: ProvinceBook) -> [Finding] {
    book.unseen.map { bureau in
      notTestable(
        "\(bureau.bureau.code)", in: book,
        "\(printable(bureau.bureau.name))的账没有收到 \(book.period.asOf) 以后，不能核对")
    }
  }
}

extension ReportingBureau {
  /// `code/number`, as findings name what a bureau has.
  func subject(_ number: some CustomStringConvertible) -> String { "\(code)/\(number)" }
}

/// Every rule across ledgers that is in force.
package enum CrossRuleCatalogue {
  package static let rules: [any CrossRule] = [
    SentIsRegistered(), SentAndNotRegistered(), RegisteredAndNotSent(), SentOnBeyondReceived(),
    KeptBack(), ReceivedTwice(), OneJudgmentTwoBureaus(), TwoBureausPaid(),
    OneNumberTwoBureaus(), OnDutyTwice(), OneBankLineTwice(), NearPayees(), FiledLate(),
    ForkedLedger(), MissingSegment(), OneFactTwoLedgers(),
  ]

  /// What the rules find, gravest first.
  ///
  /// - Throws: ``MoneyOverflow`` when a sum leaves 64 bits.
  package static func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    var findings: [Finding] = []
    for rule in rules { findings += try rule.findings(in: book) }
    return findings.sorted()
  }

  /// What a rule says of itself; nil for none of these.
  package static func description(of rule: RuleID) -> RuleDescription? {
    rules.map(\.description).first { $0.id == rule }
  }
}
