import LedgerCore
import Testing
import Wording

@Suite("命令行怎样说下一步")
struct DialectTests {
  /// A step, and the command that what is said of it belongs to.
  struct Said: CustomTestStringConvertible, Sendable {
    let step: NextStep
    let command: String

    var testDescription: String { "\(step)" }
  }

  private static func steps() throws -> [Said] {
    let first = try #require(VoucherNumber("支1"))
    let reference = try #require(BankReference("流1"))
    let year = try #require(FiscalYear(text: "2024"))
    let (fact, shift) = (try #require(CaseNumber("案1")), try #require(DutyNumber("值1")))
    let document = try #require(DocumentNumber("文1"))
    let byCommand: [String: [NextStep]] = [
      "verify": [.nameLedger, .verify], "init": [.createLedger], "backup": [.backUp],
      "restore": [.acceptLoss, .goWithoutManifest],
      "settle-head": [.settleHead("0123456789abcdef")],
      "import": [
        .importTables, .importAsAmendment, .amendByImport, .nameTableKind(["claims", "duty"]),
      ],
      "export": [.exportTables], "guide": [.readGuide(chapter: 3)],
      "claim approve": [.giveReason, .approveClaim],
      "pay record": [
        .override, .nameAmount, .namePayee, .nameCase, .nameDutyShift, .nameLine,
        .payAgain(PaymentLineID(voucher: first, line: 1)), .payLineAgain,
      ],
      "explain": [.explainFinding, .nameSecondPerson],
      "fund adjust": [.nameBudgetYear, .adjustMoney],
      "fund recall": [.recallMoney], "fund opening": [.stateOpening], "case file": [.fileCase],
      "claim submit": [.submitClaim],
      "case show": [.showCase(fact)], "duty list": [.listDuty(shift)],
      "pay list": [.listVoucher(first)], "fund list": [.listDocument(document)],
      "standards price": [.priceCase],
      "standards load": [.loadStandard], "pay batch": [.payBatch],
      "pay reverse": [.reversePayment, .recordBankReturn, .nameReversalLine],
      "bank match": [.matchLine, .chooseVoucher, .undoMatch, .undoMatchOf(reference)],
      "bank set-aside": [.setLineAside, .takeBackSetAside(reference)],
      "case void": [.voidThing(.legalAidCase), .restoreThing(.legalAidCase)],
      "claim void": [.voidThing(.claim), .restoreThing(.claim)],
      "duty void": [.voidThing(.dutyShift), .restoreThing(.dutyShift)],
      "fund void": [.voidThing(.appropriation), .restoreThing(.appropriation)],
      "bank void": [.voidThing(.bankLine), .restoreThing(.bankLine)],
      "case amend": [.amendThing(.legalAidCase)], "claim amend": [.amendThing(.claim)],
      "duty amend": [.amendThing(.dutyShift)], "fund amend": [.amendThing(.appropriation)],
      "bank amend": [.amendThing(.bankLine)], "case renumber": [.renumberCase],
      "case assign": [.assignCase], "claim return": [.returnClaim],
      "bank list": [.listUnmatched, .listBankLine(reference)],
      "close-year": [.closeYear, .chooseFolder],
      "reopen-year": [.reopenYear(nil), .reopenYear(year)], "report tables": [.writeCSV],
      "report paragraph": [.listTags],
      "sign-in": [.signIn], "pending": [.listPending], "people start": [.startPeople],
      "confirm": [.confirm(proposal: nil), .confirm(proposal: 3)],
    ]
    return byCommand.flatMap { command, steps in steps.map { Said(step: $0, command: command) } }
  }

  @Test("every step has its command, and every option that is named is one of the command's")
  func commands() async throws {
    let workplace = try Workplace()
    for said in try Self.steps() {
      let means = try #require(Dialect.commandLine.means(said.step), "\(said.step)")
      let words = means.split(separator: " ").map(String.init).filter { $0 != "legalaid" }
      let names = words.prefix { !$0.hasPrefix("--") }.joined(separator: " ")
      #expect(names.isEmpty || names.hasPrefix(said.command), "\(means)")
      let asked = try await workplace.run(
        ["help"] + said.command.split(separator: " ").map(String.init))
      let help = asked.stdout
      #expect(help.contains("用法：legalaid \(said.command)"), "\(means)")
      for option in words where option.hasPrefix("--") {
        let isListed = help.split(separator: "\n").contains { line in
          line.hasPrefix("  --")
            && line.split { " ,".contains($0) }.contains { $0 == option }
        }
        #expect(isListed, "\(means)")
      }
    }
  }

  @Test("a refusal names the options that the officer can go on with")
  func refusal() async throws {
    let workplace = try Workplace()
    let refused = try await workplace.legalaid("case", "list")
    #expect(
      refused.stderr == "错误：没有找到账本文件“legalaid.sqlite”：请用 --ledger 指明，或先用 legalaid init 新建\n")
  }
}
