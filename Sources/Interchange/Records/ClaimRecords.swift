package import LedgerCore

extension Claim {
  /// The claim that a row says, with its approval and return where the row has them.
  package init(record: TableRecord) {
    self.init(
      number: record.required(.claimNumber, record.identifier),
      caseNumber: record.required(.caseNumber, record.identifier),
      claimedOn: record.required(.claimedOn, record.day),
      claimedAmount: record.required(.claimedAmount, record.money),
      submittedBy: record.text(.submittedBy),
      approval: record.day(.approvedOn).map {
        Approval(on: $0, amount: record.required(.approvedAmount, record.money))
      },
      approvedBy: record.text(.approvedBy),
      returned: record.day(.returnedOn).map {
        ClaimReturn(on: $0, reason: record.required(.returnReason, record.text))
      })
  }
}

extension TableRecord {
  package init(_ claim: Claim) {
    self.init(.claims)
    self[.claimNumber] = CellValue(claim.number)
    self[.caseNumber] = CellValue(claim.caseNumber)
    self[.claimedOn] = .day(claim.claimedOn)
    self[.claimedAmount] = .money(claim.claimedAmount)
    self[.submittedBy] = claim.submittedBy.map(CellValue.text)
    self[.approvedOn] = (claim.approval?.on).map(CellValue.day)
    self[.approvedAmount] = (claim.approval?.amount).map(CellValue.money)
    self[.approvedBy] = claim.approvedBy.map(CellValue.text)
    self[.returnedOn] = (claim.returned?.on).map(CellValue.day)
    self[.returnReason] = (claim.returned?.reason).map(CellValue.text)
  }
}
