import LedgerCore

// A closed year takes no fact dated in it or before it: no such day comes, goes or moves, and no
// word that was said on one changes; a word that was missing may come later.

/// A day of a fact and what was said on it.
struct DatedWords {
  let day: Day?
  let words: [String?]

  func differs(from old: DatedWords) -> Bool {
    if day != old.day { return true }
    return zip(old.words, words).contains { before, after in before != nil && before != after }
  }
}

extension LedgerModel {
  func check(_ day: Day) throws(Refused) {
    try check(year: day.year)
  }

  func check(year: Int) throws(Refused) {
    let after = closed.filter { year <= $0 }
    if let first = after.min() { throw Refused("closed \(first)") }
  }

  func isEnded(_ year: Int) -> Bool { closed.contains { year <= $0 } }

  func check(_ new: [DatedWords], replacing old: [DatedWords]?) throws(Refused) {
    for (index, part) in new.enumerated() {
      let before = old?[index]
      if let before, !part.differs(from: before) { continue }
      if let day = part.day { try check(day) }
      if let day = before?.day { try check(day) }
    }
  }

  func parts(_ fact: LegalAidCase) -> [DatedWords] {
    [
      DatedWords(day: fact.acceptedOn, words: ["\(fact.type)", fact.recipient]),
      DatedWords(day: fact.assignedOn, words: []),
      DatedWords(
        day: fact.closing?.on,
        words: [
          fact.closing.map { "\($0.outcome)" }, fact.lawyer, fact.firm,
          fact.judgmentNumber.map { name($0.printed) },
          fact.details.flags.map { $0.sorted().joined(separator: " ") },
          fact.details.regionBand, fact.details.text(of: .quantities),
          fact.details.text(of: .costs),
        ]),
      DatedWords(day: fact.filedOn, words: []),
    ]
  }

  func parts(_ fact: Claim) -> [DatedWords] {
    [
      DatedWords(
        day: fact.claimedOn,
        words: [name(fact.caseNumber.printed), "\(fact.claimedAmount.fen)", fact.submittedBy]),
      DatedWords(
        day: fact.approval?.on, words: [fact.approval.map { "\($0.amount.fen)" }, fact.approvedBy]),
      DatedWords(day: fact.returned?.on, words: [fact.returned?.reason]),
    ]
  }

  func parts(_ fact: DutyShift) -> [DatedWords] {
    [
      DatedWords(
        day: fact.servedOn,
        words: [
          fact.lawyer, fact.firm, "\(fact.quantity.tenths)", "\(fact.rate.fen)",
          "\(fact.amount.fen)",
        ])
    ]
  }

  func parts(_ fact: Appropriation) -> [DatedWords] {
    [
      DatedWords(
        day: fact.receivedOn,
        words: [
          "\(fact.source)", "\(fact.amount.fen)",
          fact.permittedUses.map { "\($0)" }.sorted().joined(), "\(fact.originYear)",
        ])
    ]
  }
}
