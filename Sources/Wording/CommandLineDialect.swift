package import LedgerCore

extension Dialect {
  /// The options and commands of the command line.
  package static let commandLine = Dialect { step in
    switch step {
    case .nameLedger: "--ledger"
    case .createLedger: "legalaid init"
    case .verify: "legalaid verify"
    case .backUp: "legalaid backup 文件"
    case .acceptLoss: "--yes"
    case .goWithoutManifest: "--without-manifest"
    case .settleHead(let digits): "legalaid settle-head \(digits) --reason"
    case .stateRegionCode: "legalaid region-code 代码"
    case .makePublishingKey: "legalaid key new"
    case .publish: "legalaid publish 文件夹"
    case .forkFromReceipt: "--fork-reason"
    case .acceptReceiverKey: "--new-province-key"
    case .importTables: "import"
    case .importAsAmendment: "--amend"
    case .amendByImport: "import --amend"
    case .exportTables: "export"
    case .nameTableKind(let kinds): kinds.map { "--kind \($0)" }.joined(separator: " 或 ")
    case .mapColumn(let header, let field):
      "--map \(shellWord(oneLine(header) + "=" + field))"
    case .passOverColumn(let header): "--ignore \(shellWord(oneLine(header)))"
    case .fillColumn(let field): "--fill \(field)=…"
    case .mapWord(let field, let word, let term):
      "--map-word \(shellWord("\(field):\(oneLine(word))=\(term)"))"
    case .readGuide(let chapter): "legalaid guide \(chapter)"
    case .signIn: "legalaid sign-in 姓名"
    case .listPending: "legalaid pending"
    case .confirm(let number): "legalaid confirm \(number.map(String.init) ?? "号")"
    case .secondPassword: "--second 姓名"
    case .startPeople: "legalaid people start 姓名"
    case .giveReason: "--reason"
    case .override: "--override --reason"
    case .explainFinding: "explain 规则 对象 --reason"
    case .nameSecondPerson: "--confirmed-by"
    case .nameAmount: "--amount"
    case .namePayee: "--payee"
    case .nameCase: "--case"
    case .nameDutyShift: "--duty"
    case .nameLine: "--line"
    case .nameReversalLine: "--as-line"
    case .nameBudgetYear: "--fiscal-year"
    case .nameFirm: "--firm"
    case .nameDay: "--on"
    case .namePolicy: "--policy"
    case .voidThing(let kind): "legalaid \(kind.command) void"
    case .restoreThing(let kind): "legalaid \(kind.command) void --undo"
    case .amendThing(let kind): "legalaid \(kind.command) amend"
    case .renumberCase: "legalaid case renumber"
    case .assignCase: "legalaid case assign"
    case .fileCase: "case file"
    case .submitClaim: "claim submit"
    case .approveClaim: "claim approve"
    case .returnClaim: "legalaid claim return"
    case .priceCase: "standards price"
    case .loadStandard: "standards load"
    case .stateOpening: "fund opening"
    case .adjustMoney: "fund adjust"
    case .recallMoney: "fund recall"
    case .payBatch: "pay batch"
    case .payAgain(let first): "pay record --reissues \(first)"
    case .reversePayment: "legalaid pay reverse"
    case .payLineAgain: "legalaid pay record --reissues"
    case .recordBankReturn: "legalaid pay reverse --bank-return"
    case .matchLine: "bank match"
    case .chooseVoucher: "bank match 流水号 --voucher 凭证号 --reason"
    case .undoMatch: "--undo"
    case .undoMatchOf(let line): "legalaid bank match \(line) --undo --reason"
    case .setLineAside: "legalaid bank set-aside 流水号 --reason"
    case .takeBackSetAside(let line): "legalaid bank set-aside \(line) --undo --reason"
    case .listUnmatched: "bank list --unmatched"
    case .showCase(let number): "legalaid case show \(shellWord(number.printed))"
    case .listDuty(let number): "legalaid duty list --search \(shellWord(number.printed))"
    case .listVoucher(let number): "legalaid pay list --voucher \(shellWord(number.printed))"
    case .listDocument(let number): "legalaid fund list --document \(shellWord(number.printed))"
    case .listBankLine(let number): "legalaid bank list --search \(shellWord(number.printed))"
    case .closeYear: "close-year"
    case .reopenYear(let year): year.map { "reopen-year \($0)" } ?? "reopen-year"
    case .chooseFolder: "--folder"
    case .writeCSV: "--format csv"
    case .listTags: "legalaid report paragraph --tags"
    }
  }
}

extension RegisteredThing.Kind {
  /// The command that what is registered so is recorded with.
  fileprivate var command: String {
    switch self {
    case .legalAidCase: "case"
    case .claim: "claim"
    case .dutyShift: "duty"
    case .appropriation: "fund"
    case .bankLine: "bank"
    }
  }
}

/// A header or a word of a table on one line; it is compared without white space.
private func oneLine(_ text: String) -> String {
  printable(String(text.filter { !$0.isNewline }).trimmed)
}

/// A word as it is typed at a shell: quoted where it holds what means something else there.
private func shellWord(_ text: String) -> String {
  let isPlain = text.unicodeScalars.allSatisfy { scalar in
    scalar.value >= 0x3000 && !scalar.properties.isWhitespace
      || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      || "-_./".unicodeScalars.contains(scalar)
  }
  return isPlain && !text.hasPrefix("-")
    ? text
    : "'"
      + text.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
}
