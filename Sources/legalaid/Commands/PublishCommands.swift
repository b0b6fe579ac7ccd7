import ArgumentParser
import Bookkeeping
import LedgerCore
import LedgerStore
import Wording

struct RegionCodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "region-code", abstract: "登记本单位的行政区划代码：省里按它认账本",
    discussion: "6 位数字，例如红寺堡区是 640303。不写代码，就显示已登记的。")

  @Argument(help: "行政区划代码", transform: WordReading.regionCode) var code: RegionCode?
  @OptionGroup var write: WriteOptions

  func run() throws {
    guard let code else {
      let known = try write.ledger.open().read { try $0.publishing.regionCode() }
      return Output.result(known.map(\.description) ?? "还没有登记行政区划代码")
    }
    try KeepPublishing(write.session()).state(code)
    write.done("已登记行政区划代码 \(code)")
  }
}

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "报送用的密钥：向省里报送的文件用它签名",
    discussion: """
      没有设人员的账本用自己的密钥签名，密钥用密码封存在账本里；设了人员的账本由登录的人签名，不用 legalaid key new。
      把 legalaid key show 显示的公钥告诉省里登记，省里才收。
      """,
    subcommands: [New.self, Show.self])

  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "new", abstract: "生成新的密钥，设一个密码；以前的不再用")

    @OptionGroup var write: WriteOptions

    func run() throws {
      let session = try write.session()
      let keep = KeepPublishing(session)
      let agency = try session.store.read { try $0.bureau().agency }
      let key = try keep.newKey(password: PasswordReading.new(of: agency)).recorded
      write.done("已生成报送用的密钥 \(key.keyID)")
      Output.result("公钥：\(key.publicKey)（请告诉省里登记）")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "显示公钥，供省里登记")

    @OptionGroup var ledger: LedgerOptions

    func run() throws {
      let keys = try KeepPublishing.keys(of: ledger.open())
      guard !keys.isEmpty else {
        throw PublishLedger.Fault.noKey
      }
      for key in keys {
        let whose = key.person.map { "（\(printable($0))）" } ?? ""
        Output.result("\(key.publicKey)  \(key.keyID)\(whose)")
      }
    }
  }
}

struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "向省里报送：把新记的流水写成一个签了名的文件；登记省里的回执",
    discussion: """
      写出的文件（.las）含姓名，只交给省里。省里收下后给回执，用 publish --receipt 登记：
      以后 verify、restore 和 today 都按回执核对，比回执旧的备份不能再恢复后接着记。
      """)

  @Argument(help: "写到这个文件夹，例如优盘") var folder: String?
  @Option(
    help: ArgumentHelp("从哪一笔流水以后写起；0 是整本账", valueName: "流水号"),
    transform: WordReading.publishingStart)
  var since: PublishLedger.Start = .lastReceipt
  @Option(help: ArgumentHelp("登记省里的回执", valueName: "文件")) var receipt: String?
  @Option(
    help: ArgumentHelp("省里换了密钥、已打电话核对的，写新密钥的 16 位标识", valueName: "标识"),
    transform: WordReading.words)
  var newProvinceKey: String?
  @OptionGroup var write: WriteOptions

  func validate() throws {
    if (folder == nil) == (receipt == nil) {
      throw ValidationError("请写一个文件夹，或用 --receipt 写回执文件，只写一样")
    }
  }

  func run() throws {
    if let receipt { return try file(receipt) }
    let written = try PublishLedger(write.session())(
      into: folder ?? "", from: since, password: PasswordReading.present)
    write.done("已写出 \(written.place)\n\(written.content)")
  }

  private func file(_ path: String) throws {
    let done = try FileReceipt(write.session())(path, acceptedKey: newProvinceKey)
    let words = done.entry == nil && !write.dryRun ? "回执以前登记过" : "已登记回执"
    write.done("\(words)：\(done.recorded.inWords(local: Clock.local))")
  }
}

extension WordReading {
  /// The entry after which a segment begins.
  static func publishingStart(_ text: String) throws -> PublishLedger.Start {
    if text == "last-receipt" { return .lastReceipt }
    guard let number = Int(halfWidth(text).trimmed), number >= 0 else {
      throw Problem(description: "流水号是 0 或以上的整数，或写 last-receipt")
    }
    return .entry(number)
  }
}
