import Bookkeeping
import Foundation
package import LedgerCore
package import LedgerStore
import Reconciliation

/// Takes what counties send (收账段): files or folders, in any order, as often as they come.
///
/// The replica comes first and the province's own entry after it: who is cut off between the two
/// sends or receives the same file again, and gets the same receipt.
package struct ReceiveSegments {
  private let session: ProvinceSession
  private var province: Province { session.province }

  /// - Parameter session: Whose; a rehearsal reads and checks, and takes nothing.
  package init(_ session: ProvinceSession) { self.session = session }

  /// What became of one file.
  package struct Answer: Sendable {
    package let path: String
    package let outcome: Outcome
  }

  /// What became of a segment.
  package enum Outcome: Sendable {
    /// So many entries are new; where the receipt lies.
    case taken(Segment, new: Int, receipt: String)
    /// Kept until what comes before it is there; the entry up to which the ledger is held.
    case waiting(Segment, held: Int)
    /// In a rehearsal: signed, and whole.
    case sound(Segment)
    case refused(Refusal)
  }

  /// Why a segment was not taken.
  package enum Refusal: OfficerError, Equatable {
    case unreadable
    case unknownBureau(RegionCode)
    case fault(SegmentFault)
    case fork(entry: Int, ours: String, theirs: String)

    package var description: String {
      switch self {
      case .unreadable: "读不出来：请核对文件，重新拷贝"
      case .unknownBureau(let code): "单位 \(code) 没有登记：请先登记单位和它的公钥"
      case .fault(let fault): fault.description
      case .fork(let entry, let ours, let theirs):
        "分叉：第 \(entry) 号流水与已收的不同（已收 \(ours.prefix(16))…，送来 \(theirs.prefix(16))…）；"
          + "县里可能恢复旧备份后又接着记；没有收，文件留作证据，请查明"
      }
    }
  }

  /// Takes files, and folders of files whose names end in `.las`.
  ///
  /// - Returns: An answer for each file, and for each that had waited and could be taken now.
  /// - Throws: A fault of the province's own ledger or of its disk.
  package func callAsFunction(_ paths: [String]) throws -> [Answer] {
    let read = paths.flatMap(files).map { path in (path, Self.segment(path)) }
    var answers: [Answer] = []
    // In the order of the journal, so that little has to wait.
    for (path, segment) in read.sorted(by: Self.comesFirst) {
      switch segment {
      case .success(let segment):
        answers.append(Answer(path: path, outcome: try outcome(of: segment)))
      case .failure(let refusal): answers.append(Answer(path: path, outcome: .refused(refusal)))
      }
    }
    return answers + (try session.isRehearsal ? [] : takeWaiting())
  }

  private static func comesFirst(
    _ left: (String, Result<Segment, Refusal>), _ right: (String, Result<Segment, Refusal>)
  ) -> Bool {
    guard case .success(let one) = left.1, case .success(let other) = right.1 else {
      if case .success = left.1 { return true }
      if case .success = right.1 { return false }
      return left.0 < right.0
    }
    return (one.code, one.identity, one.after.entry, left.0)
      < (other.code, other.identity, other.after.entry, right.0)
  }

  private func files(_ path: String) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return [path] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".las") && !$0.hasPrefix(".") }.sorted()
      .map { path + "/" + $0 }
  }

  private static func segment(_ path: String) -> Result<Segment, Refusal> {
    guard DurableFile.isPlain(path), let data = FileManager.default.contents(atPath: path) else {
      return .failure(.unreadable)
    }
    do throws(SegmentFault) {
      return .success(try Segment(data))
    } catch {
      return .failure(.fault(error))
    }
  }
}

extension ReceiveSegments {
  private func outcome(of segment: Segment) throws -> Outcome {
    do {
      let bureaus = try province.store.read { try $0.province.bureaus() }
      guard bureaus.contains(where: { $0.code == segment.code }) else {
        throw Refusal.unknownBureau(segment.code)
      }
      let fit = try province.holdings.receiving(segment, at: session.now) { replica, path in
        try segment.head.check(signedByOneOf: keys(of: segment.code, replica))
        // A rehearsal ends when the signature was found to be good.
        if session.isRehearsal { return .taken(new: 0) }
        return try self.fit(segment, replica, path)
      }
      return session.isRehearsal ? .sound(segment) : try take(segment, fit)
    } catch let fault as SegmentFault {
      return .refused(.fault(fault))
    } catch let refusal as Refusal {
      return .refused(refusal)
    }
  }

  /// The keys that a segment may be signed with: those that were registered for its bureau, and
  /// those of the people who sign in the ledger as it is held.
  private func keys(of code: RegionCode, _ replica: LedgerStore?) throws -> [String] {
    var standing: [String: Bool] = [:]
    for key in try province.store.read({ try $0.province.keys() }) where key.bureau == code {
      standing[key.publicKey] = key.kind == .registered
    }
    let people =
      try replica?.read { ledger in
        try ledger.people.all().filter { !$0.isEnded }.compactMap {
          try ledger.people.key(of: $0.number)?.key.publicKey
        }
      } ?? []
    // What the province has ended stays ended.
    return standing.filter(\.value).map(\.key) + people.filter { standing[$0] != false }
  }

  private func fit(
    _ segment: Segment, _ replica: LedgerStore?, _ path: String
  ) throws -> SegmentFit {
    if let replica {
      return try replica.extend(by: segment, severeRules: RuleCatalogue.severe)
    }
    guard segment.after.entry == 0 else { return .gap(held: 0) }
    return try LedgerStore.createReplica(
      at: path, from: segment, severeRules: RuleCatalogue.severe)
  }

  private func take(_ segment: Segment, _ fit: SegmentFit) throws -> Outcome {
    switch fit {
    case .taken(let new):
      try keep(segment, in: province.folder.segments)
      try record(segment, .taken)
      return .taken(segment, new: new, receipt: try receipt(for: segment))
    case .gap(let held):
      try keep(segment, in: province.folder.waiting)
      try record(segment, .waiting)
      return .waiting(segment, held: held)
    case .fork(let entry, let ours, let theirs):
      try keep(segment, in: province.folder.forks)
      try record(segment, .fork, partingAt: entry)
      throw Refusal.fork(entry: entry, ours: ours, theirs: theirs)
    }
  }

  /// Keeps the bytes that came; the same bytes once.
  private func keep(_ segment: Segment, in folder: String) throws {
    let path = "\(folder)/\(segment.fileDigest.prefix(16))-\(segment.fileName)"
    guard !DurableFile.isTaken(path) else { return }
    try DurableFile.put(segment.data, at: path)
  }

  private func record(
    _ segment: Segment, _ outcome: ReceivedSegment.Outcome, partingAt entry: Int? = nil
  ) throws {
    let arrival = ReceivedSegment(
      bureau: segment.code, identity: segment.identity,
      firstEntry: entry ?? segment.after.entry + 1, lastEntry: segment.to.entry,
      head: segment.to.head, outcome: outcome, fileDigest: segment.fileDigest)
    try session.append("segment receive") { writer in
      if try !writer.ledger.province.arrivals().contains(where: { $0.segment == arrival }) {
        try writer.append(arrival)
      }
    }
  }

  /// The receipt for a ledger up to the segment's end; the same whenever it is asked for.
  private func receipt(for segment: Segment) throws -> String {
    let place =
      "\(province.folder.receipts)/\(segment.code)-\(segment.identity.prefix(16))-"
      + "\(segment.to.entry).receipt"
    guard !DurableFile.isTaken(place) else { return place }
    let receipt = try SegmentReceipt(
      for: segment, receivedAt: session.now, receiver: try province.bureau().agency,
      signedBy: province.key)
    try DurableFile.put(Data(receipt.receipt.text.utf8), at: place)
    return place
  }

  /// Takes what had waited and fits by now.
  private func takeWaiting() throws -> [Answer] {
    var answers: [Answer] = []
    var isMoving = true
    while isMoving {
      isMoving = false
      for path in files(province.folder.waiting) {
        guard case .success(let segment) = Self.segment(path) else { continue }
        let outcome = try outcome(of: segment)
        if case .waiting = outcome { continue }
        answers.append(Answer(path: path, outcome: outcome))
        unlink(path)
        isMoving = true
      }
    }
    return answers
  }
}
