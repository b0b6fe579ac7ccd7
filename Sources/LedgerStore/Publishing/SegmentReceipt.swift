package import LedgerCore

/// What the province signs for (回执): that it holds a ledger up to an entry.
package struct SegmentReceipt: Sendable {
  package let code: RegionCode
  /// The digest of the ledger's first entry.
  package let identity: String
  package let receipt: FiledReceipt
  private let signed: SignedText

  private static let kind = "legalaid-receipt/1"

  /// Reads a receipt; who signed it is asked by ``check(by:)``.
  ///
  /// - Throws: ``SegmentFault``.
  package init(_ text: String) throws(SegmentFault) {
    let signed = try SignedText(text, kind: Self.kind)
    let to = try signed.field("to").split(separator: " ").map(String.init)
    let bureau = try signed.field("bureau")
    let key = try signed.field("key").split(separator: " ").map(String.init)
    guard let code = RegionCode(String(bureau.prefix(6))), to.count == 2, let entry = Int(to[0]),
      entry > 0, key.count == 2, key[0] == "ed25519"
    else { throw .malformed("回执的内容不对") }
    self.signed = signed
    self.code = code
    identity = try signed.field("ledger")
    receipt = FiledReceipt(
      throughEntry: entry, head: to[1], receivedAt: try signed.field("received"),
      receiver: try signed.field("province"), receiverKey: key[1], text: text)
  }

  /// Signs for a ledger up to an entry.
  ///
  /// - Parameters:
  ///   - segment: The segment that the ledger is held up to the end of.
  ///   - receivedAt: ISO 8601, UTC.
  ///   - receiver: Whose receipt it is.
  ///   - key: The receiver's.
  /// - Throws: When the key cannot sign.
  package init(
    for segment: Segment, receivedAt: String, receiver: String, signedBy key: OpenKey
  ) throws {
    let text = """
      \(Self.kind)
      bureau \(segment.code) \(segment.agency)
      ledger \(segment.identity)
      to \(segment.to.entry) \(segment.to.head)
      received \(receivedAt)
      province \(printable(receiver))
      key ed25519 \(key.publicKey)

      """
    try self.init(try SignedText(text, signedBy: key).written)
  }

  /// `640121-000044.receipt`.
  package var fileName: String {
    let digits = String(receipt.throughEntry)
    return "\(code)-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits).receipt"
  }

  /// Whether the key that it names has signed it.
  ///
  /// - Throws: ``SegmentFault``.
  package func check() throws(SegmentFault) {
    try signed.check(signedByOneOf: [receipt.receiverKey])
  }
}
