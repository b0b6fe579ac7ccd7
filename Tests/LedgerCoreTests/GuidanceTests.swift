import LedgerCore
import Testing

@Suite("提示和下一步")
struct GuidanceTests {
  private static let dialect = Dialect { step in
    switch step {
    case .nameAmount: "金额栏"
    case .recallMoney: "收回键"
    case .adjustMoney: "调整键"
    case .payAgain(let first): "重付键 \(first)"
    default: nil
    }
  }

  @Test("the words by themselves name no means, and keep the steps in their order")
  func plain() throws {
    let guidance: Guidance = """
      没有写金额（\(3) 处）：请\(using: .nameAmount)写明；先\(using: .recallMoney, .adjustMoney)处理，\
      \(running: .verify)核验，\(adding: .giveReason)写明理由\(aside: .nameLine)
      """
    #expect(guidance.words == "没有写金额（3 处）：请写明；先处理，核验，写明理由")
    #expect("\(guidance)" as String == guidance.words)
    #expect(
      guidance.steps == [.nameAmount, .recallMoney, .adjustMoney, .verify, .giveReason, .nameLine])
  }

  @Test("a dialect puts in the means as each stands in the sentence, and nothing where it has none")
  func means() throws {
    let again = try NextStep.payAgain(
      PaymentLineID(voucher: #require(VoucherNumber("支1")), line: 2))
    let texts: [(Guidance, String)] = [
      ("请\(using: .nameAmount)写明", "请用 金额栏 写明"),
      ("先\(using: .recallMoney, .adjustMoney)处理", "先用 收回键 或 调整键 处理"),
      ("先\(using: .verify, .adjustMoney)处理", "先用 调整键 处理"),
      ("\(adding: .nameAmount)写明", "加 金额栏 写明"), ("\(running: again)重付", "运行 重付键 支1/2 重付"),
      ("写明\(aside: .nameAmount)，核验\(aside: .verify)", "写明（金额栏），核验"),
    ]
    for (guidance, words) in texts { #expect(guidance.words(in: Self.dialect) == words) }
  }

  @Test("texts are joined with their steps, in one another and one behind the other")
  func joined() {
    let first: Guidance = "甲\(aside: .nameAmount)"
    let whole: Guidance = "\(first)；" + ["乙", "丙\(aside: .verify)"].joined(separator: "、")
    #expect(whole.words(in: Self.dialect) == "甲（金额栏）；乙、丙")
    #expect(whole.steps == [.nameAmount, .verify])
    #expect([Guidance]().joined(separator: "、").words.isEmpty)
    #expect(["甲", "乙", "丙"].joined(separator: "、") as Guidance == "甲\("、乙")、丙")
  }

  @Test("an error that names no step has its description for guidance")
  func errors() {
    let overflow = MoneyOverflow()
    #expect(overflow.guidance.words == overflow.description && overflow.steps.isEmpty)
  }
}
