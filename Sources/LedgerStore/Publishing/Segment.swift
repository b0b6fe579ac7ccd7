import Crypto
package import Foundation
package import LedgerCore
import Schema

/// A stretch of a ledger's journal as one signed file (账段, `.las`): a head that people can read,
/// and below it, packed, the very bytes that the marks of the facts are made of.
package struct Segment: Sendable {
  /// An entry of the journal and its digest in hexadecimal; 0 and zeros stand before the first.
  package struct Point: Equatable, Sendable {
    package let entry: Int
    package let head: String

    package init(entry: Int, head: String) {
      self.entry = entry
      self.head = head
    }

    /// Before the first entry.
    package static let start = Point(entry: 0, head: String(repeating: "0", count: 64))

    fileprivate var words: String { "\(entry) \(head)" }
  }

  package let code: RegionCode
  /// The bureau's name.
  package let agency: String
  /// The digest of the ledger's first entry: two files of one bureau are two ledgers.
  package let identity: String
  package let after: Point
  package let to: Point
  package let factCount: Int
  /// When the first and the last of its entries were recorded: ISO 8601, UTC.
  package let recorded: (first: String, last: String)
  /// The head with its signatures.
  package let head: SignedText
  /// The whole file.
  package let data: Data
  private let body: Body

  private struct Body {
    let stored: Data
    let rawCount: Int
    let digest: String
  }

  private static let kind = "legalaid-segment/1"
  private static let headMax = 65_536

  /// The SHA-256 of the whole file, in hexadecimal.
  package var fileDigest: String { hexadecimal(Data(SHA256.hash(data: data))) }

  /// `640121-000004-000044.las`.
  package var fileName: String {
    "\(code)-\(Self.sixDigits(after.entry))-\(Self.sixDigits(to.entry)).las"
  }

  private static func sixDigits(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }
}

// Reading.
extension Segment {
  /// Reads the head of a file; the body is looked into only after who signed was asked.
  ///
  /// - Throws: ``SegmentFault``.
  package init(_ data: Data) throws(SegmentFault) {
    guard let end = data.firstRange(of: Data("\n\n".utf8)), end.lowerBound < Self.headMax,
      let written = String(validating: data[..<(end.lowerBound + 1)], as: UTF8.self)
    else { throw .malformed("没有文件头") }
    let head = try SignedText(written, kind: Self.kind)
    let schema = try Self.number(head.field("schema"))
    guard schema <= Migrations.scripts.count else {
      throw .newerSchema(found: schema, known: Migrations.scripts.count)
    }
    let bureau = try head.field("bureau")
    guard let code = RegionCode(String(bureau.prefix(6))), bureau.dropFirst(6).first == " " else {
      throw .malformed("bureau 行不对")
    }
    let times = try head.field("recorded").split(separator: " ").map(String.init)
    let packing = try head.field("body").split(separator: " ").map(String.init)
    guard times.count == 2, packing.count == 4, packing[0] == "zlib" else {
      throw .malformed("recorded 行或 body 行不对")
    }
    let stored = data[end.upperBound...]
    guard try Self.number(packing[2]) == stored.count else { throw .malformed("文件被截短或加长") }
    self.code = code
    agency = String(bureau.dropFirst(7))
    identity = try Self.digest(head.field("ledger"))
    after = try Self.point(head.field("after"))
    to = try Self.point(head.field("to"))
    factCount = try Self.number(head.field("facts"))
    recorded = (times[0], times[1])
    body = Body(
      stored: Data(stored), rawCount: try Self.number(packing[1]), digest: packing[3])
    self.head = head
    self.data = data
    guard after.entry < to.entry else { throw .malformed("起止流水号不对") }
  }

  private static func number(_ text: String) throws(SegmentFault) -> Int {
    guard let number = Int(text), number >= 0, String(number) == text else {
      throw .malformed("“\(printable(String(text.prefix(20))))”不是数")
    }
    return number
  }

  private static func digest(_ text: String) throws(SegmentFault) -> String {
    guard text.utf8.count == 64, Data(hexadecimal: text) != nil else {
      throw .malformed("校验码不对")
    }
    return text
  }

  private static func point(_ text: String) throws(SegmentFault) -> Point {
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 2 else { throw .malformed("流水号和校验码不对") }
    return Point(entry: try number(words[0]), head: try digest(words[1]))
  }

  /// The entries of the body, each held against what is signed.
  ///
  /// - Throws: ``SegmentFault``.
  func entries() throws(SegmentFault) -> [SegmentEntry] {
    guard hexadecimal(Data(SHA256.hash(data: body.stored))) == body.digest else {
      throw .otherBody
    }
    var reader = SegmentReader(try Deflation.unpacked(body.stored, to: body.rawCount))
    var entries: [SegmentEntry] = []
    while !reader.isAtEnd { entries.append(try SegmentEntry(&reader)) }
    let numbers = entries.map(\.number)
    guard numbers == Array((after.entry + 1)...to.entry) else {
      throw .contradictory(entry: after.entry + 1)
    }
    guard entries.reduce(0, { $0 + $1.facts.count }) == factCount,
      entries.first?.stamp.recordedAt == recorded.first,
      entries.last?.stamp.recordedAt == recorded.last
    else { throw .contradictory(entry: to.entry) }
    return entries
  }
}

// Writing.
extension Segment {
  /// Writes what a ledger recorded after an entry, up to its head or to an entry before it.
  ///
  /// The same ledger, stretch and key give the same bytes.
  ///
  /// - Parameters:
  ///   - ledger: The ledger.
  ///   - first: The entry after which it begins; 0 for the whole journal.
  ///   - end: The entry at which it ends; nil for the last.
  ///   - code: The bureau's region code.
  ///   - key: Whose signature it gets.
  /// - Throws: A fault of the store.
  package init(
    of ledger: LedgerSnapshot, after first: Int, through end: Int? = nil, code: RegionCode,
    signedBy key: OpenKey
  ) throws {
    let journal = ledger.journal
    guard let last = try end.map(journal.entry) ?? journal.lastEntry(),
      let origin = try journal.entry(1),
      let begin = try journal.entry(first + 1)
    else { throw StoreFault.damaged }
    var raw = ValueBytes()
    let factCount = try SegmentEntry.write(
      from: ledger, after: first, through: last.number, into: &raw)
    let stored = try Deflation.packed(raw.bytes)
    let after = try journal.entry(first).map {
      Point(entry: first, head: hexadecimal($0.digest))
    }
    let text = """
      \(Self.kind)
      bureau \(code) \(printable(try ledger.bureau().agency))
      ledger \(hexadecimal(origin.digest))
      schema \(Migrations.scripts.count)
      after \((after ?? .start).words)
      to \(Point(entry: last.number, head: hexadecimal(last.digest)).words)
      facts \(factCount)
      recorded \(begin.stamp.recordedAt) \(last.stamp.recordedAt)
      body zlib \(raw.bytes.count) \(stored.count) \(hexadecimal(Data(SHA256.hash(data: stored))))

      """
    let head = try SignedText(text, signedBy: key)
    try self.init(Data((head.written + "\n").utf8) + stored)
  }
}
