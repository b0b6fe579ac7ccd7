import ArgumentParser
import Bookkeeping
import LedgerCore
import LedgerStore
import Wording

struct SignInCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-in", abstract: "登录：输入密码，打开自己的密钥，在一段时间里用来签名",
    discussion: """
      密码在终端里输入，不显示；无人值守的，用环境变量 LEGALAID_PASSWORD_FILE 写明密码文件（第一行是密码）。
      打开的密钥只放在内存里，只有本机的这个用户、对这个账本能用；到时间或 sign-out 以后要重新登录。
      """)

  @Argument(help: ArgumentHelp("姓名", valueName: "person"), transform: WordReading.words)
  var name: String
  @Option(
    help: "多少分钟以后要重新登录，最多 \(SignedIn.minutesMax)", transform: WordReading.minutes)
  var minutes = SignedIn.usualMinutes
  @OptionGroup var ledger: LedgerOptions

  func run() throws {
    let store = try ledger.open()
    guard try store.read({ try $0.people.isSet() }) else { throw PeopleRefusal.notStarted }
    let kept = try SignedIn(store)
    let password = try PasswordReading.present()
    let signer = try kept.trying { try SignIn(store)(name, password: password) }
    try kept.keep(signer, minutes: minutes)
    Output.done("已登录：\(printable(signer.name))，\(minutes) 分钟内有效", isRehearsal: false)
  }
}

struct SignOutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-out", abstract: "退出登录：打开的密钥立即作废")

  @OptionGroup var ledger: LedgerOptions

  func run() throws {
    let isEnded = try SignedIn(ledger.open()).end()
    Output.done(isEnded ? "已退出登录" : "没有人登录", isRehearsal: false)
  }
}

extension WordReading {
  /// Minutes that a key stays open.
  static func minutes(_ text: String) throws -> Int {
    guard let minutes = Int(halfWidth(text).trimmed), (1...SignedIn.minutesMax).contains(minutes)
    else { throw Problem(description: "要写 1 到 \(SignedIn.minutesMax) 的整数") }
    return minutes
  }
}
