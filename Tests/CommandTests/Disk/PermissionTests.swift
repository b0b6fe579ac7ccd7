#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  /// Runs programs as somebody whom permissions bind; the superuser steps down for it.
  enum OrdinaryUser {
    static let prefix =
      geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""

    static func canWork() async throws -> Bool {
      let workplace = try Workplace()
      return try await run("legalaid --version", in: workplace).exitCode == 0
    }

    /// Runs a command line of the program where everything belongs to the user.
    static func run(_ line: String, in workplace: Workplace) async throws -> Run {
      let own = geteuid() == 0 ? "chown -R 65534:65534 . && " : ""
      return try await Program.shell("\(own)\(prefix)\(line)", in: workplace.path)
    }
  }

  @Suite(
    "文件权限",
    .enabled("the superuser cannot step down here") { try await OrdinaryUser.canWork() })
  struct PermissionTests {
    /// Something that is forbidden, and the command that is refused for it.
    struct Forbidden: Sendable, CustomTestStringConvertible {
      let testDescription: String
      let path: String
      let mode: mode_t
      let line: String
      let words: [String]

      private static let pay = SmallBook.pay("支1", 1).joined(separator: " ")

      static let all = [
        Forbidden(
          testDescription: "to write the ledger", path: Workplace.ledgerName, mode: 0o400,
          line: pay,
          words: ["账本文件或所在文件夹是只读的", "账本没有改动"]),
        Forbidden(
          testDescription: "to read the ledger", path: Workplace.ledgerName, mode: 0, line: pay,
          words: ["打不开", "账本没有改动"]),
        Forbidden(
          testDescription: "to write into the ledger's folder", path: ".", mode: 0o500, line: pay,
          words: ["账本文件或所在文件夹是只读的", "账本没有改动"]),
        Forbidden(
          testDescription: "to write into a backup's folder", path: "夹", mode: 0o500,
          line: "backup 夹/备份.sqlite", words: ["夹/备份.sqlite”：文件夹不存在或没有写入权限", "账本没有改动"]),
        Forbidden(
          testDescription: "to write into an export's folder", path: "夹", mode: 0o500,
          line: "export 夹", words: ["不能写入", "账本没有改动"]),
        Forbidden(
          testDescription: "to write a result", path: "夹", mode: 0o500,
          line: "case list --format csv -o 夹/案件.csv", words: ["不能写入", "账本没有改动"]),
        Forbidden(
          testDescription: "to read a table", path: "表/案件.csv", mode: 0, line: "import 表",
          words: ["无法读取", "账本没有改动"]),
      ]
    }

    @Test("what is forbidden is refused, and the ledger is as it was", arguments: Forbidden.all)
    func refused(_ forbidden: Forbidden) async throws {
      let workplace = try await SmallBook.workplace()
      try FileManager.default.createDirectory(
        atPath: workplace.file("夹"), withIntermediateDirectories: false)
      let before = try LedgerState(of: workplace.file(Workplace.ledgerName))
      let path = workplace.file(forbidden.path)
      var status = stat()
      stat(path, &status)
      chmod(path, forbidden.mode)
      let run = try await OrdinaryUser.run("legalaid \(forbidden.line)", in: workplace)
      chmod(path, status.st_mode & 0o7777)
      #expect(run.exitCode == 1 && run.stdout == "", "\(run.stdout)")
      for words in forbidden.words { #expect(run.stderr.contains(words), "\(run.stderr)") }
      #expect(englishSentence(in: run.stderr) == nil, "\(run.stderr)")
      #expect(try LedgerState(of: workplace.file(Workplace.ledgerName)) == before)
      #expect(try FileManager.default.contentsOfDirectory(atPath: workplace.file("夹")) == [])
    }
  }
#endif
