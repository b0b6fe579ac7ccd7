import Foundation
import TestSupport
import Testing

/// A province whose ledgers are in a database, and a county that sends to it, as programs.
private struct Offices {
  let workplace: Workplace
  let server: PostgresServer
  let database: String

  init(_ server: PostgresServer) async throws {
    self.server = server
    database = try server.emptyDatabase()
    workplace = try await SmallBook.workplace(cases: 3)
    try workplace.write("baosong-mima-1\n", to: "报送.密码")
    for line in [
      "chmod 600 报送.密码", "legalaid region-code 640303", "legalaid key new",
      "legalaid-province init --agency 某省司法厅 --region 某省 --code 640000",
      "legalaid-province bureau add 640303 --name 测试区司法局 --city 测试市 --from 2024-01",
      "legalaid-province key register 640303 $(legalaid key show | cut -d' ' -f1)",
      "legalaid publish 一月",
    ] {
      _ = try await succeed(line, ["LEGALAID_DATABASE": nil])
    }
  }

  var environment: [String: String?] {
    [
      "LEGALAID_PASSWORD_FILE": "报送.密码", "LEGALAID_PROVINCE": "省",
      "LEGALAID_DATABASE": server.url(database),
    ]
  }

  func run(_ line: String, _ changes: [String: String?] = [:]) async throws -> Run {
    try await Program.shell(
      line, environment: environment.merging(changes) { $1 }, in: workplace.path)
  }

  func succeed(
    _ line: String, _ changes: [String: String?] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    let run = try await run(line, changes)
    #expect(run.exitCode == 0, "\(line)\n\(run.stderr)", sourceLocation: sourceLocation)
    return run.stdout
  }

  /// Whoever moves a head waits for half a minute before the commit.
  func holdUpCommits() throws {
    _ = try server.sql(
      database,
      """
      CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_sleep(30); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER wait AFTER INSERT OR UPDATE ON legalaid.head
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait();
      """)
  }

  /// Starts to receive, and waits until all rows are copied and the commit is under way.
  func receiveUntilCommit() async throws -> RunUnderWay {
    let program = try Program.products().appending(path: "legalaid-province")
    let run = try Program.start(
      program, ["receive", "一月"], environment: environment, in: workplace.path)
    let waiting =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = '\(database)' "
      + "AND query = 'COMMIT' AND wait_event = 'PgSleep'"
    while try server.sql("postgres", waiting) != "1\n" {
      guard run.isRunning else { throw TestFault(description: try await run.finish().stderr) }
      try await Task.sleep(for: .milliseconds(20))
    }
    return run
  }

  /// Heads and facts that somebody else can see.
  func held() throws -> String {
    try server.sql(
      database,
      #"SELECT (SELECT count(*) FROM legalaid.head), (SELECT count(*) FROM fact."legalAidCase")"#)
  }
}

@Suite("省里的账在数据库里", .enabled(if: PostgresServer.isToBeTested))
struct ProvinceDatabaseTests {
  @Test("the demo's two roads print the same bytes")
  func demo() async throws {
    let server = try PostgresServer.shared.get()
    let workplace = try Workplace()
    let embedded = try await Program.shell("legalaid-province demo", in: workplace.path)
    let address = server.url(try server.emptyDatabase())
    let database = try await Program.shell(
      "legalaid-province demo --database '\(address)'", in: workplace.path)
    #expect(embedded.exitCode == 0 && database.exitCode == 0, "\(database.stderr)")
    #expect(embedded.stdout == database.stdout && embedded.stdout.contains("永乐县"))
  }

  @Test("a folder gets a database, and every command answers from it as from the folder")
  func commands() async throws {
    let offices = try await Offices(PostgresServer.shared.get())
    let onlyFolder: [String: String?] = ["LEGALAID_DATABASE": nil]
    _ = try await offices.succeed("legalaid-province receive 一月", onlyFolder)
    let before = try await offices.run("legalaid-province status --month 2024-01")
    expectRefused(before, saying: ["没有省级汇总的表", "init --database"])
    let made = try await offices.succeed(
      "legalaid-province init --agency 某省司法厅 --region 某省 --code 640000")
    #expect(made.contains("已在数据库里建表"))
    #expect(try await offices.succeed("legalaid-province receive 一月").contains("以前收过"))
    for line in [
      "status --month 2024-01 --as-of 2024-12-31", "bureau list", "reconcile --year 2024",
      "report tables --year 2024 --format json", "report trace --year 2024",
      "report paragraph --year 2024", "report paragraph --year 2024 --as-of 2024-06-30",
      "figure 本年支出 --bureau 640303 --year 2024",
    ] {
      let own = try await offices.run("legalaid-province \(line)", onlyFolder)
      // Who only reads needs no folder.
      let other = try await offices.run(
        "legalaid-province \(line)", ["LEGALAID_PROVINCE": nil])
      #expect(own.stdout == other.stdout && own.exitCode == other.exitCode, "\(line)")
      #expect(!own.stdout.isEmpty && other.stderr == own.stderr, "\(line)\n\(other.stderr)")
    }
    #expect(try await offices.succeed("legalaid-province verify").contains("完好"))
    #expect(try await offices.succeed("legalaid-province rebuild") == "已重算 1 个账本\n")
    let wrong = try await offices.run(
      "legalaid-province status --month 2024-01",
      ["LEGALAID_DATABASE": "postgresql://jia:mima-9@localhost:1/shengji"])
    expectRefused(wrong, saying: ["连不上数据库", "jia@localhost:1/shengji"])
    #expect(!wrong.stderr.contains("mima-9"))
    expectRefused(
      try await offices.run(
        "legalaid-province status --month 2024-01", ["LEGALAID_DATABASE": "mima-9"]),
      saying: ["数据库地址不对"])
    expectRefused(
      try await offices.run("legalaid-province reader add meiyouren --region 64"),
      saying: ["没有用户“meiyouren”", "管理员"])
  }

  @Test("a program that is killed at its commit leaves nothing, and the next one takes it all")
  func killedProgram() async throws {
    let offices = try await Offices(PostgresServer.shared.get())
    _ = try await offices.succeed(
      "legalaid-province init --agency 某省司法厅 --region 某省 --code 640000")
    try offices.holdUpCommits()
    let run = try await offices.receiveUntilCommit()
    run.kill()
    let killed = try await run.finish()
    #expect(killed.isKilled && killed.stdout.isEmpty)
    _ = try offices.server.sql(
      "postgres",
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        + "WHERE datname = '\(offices.database)'")
    #expect(try offices.held() == "0|0\n")
    _ = try offices.server.sql(offices.database, "DROP TRIGGER wait ON legalaid.head")
    let said = try await offices.succeed("legalaid-province receive 一月")
    #expect(said.contains("新收 4 笔"), "\(said)")
    #expect(try offices.held() == "1|3\n")
  }

  @Test("a server that dies between the rows and the commit has nothing of it when it is back")
  func killedServer() async throws {
    let server = try PostgresServer()
    let offices = try await Offices(server)
    _ = try await offices.succeed(
      "legalaid-province init --agency 某省司法厅 --region 某省 --code 640000")
    try offices.holdUpCommits()
    let run = try await offices.receiveUntilCommit()
    try server.kill()
    let ended = try await run.finish()
    expectRefused(ended, saying: ["与数据库的连接断了", "再运行一次"])
    try server.start()
    #expect(try offices.held() == "0|0\n")
    _ = try server.sql(offices.database, "DROP TRIGGER wait ON legalaid.head")
    #expect(try await offices.succeed("legalaid-province receive 一月").contains("新收 4 笔"))
    #expect(try offices.held() == "1|3\n")
    try server.kill()
    expectRefused(
      try await offices.run("legalaid-province receive 一月"), saying: ["连不上数据库"])
  }
}
