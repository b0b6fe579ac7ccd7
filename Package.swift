// swift-tools-version: 6.2

import PackageDescription

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")

/// A C library of the system, through its module map.
func library(_ name: String) -> Target {
  .systemLibrary(name: name, path: "Sources/SystemLibraries/\(name)")
}

let package = Package(
  name: "legal-aid-ledger",
  products: [
    .executable(name: "legalaid", targets: ["legalaid"]),
    .executable(name: "legalaid-province", targets: ["legalaid-province"]),
    // Preloaded by the tests of kills, failing disks and power cuts; no part of the program.
    .library(name: "FaultyDisk", type: .dynamic, targets: ["FaultyDisk"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: [
    // Values and laws: money, days, cases, funds, claims, payments. No I/O, no clock.
    .target(name: "LedgerCore", exclude: ["README.md"]),
    // The rules and identities, as one pure pass over the book.
    .target(name: "Reconciliation", dependencies: ["LedgerCore"], exclude: ["README.md"]),
    // What the program reads: migrations, calendar, standards, policies, examples, the guide.
    .target(
      name: "Schema", path: "db",
      exclude: [
        "README.md", "migrations", "calendar", "examples", "standards", "policies", "guide",
        "columns", "desk", "province",
      ],
      plugins: ["EmbedText"]),
    // SQLite's settings for the whole process, whose functions Swift cannot call.
    .target(name: "CSQLiteSettings"),
    // The append-only SQLite file and its journal.
    .target(
      name: "LedgerStore",
      dependencies: [
        "LedgerCore", "Schema", "CSQLiteSettings", "CZlib", grdb, sqlite, crypto, cryptoExtras,
      ],
      exclude: ["README.md"]),
    // Word and Excel files: packages of XML in, workbooks and documents out. Knows no ledger.
    .target(
      name: "OfficeFiles", dependencies: ["LedgerCore", "CZip", "CXlsxwriter", "CExpat"],
      exclude: ["README.md"]),
    // Tables in and out: bytes to checked records and back. Knows no database.
    .target(
      name: "Interchange", dependencies: ["LedgerCore", "OfficeFiles", "Schema", yams],
      exclude: ["README.md"]),
    // A published text to checks of its arithmetic. No I/O, no clock.
    .target(name: "TextCheck", dependencies: ["LedgerCore"], exclude: ["README.md"]),
    // Subsidy standards: YAML to checked values, and a price to its sheet. Knows no database.
    .target(name: "Standards", dependencies: ["LedgerCore", yams], exclude: ["README.md"]),
    // What an officer does: record, import, reconcile. The only place where store and rules meet.
    .target(
      name: "Bookkeeping",
      dependencies: [
        "LedgerCore", "Reconciliation", "LedgerStore", "Interchange", "Schema", "Standards",
      ], exclude: ["README.md"]),
    // The templates of the published paragraph.
    .target(
      name: "ReportTemplates", dependencies: ["LedgerCore"], path: "reports",
      exclude: ["README.md", "templates", "golden"], plugins: ["EmbedText"]),
    // Figures and findings to paragraph, tables and statement. Knows no database.
    .target(
      name: "Reporting",
      dependencies: [
        "LedgerCore", "Reconciliation", "OfficeFiles", "ReportTemplates", "TextCheck", mustache,
      ], exclude: ["README.md"]),
    // The words of an officer: read from a command line or a form; the commands of the next steps.
    .target(
      name: "Wording", dependencies: ["LedgerCore", "Bookkeeping", "Reporting", "Reconciliation"]),
    // The web desk: the same acts and answers as pages. No rule, no figure, no SQL.
    .target(
      name: "Desk",
      dependencies: [
        "LedgerCore", "Reconciliation", "LedgerStore", "Interchange", "Bookkeeping", "Reporting",
        "Schema", "Standards", "TextCheck", "Wording", nio, nioPosix, nioHTTP1,
      ], exclude: ["README.md"]),
    // The command line: parse, call, print.
    .executableTarget(
      name: "legalaid",
      dependencies: [
        "LedgerCore", "Reconciliation", "LedgerStore", "Interchange", "Bookkeeping", "Reporting",
        "Schema", "Standards", "TextCheck", "Wording", "Desk", argumentParser,
      ]),

    // Many ledgers: what counties send, their replicas, rules and tables over all of them.
    .target(
      name: "Province",
      dependencies: [
        "LedgerCore", "Reconciliation", "LedgerStore", "Interchange", "Bookkeeping", "Reporting",
        crypto,
      ], exclude: ["README.md"]),
    // The province's ledgers in PostgreSQL, for many readers.
    .target(
      name: "ProvinceDatabase",
      dependencies: [
        "LedgerCore", "Reconciliation", "LedgerStore", "Bookkeeping", "Reporting", "Province",
        "Schema", "CPostgres",
      ], exclude: ["README.md"]),
    // The province's command line: parse, call, print.
    .executableTarget(
      name: "legalaid-province",
      dependencies: [
        "LedgerCore", "Reconciliation", "LedgerStore", "Bookkeeping", "Reporting", "Province",
        "ProvinceDatabase", "Wording", argumentParser,
      ]),

    // The benchmark: generated books, the program beside its baselines, a table of ratios.
    .executableTarget(
      name: "ledger-bench",
      dependencies: [
        "LedgerCore", "LedgerStore", "Bookkeeping", "Interchange", "Schema", argumentParser,
      ],
      path: "Tests/ledger-bench", exclude: ["README.md"]),
    // The benchmark's baseline: the same work through SQLite's C interface.
    .executableTarget(
      name: "c-baseline", path: "Tests/c-baseline", linkerSettings: [.linkedLibrary("sqlite3")]),
    // The system's libraries: XML, zip archives, Excel workbooks, deflation.
    library("CExpat"), library("CZip"), library("CXlsxwriter"), library("CZlib"),
    // PostgreSQL's client library, which the county's program does without.
    library("CPostgres"),

    // Build tool: writes the text files of db/ and reports/ as Swift string literals.
    .executableTarget(name: "embed-text"),
    .plugin(
      name: "EmbedText", capability: .buildTool(), dependencies: ["embed-text"],
      path: "Sources/Plugins/EmbedText"),

    // Seeded generators, golden files and invented cases for the tests.
    .target(
      name: "TestSupport", dependencies: ["LedgerCore", "OfficeFiles"], path: "Tests/TestSupport"),
    .testTarget(name: "LedgerCoreTests", dependencies: ["LedgerCore", "Schema", "TestSupport"]),
    .testTarget(
      name: "ReconciliationTests", dependencies: ["LedgerCore", "Reconciliation", "TestSupport"]),
    .testTarget(
      name: "LedgerStoreTests",
      dependencies: ["LedgerCore", "LedgerStore", "Schema", "TestSupport", grdb],
      exclude: ["Ledgers"]),
    .testTarget(
      name: "InterchangeTests",
      dependencies: ["LedgerCore", "Interchange", "OfficeFiles", "TestSupport"]),
    .testTarget(
      name: "OfficeFilesTests", dependencies: ["LedgerCore", "OfficeFiles", "TestSupport"]),
    .testTarget(name: "TextCheckTests", dependencies: ["TextCheck", "TestSupport"]),
    .testTarget(
      name: "StandardsTests", dependencies: ["LedgerCore", "Schema", "Standards", "TestSupport"]),
    .testTarget(
      name: "BookkeepingTests",
      dependencies: [
        "LedgerCore", "Reconciliation", "LedgerStore", "Interchange", "Bookkeeping", "Schema",
        "TestSupport",
      ]),
    .testTarget(
      name: "ProvinceTests",
      dependencies: [
        "LedgerCore", "Reconciliation", "LedgerStore", "Bookkeeping", "Reporting", "Province",
        "ProvinceDatabase", "Schema", "StepModel", "TestSupport",
      ]),
    // Random steps on the ledger and on an independent model of it.
    .target(
      name: "StepModel",
      dependencies: [
        "LedgerCore", "Reconciliation", "LedgerStore", "Interchange", "Bookkeeping", "TestSupport",
      ], path: "Tests/StepModel", exclude: ["README.md"]),
    .testTarget(
      name: "ModelTests", dependencies: ["LedgerCore", "StepModel", "TestSupport", "legalaid"]),
    // The same steps by the million, in an optimised build.
    .executableTarget(name: "try-steps", dependencies: ["StepModel"], path: "Tests/try-steps"),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "LedgerCore", "Reconciliation", "Reporting", "ReportTemplates", "OfficeFiles",
        "TestSupport",
      ]),
    // The desk in this process, asked through a plain socket.
    .testTarget(
      name: "DeskTests",
      dependencies: ["LedgerCore", "LedgerStore", "Bookkeeping", "Desk", "TestSupport", nio]),
    // Kills a process at its nth write, refuses the write, or writes down what was written.
    .target(name: "FaultyDisk", path: "Tests/FaultyDisk"),
    // The built program as a process, with real files.
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "legalaid", "legalaid-province", "LedgerCore", "LedgerStore", "Bookkeeping", "OfficeFiles",
        "Wording",
        "TestSupport",
      ], exclude: ["Disk/README.md"]),
    // The benchmark's book, and that the program and its baselines count alike.
    .testTarget(
      name: "BenchTests",
      dependencies: [
        "LedgerCore", "Reconciliation", "LedgerStore", "Bookkeeping", "ledger-bench", "c-baseline",
        grdb,
      ]),
    // What must hold of every reader for any bytes, and the inputs that fuzzing kept.
    .target(
      name: "ReaderLaws",
      dependencies: ["LedgerCore", "Interchange", "OfficeFiles", "Standards", "TextCheck"],
      path: "Tests/ReaderLaws"),
    .testTarget(
      name: "FuzzTests", dependencies: ["ReaderLaws", "TestSupport"],
      exclude: ["README.md", "Corpus", "words.dict"]),
    // The source tree itself: width, length, names, templates, migrations.
    .testTarget(
      name: "TidyTests", dependencies: ["LedgerCore", "Schema", "Reconciliation", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

// Fuzzing (Tests/FuzzTests): an executable that libFuzzer drives, its readers instrumented.
let isFuzzing = Context.environment["FUZZ"] != nil
if isFuzzing {
  package.targets.append(
    .executableTarget(
      name: "fuzz-readers", dependencies: ["ReaderLaws"], path: "Tests/FuzzReaders",
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]))
}
let fuzzed = [
  "LedgerCore", "Interchange", "OfficeFiles", "Standards", "TextCheck", "ReaderLaws",
  "fuzz-readers",
]

for target in package.targets where ![.plugin, .system].contains(target.type) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
  if isFuzzing, fuzzed.contains(target.name) {
    target.swiftSettings?.append(.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"]))
  }
  // Warnings stop the build in CI only: a newer compiler's new warning must not stop a newcomer.
  if Context.environment["CI"] != nil {
    target.swiftSettings?.append(.treatAllWarnings(as: .error))
  }
}
