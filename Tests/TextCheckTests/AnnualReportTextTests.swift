import Testing
import TextCheck

@Suite("公开文本核对：年报的文字和表格")
struct AnnualReportTextTests {
  /// Tables two, three and four of a report with a few requests.
  private static let tables = """
    二、主动公开政府信息情况
    第二十条第(一)项
    信息内容\t本年制发件数\t本年废止件数\t现行有效件数
    行政规范性文件\t2\t0\t9
    第二十条第(八)项
    信息内容\t本年收费金额（单位：万元）
    行政事业性收费\t0

    三、收到和处理政府信息公开申请情况
    一、本年新收政府信息公开申请数量\t50\t3\t0\t0\t0\t0\t53
    二、上年结转政府信息公开申请数量\t6\t0\t0\t0\t0\t0\t6
    三、本年度办理结果\t（一）予以公开\t40\t2\t0\t0\t0\t0\t42
    \t（二）部分公开\t5\t0\t0\t0\t0\t0\t5
    （三）不予公开\t1.属于国家秘密\t2\t0\t0\t0\t0\t0\t2
    \t2.其他法律行政法规禁止公开\t1\t0\t0\t0\t0\t0\t1
    （四）无法提供\t1.本机关不掌握相关政府信息\t6\t1\t0\t0\t0\t0\t7
    （七）总计\t54\t3\t0\t0\t0\t0\t57
    四、结转下年度继续办理\t2\t0\t0\t0\t0\t0\t2

    四、政府信息公开行政复议、行政诉讼情况
    结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计
    3\t1\t0\t1\t5\t1\t0\t0\t0\t1\t1\t0\t0\t0\t1

    """

  private static func found(_ sentence: String) -> [Check] {
    TextRow.checks(sentence + "\n\n" + tables).filter { $0.kind == .textTable }
  }

  @Test(
    "each count of the text is held against its row of the tables",
    arguments: [
      TextPair("新收政府信息公开申请53件，上年结转6件。", "新收政府信息公开申请35件，上年结转6件。"),
      TextPair("全年共受理信息公开申请59件，含上年结转6件。", "全年共受理信息公开申请60件，含上年结转6件。"),
      TextPair("共受理信息公开申请59件（其中上年结转6件）。", "共受理信息公开申请53件（其中上年结转6件）。"),
      TextPair("收到信息公开申请53件，答复57件，结转下年度2件。", "收到信息公开申请53件，答复56件，结转下年度2件。"),
      TextPair("收到信息公开申请53件，办结57件，结转下年度2件。", "收到信息公开申请53件，办结57件，结转下年度3件。"),
      TextPair("收到信息公开申请53件，其中予以公开42件，不予公开3件。", "收到信息公开申请53件，其中予以公开42件，不予公开4件。"),
      TextPair("因政府信息公开引发行政复议5件，其中维持3件，纠正1件。", "因政府信息公开引发行政复议5件，其中维持3件，纠正2件。"),
      TextPair("因政府信息公开引发行政复议5件、行政诉讼2件。", "因政府信息公开引发行政复议5件、行政诉讼3件。"),
      TextPair("新收政府信息公开申请53件。", "我局没有收到政府信息公开申请。"),
      TextPair("因政府信息公开引发行政诉讼2件。", "未发生因政府信息公开引发的行政诉讼。"),
      TextPair("全年制发行政规范性文件2件。", "全年制发行政规范性文件3件。"),
    ])
  func counts(_ pair: TextPair) {
    let right = Self.found(pair.holding)
    #expect(right.contains { $0.outcome == .pass }, "\(pair.holding)")
    #expect(!right.contains { $0.outcome == .contradiction }, "\(right.map(\.message))")
    let broken = Self.found(pair.broken)
    #expect(broken.contains { $0.outcome == .contradiction }, "\(pair.broken)")
  }

  @Test("reviews in a year without requests are noticed, and nobody is accused")
  func reviewsWithoutRequests() throws {
    let checks = TextRow.checks(
      "2024年，我局未收到政府信息公开申请，无上年结转。因政府信息公开申请引起的行政复议案件3件，全部维持。")
    let note = try #require(checks.first { $0.outcome == .notTestable })
    #expect(note.message.contains("如果是以前年度的申请引起的，请补充说明"))
    #expect(!checks.contains { $0.outcome == .contradiction })
  }

  @Test("channels of requests are no count of them")
  func channels() {
    let checks = Self.found("收到信息公开申请53件，其中网络申请30件、信函申请23件。")
    #expect(!checks.contains { $0.outcome == .contradiction }, "\(checks.map(\.message))")
  }
}
