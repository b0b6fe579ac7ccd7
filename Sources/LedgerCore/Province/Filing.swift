/// What the province signed for (回执), as a county files it: that it holds this ledger up to an
/// entry.
package struct FiledReceipt: Equatable, Sendable {
  /// The province holds the ledger up to this entry.
  package let throughEntry: Int
  /// The digest of that entry, in hexadecimal.
  package let head: String
  /// The instant at which the province took it, ISO 8601, UTC.
  package let receivedAt: String
  /// Whose receipt it is: 某省司法厅.
  package let receiver: String
  /// By which key it is signed, in hexadecimal.
  package let receiverKey: String
  /// The receipt as it came.
  package let text: String

  package init(
    throughEntry: Int, head: String, receivedAt: String, receiver: String, receiverKey: String,
    text: String
  ) {
    self.throughEntry = throughEntry
    self.head = head
    self.receivedAt = receivedAt
    self.receiver = receiver
    self.receiverKey = receiverKey
    self.text = text
  }
}

/// How far a ledger was sent to the province (报送), as it stands today.
package struct FilingState: Equatable, Sendable {
  package let receiver: String
  /// ISO 8601, UTC.
  package let receivedAt: String
  package let throughEntry: Int
  /// Journal entries written since.
  package let entriesSince: Int

  package init(of receipt: FiledReceipt, entriesSince: Int) {
    receiver = receipt.receiver
    receivedAt = receipt.receivedAt
    throughEntry = receipt.throughEntry
    self.entriesSince = entriesSince
  }
}

/// A bureau whose ledger the province expects (报送单位).
package struct ReportingBureau: Equatable, Sendable {
  package let code: RegionCode
  package let name: String
  /// The city under which tables add it up.
  package let city: String
  /// The first month that is to be sent.
  package let expectedFrom: Month
  /// The last one; nil while it goes on.
  package let expectedTo: Month?

  package init(
    code: RegionCode, name: String, city: String, expectedFrom: Month, expectedTo: Month? = nil
  ) {
    self.code = code
    self.name = name
    self.city = city
    self.expectedFrom = expectedFrom
    self.expectedTo = expectedTo
  }

  /// Whether a month is to be sent.
  package func owes(_ month: Month) -> Bool {
    month >= expectedFrom && expectedTo.map { month <= $0 } ?? true
  }
}

/// By which key a bureau's segments may be signed (报送密钥).
package struct ReportingKey: Equatable, Sendable {
  /// What is said of a key.
  package enum Kind: String, CaseIterable, Sendable {
    case registered = "登记"
    case ended = "停用"
  }

  package let bureau: RegionCode
  /// Ed25519, in hexadecimal.
  package let publicKey: String
  package let kind: Kind

  package init(bureau: RegionCode, publicKey: String, kind: Kind) {
    self.bureau = bureau
    self.publicKey = publicKey
    self.kind = kind
  }
}

/// A segment that came to the province, and what became of it (账段).
package struct ReceivedSegment: Equatable, Sendable {
  /// What became of it.
  package enum Outcome: String, CaseIterable, Sendable {
    case taken = "收下"
    case waiting = "等前段"
    case fork = "分叉"
  }

  package let bureau: RegionCode
  /// The digest of the ledger's first entry: two files of one bureau are two ledgers.
  package let identity: String
  package let firstEntry: Int
  package let lastEntry: Int
  /// The digest of the last entry.
  package let head: String
  package let outcome: Outcome
  /// The SHA-256 of the file.
  package let fileDigest: String

  package init(
    bureau: RegionCode, identity: String, firstEntry: Int, lastEntry: Int, head: String,
    outcome: Outcome, fileDigest: String
  ) {
    self.bureau = bureau
    self.identity = identity
    self.firstEntry = firstEntry
    self.lastEntry = lastEntry
    self.head = head
    self.outcome = outcome
    self.fileDigest = fileDigest
  }
}
