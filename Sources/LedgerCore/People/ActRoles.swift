/// What the journal calls an act, in words, and whose work it is: one table for the whole ledger.
package struct ActKind: Equatable, Sendable {
  /// As the journal has it: `pay record`.
  package let code: String
  /// In the officer's words: `支付`.
  package let title: String
  /// Who does it, any one of them.
  package let roles: Set<Role>

  fileprivate init(_ code: String, _ title: String, _ roles: Set<Role> = [.record]) {
    self.code = code
    self.title = title
    self.roles = roles
  }

  /// Every act that writes.
  package static let all: [ActKind] = [
    ActKind("init", "新建账本"),
    ActKind("import", "导入"),
    ActKind("case accept", "受理"), ActKind("case assign", "指派"), ActKind("case close", "结案"),
    ActKind("case file", "归档"), ActKind("case amend", "更正案件"),
    ActKind("case reassign", "改派"), ActKind("case renumber", "案件改号"),
    ActKind("case void", "作废案件"), ActKind("case restore", "恢复案件"),
    ActKind("claim submit", "申报"), ActKind("claim batch", "成批申报"),
    ActKind("claim approve", "核发", [.review]), ActKind("claim return", "退回申报", [.review]),
    ActKind("claim amend", "更正申报"), ActKind("claim void", "作废申报"),
    ActKind("claim restore", "恢复申报"),
    ActKind("duty record", "值班"), ActKind("duty amend", "更正值班"),
    ActKind("duty void", "作废值班"), ActKind("duty restore", "恢复值班"),
    ActKind("fund receive", "指标下达"), ActKind("fund adjust", "指标调整"),
    ActKind("fund recall", "指标收回"), ActKind("fund opening", "上年结转"),
    ActKind("fund amend", "更正指标"), ActKind("fund void", "作废指标"),
    ActKind("fund restore", "恢复指标"),
    ActKind("pay record", "支付"), ActKind("pay batch", "成批支付"), ActKind("pay again", "重付"),
    ActKind("pay reverse", "冲销"), ActKind("pay recharge", "更正指标和用途"),
    ActKind("bank match", "国库对账"), ActKind("bank set-aside", "另列流水"),
    ActKind("bank amend", "更正国库流水"), ActKind("bank void", "作废国库流水"),
    ActKind("bank restore", "恢复国库流水"),
    ActKind("payee add", "登记收款人"), ActKind("payee amend", "更正收款人"),
    ActKind("payee end", "停用收款人"),
    ActKind("region code", "登记行政区划代码", [.record, .lead, .manage]),
    ActKind("key new", "换报送密钥", [.manage, .lead]),
    ActKind("receipt file", "登记省里的回执", [.record, .lead, .manage]),
    ActKind("bureau add", "登记报送单位"), ActKind("key register", "登记报送密钥"),
    ActKind("segment receive", "收账段"), ActKind("allocate", "登记下达"),
    ActKind("standards load", "登记补贴标准", [.manage, .lead]),
    ActKind("explain", "说明不符", [.record, .review, .lead]),
    ActKind("close-year", "年终结账", [.record, .lead]),
    ActKind("reopen-year", "重新打开年度", [.record, .lead]),
    ActKind("people start", "设第一个人员", [.manage]), ActKind("people add", "增加人员", [.manage]),
    ActKind("people role", "改变职责", [.manage]), ActKind("people end", "停用人员", [.manage]),
    ActKind("people key", "给新密钥", [.manage]),
    ActKind("people password", "改密码", Set(Role.allCases)),
    ActKind("show names", "显示姓名", Set(Role.allCases)),
    ActKind("propose", "提请复核", Set(Role.allCases)),
    ActKind("decline", "退回提请", [.record, .review, .lead, .manage]),
  ]

  private static let byCode = Dictionary(
    all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

  /// What writes no entry, and is some people's all the same.
  package static func named(_ title: String, _ roles: Set<Role>) -> ActKind {
    ActKind(title, title, roles)
  }

  /// The act of a code; what the table does not know is a record like any other.
  package static func of(_ code: String) -> ActKind {
    byCode[code] ?? ActKind(code, code)
  }
}

/// Why an act needs a second person (须两人办的事): one table for the whole ledger.
package enum SecondPersonGround: String, CaseIterable, Sendable {
  case override = "越过规则"
  case severeExplanation = "说明严重事项"
  case ownApproval = "核发自己登记的申报"
  case yearClosing = "结账和重新打开年度"
  case voiding = "作废"
  case people = "人员和职责"

  /// Whether the preview names all that an act with this ground does.
  fileprivate var isSaidByPreview: Bool {
    switch self {
    case .override, .ownApproval: false
    case .severeExplanation, .yearClosing, .voiding, .people: true
    }
  }

  /// Who may confirm it, any one of them; never the one who asked for it.
  package var confirmers: Set<Role> {
    switch self {
    case .override, .yearClosing: [.lead]
    case .severeExplanation, .ownApproval, .voiding: [.review, .lead]
    case .people: [.review, .lead, .manage]
    }
  }
}

extension [SecondPersonGround] {
  /// The grounds in their order: `越过规则、作废`.
  package var inWords: String { map(\.rawValue).joined(separator: "、") }

  /// Whether a person may confirm what has these grounds.
  package func allow(_ person: Person) -> Bool { allSatisfy { person.acts(as: $0.confirmers) } }
}

/// What one person asks for and a second has to confirm (待复核事项).
package struct Proposal: Equatable, Sendable {
  /// What the journal calls the act that is asked for.
  package let act: String
  /// Never empty; in the order of the table.
  package let grounds: [SecondPersonGround]
  /// How the front end carries the act out again: the words of its command.
  package let words: [String]
  /// What it would record and which rules speak, a line each; no person is named.
  package let preview: [String]
  package let reason: String?
  /// The SHA-256 of the marks of what it would record.
  package let factsDigest: String

  package init(
    act: String, grounds: [SecondPersonGround], words: [String], preview: [String],
    reason: String?, factsDigest: String
  ) {
    self.act = act
    self.grounds = grounds
    self.words = words
    self.preview = preview
    self.reason = reason
    self.factsDigest = factsDigest
  }

  /// Whether it asks for the same act as another: in the same words, to the same effect, or for the
  /// same to be done with the same things, whatever the reason given.
  package func asksTheSame(as other: Proposal) -> Bool {
    guard act == other.act else { return false }
    if words == other.words || factsDigest == other.factsDigest { return true }
    return grounds.allSatisfy(\.isSaidByPreview) && grounds == other.grounds
      && effect == other.effect
  }

  /// The preview without what differs each time: a new key is another key whenever it is made.
  private var effect: [String] { preview.filter { !$0.isEmpty && !$0.hasPrefix("密钥 ") } }
}

/// What became of a proposal.
package struct ProposalDecision: Equatable, Sendable {
  /// How it was decided.
  package enum Kind: String, Sendable {
    case confirmed = "确认"
    case declined = "退回"
  }

  package let proposal: Int
  package let kind: Kind
  /// Always there where it was declined.
  package let reason: String?

  package init(proposal: Int, kind: Kind, reason: String?) {
    self.proposal = proposal
    self.kind = kind
    self.reason = reason
  }
}

/// Whether a ledger has people, and since when its entries are signed (人员).
package enum PeopleStanding: Equatable, Sendable {
  case unset
  /// So many act, and every entry from this one on is signed.
  case set(count: Int, since: Int)

  /// As statements print it.
  package var words: String {
    switch self {
    case .unset: "未设人员（经办人自报，流水没有签名）"
    case .set(let count, let since): "已设人员 \(count) 人，第 \(since) 号流水起逐笔签名"
    }
  }
}
