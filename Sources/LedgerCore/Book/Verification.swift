/// What verifying a ledger found (核验).
package struct Verification: Equatable, Sendable {
  package let entryCount: Int
  package let factCount: Int
  /// The digest of the last entry in hexadecimal (账簿校验码).
  package let head: String
  /// Empty when all is as it was written.
  package var problems: [IntegrityProblem]

  package init(entryCount: Int, factCount: Int, head: String, problems: [IntegrityProblem]) {
    self.entryCount = entryCount
    self.factCount = factCount
    self.head = head
    self.problems = problems
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

  /// What happened to a fact, an entry or the file.
  package enum Kind: String, CaseIterable, Sendable {
    /// A fact says something else.
    case changed
    /// A fact is gone.
    case missing
    /// A fact that no command recorded.
    case added
    /// A fact stands under another entry.
    case moved
    /// Facts of one entry stand in another order.
    case reordered
    /// An entry of the journal itself is changed, missing or does not join on.
    case journal
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
    _ kind: Kind, entry: Int? = nil, table: String? = nil, key: String? = nil, _ message: String
  ) {
    self.kind = kind
    self.entry = entry
    self.table = table
    self.key = key
    self.message = message
  }
}
