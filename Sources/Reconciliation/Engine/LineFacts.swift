import LedgerCore

// The lines under the findings of the appropriations. A pass sums lines and keeps none of them, so
// they are read once more, in order, where such a finding stands: an explanation is bound to these
// very lines and not to their sum, which another voucher could come to as well.

/// The lines of each row that is overspent, and of the year when it is, each under one digest.
struct LineFacts: Equatable, Sendable {
  fileprivate var byRow: [Int: LineDigest] = [:]
  fileprivate var ofYear: LineDigest?

  /// The lines that draw on a row or restore it; nil when nobody asked for them.
  func ofRow(_ index: Int) -> Fact? { byRow[index].map(\.fact) }

  /// The lines of the year; nil when nobody asked for them.
  var linesOfYear: Fact? { ofYear?.fact }
}

/// Lines in order under one digest; so many as a province has take no more room than a few.
private struct LineDigest: Equatable, Sendable {
  private var count = 0
  private var digested = ""
  private var pending = ""

  private static let pendingMax = 1 << 16

  mutating func add(_ line: PaymentLine, _ digest: (String) -> String) {
    count += 1
    pending += "\(line.id.voucher.key)|\(line.id.line)|\(line.paidOn)|\(line.signedAmount.fen)|"
    pending += "\(normalized(line.payee))|\(line.document.key)\n"
    if pending.utf8.count > Self.pendingMax { fold(digest) }
  }

  mutating func fold(_ digest: (String) -> String) {
    digested = digest(digested + "\n" + pending)
    pending = ""
  }

  /// What is told of a closed year is told by the day of each line: no line makes it new.
  var fact: Fact { Fact("lines|\(count)|\(digested)", identity: nil) }
}

extension FundAccounts {
  /// Notes which findings stand on lines that have to be read once more.
  ///
  /// - Returns: Whether any does.
  mutating func askForLines() throws(MoneyOverflow) -> Bool {
    lineFacts = LineFacts()
    for index in try exceededRows() { lineFacts.byRow[index] = LineDigest() }
    if try excessOfYear() != nil { lineFacts.ofYear = LineDigest() }
    return lineFacts != LineFacts()
  }

  /// Adds a line that was asked for; lines come in the order of their numbers.
  mutating func note(_ line: PaymentLine, _ digest: (String) -> String) {
    guard period.sees(line.paidOn) else { return }
    if let index = row(of: line) { lineFacts.byRow[index]?.add(line, digest) }
    if line.paidOn.fiscalYear == period.year { lineFacts.ofYear?.add(line, digest) }
  }

  /// Ends what was asked for.
  mutating func endOfLines(_ digest: (String) -> String) {
    for index in lineFacts.byRow.keys { lineFacts.byRow[index]?.fold(digest) }
    lineFacts.ofYear?.fold(digest)
  }
}
