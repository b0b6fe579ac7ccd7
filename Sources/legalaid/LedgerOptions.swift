import ArgumentParser
import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore

/// Which ledger, and who acts: the options that hold for all commands.
struct LedgerOptions: ParsableArguments {
  @Option(help: ArgumentHelp("账本文件；也可用环境变量 LEGALAID_LEDGER", valueName: "文件"))
  var ledger: String?

  @Option(
    name: .customLong("operator"),
    help: ArgumentHelp("经办人；也可用环境变量 LEGALAID_OPERATOR", valueName: "姓名"))
  var operatorName: String?

  /// As said on the command line or else by the environment.
  var path: String {
    ledger ?? Self.environment("LEGALAID_LEDGER") ?? "legalaid.sqlite"
  }

  /// The same of who acts; else who is logged in, or whoever answers at the terminal.
  var whoActs: String {
    operatorName ?? Self.environment("LEGALAID_OPERATOR") ?? Login.name
  }

  func validate() throws {
    if operatorName?.trimmed.isEmpty ?? false {
      throw ValidationError("--operator 不能为空")
    }
  }

  func open() throws -> LedgerStore {
    try UnderWay.session?.store ?? OpenedLedgers.open(at: path)
  }

  /// Opens the ledger for figures to be printed of it, verified first where that takes no second;
  /// what is printed afterwards says so where it was not, or where it does not verify.
  func openForFigures() throws -> LedgerStore {
    let store = try open()
    let standing = try VerifyLedger(store).standing()
    OpenedLedgers.standing = standing
    if let words = standing.guidance { Output.warning(words) }
    return store
  }

  /// The office of an act: the ledger opened, the operator named, the clock read once.
  ///
  /// In a ledger with people the operator is who has signed in, whatever the environment says.
  func session(
    isRehearsal: Bool = false, confirming confirmation: Confirmation? = nil
  ) throws -> Session {
    if let session = UnderWay.session { return session }
    let store = try open()
    let hasPeople = try store.read { try $0.people.isSet() }
    let signer = try hasPeople ? SignedIn.signer(of: store) : nil
    if let signer, let operatorName, normalized(operatorName) != normalized(signer.name) {
      throw PersonRefusal.otherName("经办人")
    }
    return Session(
      store: store, operatorName: hasPeople ? "（未登录）" : whoActs, now: Clock.now(),
      today: Clock.today(), isRehearsal: isRehearsal, signer: signer,
      confirmation: confirmation,
      request: CommandLineWords(Array(CommandLine.arguments.dropFirst())).request)
  }

  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }
}

/// What every command that writes takes besides.
struct WriteOptions: ParsableArguments {
  @OptionGroup var ledger: LedgerOptions

  @Flag(help: "只试算，不写入账本")
  var dryRun = false

  func session() throws -> Session { try ledger.session(isRehearsal: dryRun) }

  /// Says what was done, or what would have been, after what is printed before it.
  func done(_ words: String, after preview: String = "") {
    Output.done(words, after: preview, isRehearsal: dryRun)
  }
}

/// The officer's decision to record what a rule stops.
struct OverrideOptions: ParsableArguments {
  @Flag(name: .customLong("override"), help: "规则不允许时仍照记，须同时写 --reason")
  var isOverridden = false

  @Option(help: ArgumentHelp("理由，记入流水", valueName: "文字"))
  var reason: String?

  func validate() throws {
    _ = try override
    if !isOverridden, reason != nil {
      throw ValidationError("--reason 要和 --override 一起用")
    }
  }

  var override: Override? {
    get throws { try .said(isOverridden, reason: reason) }
  }
}

extension Override {
  /// The decision as it is said on a command line; nil where none is.
  ///
  /// - Throws: `ValidationError` when it is said without a reason.
  static func said(_ isOverridden: Bool, reason: String?) throws -> Override? {
    guard isOverridden else { return nil }
    guard let reason = reason?.trimmed, !reason.isEmpty else {
      throw ValidationError("--override 须同时用 --reason 写明理由")
    }
    return Override(reason: reason)
  }
}

/// The wall clock, read at the edge only; by the C library, for Foundation's calendars take longer
/// to get ready than a payment does.
enum Clock {
  /// The instant in ISO 8601, UTC, to the second.
  static func now() -> String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(day(parts))T\(clock.joined(separator: ":"))Z"
  }

  /// The calendar day where the officer sits.
  static func today() -> Day {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return day(parts)
  }

  /// An instant in ISO 8601, UTC, as the officer's clock shows it: `2024-03-05 16:30`.
  ///
  /// What is no such instant is left as it is.
  static func local(_ instant: String) -> String {
    guard let parts = parts(of: instant) else { return instant }
    let clock = [parts.tm_hour, parts.tm_min].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(day(parts)) \(clock.joined(separator: ":"))"
  }

  /// The calendar day of an instant in ISO 8601, UTC, where the officer sits; nil for what is none.
  static func day(of instant: String) -> Day? {
    parts(of: instant).map(day)
  }

  private static func parts(of instant: String) -> tm? {
    let numbers = instant.split { "-T:Z".contains($0) }.compactMap { Int32($0) }
    guard numbers.count == 6, instant.utf8.count == 20, instant.hasSuffix("Z") else { return nil }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (numbers[0] - 1_900, numbers[1] - 1, numbers[2])
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (numbers[3], numbers[4], numbers[5])
    var seconds = timegm(&parts)
    localtime_r(&seconds, &parts)
    return parts
  }

  private static func day(_ parts: tm) -> Day {
    Day(year: Int(parts.tm_year) + 1_900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
      ?? .latest
  }
}
