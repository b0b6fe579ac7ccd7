import Foundation
package import LedgerCore
import LedgerStore

/// Writes what was recorded since the province's last receipt as one signed file (报送): a segment
/// for a stick or a mail, small enough for either.
package struct PublishLedger {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Where the segment begins.
  package enum Start: Equatable, Sendable {
    /// After what the province signed for last; at the first entry where it never did.
    case lastReceipt
    /// After an entry; 0 for the whole journal.
    case entry(Int)
  }

  /// What was written, or would be.
  package struct Outcome: Sendable {
    /// The file, under its name.
    package let path: String
    package let firstEntry: Int
    package let lastEntry: Int
    package let factCount: Int
    package let byteCount: Int
    /// The digest of the last entry.
    package let head: String
    /// What the key that signed is called.
    package let keyID: String
    /// Whether the very same file was there already.
    package let wasThere: Bool
  }

  /// Why nothing was written.
  package enum Fault: OfficerError {
    case noCode
    case noKey
    case wrongPassword
    case nothingNew(entry: Int)
    case noSuchEntry(Int, last: Int)
    case notSound([Guidance])
    case exists(path: String)

    package var description: String { guidance.words }

    package var guidance: Guidance {
      switch self {
      case .noCode: "还没有登记本单位的行政区划代码\(aside: .stateRegionCode)：没有写出，账本没有改动"
      case .noKey: "还没有报送用的密钥\(aside: .makePublishingKey)：没有写出，账本没有改动"
      case .wrongPassword: "密码不对：没有写出，账本没有改动"
      case .nothingNew(let entry): "第 \(entry) 号流水以后没有新记的，不必报送"
      case .noSuchEntry(let entry, let last): "没有第 \(entry) 号流水（最后一笔是第 \(last) 号）：没有写出"
      case .notSound(let problems):
        """
        账本核验没有通过，没有写出，账本没有改动：
          \(problems.joined(separator: "\n  "))
        """
      case .exists(let path): "“\(path)”已经存在，内容不同，没有覆盖：请换一个文件夹"
      }
    }
  }

  /// Verifies the ledger, writes the segment, and gives it its name when it is on the disk.
  ///
  /// - Parameters:
  ///   - folder: Where to; made if need be.
  ///   - start: Where it begins.
  ///   - password: Opens the ledger's key; asked only in a ledger without people.
  /// - Returns: What was written.
  /// - Throws: ``Fault``, ``PersonRefusal``, what the password throws, or a fault of the store;
  ///   then no file has the name.
  package func callAsFunction(
    into folder: String, from start: Start = .lastReceipt, password: () throws -> String
  ) throws -> Outcome {
    try session.check("报送", isOf: [.record, .lead, .manage])
    let problems = try VerifyLedger(session.store)().verification.problems
    guard problems.isEmpty else { throw Fault.notSound(problems.map(\.guidance)) }
    let (code, first) = try session.store.read { ledger in
      guard let code = try ledger.publishing.regionCode() else { throw Fault.noCode }
      return (code, try Self.first(start, ledger))
    }
    let key = try key(password)
    let segment = try session.store.read { ledger in
      try Segment(of: ledger, after: first, code: code, signedBy: key)
    }
    let path = URL(fileURLWithPath: folder).appendingPathComponent(segment.fileName).path
    let wasThere = try write(segment, at: path)
    return Outcome(
      path: path, firstEntry: first + 1, lastEntry: segment.to.entry,
      factCount: segment.factCount, byteCount: segment.data.count, head: segment.to.head,
      keyID: SignedText.keyID(of: key.publicKey), wasThere: wasThere)
  }

  private static func first(_ start: Start, _ ledger: LedgerSnapshot) throws -> Int {
    let last = try ledger.journal.lastEntry()?.number ?? 0
    let first =
      switch start {
      case .lastReceipt: try ledger.publishing.receipts().map(\.throughEntry).max() ?? 0
      case .entry(let entry): entry
      }
    guard (0...last).contains(first) else { throw Fault.noSuchEntry(first, last: last) }
    guard first < last else { throw Fault.nothingNew(entry: last) }
    return first
  }

  private func key(_ password: () throws -> String) throws -> OpenKey {
    let (hasPeople, sealed) = try session.store.read {
      (try $0.people.isSet(), try $0.publishing.key())
    }
    if hasPeople {
      guard let signer = session.signer else { throw PersonRefusal.nobodySignedIn }
      return signer.key
    }
    guard let sealed else { throw Fault.noKey }
    guard let key = OpenKey(sealed, password: try password()) else { throw Fault.wrongPassword }
    return key
  }

  /// - Returns: Whether the very same file was there.
  private func write(_ segment: Segment, at path: String) throws -> Bool {
    if DurableFile.isTaken(path) {
      guard FileManager.default.contents(atPath: path) == segment.data else {
        throw Fault.exists(path: path)
      }
      return true
    }
    guard !session.isRehearsal else { return false }
    try DurableFolder.make(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    try DurableFile.put(segment.data, at: path)
    return false
  }
}
