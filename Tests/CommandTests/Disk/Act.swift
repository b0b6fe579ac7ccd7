#if os(Linux)
  import Bookkeeping
  import Foundation
  import LedgerCore
  import LedgerStore
  import Synchronization
  import Testing

  /// A command that is interrupted, and where.
  struct Act: Sendable, CustomStringConvertible {
    let description: String
    let arguments: [String]
    /// A workplace in which the command succeeds.
    let workplace: @Sendable () async throws -> Workplace
    /// What it makes besides the ledger: under these names stands the whole or nothing.
    var products: [String] = []
    /// Whether the ledger is another one afterwards.
    var changesLedger = true
    /// The names that may stand in the workplace afterwards besides those from before.
    var additions: [String] = []
    /// Whether it puts another file in the ledger's place and keeps the one that was there.
    var keepsReplaced = false
    /// Whether somebody has signed in, in a runtime folder that lies in the workplace.
    var isSigned = false

    static let pay = Act(description: "pay record", arguments: SmallBook.pay("支1", 1)) {
      try await SmallBook.workplace()
    }

    static let importing = Act(description: "import", arguments: ["import", "新表"]) {
      let workplace = try await SmallBook.workplace()
      try workplace.write(BigTable.cases(40, prefix: "新案"), to: "新表/案件.csv")
      try workplace.write(
        "指标文号,资金来源,预算年度,下达日期,金额\n红财〔2024〕2号,本级财政,2024,2024-02-10,500\n",
        to: "新表/指标.csv")
      return workplace
    }

    static let batch = Act(
      description: "pay batch",
      arguments: ["pay", "batch", "--on", "2024-04-01", "--voucher-prefix", "批"]
    ) { try await SmallBook.workplace(cases: 3) }

    static let closing = Act(
      description: "close-year",
      arguments: ["close-year", "2024", "--folder", "包/2024年度报表包"],
      workplace: {
        let workplace = try await SmallBook.workplace(cases: 2)
        for number in 1...2 { _ = try await workplace.run(SmallBook.pay("支\(number)", number)) }
        return workplace
      }, products: ["包/2024年度报表包"], additions: ["包"])

    static let backup = Act(
      description: "backup", arguments: ["backup", "备份.sqlite"],
      workplace: { try await SmallBook.workplace() },
      products: ["备份.sqlite", "备份.sqlite.manifest.json"], changesLedger: false,
      additions: [
        "备份.sqlite", "备份.sqlite.manifest.json", ".legalaid.sqlite-backup",
      ])

    static let restore = Act(
      description: "restore", arguments: ["restore", "备份.sqlite", "--yes"],
      workplace: {
        let workplace = try await SmallBook.workplace()
        try await workplace.succeed("backup", "备份.sqlite")
        _ = try await workplace.run(SmallBook.pay("支1", 1))
        return workplace
      }, keepsReplaced: true)

    static let export = Act(
      description: "export", arguments: ["export", "交/导出"],
      workplace: { try await SmallBook.workplace() },
      products: [
        "appropriations.csv", "cases.csv", "claims.csv", "duty.csv", "payments.csv", "bank.csv",
      ].map { "交/导出/" + $0 }, changesLedger: false, additions: ["交"])

    /// Several facts of one entry, among them some of claims.
    static let renumbering = Act(
      description: "case renumber",
      arguments: ["case", "renumber", "案1", "案9", "--reason", "编号写错"]
    ) {
      let workplace = try await SmallBook.workplace()
      _ = try await workplace.run(SmallBook.pay("支1", 1))
      return workplace
    }

    /// A payment that its person signs.
    static let signed = Act(
      description: "signed pay record", arguments: SmallBook.pay("支1", 1),
      workplace: { try await signedWorkplace() }, isSigned: true)

    private static func signedWorkplace() async throws -> Workplace {
      let workplace = try await SmallBook.workplace()
      try FileManager.default.createDirectory(
        atPath: workplace.file(Workplace.runtimeFolder), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      try workplace.write("mima-jia-01\n", to: "密码")
      for words in [["people", "start", "甲"], ["sign-in", "甲", "--minutes", "600"]] {
        let run = try await workplace.run(
          words,
          environment: [
            "LEGALAID_PASSWORD_FILE": "密码",
            "XDG_RUNTIME_DIR": workplace.file(Workplace.runtimeFolder),
          ])
        #expect(run.exitCode == 0, "\(run.stderr)")
      }
      return workplace
    }

    static let all = [
      pay, importing, batch, closing, backup, restore, export, renumbering, signed,
    ]
  }

  /// How a ledger stands; two ledgers with one head hold the same facts.
  struct LedgerState: Equatable, Sendable {
    let head: String
    let entries: Int
    let facts: Int
    /// What `verify` finds.
    let problems: [String]

    /// Opens and verifies a ledger, unless one of the same bytes was verified before.
    init(of path: String) throws {
      let place = URL(filePath: path)
      let backup = place.deletingLastPathComponent().path + "/.\(place.lastPathComponent)-backup"
      let bytes = [path, path + "-wal", path + "-journal", backup]
        .map { FileManager.default.contents(atPath: $0) }
      if let known = Self.known.withLock({ $0[bytes] }) {
        self = known
        return
      }
      let store = try LedgerStore.open(at: path)
      defer { try? store.close() }
      let found = try VerifyLedger(store)().verification
      head = found.head
      entries = found.entryCount
      facts = found.factCount
      problems = found.problems.map(\.message)
      let state = self
      Self.known.withLock { $0[bytes] = state }
    }

    private static let known = Mutex<[[Data?]: LedgerState]>([:])
  }

  extension Workplace {
    static let runtimeFolder = "运行"

    /// A workplace with copies of everything here.
    func twin() throws -> Workplace {
      let twin = try Workplace()
      for name in try FileManager.default.contentsOfDirectory(atPath: path) {
        try copy(name, to: twin, name)
      }
      return twin
    }

    private func copy(_ name: String, to other: Workplace, _ otherName: String) throws {
      try FileManager.default.copyItem(atPath: file(name), toPath: other.file(otherName))
    }

    func run(_ act: Act, on disk: FaultyDisk) async throws -> Run {
      var environment = try disk.environment(in: path)
      if act.isSigned { environment["XDG_RUNTIME_DIR"] = file(Workplace.runtimeFolder) }
      return try await run(act.arguments, environment: environment)
    }

    func isFolder(_ name: String) -> Bool {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: file(name), isDirectory: &isFolder)
        && isFolder.boolValue
    }

    /// The content of those files that are there, and of the files in those that are folders.
    func contents(of names: [String]) throws -> [String: Data] {
      var contents: [String: Data] = [:]
      for name in names where exists(name) {
        guard isFolder(name) else {
          contents[name] = try bytes(of: name)
          continue
        }
        for inner in try FileManager.default.contentsOfDirectory(atPath: file(name)) {
          contents["\(name)/\(inner)"] = try bytes(of: "\(name)/\(inner)")
        }
      }
      return contents
    }
  }
#endif
