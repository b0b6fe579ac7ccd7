import ArgumentParser
import Bookkeeping
import LedgerCore
import LedgerStore
import Reporting
import Wording

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "核验账本：逐条重算校验码，检查文件是否损坏、被改动或被截短",
    discussion: """
      被改、被删、多出、移位的记录逐条指出。以前打印的报表上有账簿校验码的，用 --head 写上它（或开头至少 8 位），
      就能查出那以后尾部有没有被截去。
      退出码：0 完好，2 发现问题，1 失败。
      """)

  @Option(
    help: ArgumentHelp("以前报表上的账簿校验码，可以只写开头至少 8 位", valueName: "校验码"),
    transform: WordReading.head)
  var head: String?
  @OptionGroup var format: FormatOptions
  @OptionGroup var ledger: LedgerOptions

  func run() throws {
    let outcome = try VerifyLedger(ledger.open())(head: head)
    let report = VerificationReport(of: outcome, in: .commandLine)
    try format.print(report.printed) { _ in report.page }
    if !outcome.verification.problems.isEmpty { throw ExitCode(2) }
  }
}

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "备份账本：别人记账时也能备份，验过才算完成",
    discussion: """
      先复制，再试着恢复到一个临时的地方，完整核验一遍，都对了才留下。旁边另写一份备份清单（.manifest.json），
      恢复时要用，请和备份放在一起。已有的文件不会被覆盖。备份含姓名，请妥善保管，并放到另一台机器或移动盘上。
      """)

  @Argument(help: "备份写到这个文件") var file: String
  @OptionGroup var write: WriteOptions

  func run() throws {
    let backUp = BackUpLedger(try write.session(), programVersion: LegalAid.configuration.version)
    try backUp.lostHeads().forEach(Output.warning)
    let manifest = try backUp(to: file, on: Clock.today())
    write.done(
      """
      已备份到 \(file)，并试恢复、核验通过
      流水 \(manifest.entryCount) 笔，记录 \(manifest.factCount) 条，\(manifest.size) 字节
      账簿校验码 \(manifest.head)
      """)
  }
}

struct SettleHeadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settle-head", abstract: "了结一个对不上的校验码：查明账本为什么没有它，具名写明原因",
    discussion: """
      账本比以前备份时短了或变了，verify 会一直提示，再备份也不会消失。查明原因以后用这个命令写明，
      verify 就不再算作不符，但仍列出是谁、什么时候、为什么了结的。账本本身不变，写在账本旁边的备份记录里。
      """)

  @Argument(help: "校验码，或开头至少 8 位", transform: WordReading.head) var head: String
  @Option(help: "原因", transform: WordReading.words) var reason: String
  @OptionGroup var write: WriteOptions

  func run() throws {
    try SettleHead(write.session())(head, reason: reason)
    write.done("已了结校验码 \(head)：\(printable(reason))")
  }
}

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "用备份恢复账本：先核验备份，再替换；被替换的文件留在旁边",
    discussion: """
      恢复到 --ledger 的文件。现有账本里有备份没有的内容时，要加 --yes 才恢复；
      别的程序正开着账本时不恢复。
      """)

  @Argument(help: "备份文件") var file: String
  @Flag(help: "现有账本里备份没有的内容可以不要") var yes = false
  @Flag(help: "没有备份清单也恢复，只核验账本本身") var withoutManifest = false
  @Option(
    help: ArgumentHelp("备份比省里的回执旧、仍要恢复并接着记（分叉）的，写明原因", valueName: "文字"),
    transform: WordReading.words)
  var forkReason: String?
  @Option(
    help: ArgumentHelp("已设人员、要丢掉已签名的流水时，同意的另一人；输入他的密码", valueName: "person"),
    transform: WordReading.words)
  var second: String?
  @OptionGroup var write: WriteOptions

  func run() throws {
    let path = write.ledger.path
    let signers = try write.dryRun ? [] : signers(of: path)
    let restore = RestoreLedger(
      path, operatorName: signers.isEmpty ? write.ledger.whoActs : "", now: Clock.now(),
      isRehearsal: write.dryRun, signers: signers)
    let outcome = try restore(
      from: file,
      RestoreLedger.Consent(
        losesEntries: yes, lacksManifest: withoutManifest, forkReason: forkReason))
    let restored = outcome.restored
    write.done(
      """
      已用 \(file) 恢复账本 \(path)
      \(outcome.bureau.agency)：流水 \(restored.entryCount) 笔，记录 \(restored.factCount) 条
      账簿校验码 \(restored.head)
      \(outcome.difference.words)
      """)
    Output.result("人员：\(outcome.people.words)")
    if outcome.losesPeople {
      Output.note("注意：备份是设人员以前的，恢复后没有人员，以后的流水也不签名：要设的，请重新设第一个人员")
    }
    if let kept = outcome.kept { Output.result("被替换的账本留在 \(kept)") }
    if write.dryRun, outcome.difference.losesSomething { Output.note("注意：恢复时要加 --yes") }
  }
}

extension RestoreCommand {
  /// Who has signed in to the ledger that is to be replaced, and the second person where one is
  /// named; nobody where there is no such ledger, it cannot be read, or it has no people.
  private func signers(of path: String) throws -> [EntrySigner] {
    guard let store = try? LedgerStore.open(at: path) else { return [] }
    // Nobody may have it open when it is replaced.
    defer { try? store.close() }
    guard (try? store.read { try $0.people.isSet() }) ?? false else { return [] }
    let first = try SignedIn.signer(of: store)
    let other = try second.map { name in
      let password = try PasswordReading.second(of: name)
      return try SignedIn(store).trying { try SignIn(store)(name, password: password) }
    }
    return [first, other].compactMap(\.self)
  }
}

extension WordReading {
  /// A digest in hexadecimal, or its beginning.
  static func head(_ text: String) throws -> String {
    let digits = halfWidth(text).trimmed.lowercased()
    guard (8...64).contains(digits.utf8.count), digits.allSatisfy(\.isHexDigit) else {
      throw Problem(description: "校验码是 64 位十六进制数字，可以只写开头，至少 8 位")
    }
    return digits
  }
}
