import LedgerCore
import Standards
import Testing

@Suite("标准文件里手滑的地方")
struct SlippedMarkTests {
  private func faults(_ parts: String) -> [String] {
    do {
      _ = try standard(parts)
      return []
    } catch let faults as StandardFaults {
      return faults.faults.map(\.description)
    } catch {
      return ["\(error)"]
    }
  }

  @Test(
    "full-width marks are named where they stand",
    arguments: [
      ("标准：\n  - {编号: 甲, 条款: 第一条, 金额: 400}", 10, "："),
      ("标准:\n  - {编号: 甲, 条款: 第一条, 适用：{等级: 一类}, 金额: 400}", 11, "："),
      ("标准:\n  - {编号: 甲, 条款: 第一条，金额: 400}", 11, "，"),
      ("标准:\n  - {编号: 甲, 条款: 第一条, 适用: ｛等级: 一类｝, 金额: 400}", 11, "｛"),
      ("标准:\n  - 编号: 甲\n    条款: 第一条\n    金额：400", 13, "："),
    ])
  func marks(parts: String, line: Int, mark: String) {
    let told = faults(parts)
    #expect(
      told.contains { $0.hasPrefix("甲.yaml:\(line) — 标点是全角的") && $0.contains("“\(mark)”") },
      "\(told)")
  }

  @Test("in words these marks are right")
  func words() {
    #expect(faults("标准:\n  - {编号: 甲, 条款: 第一条：金额，单位, 金额: 400}") == [])
  }

  @Test("a quotation that does not end is told at its line")
  func quotes() {
    let told = faults(
      "标准:\n  - {编号: 甲, 条款: \"第一条, 金额: 400}\n  - {编号: 乙, 条款: \"第二条\", 金额: 400}")
    #expect(told.count == 1 && told[0].hasPrefix("甲.yaml:11 — 不是有效的 YAML — 引号没有收尾"), "\(told)")
  }

  @Test("a line that is not there is told with the nearest that is")
  func lines() {
    let told = faults(
      """
      标准:
        - {编号: 侦查阶段, 条款: 第一条, 适用: {等级: 一类}, 金额: 400}
        - {编号: 乙, 条款: 第二条, 适用: {等级: 二类}, 金额: {百分比: 40%, 标准: 侦察阶段}}
      """)
    #expect(told.count == 1 && told[0].contains("是不是“侦查阶段”？"), "\(told)")
  }
}
