package import LedgerCore
package import LedgerStore
package import Reconciliation

/// Where a province holds its counties' ledgers: replicas in its folder, or PostgreSQL.
///
/// What the acts, the rules and the reports of a province ask of either; both give the same book.
package protocol Holdings {
  /// The year as far as it came.
  func book(_ period: Period, _ depth: BookDepth) throws -> ProvinceBook

  /// The bureaus that are expected, in order of code.
  func bureaus() throws -> [ReportingBureau]

  /// A bureau that is expected.
  ///
  /// - Throws: ``BureauRefusal/unknown(_:)``.
  func bureau(_ code: RegionCode) throws -> ReportingBureau

  /// Calls the body with a replica of each ledger of a bureau, in the order in which their first
  /// segments came.
  func withReplicas(of code: RegionCode, _ body: (LedgerStore) throws -> Void) throws

  /// Payments less reversals of the year up to the as-of day, fact by fact: the other way to the
  /// figure.
  func netPaid(in book: ProvinceBook) throws -> Money

  /// The facts of all ledgers, row by row.
  func factCount() throws -> Int

  /// Holds a segment against its ledger while nobody else moves the ledger's head.
  ///
  /// - Parameters:
  ///   - segment: What came.
  ///   - now: The instant in ISO 8601, UTC.
  ///   - take: Checks the segment and gives the replica the entries that are new; it gets the
  ///     replica as it is held, nil where there is none, and the file that it has or shall have.
  /// - Returns: What `take` returns; all of the segment is held then, or nothing of it is.
  /// - Throws: What `take` throws, or a fault of a store.
  func receiving(
    _ segment: Segment, at now: String, _ take: (LedgerStore?, String) throws -> SegmentFit
  ) throws -> SegmentFit

  /// Takes over what the province's own ledger says by now.
  func follow(_ own: LedgerStore) throws
}

extension Holdings {
  /// The year as far as it came.
  package func book(_ period: Period) throws -> ProvinceBook { try book(period, .facts) }

  /// A bureau that is expected.
  ///
  /// - Throws: ``BureauRefusal/unknown(_:)``.
  package func bureau(_ code: RegionCode) throws -> ReportingBureau {
    guard let bureau = try bureaus().first(where: { $0.code == code }) else {
      throw BureauRefusal.unknown(code)
    }
    return bureau
  }
}

/// The replicas in the province's folder, with its own ledger.
package struct ReplicaFolder: Holdings {
  private let folder: ProvinceFolder
  private let store: LedgerStore

  init(_ folder: ProvinceFolder, _ store: LedgerStore) {
    self.folder = folder
    self.store = store
  }

  /// The year as the replicas have it.
  package func book(_ period: Period, _ depth: BookDepth) throws -> ProvinceBook {
    try ProvinceBook(period, store.read(OwnLedger.init)) { bureau in
      var ledgers: [LedgerBook] = []
      try withReplicas(of: bureau.code) {
        ledgers.append(try LedgerBook(of: $0, period, depth))
      }
      return ledgers
    }
  }

  /// The bureaus that the province's own ledger expects, in order of code.
  package func bureaus() throws -> [ReportingBureau] {
    try store.read { try $0.province.bureaus() }
  }

  /// Opens each replica of a bureau for the body.
  package func withReplicas(
    of code: RegionCode, _ body: (LedgerStore) throws -> Void
  ) throws {
    let arrivals = try store.read { try $0.province.arrivals() }
    var identities: [String] = []
    for (segment, _) in arrivals where segment.bureau == code && segment.outcome == .taken {
      if !identities.contains(segment.identity) { identities.append(segment.identity) }
    }
    for identity in identities {
      let replica = try LedgerStore.open(at: folder.replica(code, identity))
      defer { try? replica.close() }
      try body(replica)
    }
  }

  /// The sum over the payment lines of the book.
  package func netPaid(in book: ProvinceBook) throws -> Money {
    try book.ledgers.map { _, ledger in
      try ledger.lines.filter { book.period.owns($0.paidOn) }.netTotal()
    }.total()
  }

  /// Counts the facts as their marks are checked.
  package func factCount() throws -> Int {
    var count = 0
    for bureau in try bureaus() {
      try withReplicas(of: bureau.code) { replica in
        count += try replica.read { try LedgerCheck.journal.result(in: $0).factCount }
      }
    }
    return count
  }

  /// Opens the ledger's replica, which nobody but the body writes.
  package func receiving(
    _ segment: Segment, at now: String, _ take: (LedgerStore?, String) throws -> SegmentFit
  ) throws -> SegmentFit {
    let path = folder.replica(segment.code, segment.identity)
    let replica = DurableFile.isTaken(path) ? try LedgerStore.open(at: path) : nil
    defer { try? replica?.close() }
    return try take(replica, path)
  }

  /// Nothing to do: the province's own ledger is read itself.
  package func follow(_ own: LedgerStore) throws {}
}
