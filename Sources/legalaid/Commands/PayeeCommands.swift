import ArgumentParser
import Bookkeeping
import LedgerCore
import Reporting
import Wording

struct PayeeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payee", abstract: "收款人登记：收款单位的名称、别名、开户行和账号",
    discussion: """
      账号只印在发放表上；别处只显示末四位，不进导出的表、流水和提示。
      """,
    subcommands: [Add.self, Amend.self, End.self, List.self])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "登记一个收款单位")

    @Argument(help: "名称，照银行开户的写法", transform: WordReading.words) var name: String
    @Option(help: "开户行", transform: WordReading.words) var bank: String
    @OptionGroup var account: AccountOption
    @Option(help: "别名，凭证上也这样写的名称，可写多次", transform: WordReading.words)
    var alias: [String] = []
    @OptionGroup var write: WriteOptions

    func validate() throws {
      guard try account.number != nil else { throw ValidationError("缺少 --account：请写账号") }
    }

    func run() throws {
      guard let number = try account.number else { return }
      let payee = try KeepPayees(write.session()).add(
        name, aliases: alias, account: BankAccount(bank: bank, number: number)
      ).recorded
      write.done("已登记收款单位 \(payee.inWords)")
    }
  }

  struct Amend: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "amend", abstract: "更正一个收款单位的登记；原来的留在账本里")

    @Argument(help: "名称或别名", transform: WordReading.words) var name: String
    @Option(
      name: .customLong("name"), help: ArgumentHelp("新名称", valueName: "payee"),
      transform: WordReading.words)
    var newName: String?
    @Option(help: "新开户行", transform: WordReading.words) var bank: String?
    @OptionGroup var account: AccountOption
    @Option(help: "添一个别名，可写多次", transform: WordReading.words) var alias: [String] = []
    @Option(
      help: ArgumentHelp("去掉一个别名，可写多次", valueName: "alias"), transform: WordReading.words)
    var dropAlias: [String] = []
    @Option(help: "原因", transform: WordReading.words) var reason: String
    @OptionGroup var write: WriteOptions

    func validate() throws {
      guard
        try newName != nil || bank != nil || account.number != nil || !alias.isEmpty
          || !dropAlias.isEmpty
      else {
        throw ValidationError("请写明要改什么：--name、--bank、--account、--alias、--drop-alias")
      }
    }

    func run() throws {
      let change = PayeeChange(
        name: newName, addedAliases: alias, droppedAliases: dropAlias, bank: bank,
        account: try account.number)
      let payee = try KeepPayees(write.session()).amend(name, change, reason: reason).recorded
      write.done("已更正收款单位 \(payee.inWords)")
    }
  }

  struct End: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "end", abstract: "停用一个收款单位：发放表不再印它的账号")

    @Argument(help: "名称或别名", transform: WordReading.words) var name: String
    @Option(help: "原因", transform: WordReading.words) var reason: String
    @OptionGroup var write: WriteOptions

    func run() throws {
      let payee = try KeepPayees(write.session()).end(name, reason: reason).recorded
      write.done("已停用收款单位 \(maskedPayee(payee.name))")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "列出收款单位；账号只显示末四位")

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      try format.print(RegisterTables.payees(ListRegister(ledger.open()).payees()))
    }
  }
}

/// An account number on a command line.
///
/// It is read by us rather than by the library, whose errors repeat what they cannot read.
struct AccountOption: ParsableArguments {
  @Option(
    name: .customLong("account"), parsing: .upToNextOption,
    help: ArgumentHelp("账号，8 至 32 位数字，可以有空格和短横", valueName: "account"))
  var parts: [String] = []

  func validate() throws { _ = try number }

  /// The number; nil where none is written.
  var number: AccountNumber? {
    get throws {
      guard !parts.isEmpty else { return nil }
      do { return try AccountNumber(parts.joined()) } catch {
        throw ValidationError("--account 的值不对：\(error)")
      }
    }
  }
}
