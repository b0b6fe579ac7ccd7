import Foundation
import LedgerCore
import TestSupport
import Testing

@testable import StepModel

/// Steps typed as commands, each a process on one file, against the same model.
@Suite("命令行和独立模型")
struct CommandLineTests {
  @Test("commands are accepted and refused as the model says, and find the same", arguments: 1...3)
  func agreement(seed: UInt64) throws {
    let (steps, verdicts, models) = try Self.drawn(seed: seed)
    let folder = try TemporaryFolder()
    let runs = try Self.run(steps, in: folder)
    var rules = 0
    for (index, step) in steps.enumerated() {
      let (run, verdict) = (runs[index], verdicts[index])
      switch verdict {
      // A reconciliation with something outstanding ends with 2.
      case .accepted: #expect([0, 2].contains(run.code), "\(step): \(run.stderr)")
      case .refused(let why):
        #expect(run.code == 1, "\(step): \(why): \(run.stderr)")
        let named = why.split(separator: " ").map(String.init)
        guard named.first == "rules" else { continue }
        rules += 1
        for rule in named.dropFirst() { #expect(run.stderr.contains("  \(rule) "), "\(step)") }
      }
      if case .look(let year, let asOf) = step {
        try Self.compare(run.stdout, models[index], year: .of(year), asOf: .of(asOf), step)
      }
    }
    #expect(rules > 0 && verdicts.count(where: \.isAccepted) >= 20)
  }

  /// Steps that are commands, what the model says of each, and the model after each.
  private static func drawn(seed: UInt64) throws -> ([Step], [Verdict], [LedgerModel]) {
    var generator = StepGenerator(seed: seed, length: 60)
    var model = LedgerModel()
    var (steps, verdicts, models): ([Step], [Verdict], [LedgerModel]) = ([], [], [])
    while steps.count < 60 {
      guard let step = try asTyped(generator.next(model)) else { continue }
      verdicts.append(try model.apply(step))
      steps.append(step)
      models.append(model)
    }
    return (steps, verdicts, models)
  }

  /// What a step comes to when it is typed: who acts stands in for a name that is left out, and a
  /// year is closed today.
  ///
  /// What an explanation is tied to is not known before the ledger is there.
  private static func asTyped(_ step: Step) -> Step? {
    switch step {
    case .batch, .startPeople, .addPerson, .setRoles, .endPerson, .signAs, .confirm, .decline: nil
    case .load(let rows, _, _) where rows.contains(where: isExplanation): nil
    case .submit(let claim, let number, let on, let fen, let by, let isForced):
      .submit(
        claim: claim, number: number, on: on, fen: fen, by: by ?? ModelOffice.officer,
        isForced: isForced)
    case .closeAndClaim(let number, let on, let claimedOn, let fen, let by):
      .closeAndClaim(
        number: number, on: on, claimedOn: claimedOn, fen: fen, by: by ?? ModelOffice.officer)
    case .closeYear(let year, _): .closeYear(year: year, on: 20_260_101)
    default: step
    }
  }

  private static func isExplanation(_ row: Row) -> Bool {
    if case .explanation = row { true } else { false }
  }

  /// Runs all commands by one script, which keeps what each printed.
  private static func run(
    _ steps: [Step], in folder: TemporaryFolder
  ) throws -> [(code: Int, stdout: String, stderr: String)] {
    let program = try program()
    var script = "cd '\(folder.path)'\nexport TZ=UTC LANG=C HOME=/tmp\n"
    script += "'\(program)' init --agency 测试区司法局 --region 测试区 --operator 经办人甲 >/dev/null\n"
    for (index, step) in steps.enumerated() {
      let words = try step.words(in: folder, index: index) ?? []
      let quoted = (words + ["--operator", ModelOffice.officer]).map { "'\($0)'" }
      // Reading needs no operator.
      let typed = words.first == "reconcile" ? Array(quoted.dropLast(2)) : quoted
      script += "'\(program)' \(typed.joined(separator: " ")) >\(index).out 2>\(index).err\n"
      script += "echo $? >\(index).code\n"
    }
    let path = try folder.write(script, to: "run.sh")
    var id: pid_t = 0
    let words: [UnsafeMutablePointer<CChar>?] = ["/bin/sh", path].map { (word: String) in
      strdup(word)
    }
    defer { for word in words { free(word) } }
    #expect(posix_spawn(&id, "/bin/sh", nil, nil, words + [nil], nil) == 0)
    var status: Int32 = 0
    waitpid(id, &status, 0)
    return try steps.indices.map { index in
      let code = try folder.text(of: "\(index).code").filter(\.isNumber)
      return (
        Int(code) ?? -1, try folder.text(of: "\(index).out"), try folder.text(of: "\(index).err")
      )
    }
  }

  private static func program() throws -> String {
    let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
    let places = [Bundle.main.executableURL, Bundle.main.bundleURL].compactMap(\.self) + bundles
    let found = places.map { $0.resolvingSymlinksInPath().deletingLastPathComponent() }
      .map { $0.appending(path: "legalaid").path }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    return try #require(found)
  }

  /// Holds the findings of a printed reconciliation against the model's.
  private static func compare(
    _ json: String, _ model: LedgerModel, year: FiscalYear, asOf: Day, _ step: Step
  ) throws {
    struct Printed: Decodable {
      struct Finding: Decodable {
        let rule: String
        let severity: String
        let subject: String
        let amountFen: Int64
        let date: String?
        let related: [String]
      }

      let findings: [Finding]
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let printed = try decoder.decode(Printed.self, from: Data(json.utf8))
    let found = printed.findings.map { finding in
      NaiveChecker.Statement(
        rule: finding.rule, severity: finding.severity, subject: finding.subject,
        fen: finding.amountFen, day: Int((finding.date ?? "").filter { $0 != "-" }) ?? 0,
        related: ["K02", "K04"].contains(finding.rule) ? finding.related.first : nil)
    }
    let expected = try model.everything(year, asOf: asOf)
    #expect(found.map(\.description).sorted() == expected.map(\.description).sorted(), "\(step)")
  }
}
