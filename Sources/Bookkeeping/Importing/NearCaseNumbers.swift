import Interchange
import LedgerCore
import LedgerStore

/// Numbers of cases that rows cite and the register does not have, but for a bracket, a 号 or a
/// zero.
///
/// They are told and never taken for one another: 民9 and 民09 may be two cases.
struct NearCaseNumbers {
  private var cited: [CaseNumber: RowPlace] = [:]
  private var rowCount = 0

  /// Of a larger import this is not asked: its findings say the same, case by case.
  private static let rowsMax = 2_000
  private static let toldMax = 20

  /// Notes the case that a row cites.
  mutating func see(_ record: TableRecord, at place: RowPlace) {
    rowCount += 1
    guard rowCount <= Self.rowsMax, record.kind != .cases,
      let number: CaseNumber = record.identifier(.caseNumber), cited[number] == nil
    else { return }
    cited[number] = place
  }

  /// What is to be said when all rows are in.
  ///
  /// - Returns: A warning for each number with one near it, in order of the numbers.
  /// - Throws: A fault of the store.
  func notices(in ledger: LedgerSnapshot) throws -> [ImportNotice] {
    guard rowCount <= Self.rowsMax else { return [] }
    let unknown = try cited.keys.sorted().filter { try ledger.cases.legalAidCase($0) == nil }
    guard !unknown.isEmpty else { return [] }
    let wanted = Set(unknown.map { Self.outline($0.key) })
    var near: [String: String] = [:]
    try ledger.cases.forEachNumber { printed in
      let outline = Self.outline(normalizedNumber(printed))
      if wanted.contains(outline) { near[outline] = printed }
    }
    return unknown.compactMap { number in
      guard let registered = near[Self.outline(number.key)], let place = cited[number] else {
        return nil
      }
      return place.warning(
        "案件编号 \(number) 没有登记，登记的有相近的 \(registered)：是同一件的，请改成登记的编号")
    }.prefix(Self.toldMax).map { $0 }
  }

  /// A number without brackets, signs, 第 and 号, and without zeros before its digits.
  private static func outline(_ key: String) -> String {
    var outline = ""
    var isInDigits = false
    for character in key where character.isLetter || character.isNumber {
      if character == "号" || character == "第" { continue }
      if character == "0", !isInDigits { continue }
      isInDigits = character.isNumber
      outline.append(character)
    }
    return outline
  }
}
