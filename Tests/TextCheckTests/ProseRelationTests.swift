import Testing
import TextCheck

@Suite("公开文本核对：文字里的关系")
struct ProseRelationTests {
  @Test(
    "what came in is what was done and what is left",
    arguments: [
      TextPair("新收案件71件，上年结转8件，办结74件，结转下年5件。", "新收案件71件，上年结转8件，办结64件，结转下年5件。"),
      TextPair("共受理418件。上年结转25件，全年办结401件，结转下年42件。", "共受理418件。上年结转25件，全年办结401件，结转下年24件。"),
      TextPair("收到来信213件，已办结205件，剩余8件正在办理。", "收到来信213件，已办结205件，剩余18件正在办理。"),
    ])
  func stock(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "growth of several things, and growth with its own difference",
    arguments: [
      TextPair(
        "办理案件120件165人，去年同期200件250人，分别下降40%、34%。", "办理案件120件165人，去年同期200件250人，分别下降40%、43%。"),
      TextPair(
        "办理案件120件165人，去年同期200件250人，分别下降40%、34%。", "办理案件120件165人，去年同期200件250人，分别下降46%、34%。"),
      TextPair("受理450件，比上年400件增加50件，增长12.5%。", "受理450件，比上年400件增加55件，增长12.5%。"),
      TextPair("受理450件，同比增长12.5%，去年同期受理400件。", "受理450件，同比增长15.2%，去年同期受理400件。"),
    ])
  func growth(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "the words 大于 and 小于 are held against the figures",
    arguments: [
      TextPair(
        "年初预算60万元，支出决算56万元，决算数小于预算数的主要原因是跨年支付。", "年初预算60万元，支出决算56万元，决算数大于预算数的主要原因是追加经费。"),
      TextPair(
        "年初预算为80万元，支出决算为86.4万元，完成年初预算的108%，决算数大于预算数的主要原因是追加。",
        "年初预算为80万元，支出决算为86.4万元，完成年初预算的108%，决算数小于预算数的主要原因是追加。"),
    ])
  func comparison(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "rates by their names",
    arguments: [
      TextPair("评查案卷200件，其中合格190件，合格率95%。", "评查案卷200件，其中合格190件，合格率96%。"),
      TextPair("评查160件，优秀48件、良好96件、合格16件，优良率90%。", "评查160件，优秀48件、良好96件、合格16件，优良率80%。"),
      TextPair("受理500件，办结470件，办结率94%。", "受理500件，办结470件，办结率98%。"),
      TextPair("调解纠纷2316件，调解成功2278件，成功率98.36%。", "调解纠纷2316件，调解成功2278件，成功率93.86%。"),
      TextPair("办案补贴支出25.5万元，占总支出30万元的85%。", "办案补贴支出25.5万元，占总支出30万元的88%。"),
      TextPair("审结118件，纠错15件，纠错率12.71%。", "审结118件，纠错15件，纠错率17.21%。"),
    ])
  func rates(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "lists over sentences and paragraphs, with their total before or behind",
    arguments: [
      TextPair("一是受理民事案件42件。二是受理刑事案件38件。以上共计80件。", "一是受理民事案件42件。二是受理刑事案件38件。以上共计88件。"),
      TextPair(
        "经费主要用于以下方面：\n1.办案补贴21万元；\n2.值班补贴6万元；\n3.宣传2万元。\n以上共计29万元。",
        "经费主要用于以下方面：\n1.办案补贴21万元；\n2.值班补贴6万元；\n3.宣传2万元。\n以上共计31万元。"),
      TextPair(
        "全年支出29万元，用于以下方面：\n\n（一）办案补贴21万元。\n\n（二）值班补贴6万元。\n\n（三）宣传2万元。",
        "全年支出29万元，用于以下方面：\n\n（一）办案补贴21万元。\n\n（二）值班补贴6万元。\n\n（三）宣传5万元。"),
      TextPair(
        "开展活动如下：\n（一）进乡村112场次；\n（二）进学校74场次；\n（三）进企业46场次。\n以上共计232场次。",
        "开展活动如下：\n（一）进乡村112场次；\n（二）进学校74场次；\n（三）进企业46场次。\n以上共计223场次。"),
    ])
  func lists(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "days that cannot be, years of a wrong form and a report before the end of its period",
    arguments: [
      TextRow("会议于2023年2月30日召开。", "date contradiction -"),
      TextRow("本通知自20224年3月1日起施行。", "date contradiction -"),
      TextRow("本通知自224年3月1日起施行。", "date contradiction -"),
      TextRow("本报告统计数据从2024年1月1日至12月31日。\n某司法局\n2024年12月20日", "date contradiction -"),
      TextRow("本报告统计数据从2024年1月1日至12月31日。\n某司法局\n2025年1月10日"),
    ])
  func dates(_ row: TextRow) { #expect(row.found == row.expected) }

  @Test(
    "staff that was moved is no sum",
    arguments: [
      HonestText("核定编制43名，划转4名，编制实际为39名。"),
      HonestText("编制实际为39名。年末实有人员36人，较上年减少1人。"),
    ])
  func staff(_ text: HonestText) { text.expectUnaccused() }

  @Test("a finding marks its figures in what it quotes, and a list is reported once")
  func marks() throws {
    let checks = TextRow.checks("全年受理案件364件，其中民事200件、刑事150件、行政15件，其中农民工案件20件。")
    #expect(checks.count { $0.stated == "364" } == 1)
    let check = try #require(checks.first)
    #expect(check.outcome == .contradiction)
    #expect(check.marked.contains("案件【364件】，其中民事【200件】、刑事【150件】、行政【15件】"))
    #expect(!check.quote.contains("【"))
  }
}
