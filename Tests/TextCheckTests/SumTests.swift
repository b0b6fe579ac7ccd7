import Testing
import TextCheck

@Suite("公开文本核对：合计")
struct SumTests {
  @Test(
    "parts that make their total exactly are found",
    arguments: [
      TextRow("全年办理案件364件，其中民事200件、刑事150件、行政14件。", "sum pass 364"),
      TextRow("全年办理案件364件，其中：民事200件，刑事150件，行政14件。", "sum pass 364"),
      TextRow("办理案件364件（民事200件、刑事164件）。", "sum pass 364"),
      TextRow("办理案件364件(民事200件、刑事164)。", "sum pass 364"),
      TextRow("共拨付26万元。其中，中央拨付25万元，本级拨付1万元。", "sum pass 26"),
      TextRow("发放办案补贴25.5万元，值班补贴0.5万元，合计26万元。", "sum pass 26"),
      TextRow("甲所办理12件、乙所办理8件，共计20件。", "sum pass 20"),
      TextRow("全年共接待60人次，甲、乙、丙三站分别为10人次、20人次、30人次。", "sum pass 60"),
      TextRow("经费1.2亿元，其中省级7000万元、市级5000万元。", "sum pass 1.2"),
      TextRow("收入100万元，其中：税收收入60万元，增长5%；非税收入40万元，下降2%。", "sum pass 100"),
      TextRow("服务34.6万件次，其中案件8.9万件、帮助3.8万件、咨询21.9万人次。", "sum pass 34.6"),
      TextRow("全年辦理案件３６４件，其中民事２００件、刑事１６４件。", "sum pass 364"),
      TextRow("全年办理案件364件，其中民事\n200件、刑事 164 件。", "sum pass 364"),
      TextRow("接待群众2 600人次，其中来访1 600人次、来电1 000人次。", "sum pass 2600"),
      TextRow("案件1,364件，其中民事1,200件、刑事164件。", "sum pass 1364"),
      TextRow("受理729件，其中民事631件、刑事98件，法律帮助501件。", "sum pass 729"),
      TextRow("户籍人口100人。其中，城镇60人，乡村40人；男性55人，女性45人。", "sum pass 100"),
      TextRow("受理案件100件，办结90件，未结10件。", "sum pass 100"),
      TextRow("生产总值100亿元，增长5%。分产业看，甲20亿元；乙30亿元；丙50亿元。", "sum pass 100"),
      TextRow("抽取案卷100宗，结果为：优秀14宗、良好86宗。", "sum pass 100"),
      TextRow("矫正对象222人，较上年的200人增加22人。", "sum pass 22"),
    ])
  func holds(_ row: TextRow) { #expect(row.found == row.expected) }

  @Test(
    "parts that cannot make their total are put first, with the difference",
    arguments: [
      TextRow("全年办理案件364件，其中民事200件、刑事155件、行政14件。", "sum contradiction 364"),
      TextRow("接待咨询1238人次，其中来访851人次、来电390人次。", "sum contradiction 1238"),
      TextRow("办理案件364件（民事200件、刑事150件、行政10件）。", "sum contradiction 364"),
      TextRow("发放办案补贴25.5万元，值班补贴0.86万元，合计26.9万元。", "sum contradiction 26.9"),
      TextRow("共拨付26万元。其中，中央拨付25万元，本级拨付10万元。", "sum contradiction 26"),
      TextRow("矫正对象222人，较上年的200人增加21人。", "sum contradiction 21"),
      TextRow(
        "公开信息39条，其中动态17条、公告8条、建设3条、绩效1条、矫正2条、解读3条、决算4条。",
        "sum contradiction 39"),
      TextRow("收入100.0万元，其中税收61.0万元、其他38.0万元。", "sum contradiction 100.0"),
      TextRow("新收案件500件，其中民事400件、刑事110件；审结案件480件。", "sum contradiction 500"),
    ])
  func breaks(_ row: TextRow) throws {
    #expect(row.found == row.expected)
    let check = try #require(TextRow.checks(row.text).first)
    #expect(check.message.contains("不一致") && check.message.contains("请核对"))
    #expect(row.text.contains(check.quote))
    #expect(!["虚假", "造假", "错误"].contains { check.message.contains($0) })
  }

  @Test(
    "a difference that rounding makes is rounding, no more and no less",
    arguments: [
      TextRow("发放补贴140.99万元，值班补贴40.65万元，合计181.65万元。", "sum rounding 181.65"),
      TextRow("发放补贴140.99万元，值班补贴40.65万元，合计181.66万元。", "sum contradiction 181.66"),
      TextRow("支出26.4万元，其中办案25.5万元、值班0.86万元。", "sum rounding 26.4"),
      TextRow("人口94.9万人，其中城镇41.4万人、乡村53.6万人。", "sum rounding 94.9"),
      TextRow("共发放100元，其中甲60元、乙41元。", "sum contradiction 100"),
    ])
  func rounding(_ row: TextRow) { #expect(row.found == row.expected) }

  @Test(
    "a list that is not whole, or whose groups overlap, is not judged",
    arguments: [
      TextRow("办理案件364件，其中诉讼200件、仲裁100件。", "sum partial_list 364"),
      TextRow("办理案件364件，其中民事200件、刑事100件等。", "sum partial_list 364"),
      TextRow("支出30万元，主要包括办案20万元、宣传5万元。", "sum partial_list 30"),
      TextRow("受援人150人，其中农民工100人、妇女90人。", "sum partial_list 150"),
      TextRow("种植43907亩。其中，小麦21500亩；玉米11118亩；蔬菜19539亩。", "sum partial_list 43907"),
    ])
  func partial(_ row: TextRow) { #expect(row.found == row.expected) }

  @Test(
    "figures that are not exact leave a sum untested, and are named",
    arguments: [
      TextRow("发布信息361余条，其中动态200条、公告150条。", "sum not_testable 361"),
      TextRow("接待近400人，其中来访300人、来电100人。", "sum not_testable 400"),
    ])
  func inexact(_ row: TextRow) throws {
    #expect(row.found == row.expected)
    #expect(try #require(TextRow.checks(row.text).first).message.contains("不是确数"))
  }
}
