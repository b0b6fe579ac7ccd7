package import LedgerCore

/// What verifying a ledger came to (核验结果), in every format.
package struct VerificationReport: Sendable {
  private let bureau: Bureau?
  private let verification: Verification
  private let people: PeopleStanding?
  private let askedHead: AskedHead?
  private let dialect: Dialect

  /// A digest on an earlier paper, and where it stands in the chain.
  package struct AskedHead: Sendable {
    let digits: String
    let entry: Int?
    let recordedAt: String?
    let entriesSince: Int

    /// - Parameters:
    ///   - digits: The digits asked for.
    ///   - entry: The entry after which it was the head; nil when it is not in the chain.
    ///   - recordedAt: When that entry was written.
    ///   - entriesSince: Entries written since.
    package init(digits: String, entry: Int?, recordedAt: String?, entriesSince: Int) {
      self.digits = digits
      self.entry = entry
      self.recordedAt = recordedAt
      self.entriesSince = entriesSince
    }

    fileprivate var words: String? {
      guard let entry else { return nil }
      let since = entriesSince == 0 ? "之后没有新的流水" : "之后又记了 \(entriesSince) 笔流水"
      return "校验码 \(digits) 是记完第 \(entry) 号流水（\(printable(recordedAt ?? ""))）时的账本，\(since)"
    }
  }

  /// - Parameters:
  ///   - bureau: Whose ledger it is; nil when the file does not say.
  ///   - verification: What was found.
  ///   - people: Whether the ledger has people; nil when the file does not say.
  ///   - askedHead: The digest asked for, if one was.
  ///   - dialect: Whose words the advice has.
  package init(
    of bureau: Bureau?, _ verification: Verification, people: PeopleStanding? = nil,
    askedHead: AskedHead? = nil, in dialect: Dialect = .plain
  ) {
    self.bureau = bureau
    self.verification = verification
    self.people = people
    self.askedHead = askedHead
    self.dialect = dialect
  }

  private var problems: [IntegrityProblem] { verification.problems }
  private var extent: String {
    "流水 \(verification.entryCount) 笔，记录 \(verification.factCount) 条"
  }
  private var verdict: String {
    problems.isEmpty ? "账本完好" : "账本有 \(problems.count) 处不符"
  }

  /// The result in a format, ended by a line end.
  package func printed(_ format: OutputFormat) -> String {
    format == .text ? text : page.written(format, json: json)
  }

  /// The result as a page.
  package var page: Page {
    var facts = [("结论", verdict), ("账本", extent), ("账簿校验码", verification.head)]
    if let people { facts.append(("人员", people.words)) }
    if let words = askedHead?.words { facts.append(("查询的校验码", words)) }
    return Page(
      blocks: [
        .title("\(bureau?.agency ?? "") 账本核验结果"), .facts(facts), .table(table),
      ] + (verification.notes.isEmpty ? [] : [.sentences(verification.notes)]))
  }

  private var text: String {
    let lines =
      problems.map { "不符：" + printable(words(of: $0)) }
      + ["\(verdict)：\(extent)", "账簿校验码 \(verification.head)"]
      + [askedHead?.words, people.map { "人员：" + $0.words }].compactMap(\.self)
      + verification.notes.map { "注意：" + printable($0) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func words(of problem: IntegrityProblem) -> String {
    problem.guidance.words(in: dialect)
  }

  private var table: ReportTable {
    ReportTable(
      id: "problems", title: "不符之处",
      columns: [
        .text("kind", "种类"), .number("entry", "流水号"), .text("table", "表"),
        .text("key", "记录"), .text("message", "说明"),
      ],
      rows: problems.map { problem in
        [
          .term(code: problem.kind.rawValue, word: problem.kind.word), .count(problem.entry),
          .text(problem.table ?? ""), .text(problem.key ?? ""), .text(words(of: problem)),
        ]
      })
  }

  private var json: JSONValue {
    .members([
      "schema": .string("legalaid.verification/1"),
      "agency": .string(orNull: bureau?.agency),
      "result": .string(problems.isEmpty ? "sound" : "unsound"),
      "entry_count": .integer(Int64(verification.entryCount)),
      "fact_count": .integer(Int64(verification.factCount)),
      "ledger_head": .string(verification.head),
      "people": people.map(ReportJSON.people) ?? .null,
      "asked_head": askedHead.map { asked in
        .members([
          "digits": .string(asked.digits),
          "entry": .integer(orNull: asked.entry.map(Int64.init)),
          "recorded_at": .string(orNull: asked.recordedAt),
          "entries_since": .integer(Int64(asked.entriesSince)),
        ])
      } ?? .null,
      "problems": .array(
        problems.map { problem in
          .members([
            "kind": .string(problem.kind.rawValue),
            "entry": .integer(orNull: problem.entry.map(Int64.init)),
            "table": .string(orNull: problem.table),
            "key": .string(orNull: problem.key),
            "message": .string(words(of: problem)),
          ])
        }),
      "notes": .array(verification.notes.map { .string($0) }),
    ])
  }
}
