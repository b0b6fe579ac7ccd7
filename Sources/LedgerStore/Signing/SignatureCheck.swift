import Foundation
import GRDB
package import LedgerCore
import Synchronization

/// Holds the signature of every entry against the key, the name and the role that stood at it, and
/// what two people must do against who did it.
package struct SignatureCheck {
  private let ledger: LedgerSnapshot
  private var history: PeopleHistory
  private let grounds: [Int: Set<SecondPersonGround>]
  /// The entries that approve claims.
  private let approvals: Set<Int>
  private let proposals: [Int: Asked]
  /// The proposal that the facts of an entry carry out.
  private let carriedOut: [Int: Int]
  /// The proposal that an entry makes.
  private let made: [Int: Int]
  private var problems: [IntegrityProblem] = []

  /// What was asked for, by whom.
  private struct Asked {
    let entry: Int
    let act: String
    let grounds: [SecondPersonGround]
  }

  /// An entry as far as its signature is concerned.
  private struct Signed {
    let number: Int
    let operatorName: String
    let kind: String
    let digest: Data
    /// The codes of the tables of its facts.
    let tables: Set<UInt8>
    /// The number of the key and the signature; nil for none.
    let signature: (key: Int, bytes: Data)?
  }

  /// What is wrong with the signatures of a ledger; nothing in one without people.
  ///
  /// - Parameters:
  ///   - ledger: The ledger.
  ///   - severeRules: The rules whose findings only two people may explain.
  ///   - lastCount: How many of the newest signatures are worked out; nil for all. The chain binds
  ///     each entry to those before it, so that the newest ones speak for the whole journal.
  /// - Returns: In order of the entries.
  /// - Throws: A fault of the store.
  /// - Complexity: One signature an entry, worked out on all cores.
  package static func problems(
    in ledger: LedgerSnapshot, severeRules: Set<String>, lastCount: Int? = nil
  ) throws -> [IntegrityProblem] {
    guard let start = try ledger.people.startEntry() else {
      return try strayProblems(in: ledger, before: .max)
    }
    var check = try SignatureCheck(ledger, severeRules, start)
    try check.walk(from: start, lastCount)
    return try strayProblems(in: ledger, before: start) + check.problems
  }

  private init(_ ledger: LedgerSnapshot, _ severeRules: Set<String>, _ start: Int) throws {
    self.ledger = ledger
    history = try PeopleHistory(ledger.people)
    let needs = SecondPersonNeeds(in: ledger, severeRules: severeRules)
    grounds = try needs.grounds(from: start + 1, through: .max, 0)
    approvals = try needs.approvals(from: start + 1, through: .max)
    var (proposals, made, carriedOut): ([Int: Asked], [Int: Int], [Int: Int]) = ([:], [:], [:])
    for numbered in try ledger.proposals.all() {
      proposals[numbered.number] = Asked(
        entry: numbered.entry, act: numbered.proposal.act, grounds: numbered.proposal.grounds)
      made[numbered.entry] = numbered.number
    }
    for (proposal, entry) in try ledger.proposals.confirmations() { carriedOut[entry] = proposal }
    (self.proposals, self.made, self.carriedOut) = (proposals, made, carriedOut)
  }

  /// Signatures of entries that nobody was there to sign, or that are not there.
  private static func strayProblems(
    in ledger: LedgerSnapshot, before start: Int
  ) throws -> [IntegrityProblem] {
    let stray = try Int.fetchAll(
      ledger.database,
      sql: """
        SELECT entry FROM entrySignature
        WHERE entry < ? OR entry NOT IN (SELECT number FROM journalEntry)
        ORDER BY entry LIMIT 20
        """, arguments: [start])
    return stray.map { problem(at: $0, "多出签名：没有这一笔，或是设人员以前的") }
  }

  private static func problem(at entry: Int, _ words: String) -> IntegrityProblem {
    IntegrityProblem(
      .signature, entry: entry, table: "流水", key: "第 \(entry) 号", "第 \(entry) 号流水\(words)")
  }

  /// Goes through the entries: who signed is asked in order, whether it is their hand all at once.
  private mutating func walk(from start: Int, _ lastCount: Int?) throws {
    let last = try ledger.journal.lastEntry()?.number ?? 0
    let firstWorkedOut = lastCount.map { last - $0 } ?? 0
    var pieces: [SignaturePiece] = []
    let rows = try PreparedStatement(
      """
      SELECT number, operator, kind, digest, personKey, signature, marks FROM journalEntry
      LEFT JOIN entrySignature ON entrySignature.entry = number WHERE number >= ? ORDER BY number
      """, in: ledger.database)
    try rows.bind([.of(start)])
    while try rows.step() {
      let entry = Signed(
        number: Int(rows.number(0)), operatorName: rows.text(1) ?? "", kind: rows.text(2) ?? "",
        digest: Data(rows.bytes(3)), tables: FactMark.tableCodes(of: rows.bytes(6)),
        signature: rows.isNull(4)
          ? nil : (Int(rows.number(4)), Data(hexadecimal: rows.text(5) ?? "") ?? Data()))
      history.come(to: entry.number)
      guard let key = check(entry, isFirst: entry.number == start) else { continue }
      guard entry.number > firstWorkedOut, let signature = entry.signature else { continue }
      pieces.append(
        SignaturePiece(
          entry: entry.number, digest: entry.digest, signature: signature.bytes,
          publicKey: Data(hexadecimal: key.key.publicKey) ?? Data()))
      if pieces.count == SignaturePiece.countMax {
        workOut(pieces)
        pieces.removeAll(keepingCapacity: true)
      }
    }
    workOut(pieces)
    problems.sort { ($0.entry ?? 0) < ($1.entry ?? 0) }
  }

  private mutating func workOut(_ pieces: [SignaturePiece]) {
    for entry in SignaturePiece.forged(among: pieces) {
      report(entry, "的签名与内容不符：流水被改写，或不是用登记的密钥签的")
    }
  }

  private mutating func report(_ entry: Int, _ words: String) {
    problems.append(Self.problem(at: entry, words))
  }

  /// Whether an entry is signed by somebody who might; the key that it must be signed with.
  private mutating func check(_ entry: Signed, isFirst: Bool) -> PersonKey? {
    guard let signature = entry.signature else {
      report(entry.number, "没有签名：设人员以后的每一笔都要签名")
      return nil
    }
    guard let key = history.signing.values.first(where: { $0.number == signature.key }),
      let person = history.people[key.person]
    else {
      report(entry.number, "用的不是当时有效的密钥（第 \(signature.key) 号）")
      return nil
    }
    if person.isEnded { report(entry.number, "由已停用的人员（第 \(person.number) 号）签名") }
    if !person.isCalled(entry.operatorName) {
      report(entry.number, "写的经办人不是签名的人（第 \(person.number) 号）")
    }
    if !isFirst { checkRole(of: person, entry) }
    return key
  }

  /// Whether the person may do what the entry does, alone or as the second.
  private mutating func checkRole(of person: Person, _ entry: Signed) {
    if let number = carriedOut[entry.number] {
      checkConfirmation(of: number, by: person, entry)
    } else {
      let roles = ActKind.of(entry.kind).roles
      if person.roles.isDisjoint(with: roles) {
        report(
          entry.number,
          "（\(ActKind.of(entry.kind).title)）由没有\(roles.inWords)职责的人员（第 \(person.number) 号）签名")
      }
      var needed = (grounds[entry.number] ?? []).filter {
        $0 != .people || history.canBeConfirmed($0, notBy: person.number)
      }
      if approvals.contains(entry.number), !person.acts(as: SecondPersonNeeds.approvers) {
        needed.insert(.ownApproval)
      }
      if !needed.isEmpty {
        report(entry.number, "须两人办（\(SecondPersonNeeds.inOrder(needed).inWords)），却只有一人")
      }
    }
    if let tables = Self.tables[entry.kind],
      !entry.tables.subtracting([FactTable.proposalDecision.code]).isSubset(of: tables)
    {
      report(entry.number, "（\(ActKind.of(entry.kind).title)）记着不是这种事的内容")
    }
    if let number = made[entry.number], let asked = proposals[number] {
      let roles = ActKind.of(asked.act).roles
      if entry.kind != "propose" || person.roles.isDisjoint(with: roles) {
        report(entry.number, "提请的事不是这个人员（第 \(person.number) 号）的职责")
      }
    }
  }

  /// The tables that acts append to which are not done by who records: nobody gets round his roles
  /// by the name of another act.
  private static let tables: [String: Set<UInt8>] = {
    let people: Set<UInt8> = [FactTable.person.code, FactTable.personKey.code]
    let claims: Set<UInt8> = [FactTable.claim.code]
    return [
      "claim approve": claims, "claim return": claims,
      "standards load": [FactTable.subsidyStandard.code],
      "explain": [FactTable.explanation.code],
      "people add": people, "people role": people, "people end": people, "people key": people,
      "people password": [FactTable.personKey.code], "propose": [FactTable.proposal.code],
      "decline": [FactTable.proposalDecision.code],
    ]
  }()

  private mutating func checkConfirmation(
    of number: Int, by person: Person, _ entry: Signed
  ) {
    guard let asked = proposals[number], asked.entry < entry.number, asked.act == entry.kind else {
      return report(entry.number, "写着确认第 \(number) 号提请，却没有这样的提请")
    }
    let proposer = try? ledger.people.signer(of: asked.entry)
    if proposer == nil || proposer == person.number {
      report(entry.number, "由提请的人自己确认（第 \(number) 号提请）")
    }
    let all = Set(asked.grounds).union(grounds[entry.number] ?? [])
    if !SecondPersonNeeds.inOrder(all).allow(person) {
      report(entry.number, "的确认不是这个人员（第 \(person.number) 号）的职责")
    }
  }
}

/// A signature to be worked out.
private struct SignaturePiece: Sendable {
  let entry: Int
  let digest: Data
  let signature: Data
  let publicKey: Data

  static let countMax = 8_192
  /// How many one core takes at a time.
  private static let shareLength = 256

  /// The entries whose signatures are none, in order; all cores share the work.
  static func forged(among pieces: [SignaturePiece]) -> [Int] {
    let found = Mutex<[Int]>([])
    let shares = (pieces.count + shareLength - 1) / shareLength
    DispatchQueue.concurrentPerform(iterations: shares) { share in
      let first = share * shareLength
      let own = pieces[first..<min(first + shareLength, pieces.count)].filter { piece in
        !SignedEntry.isValid(piece.signature, of: piece.digest, by: piece.publicKey)
      }
      if !own.isEmpty { found.withLock { $0 += own.map(\.entry) } }
    }
    return found.withLock { $0.sorted() }
  }
}
