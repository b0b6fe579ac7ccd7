import LedgerCore

// Findings and unpaid items in packed fields: a run that is kept may have thousands, and they are
// read at each run that goes on from it. Field by field with their names that would be most of its
// work.

extension PackedFields.Writer {
  mutating func write(_ findings: ByAccount<[Finding]>) {
    write(findings) { fields, found in
      fields.write(found.count)
      for finding in found { fields.write(finding) }
    }
  }

  mutating func write(_ items: ByAccount<UnpaidItem>) {
    write(items) { $0.write($1) }
  }

  /// What became of explanations is found out at the end of each run, and is no part of it.
  fileprivate mutating func write(_ finding: Finding) {
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

  fileprivate mutating func write(_ item: UnpaidItem) {
    write(item.kind.rawValue)
    write(item.number)
    write([item.firm].compactMap(\.self))
    write(Int(item.since.number))
    write("\(item.amount.fen)")
    write("\(item.paid.fen)")
    write(item.age.days)
    write(item.age.workdays.map { "\($0)" } ?? "")
    write(item.age.ageClass.rawValue)
  }
}

extension PackedFields.Reader {
  mutating func findings() -> ByAccount<[Finding]>? {
    entries { fields in
      guard let count = fields.integer(), count > 0 else { return nil }
      var found: [Finding] = []
      for _ in 0..<count {
        guard let finding = fields.finding() else { return nil }
        found.append(finding)
      }
      return found
    }
  }

  mutating func unpaidItems() -> ByAccount<UnpaidItem>? { entries { $0.unpaid() } }

  fileprivate mutating func finding() -> Finding? {
    guard let rule = field(), let severity = field().flatMap(Severity.init(rawValue:)),
      let outcome = field().flatMap(CheckOutcome.init(rawValue:)), let subject = field(),
      let related = list(), let fen = integer(), let date = field(), let message = field(),
      let facts = list(), let sealed = field()
    else { return nil }
    let day = Int(date).flatMap { Day(number: $0) }
    guard date.isEmpty || day != nil else { return nil }
    var finding = Finding(
      rule: RuleID(stringLiteral: rule), severity: severity, outcome: outcome, subject: subject,
      related: related, amount: Money(fen: Int64(fen)), date: day, message: message,
      restingOn: facts)
    finding.sealedFacts = sealed.isEmpty ? nil : sealed
    return finding
  }

  fileprivate mutating func unpaid() -> UnpaidItem? {
    guard let kind = field().flatMap(UnpaidItem.Kind.init(rawValue:)), let number = field(),
      let firm = list(), let since = integer().flatMap({ Day(number: $0) }), let fen = integer(),
      let paid = integer(), let days = integer(), let workdays = field(),
      let ageClass = field().flatMap(UnpaidItem.AgeClass.init(rawValue:)),
      workdays.isEmpty || Int(workdays) != nil
    else { return nil }
    return UnpaidItem(
      kind, number, firm: firm.first, since: since, amount: Money(fen: Int64(fen)),
      paid: Money(fen: Int64(paid)),
      age: UnpaidItem.Age(days: days, workdays: Int(workdays), ageClass: ageClass))
  }
}
