import LedgerCore

/// Which claims one person alone stated and approved, as the signatures say (rule C06).
///
/// Who stated a claim, or its amount, is who asked for that, else who signed it; an approval is
/// everybody's who asked for it and who signed it. What nobody signed says nothing.
struct ApprovalHands {
  let snapshot: LedgerSnapshot

  /// The person who alone stated and approved a claim; nil for two, or where it cannot be told.
  func alone(_ number: ClaimNumber) throws -> Int? {
    guard try snapshot.people.isSet() else { return nil }
    let rows = try snapshot.rows(
      "approvalHands", "SELECT \(Self.columns) WHERE claimNumber = ? ORDER BY revision")
    defer { rows.reset() }
    try rows.bind([.text(number.key)])
    var course = Course()
    while try rows.step() { course.take(rows) }
    return try course.alone(
      signer: snapshot.people.signer, proposer: snapshot.proposals.proposer)
  }

  /// The same of some claims.
  func alone(among claims: [Claim]) throws -> [ClaimNumber: Int] {
    var found: [ClaimNumber: Int] = [:]
    for claim in claims where claim.approval != nil {
      found[claim.number] = try alone(claim.number)
    }
    return found
  }

  /// The keys of all claims that one person alone stated and approved, with that person.
  ///
  /// - Complexity: Reads the claims and the signatures once.
  func all() throws -> [String: Int] {
    guard try snapshot.people.isSet() else { return [:] }
    let signers = try snapshot.people.signers()
    let signer = { (entry: Int) -> Int? in
      signers.indices.contains(entry) && signers[entry] > 0 ? Int(signers[entry]) : nil
    }
    let carriedOut = try snapshot.proposals.carriedOut()
    let proposer = { (entry: Int) in carriedOut[entry].flatMap(signer) }
    var (key, course): (String, Course) = ("", Course())
    var found: [String: Int] = [:]
    let rows = try PreparedStatement(
      "SELECT \(Self.columns) ORDER BY claimNumber, revision", in: snapshot.database)
    while try rows.step() {
      if rows.number(1) == 1 {
        found[key] = try course.alone(signer: signer, proposer: proposer)
        (key, course) = (rows.text(0) ?? "", Course())
      }
      course.take(rows)
    }
    found[key] = try course.alone(signer: signer, proposer: proposer)
    return found
  }

  private static let columns = """
    claimNumber, revision, entry, claimedAmount, approvedOn, approvedAmount FROM claim
    """

  /// What became of one claim, revision by revision.
  private struct Course {
    private var claimed: Int64?
    private var approved: (on: Int64, amount: Int64)?
    /// The entries that stated the claim or its amount.
    private var statements: [Int] = []
    /// The entry of the approval that stands, and how many statements there were by then.
    private var approval: (entry: Int, statementCount: Int)?

    mutating func take(_ row: PreparedStatement) {
      let entry = Int(row.number(2))
      if claimed != row.number(3) {
        claimed = row.number(3)
        statements.append(entry)
      }
      guard !row.isNull(4) else {
        (approved, approval) = (nil, nil)
        return
      }
      let now = (on: row.number(4), amount: row.number(5))
      if let approved, approved == now { return }
      approved = now
      approval = (entry, statements.count)
    }

    func alone(
      signer: (Int) throws -> Int?, proposer: (Int) throws -> Int?
    ) throws -> Int? {
      guard let approval, let approver = try signer(approval.entry),
        try proposer(approval.entry).map({ $0 == approver }) ?? true
      else { return nil }
      let isOwn = try statements.prefix(approval.statementCount).contains {
        try (proposer($0) ?? signer($0)) == approver
      }
      return isOwn ? approver : nil
    }
  }
}
