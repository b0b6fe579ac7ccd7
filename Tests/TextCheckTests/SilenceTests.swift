import TestSupport
import Testing
import TextCheck

@Suite("公开文本核对：不该说话的时候")
struct SilenceTests {
  @Test(
    "nothing is said of figures that stand in no relation",
    arguments: [
      TextRow("受理案件364件，办结352件，申报25.5万元。"),
      TextRow("电话0953-5098528，邮编751999，2024年1月1日至12月31日。"),
      TextRow("办理案件364件，其中农民工案件120件。"),
      TextRow("拍摄视频13期，录制节目1期，发布信息361余条，活动350场次，咨询2600余人次。"),
      TextRow("全年挽回损失超4亿元，补贴不低于200元，惠及近百户。"),
      TextRow("同比增长13.4%，占总量的41.7%，优秀率40%。"),
      TextRow("根据国办公开办函〔2021〕30号和（2024）宁0303民初12号办理。"),
      TextRow("受理85685件，办结74617件，诉讼案件占比84%。"),
      TextRow("居住城镇547299人，占94.51%；居住乡村31802人，占5.49%。"),
      TextRow("购置费减少334万元，下降90%，运行费减少449万元，下降14%。"),
      TextRow("投资105.5亿元，同比增长27%，全年增加值45.69亿元，同比增长7%。"),
      TextRow("从1990年的117.7亿元增加到1997年的489.9亿元，年均增长22.6%。"),
      TextRow("一般公共预算收入100亿元，一般公共预算支出150亿元。"),
      TextRow("项目实际发放补贴近9.4亿元，拨付资金11亿元。"),
      TextRow("第3期、第12条、12348平台、A4纸、V1.2版、10至20件。"),
      TextRow("全年 20 30 40。"),
      TextRow("1999999999999999999999999999999999999999999999999999999件。"),
    ])
  func silent(_ row: TextRow) { #expect(row.found == []) }

  @Test("random Chinese text with numbers gives no contradiction")
  func randomText() {
    let words = ["案件", "受理", "办结", "经费", "法律", "援助", "群众", "宣传", "活动", "工作", "接待", "资料"]
    let marks = ["，", "。", "、", "；"]
    let units = ["件", "人次", "万元", "份", "场", "条", "%", "余件", "年", ""]
    for seed in UInt64(0)..<400 {
      var generator = SeededGenerator(seed: seed)
      var text = ""
      for _ in 0..<generator.number(5...40) {
        text += (generator.pick(from: words) ?? "") + (generator.pick(from: words) ?? "")
        text += "\(generator.number(1...99_999))" + (generator.pick(from: units) ?? "")
        text += generator.pick(from: marks) ?? ""
      }
      let odd = TextRow.checks(text).filter { $0.outcome == .contradiction }
      #expect(odd.isEmpty, "seed \(seed): \(odd.map(\.message)) in \(text)")
    }
  }

  @Test("bytes of any kind are read without a fault")
  func randomBytes() {
    let pieces = [
      "<table>", "<td rowspan=99>", "\t", "|", "（", "其中", "1", "9", ".", ",", "万元", "\n", "&#", "%",
    ]
    for seed in UInt64(0)..<300 {
      var generator = SeededGenerator(seed: seed)
      let text = (0..<generator.number(0...200)).map { _ in generator.pick(from: pieces) ?? "" }
      let checks = TextRow.checks(text.joined())
      #expect(checks.allSatisfy { $0.line >= 1 && !$0.message.isEmpty }, "seed \(seed)")
    }
  }
}
