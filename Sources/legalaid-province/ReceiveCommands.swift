import ArgumentParser
import Bookkeeping
import LedgerCore
import LedgerStore
import Province
import ProvinceDatabase
import Reporting
import Wording

struct ReceiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receive", abstract: "收各县报送的文件（.las）或装着它们的文件夹，出回执",
    discussion: """
      先核对签名、内容、校验码和与已收部分的衔接，都对了才收；缺前段的先留着等，分叉的不收、留作证据。
      重复收同一个文件没有影响。退出码：0 全部收下或留着等，2 有的没有收，1 失败。
      """)

  @Argument(help: "文件或文件夹") var paths: [String]
  @OptionGroup var write: ProvinceWriteOptions

  func run() throws {
    let answers = try ReceiveSegments(write.session())(paths)
    guard !answers.isEmpty else { return Output.result("没有要收的文件（.las）") }
    var isRefused = false
    for answer in answers {
      switch answer.outcome {
      case .taken(let segment, let new, let receipt):
        let words = new == 0 ? "以前收过" : "收下，新收 \(new) 笔"
        Output.result(
          "\(printable(answer.path))：\(words)，\(segment.agency)（\(segment.code)）"
            + "到第 \(segment.to.entry) 号流水；回执 \(receipt)")
      case .waiting(let segment, let held):
        Output.result(
          "\(printable(answer.path))：等前段，\(segment.agency)（\(segment.code)）已收到第 \(held) 号，"
            + "这一段从第 \(segment.after.entry + 1) 号起")
      case .sound(let segment):
        Output.result(
          "\(printable(answer.path))：签名和完整性相符，\(segment.agency)（\(segment.code)）"
            + "第 \(segment.after.entry + 1)–\(segment.to.entry) 号（试算，没有收）")
      case .refused(let refusal):
        isRefused = true
        Output.problem("\(answer.path)：\(refusal)")
      }
    }
    if isRefused { throw ExitCode(2) }
  }
}

struct AllocateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allocate", abstract: "从表格登记下达的指标",
    discussion: """
      表头：下达文号、接收方代码、预算年度、资金来源、下达日期、金额；可有 下达方代码（不写则为本省）、上级文号。
      收回、调减写负数；列给本级使用的，接收方写本级代码。同一张表可以重复导入。
      """)

  @Argument(help: "CSV 或 Excel 文件") var file: String
  @OptionGroup var write: ProvinceWriteOptions

  func run() throws {
    let (added, known) = try KeepAllocations(write.session(), today: Clock.today())(file)
    write.done("已登记下达 \(added) 笔，原有 \(known) 笔")
  }
}

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "核验各县账本的副本和省里自己的账本",
    discussion: "退出码：0 完好，2 发现问题，1 失败。")

  @Option(help: ArgumentHelp("只核验这个单位", valueName: "代码"), transform: WordReading.regionCode)
  var bureau: RegionCode?
  @OptionGroup var options: ProvinceOptions

  func run() throws {
    let holdings = try options.holdings()
    var isSound = true
    func verify(_ name: String, _ store: LedgerStore) throws {
      let found = try VerifyLedger(store)().verification
      isSound = isSound && found.problems.isEmpty
      Output.result(
        "\(name)：流水 \(found.entryCount) 笔，记录 \(found.factCount) 条，"
          + (found.problems.isEmpty ? "完好" : "发现 \(found.problems.count) 个问题")
          + "，账簿校验码 \(found.head)")
      for problem in found.problems.prefix(20) { Output.problem(problem.guidance.words) }
    }
    let bureaus = try bureau.map { [try holdings.bureau($0)] } ?? holdings.bureaus()
    for own in bureaus {
      let name = "\(own.code) \(printable(own.name))"
      var hasCome = false
      try holdings.withReplicas(of: own.code) { replica in
        hasCome = true
        try verify(name, replica)
      }
      if !hasCome { Output.result("\(name)：未收到") }
    }
    if let database = holdings as? ProvinceDatabase {
      let problems = try database.problems(of: bureau)
      isSound = isSound && problems.isEmpty
      for problem in problems.prefix(20) { Output.problem(problem.description) }
    } else if bureau == nil {
      try verify("省里的账本", options.open().store)
    }
    if !isSound { throw ExitCode(2) }
  }
}
