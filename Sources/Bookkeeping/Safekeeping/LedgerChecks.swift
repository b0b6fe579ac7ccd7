import LedgerCore
import LedgerStore
import Reconciliation
import Synchronization

/// All checks of a ledger, shared between two threads where there is enough to do: each takes the
/// next that nobody has taken, on a connection of its own, in the same state of the ledger.
final class LedgerChecks: Sendable {
  private let state: Mutex<State>
  /// What is wrong with the schema.
  private let schema: [IntegrityProblem]
  /// Whether every table is there; else nothing but the schema can be asked.
  private let hasTables: Bool

  /// In the order in which they are taken: what takes longest comes first.
  private enum Work: Hashable {
    case check(LedgerCheck)
    /// What closings carried, against the balances.
    case carried
    /// Who signed, and what two people must do.
    case signatures
  }

  private static let works: [Work] =
    [.journal, .pages, .totals, .consistency, .references].map(Work.check)
    + [.carried, .signatures]

  private struct State {
    var left: [Work]
    var found: [Work: Verification] = [:]
  }

  /// - Parameter ledger: Of the transaction under way.
  /// - Throws: A fault of the store.
  init(_ ledger: LedgerSnapshot) throws {
    schema = try SchemaCheck.problems(in: ledger)
    hasTables = try SchemaCheck.hasTables(in: ledger)
    state = Mutex(State(left: hasTables ? Self.works : []))
  }

  /// A ledger below this size is read in a moment, and needs no second connection.
  private static let sharedFromBytes = 4_000_000

  /// Makes all checks.
  ///
  /// - Returns: What they found, in an order of its own.
  /// - Throws: The first failure of either thread.
  func run(_ ledger: LedgerSnapshot, beside store: LedgerStore) throws -> Verification {
    guard hasTables else {
      return Verification(entryCount: 0, factCount: 0, head: "", problems: schema)
    }
    let readers = TwoReaders { ledger in
      while let work = self.next() {
        let found = try Self.result(of: work, ledger)
        let done = self.state.withLock { state in
          state.found[work] = found
          return state.found.count
        }
        WorkShare.tell("已做 \(done) 项检查，共 \(Self.works.count) 项", done, of: Self.works.count)
      }
    } stop: {
      self.state.withLock { $0.left = [] }
    }
    let isLarge = try ledger.byteCount() >= Self.sharedFromBytes
    try readers.work(ledger, beside: isLarge ? store : nil)
    return state.withLock { state in
      let found = state.found
      let part = { (check: LedgerCheck) in found[.check(check)]?.problems ?? [] }
      var whole =
        found[.check(.journal)]
        ?? Verification(entryCount: 0, factCount: 0, head: "", problems: [])
      whole.problems += part(.totals) + part(.pages) + part(.references) + schema
      whole.problems += part(.consistency)
      whole.problems += found[.carried]?.problems ?? []
      whole.problems += found[.signatures]?.problems ?? []
      return whole
    }
  }

  private func next() -> Work? {
    state.withLock { $0.left.isEmpty ? nil : $0.left.removeFirst() }
  }

  /// What a check finds; rows that cannot be read are a finding too, but for the file's own checks.
  private static func result(of work: Work, _ ledger: LedgerSnapshot) throws -> Verification {
    switch work {
    case .check(.consistency):
      try tolerant { try LedgerCheck.consistency.result(in: ledger).problems }
    case .check(let check): try check.result(in: ledger)
    case .signatures:
      try tolerant { try SignatureCheck.problems(in: ledger, severeRules: RuleCatalogue.severe) }
    case .carried: try tolerant { try FigureCheck.carriedProblems(in: ledger) }
    }
  }

  private static func tolerant(_ check: () throws -> [IntegrityProblem]) throws -> Verification {
    var found = Verification(entryCount: 0, factCount: 0, head: "", problems: [])
    do {
      found.problems = try check()
    } catch let fault as StoreFault {
      found.problems = [IntegrityProblem(.unreadable, fault.description)]
    } catch {
      let words = "\(error)".prefix { $0 != "\n" }
      found.problems = [IntegrityProblem(.unreadable, "账不能逐件核对：\(printable(String(words)))")]
    }
    return found
  }
}
