package import LedgerCore
import Synchronization
internal import Yams

/// Reads a standard from its file (YAML); `db/standards/README.md` describes the format.
package enum StandardReader {
  /// The standard that a text states, sound in itself: it has no ``SubsidyStandard/flaws``.
  ///
  /// - Parameters:
  ///   - yaml: The text of the file.
  ///   - file: Its name, for faults.
  /// - Returns: The standard.
  /// - Throws: ``StandardFaults`` with all that is wrong, each at its line.
  package static func read(
    _ yaml: String, file: String
  ) throws(StandardFaults) -> SubsidyStandard {
    if let known = known.withLock({ $0[Text(yaml)] }) { return known }
    let root = try YamlText.root(of: yaml, file: file)
    var reader = FieldReader(file: file)
    let standard = reader.standard(root)
    guard let standard, reader.faults.isEmpty else {
      throw StandardFaults(reader.faults).namingMarks(in: yaml, file: file)
    }
    known.withLock { known in
      if known.count >= knownMax { known = [:] }
      known[Text(yaml)] = standard
    }
    return standard
  }

  /// Sound standards by their text, which always states the same one: a ledger's few standards are
  /// asked for by every payment.
  private static let known = Mutex<[Text: SubsidyStandard]>([:])
  private static let knownMax = 64

  /// A file's text, told from others by its bytes: Unicode's equality takes as long as to read it.
  private struct Text: Hashable {
    let text: String

    init(_ text: String) {
      self.text = text
    }

    static func == (left: Text, right: Text) -> Bool { left.text.hasBytes(of: right.text) }

    func hash(into hasher: inout Hasher) { hasher.combine(bytesOf: text) }
  }
}

extension FieldReader {
  private static var topKeys: [StandardKey] {
    [
      .title, .documentNumber, .numberUnknownBecause, .region, .inForce, .selectedBy, .replaces,
      .source, .unknown, .rounding, .dutyUnits, .terms, .lines, .modifiers, .quotas, .references,
      .mustBeRecorded,
    ]
  }

  /// The standard; nil only when the file is no mapping.
  ///
  /// Parts that could not be read have their faults; the rest is still checked as a whole.
  fileprivate mutating func standard(_ root: Node) -> SubsidyStandard? {
    guard
      let fields = fields(
        of: root, "标准文件", allowed: Self.topKeys,
        required: [.title, .region, .inForce, .selectedBy, .source, .rounding, .lines])
    else { return nil }
    let declared = declaredTerms(fields[.terms])
    let title = text(fields[.title]) ?? ""
    let parts = lines(fields[.lines])
    var modifiers: [Modifier] = []
    for node in list(fields[.modifiers]) ?? [] {
      if let modifier = modifier(node, index: modifiers.count) { modifiers.append(modifier) }
    }
    var quotas: [Quota] = []
    for node in list(fields[.quotas]) ?? [] {
      if let quota = quota(node, index: quotas.count) { quotas.append(quota) }
    }
    let references = references(fields[.references])
    let needsFlags = needsFlags(fields[.mustBeRecorded])
    places[.inForce] = fields[.inForce]?.line
    places[.lines] = fields[.lines]?.line
    let standard = SubsidyStandard(
      title: title, document: document(fields),
      region: text(fields[.region]) ?? "", inForce: period(fields[.inForce]),
      selectedBy: word(fields[.selectedBy]) ?? .closing, replaces: texts(fields[.replaces]) ?? [],
      source: text(fields[.source]) ?? "", unknown: texts(fields[.unknown]) ?? [],
      rounding: rounding(fields[.rounding]), dutyUnits: words(fields[.dutyUnits]) ?? [],
      declaredTerms: declared.terms, declaredFlags: declared.flags, lines: parts.lines,
      modifiers: modifiers, quotas: quotas, references: references, needsFlags: needsFlags)
    check(standard, names: parts.names, areLinesWhole: parts.areWhole)
    return standard
  }

  private mutating func lines(
    _ field: Field?
  ) -> (lines: [StandardLine], names: Set<LineID>, areWhole: Bool) {
    var lines: [StandardLine] = []
    var names: Set<LineID> = []
    let nodes = list(field) ?? []
    for node in nodes {
      if let line = line(node, index: lines.count, names: &names) { lines.append(line) }
    }
    return (lines, names, !nodes.isEmpty && lines.count == nodes.count)
  }

  /// Adds what is wrong with a standard as a whole.
  ///
  /// What only follows from lines that could not be read is left out.
  private mutating func check(
    _ standard: SubsidyStandard, names: Set<LineID>, areLinesWhole: Bool
  ) {
    for flaw in standard.flaws {
      switch flaw {
      case .missingLine(let id, _, _) where names.contains(id): continue
      case .noLines where !areLinesWhole, .neverApplies where !areLinesWhole: continue
      default:
        fault(places[flaw.place], flaw.problem, read: flaw.read, advice: flaw.advice)
      }
    }
  }

  /// A document number, or why none is known: one of the two.
  private mutating func document(_ fields: Fields) -> SubsidyStandard.Document {
    switch (fields[.documentNumber], fields[.numberUnknownBecause]) {
    case (let number?, nil):
      return (identifier(number) as StandardNumber?).map { .numbered($0) }
        ?? .unnumbered(because: "")
    case (nil, let reason?): return .unnumbered(because: text(reason) ?? "")
    case (nil, nil):
      fault(
        fields.line, "标准文件缺少“文号”", read: "没有读到这一项",
        advice: "请补上“文号”；查不到的写“文号说明”，说明为什么没有")
    case (_?, let reason?):
      fault(
        reason.line, "“文号”和“文号说明”只能写一项", read: "两项都读到", advice: "有文号的请删去“文号说明”")
    }
    return .unnumbered(because: "")
  }

  private mutating func period(_ field: Field?) -> SubsidyStandard.Period {
    let any = SubsidyStandard.Period(from: .earliest)
    guard let field,
      let fields = fields(
        of: field.node, "“\(field.name)”", line: field.line, allowed: [.from, .to],
        required: [.from])
    else { return any }
    let from = day(fields[.from])
    let to = day(fields[.to])
    return from.map { SubsidyStandard.Period(from: $0, to: to) } ?? any
  }

  private mutating func rounding(_ field: Field?) -> Rounding {
    let keys: [StandardKey] = [.step, .unit, .mode]
    let fields = field.flatMap { field in
      self.fields(
        of: field.node, "“\(field.name)”", line: field.line, allowed: keys, required: keys)
    }
    return Rounding(
      step: word(fields?[.step]) ?? .result, unit: word(fields?[.unit]) ?? .fen,
      mode: word(fields?[.mode]) ?? .halfUp)
  }
}
