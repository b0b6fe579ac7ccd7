/// What verifying a ledger found (核验).
package struct Verification: Equatable, Sendable {
  package let entryCount: Int
  package let factCount: Int
  /// The digest of the last entry in hexadecimal (账簿校验码).
  package let head: String
  /// Empty when all is as it was written.
  package var problems: [IntegrityProblem]
  /// What is no damage and should be seen all the same, a Chinese sentence each.
  package var notes: [String]

  package init(
    entryCount: Int, factCount: Int, head: String, problems: [IntegrityProblem],
    notes: [String] = []
  ) {
    self.entryCount = entryCount
    self.factCount = factCount
    self.head = head
    self.problems = problems
    self.notes = notes
  }
}

/// How far a ledger was looked into before something was printed of it (核验状态).
package enum LedgerStanding: Equatable, Sendable {
  case sound
  /// Too large to be verified each time.
  case unverified
  /// So many things are not as they were written.
  case unsound(problems: Int)

  /// What a page says of it; nil where it says nothing.
  package var guidance: Guidance? {
    switch self {
    case .sound: nil
    case .unverified: "未核验：账本较大，输出前没有核验；请\(running: .verify)核验"
    case .unsound(let problems):
      """
      账本核验没有通过（\(problems) 处不符），以下内容不可靠，请勿使用或公开；\
      请\(running: .verify)查看核验结果
      """
    }
  }
}

/// One thing that is not as it was written.
package struct IntegrityProblem: Equatable, Sendable {
  package let kind: Kind
  /// The entry of the journal it belongs to; nil where there is none.
  package let entry: Int?
  /// The table in Chinese; nil where none is concerned.
  package let table: String?
  /// What finds the fact: numbers, never a person's name.
  package let key: String?
  /// A Chinese sentence that says it all.
  package let message: String
  /// What to do about it; nil where it is to be looked into and no more can be said.
  package let advice: Guidance?

  /// What it is, and what to do about it.
  package var guidance: Guidance {
    advice.map { "\(message)（\($0)）" } ?? Guidance(message)
  }

  /// What happened to a fact, an entry or the file.
  package enum Kind: String, CaseIterable, Sendable {
    /// A fact says something else.
    case changed
    /// A fact is gone.
    case missing
    /// A fact that no command recorded.
    case added
    /// A fact names another entry than the one that recorded it.
    case moved
    /// Facts of one entry stand in another order.
    case reordered
    /// An entry of the journal itself is changed, missing or does not join on.
    case journal
    /// An entry is not signed as it must be, or lacks its second person.
    case signature
    /// A digest that was known is not in the chain.
    case head
    /// A table, an index or a trigger is not as the program made it.
    case schema
    /// SQLite finds the file itself damaged.
    case file
    /// A fact names another that is not there.
    case reference
    /// Facts do not agree with one another, or a figure with its facts.
    case consistency
    /// A value that no writer of ours could have written.
    case unreadable

    /// The Chinese word.
    package var word: String {
      switch self {
      case .changed: "内容被改动"
      case .missing: "记录缺失"
      case .added: "多出记录"
      case .moved: "移到别的流水"
      case .reordered: "次序被改动"
      case .journal: "流水被改动"
      case .signature: "签名不符"
      case .head: "校验码对不上"
      case .schema: "结构被改动"
      case .file: "文件损坏"
      case .reference: "指向不存在的记录"
      case .consistency: "前后不一致"
      case .unreadable: "不可读"
      }
    }
  }

  package init(
    _ kind: Kind, entry: Int? = nil, table: String? = nil, key: String? = nil, _ message: String,
    advice: Guidance? = nil
  ) {
    self.kind = kind
    self.entry = entry
    self.table = table
    self.key = key
    self.message = message
    self.advice = advice
  }
}
