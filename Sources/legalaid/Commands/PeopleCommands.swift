import ArgumentParser
import Bookkeeping
import LedgerCore
import LedgerStore
import Reporting
import Wording

struct PeopleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people", abstract: "人员：谁能办什么，每一笔由谁签名",
    discussion: """
      不设人员的账本照旧使用。设了第一个人员以后，每一笔都由登录的人签名，要紧的事须两人办。
      职责：记账、复核、负责、管理、查看，可以几项。哪些事要哪项职责、哪些事须两人，见 legalaid guide 人员。
      """,
    subcommands: [
      Start.self, Add.self, RoleChange.self, End.self, Key.self, Password.self, List.self,
    ])

  struct Start: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "start", abstract: "设第一个人员：从这一笔起，每一笔都要签名",
      discussion: "第一个人员有记账、复核、负责、管理四项职责；以后可以改。设了就不能取消。")

    @Argument(help: ArgumentHelp("姓名", valueName: "person"), transform: WordReading.words)
    var name: String
    @OptionGroup var write: WriteOptions

    func run() throws {
      let store = try write.ledger.open()
      guard try !store.read({ try $0.people.isSet() }) else { throw PeopleRefusal.started }
      let first = try FirstPerson(asking: name, isRehearsal: write.dryRun)
      let receipt = try first.start(in: store, now: Clock.now(), today: Clock.today())
      write.done(FirstPerson.done(receipt.recorded))
      FirstPerson.tell()
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "增加一个人员；由他本人设密码",
      discussion: "已有能复核的另一人时，须另一人确认。")

    @Argument(help: ArgumentHelp("姓名", valueName: "person"), transform: WordReading.words)
    var name: String
    @OptionGroup var roles: RoleOptions
    @OptionGroup var sealed: SealedKeyOption
    @OptionGroup var write: WriteOptions

    func run() throws {
      var session = try write.session()
      let key = try sealed.key(of: name, isRehearsal: write.dryRun)
      session.request = ProposedWords.adding(name, roles.roles, key)
      let person = try KeepPeople(session).add(name, roles: roles.roles, key: key).recorded
      write.done("已增加人员 \(printable(person.name))（\(person.roles.inWords)）")
    }
  }

  struct RoleChange: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "role", abstract: "改变一个人员的职责：写明改后的全部职责")

    @Argument(help: ArgumentHelp("姓名", valueName: "person"), transform: WordReading.words)
    var name: String
    @OptionGroup var roles: RoleOptions
    @Option(help: "原因", transform: WordReading.words) var reason: String
    @OptionGroup var write: WriteOptions

    func run() throws {
      let person = try KeepPeople(write.session())
        .setRoles(of: name, to: roles.roles, reason: reason).recorded
      write.done("人员 \(printable(person.name)) 的职责改为\(person.roles.inWords)")
    }
  }

  struct End: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "end", abstract: "停用一个人员：以后不能再办；以前签的仍算数")

    @Argument(help: ArgumentHelp("姓名", valueName: "person"), transform: WordReading.words)
    var name: String
    @Option(help: "原因", transform: WordReading.words) var reason: String
    @OptionGroup var write: WriteOptions

    func run() throws {
      let person = try KeepPeople(write.session()).end(name, reason: reason).recorded
      write.done("已停用人员 \(printable(person.name))")
    }
  }

  struct Key: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "key", abstract: "密码忘了的，由有管理职责的人员给新密钥；由他本人设密码")

    @Argument(help: ArgumentHelp("姓名", valueName: "person"), transform: WordReading.words)
    var name: String
    @Option(help: "原因", transform: WordReading.words) var reason: String
    @OptionGroup var sealed: SealedKeyOption
    @OptionGroup var write: WriteOptions

    func run() throws {
      var session = try write.session()
      let key = try sealed.key(of: name, isRehearsal: write.dryRun)
      session.request = ProposedWords.giving(key, to: name, reason: reason)
      let person = try KeepPeople(session).giveKey(key, to: name, reason: reason).recorded
      write.done("已给人员 \(printable(person.name)) 新密钥；旧密码不能再用")
    }
  }

  struct Password: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "password", abstract: "改自己的密码",
      discussion: "用 LEGALAID_PASSWORD_FILE 的，文件第一行是现在的密码，第二行是新密码。")

    @OptionGroup var write: WriteOptions

    func run() throws {
      let session = try write.session()
      guard let signer = session.signer else { throw PersonRefusal.nobodySignedIn }
      let password = try PasswordReading.present()
      _ = try SignedIn(session.store).trying {
        try SignIn(session.store)(signer.name, password: password)
      }
      let key = try signer.key.sealed(under: PasswordReading.new(of: signer.name, line: 1))
      try KeepPeople(session).changePassword(to: key)
      write.done("密码已改；密钥没有变，以前签的仍算数")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "列出人员和职责")

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let people = try ledger.open().read { try $0.people.all() }
      try format.print(PeopleTables.people(people))
    }
  }
}

extension FirstPerson {
  /// Asks for their password, but for a rehearsal.
  ///
  /// - Throws: `PasswordReading.Fault`.
  init(asking name: String, isRehearsal: Bool) throws {
    self = try Self(name, password: isRehearsal ? nil : PasswordReading.new(of: name))
  }

  static func done(_ person: Person) -> String {
    "已设第一个人员 \(printable(person.name))（\(person.roles.inWords)）"
  }

  /// What it changes.
  static func tell() {
    Output.result("从这一笔起，每一笔都要登录后签名；以前的流水不变，没有签名")
    Output.result("须两人办的：\(SecondPersonGround.allCases.inWords)；请再增加人员")
  }
}

/// The roles of a person on a command line.
struct RoleOptions: ParsableArguments {
  @Option(
    name: .customLong("roles"), parsing: .upToNextOption,
    help: ArgumentHelp("职责：记账、复核、负责、管理、查看，可写几项", valueName: "roles"),
    transform: WordReading.roles)
  var given: [Set<Role>]

  var roles: Set<Role> { given.reduce([]) { $0.union($1) } }
}

/// A key that was sealed when its person was asked for: how a second person is told of it.
struct SealedKeyOption: ParsableArguments {
  @Option(help: .hidden, transform: Self.read) var sealedKey: SealedKey?

  /// The key that was told, or a new one under a password that is asked for now.
  func key(of person: String, isRehearsal: Bool) throws -> SealedKey {
    if let sealedKey { return sealedKey }
    guard !isRehearsal else { return OpenKey.unopenable }
    return try OpenKey().sealed(under: PasswordReading.new(of: person))
  }

  private static func read(_ text: String) throws -> SealedKey {
    let parts = text.split(separator: ":").map(String.init)
    guard parts.count == 6, let rounds = Int(parts[3]), let block = Int(parts[4]),
      let parallelism = Int(parts[5])
    else { throw WordReading.Problem(description: "不是封存的密钥") }
    return SealedKey(
      publicKey: parts[0], sealedKey: parts[1], salt: parts[2],
      cost: ScryptCost(rounds: rounds, blockSize: block, parallelism: parallelism))
  }
}

extension WordReading {
  /// One role or several: `记账、复核`.
  static func roles(_ text: String) throws -> Set<Role> {
    let words = text.split { "、，,；;+ ".contains($0) }.map { normalized(String($0)) }
    let roles = words.compactMap { Role(rawValue: $0) }
    guard !roles.isEmpty, roles.count == words.count else {
      throw Problem(
        description: "可选：\(Role.allCases.map(\.rawValue).joined(separator: "、"))")
    }
    return Set(roles)
  }
}
