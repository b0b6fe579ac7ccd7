package import LedgerCore

/// Why something registered was not taken back, restored or corrected; the ledger is unchanged.
package enum CorrectionRefusal: OfficerError {
  /// It is void already, or void where it should stand.
  case isVoid(RegisteredThing)
  case notVoid(RegisteredThing)
  /// Claims that stand cite the case.
  case claimsRest(CaseNumber, [ClaimNumber])
  /// Payments that were not taken back rest on it.
  case paymentsRest(RegisteredThing, [PaymentLineID])
  /// Payments that were taken back only in a later year: their own year still shows them.
  case paymentsRested(RegisteredThing, [PaymentLineID])
  /// The claim is approved and nothing was paid on it.
  case approvalRests(ClaimNumber, Approval)
  case changesRest(AppropriationID)
  /// The row of a later year that carries the appropriation on.
  case carriedOn(AppropriationID, into: FiscalYear)
  /// A closing made the row out of the balance of the year that it closed.
  case carriedOver(AppropriationID, from: FiscalYear)
  case matched(BankReference, [VoucherNumber])
  /// What is said anew stands already.
  case unchanged(RegisteredThing)
  /// A field of a bank line that the bank filled in, by its Chinese name.
  case bankSaidSo(BankReference, String)
  /// In what manner a case was closed can be said otherwise, and not unsaid.
  case mannerNotCleared(CaseNumber)
  case notAssigned(CaseNumber)
  case sameNumber(CaseNumber)
  case numberTaken(CaseNumber)
  /// The number is one that a case had before: the case, and its present number.
  case numberLeft(CaseNumber, present: CaseNumber)

  package var description: String { guidance.words }

  package var guidance: Guidance {
    switch self {
    case .isVoid(let thing):
      """
      \(thing.words) 已经作废，账本没有改动：请核对编号；\
      要让它重新有效，请\(using: .restoreThing(thing.kind))写明原因恢复
      """
    case .notVoid(let thing):
      "\(thing.words) 没有作废，不用恢复：请核对编号"
    case .claimsRest(let number, let claims):
      """
      案件 \(number) 有补贴申报 \(Self.list(claims))，不能作废：\
      请先\(using: .returnClaim)退回，登记错的\(using: .voidThing(.claim))作废
      """
    case .paymentsRest(let thing, let lines):
      """
      \(thing.words) 已有支付 \(Self.list(lines))，不能作废：\
      登记错的支付请先\(using: .reversePayment)冲销；支付没有错的，登记也不能作废
      """
    case .paymentsRested(let thing, let lines):
      """
      \(thing.words) 的支付 \(Self.list(lines)) 到以后年度才冲销，在支付的那一年仍是有效支付，\
      登记不能作废：请保留登记，登记有误的请\(using: .amendThing(thing.kind))更正
      """
    case .approvalRests(let number, let approval):
      """
      补贴申报 \(number) 已经核发 \(approval.amount.groupedYuanText) 元（\(approval.on)），没有作废：\
      请先\(using: .returnClaim)退回；核发也登记错了、要一起作废的，\(adding: .override)写明原因
      """
    case .changesRest(let id):
      """
      指标 \(id.document)（\(id.fiscalYear) 年度）登记过调整或收回，合计不是 0，不能作废：\
      登记错的变动请先\(using: .adjustMoney)反方向调整
      """
    case .carriedOn(let id, let year):
      """
      指标 \(id.document)（\(id.fiscalYear) 年度）已结转到 \(year) 年度，不能作废：\
      结转登记错的，请先作废 \(year) 年度的这一行
      """
    case .carriedOver(let id, let year):
      """
      指标 \(id.document)（\(id.fiscalYear) 年度）是 \(year) 年度结账结转来的，不能作废：\
      结转有误的，请先\(using: .reopenYear(year))重新打开，改正后再结账
      """
    case .matched(let reference, let vouchers):
      """
      流水 \(reference) 已登记与凭证 \(Self.list(vouchers)) 核对，不能作废：\
      请先\(using: .undoMatchOf(reference))撤销核对
      """
    case .unchanged(let thing):
      "\(thing.words) 没有变化：要改的内容和登记的一样，没有再记；请核对要改哪一项"
    case .mannerNotCleared(let number):
      "案件 \(number) 的结案情形不能清空，账本没有改动：请写明是什么情形"
    case .bankSaidSo(let reference, let title):
      """
      流水 \(reference) 的\(title)是银行给的，不能更正，只能补填空着的支付凭证号和摘要：\
      导入错的流水请\(using: .voidThing(.bankLine))作废，再按银行的明细重新导入
      """
    case .notAssigned(let number):
      "案件 \(number) 还没有指派，不用改派：请\(using: .assignCase)登记指派"
    case .sameNumber(let number):
      "案件 \(number) 已经是这个编号，没有变化：请核对新编号"
    case .numberTaken(let number):
      "案件编号 \(number) 已经登记了别的案件，不能改成它，账本没有改动：请核对新编号"
    case .numberLeft(let number, let present):
      """
      案件编号 \(number) 已改为 \(present)，没有登记：请核对编号；\
      \(number) 确是另一个案件的编号的，先用别的编号登记，再\(using: .renumberCase)改过来
      """
    }
  }

  private static let listMax = 5

  /// The first of some numbers, and how many there are.
  private static func list(_ numbers: [some CustomStringConvertible]) -> String {
    let first = numbers.prefix(listMax).map(\.description).joined(separator: "、")
    return first + (numbers.count > listMax ? " 等 \(numbers.count) 项" : "")
  }
}
