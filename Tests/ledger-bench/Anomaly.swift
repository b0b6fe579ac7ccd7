import LedgerCore

/// What is made wrong with one of the generated cases; each is what a rule of this name looks for.
enum Anomaly: CaseIterable {
  case claimForUnknownCase
  case claimedBeforeClosed
  case claimedTwice
  case approvedOverClaimed
  case approvedOffStandard
  case approvedBySubmitter
  case approvedBeforeClaimed
  case datesOutOfOrder
  case filedLate
  case sameJudgment
  case paidForUnknownCase
  case paidBeforeAccepted
  case paidBeforeClosed
  case paidBeforeApproved
  case paidOverApproved
  case paidTwice
  case paidInPart
  case notPaid
  case paidToAnother
  case notClaimed
  case paidForTerminated
  case unknownDocument
  case useNotPermitted
  case paidBeforeReceived
  case reversed
}

extension GeneratedCase {
  /// Makes one thing wrong; the rest stays as it was.
  mutating func spoil(_ anomaly: Anomaly, _ book: BookPlan) {
    switch anomaly {
    case .claimForUnknownCase, .paidForUnknownCase, .notClaimed, .notPaid,
      .approvedBySubmitter, .approvedOverClaimed, .approvedOffStandard,
      .claimedTwice, .approvedBeforeClaimed, .claimedBeforeClosed:
      spoilClaim(anomaly, book)
    case .datesOutOfOrder: fact.assignedOn = fact.closing?.on.adding(days: 3)
    case .filedLate: fact.filedOn = fact.closing?.on.adding(days: 45)
    case .sameJudgment:
      fact.recipient = "重某"
      fact.judgmentNumber = JudgmentNumber("（2024）测0303民初1号")
    case .paidForTerminated:
      if let on = fact.closing?.on.adding(days: 60) {
        fact.closing = LegalAidCase.Closing(on: on, outcome: .terminated)
      }
    default: spoilLines(anomaly, book)
    }
  }

  private mutating func spoilClaim(_ anomaly: Anomaly, _ book: BookPlan) {
    guard var claim = claims.first else { return }
    claims.removeFirst()
    switch anomaly {
    case .claimForUnknownCase:
      if let number = CaseNumber("\(fact.number.printed)另") { claim.caseNumber = number }
      lines = []
    case .notClaimed:
      lines = []
      return
    case .notPaid: lines = []
    case .paidForUnknownCase:
      for index in lines.indices {
        guard let number = CaseNumber("\(fact.number.printed)误") else { continue }
        lines[index].subject = .legalAidCase(number)
      }
      claim.approval = nil
    case .approvedBySubmitter: claim.approvedBy = claim.submittedBy
    case .approvedOverClaimed:
      claim.claimedAmount = Money(fen: claim.claimedAmount.fen - 10_000)
    case .approvedOffStandard: fact.grade = fact.grade == "一类" ? "二类" : "一类"
    case .claimedTwice:
      if let number = ClaimNumber("\(claim.number.printed)再") {
        claims = [
          Claim(
            number: number, caseNumber: claim.caseNumber,
            claimedOn: claim.claimedOn, claimedAmount: claim.claimedAmount)
        ]
      }
    case .approvedBeforeClaimed:
      claim.claimedOn = claim.approval?.on.adding(days: 2) ?? claim.claimedOn
    default: claim.claimedOn = fact.acceptedOn
    }
    claims.insert(claim, at: 0)
  }

  private mutating func spoilLines(_ anomaly: Anomaly, _ book: BookPlan) {
    guard var line = lines.first, let twin = book.voucher(of: index, part: 3) else { return }
    switch anomaly {
    case .paidBeforeAccepted: line.paidOn = fact.acceptedOn.adding(days: -5) ?? line.paidOn
    case .paidBeforeClosed: line.paidOn = fact.closing?.on.adding(days: -2) ?? line.paidOn
    case .paidBeforeApproved:
      line.paidOn = claims.first?.approval?.on.adding(days: -1) ?? line.paidOn
    case .paidInPart: line.amount = Money(fen: line.amount.fen - 5_000)
    case .paidOverApproved: line.amount = Money(fen: line.amount.fen + 5_000)
    case .paidToAnother: line.payee = "不相干律师事务所"
    case .unknownDocument: line.document = book.unknown
    case .useNotPermitted: line.document = book.restricted(line.paidOn)
    case .paidBeforeReceived: line.document = book.late
    case .paidTwice, .reversed:
      let id = PaymentLineID(voucher: twin, line: 1)
      var again = PaymentLine(
        id: id, paidOn: line.paidOn.adding(days: 3) ?? line.paidOn, use: line.use,
        subject: line.subject, document: line.document, amount: line.amount, payee: line.payee)
      if anomaly == .reversed {
        again.reverses = ReversedLine(id: line.id, paidOn: line.paidOn)
      }
      lines.append(again)
    default: break
    }
    lines[0] = line
  }
}
