import LedgerCore

/// Findings by account as one text, in which each field stands behind its length.
///
/// A run that is kept may have thousands, and they are read and written again at each run that goes
/// on from it: field by field with their names that would be most of its work.
struct PackedFindings: Codable {
  let findings: [AccountKey: [Finding]]

  init(_ findings: [AccountKey: [Finding]]) {
    self.findings = findings
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    var fields = FieldReader(try container.decode(String.self))
    var findings: [AccountKey: [Finding]] = [:]
    while !fields.isAtEnd {
      guard let key = fields.accountKey(), let count = fields.integer(), count > 0 else {
        throw Self.corrupted(container)
      }
      for _ in 0..<count {
        guard let finding = fields.finding() else { throw Self.corrupted(container) }
        findings[key, default: []].append(finding)
      }
    }
    self.findings = findings
  }

  private static func corrupted(_ container: any SingleValueDecodingContainer) -> DecodingError {
    .dataCorruptedError(in: container, debugDescription: "no packed findings")
  }

  func encode(to encoder: any Encoder) throws {
    var fields = FieldWriter()
    for (key, found) in findings {
      fields.write(key)
      fields.write(found.count)
      for finding in found { fields.write(finding) }
    }
    var container = encoder.singleValueContainer()
    try container.encode(fields.text)
  }
}

private struct FieldWriter {
  private(set) var text = ""

  mutating func write(_ field: String) {
    text += "\(field.utf8.count):"
    text += field
  }

  mutating func write(_ number: Int) { write("\(number)") }

  mutating func write(_ list: [String]) {
    write(list.count)
    for field in list { write(field) }
  }

  mutating func write(_ key: AccountKey) {
    let (kind, key, number) = key.place
    write(kind)
    write(key)
    write(number)
  }

  /// What became of explanations is found out at the end of each run, and is no part of it.
  mutating func write(_ finding: Finding) {
    write(finding.rule.description)
    write(finding.severity.rawValue)
    write(finding.outcome.rawValue)
    write(finding.subject)
    write(finding.related)
    write("\(finding.amount.fen)")
    write(finding.date.map { "\($0.number)" } ?? "")
    write(finding.message)
    write(finding.facts)
    write(finding.sealedFacts ?? "")
  }
}

/// Each function gives nil where the text is none that a writer has written.
private struct FieldReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { position == bytes.count }

  mutating func field() -> String? {
    var length = 0
    while position < bytes.count, bytes[position] != UInt8(ascii: ":") {
      let digit = bytes[position]
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit), length < bytes.count else {
        return nil
      }
      length = length * 10 + Int(digit - UInt8(ascii: "0"))
      position += 1
    }
    position += 1
    guard length <= bytes.count - position else { return nil }
    position += length
    return String(decoding: bytes[(position - length)..<position], as: UTF8.self)
  }

  mutating func integer() -> Int? { field().flatMap { Int($0) } }

  mutating func list() -> [String]? {
    guard let count = integer(), count >= 0 else { return nil }
    var list: [String] = []
    for _ in 0..<count {
      guard let field = field() else { return nil }
      list.append(field)
    }
    return list
  }

  mutating func accountKey() -> AccountKey? {
    guard let kind = integer(), let key = field(), let number = integer() else { return nil }
    return AccountKey(kind: kind, key: key, number: number)
  }

  mutating func finding() -> Finding? {
    guard let rule = field(), let severity = field().flatMap(Severity.init(rawValue:)),
      let outcome = field().flatMap(CheckOutcome.init(rawValue:)), let subject = field(),
      let related = list(), let fen = field().flatMap({ Int64($0) }), let date = field(),
      let message = field(), let facts = list(), let sealed = field()
    else { return nil }
    let day = Int(date).flatMap { Day(number: $0) }
    guard date.isEmpty || day != nil else { return nil }
    var finding = Finding(
      rule: RuleID(stringLiteral: rule), severity: severity, outcome: outcome, subject: subject,
      related: related, amount: Money(fen: fen), date: day, message: message, restingOn: facts)
    finding.sealedFacts = sealed.isEmpty ? nil : sealed
    return finding
  }
}
