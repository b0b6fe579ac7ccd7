import Bookkeeping
import LedgerCore
import LedgerStore
import Reconciliation
import TestSupport
import Testing

/// A standard as a file states it.
///
/// It grants 1,000 yuan for 一类, 800 for 二类, 1,000 to 3,000 for 三类; twice that with 死刑.
func standardText(
  _ number: String = "标1", region: String = "测试区", from: String = "2024-01-01",
  to: String? = nil, by event: String = "结案", replaces: String? = nil,
  amounts: [String] = ["1000", "800", "{最低: 1000, 最高: 3000}"], parts: String = ""
) -> String {
  """
  名称: 测试标准
  文号: \(number)
  地区: \(region)
  生效: {自: \(from)\(to.map { ", 至: \($0)" } ?? "")}
  版本依据: \(event)
  来源: 测试\(replaces.map { "\n取代: \($0)" } ?? "")
  取整: {时点: 结果, 单位: 分, 方式: 四舍五入}
  用语: {等级: [一类, 二类, 三类], 标记: [死刑]}
  标准:
  \(zip(["一类", "二类", "三类"], amounts).map { grade, amount in
    "  - {编号: \(grade), 条款: 第一条, 适用: {等级: \(grade)}, 金额: \(amount)}"
  }.joined(separator: "\n"))
  \(parts)
  调整:
    - {编号: 死刑, 条款: 第二条, 适用: {标记: 死刑}, 倍数: 2}
  """
}

/// The same with 385 yuan for a day of duty, and nothing besides.
func dutyStandardText() -> String {
  standardText(
    parts: "  - {编号: 值班, 条款: 第三条, 适用: {服务形式: 值班}, 单位: 天, 金额: {每单位: 385}}"
  ).replacing("用语:", with: "值班单位: [天]\n用语:")
    .replacing("{标记: 死刑}, 倍数", with: "{标记: 死刑}, 标准: [一类], 倍数")
}

/// A quota: of all cases at most a share may be 一类.
func quotaText(_ share: String) -> String {
  "名额:\n  - {名称: 一类案件, 条款: 第三条, 计入: {等级: 一类}, 基数: {}, 百分比: \(share)}"
}

extension InventedBook {
  /// A book of cases by their grades, 案1 and so on, each closed on 1 March 2024.
  static func graded(_ grades: String?...) throws -> InventedBook {
    var book = InventedBook()
    for (index, grade) in grades.enumerated() { try book.add("\(index + 1)", grade: grade) }
    return book
  }

  /// Adds a case with a grade.
  mutating func add(
    _ name: String, grade: String? = "一类", closed: String? = "2024-03-01",
    outcome: Outcome = .closed, type: CaseType = .civil
  ) throws {
    var added = try LegalAidCase.sample(
      "案\(name)", assigned: "2024-01-06", closed: closed, outcome: outcome, type: type)
    added.grade = grade
    cases.append(added)
  }

  /// Claims 1,000 yuan for a case; approved on 10 March 2024 where an amount says so.
  mutating func claim(
    _ name: String, approved: String? = nil, claimed: String = "2024-03-05",
    returned: String? = nil
  ) throws {
    claims.append(
      try .sample(
        "申\(name)", case: "案\(name)", claimed: claimed,
        approved: approved == nil ? nil : "2024-03-10", approvedAmount: approved,
        returned: returned))
  }
}

extension Session {
  /// An office whose ledger holds a book and standards.
  static func sample(_ book: InventedBook, under texts: String...) throws -> Session {
    let session = try sample(book)
    for text in texts { try session.load(text) }
    return session
  }

  @discardableResult
  func load(_ text: String, name: String = "标准.yaml") throws -> SubsidyStandard {
    try LoadStandard(self)(text, name: name).recorded
  }

  var versions: [StandardRegister.Version] {
    get throws { try PriceCases(store).versions() }
  }

  /// What C05 says of 2024.
  func offStandard() throws -> [Finding] {
    try ReconcileYear(store)(Period(year: .of(2024))).result.findings.filter { $0.rule == "C05" }
  }

  func claim(_ number: String) throws -> Claim? {
    try store.read { try $0.cases.claim(.of(number)) }
  }

  /// What an act is refused with, in words, whatever the kind of refusal; the ledger is as it was.
  func words(
    refusing act: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let before = try head()
    let error = #expect(throws: (any Error).self, sourceLocation: sourceLocation) { try act() }
    #expect(try head() == before, "a refused act wrote", sourceLocation: sourceLocation)
    return "\(try #require(error, sourceLocation: sourceLocation))"
  }
}
