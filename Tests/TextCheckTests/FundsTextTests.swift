import Testing
import TextCheck

@Suite("公开文本核对：经费一段")
struct FundsTextTests {
  @Test(
    "what was spent is held against what came, whatever the wording",
    arguments: [
      TextPair(
        "法律援助经费拨付31万元，其中中央转移支付27万元、本级4万元，支出30万元。",
        "法律援助经费拨付31万元，其中中央转移支付20万元、自治区转移支付7万元、本级9万元，支出30万元。"),
      TextPair(
        "本年度法律援助业务经费拨付26万元，其中中央转移支付20万元、自治区5万元、本级1万元。"
          + "本年度支出25.36万元，其中以案定补24.5万元、值班0.86万元，经费执行率97.54%。",
        "本年度法律援助业务经费拨付26万元，其中中央转移支付20万元、自治区5万元、本级1万元。"
          + "本年度支出26.36万元，其中以案定补25.5万元、值班0.86万元，经费执行率101.38%。"
      ),
      TextPair("中央拨付法律援助经费18万元，本级拨付7万元，共支出24万元。", "中央拨付法律援助经费18万元，本级拨付7万元，共支出26.8万元。"),
      TextPair(
        "全年经费到位33万元，至6月底支出15万元，至12月底支出32万元。", "全年经费到位33万元，至6月底支出15万元，至12月底支出35万元。"),
      TextPair(
        "经费拨付40万元。支出情况：办案补贴30.5万元，值班律师补贴6.2万元，宣传费2.1万元。",
        "经费拨付40万元。支出情况：办案补贴33.5万元，值班律师补贴6.2万元，宣传费2.1万元。"),
      TextPair(
        "上年结转2.50万元，本年拨付30.00万元，支出31.20万元，年末结余1.30万元。",
        "上年结转2.50万元，本年拨付30.00万元，支出31.20万元，年末结余1.80万元。"),
      TextPair("专项资金到位450000元，支出432600元，结余17400元。", "专项资金到位450000元，支出432600元，结余14700元。"),
      TextPair(
        "经费拨付3万元，支出2.41万元，执行率80.33%。", "经费拨付3万元，支出2.41万元，执行率124.48%。"),
      TextPair("经费拨付48万元，支出46.2万元，执行率96.25%。", "经费拨付48万元，支出46.2万元，执行率86.25%。"),
      TextPair("预算安排50万元，到位45万元，到位率90%。", "预算安排50万元，到位45万元，到位率80%。"),
      TextPair(
        "本年收入总计820.5万元，本年支出合计790.3万元，年末结转和结余30.2万元。",
        "本年收入总计820.5万元，本年支出合计790.3万元，年末结转和结余50.2万元。"),
    ])
  func spending(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "money of other years and other people, and of several allotments, is not accused",
    arguments: [
      HonestText("中央拨付法律援助经费20万元，本级拨付6万元，共支出25万元。"),
      HonestText("经费拨付30万元，1至6月支出14万元，全年支出29万元。"),
      HonestText("2024年拨付经费22万元，2023年拨付21万元，两年共支出42万元。"),
      HonestText("经费拨付30万元，支出28万元，促成被告支付赔偿款260万元。"),
      HonestText("经费拨付30万元，支出28万元，为受援人挽回损失410万元，追回劳动报酬96万元。"),
      HonestText("向律师事务所拨付办案补贴20万元，经费到位18万元。"),
      HonestText("中彩金项目拨付12万元，办案补贴另行支出15万元由本级财政负担。"),
      HonestText("经费拨付26万元，支出24万元。截至年底，已核发尚未支付的补贴3.7万元。"),
    ])
  func otherMoney(_ text: HonestText) { text.expectUnaccused() }

  @Test(
    "a list by levels of government or by kinds of case is whole, unless 等 says otherwise",
    arguments: [
      TextPair("拨付44万元，其中中央31万元，省级8万元，本级5万元。", "拨付47万元，其中中央31万元，省级8万元，本级5万元。"),
      TextPair("受理案件520件，其中民事291件，刑事229件。", "受理案件550件，其中民事291件，刑事229件。"),
      TextPair("受理案件300件，其中农民工案件120件，农民工案件占40%。", "受理案件300件，其中农民工案件420件。"),
      TextPair(
        "办结140件，其中民事50件、行政（含复议）20件、刑事70件。", "办结130件，其中民事50件、行政（含复议）20件、刑事70件。"),
      TextPair(
        "办结140件，其中民事50件、行政（含复议6件）20件、刑事70件。", "办结140件，其中民事50件、行政（含复议6件）26件、刑事70件。"),
      TextPair(
        "收入900万元，其中：财政拨款收入880万元，占97.78%；利息20万元，占2.22%。",
        "收入900万元，其中：财政拨款收入860万元，占97.78%；利息20万元，占2.22%。"),
    ])
  func whole(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "a list that says it goes on is not judged",
    arguments: [
      HonestText("拨付47万元，其中中央31万元，省级8万元等。"),
      HonestText("受理案件550件，其中民事120件等。"),
      HonestText("受援人500人，其中妇女200人、老年人180人、农民工260人。"),
    ])
  func goesOn(_ text: HonestText) { text.expectUnaccused() }

  @Test(
    "rounding excuses what rounding can do, and nothing else",
    arguments: [
      TextRow("拨付27万元，其中中央14万元、省级9万元、本级5万元。", "sum rounding 27"),
      TextRow("拨付26万元，其中中央14万元、省级9万元、本级5万元。", "sum contradiction 26"),
      TextRow("拨付28万元，其中中央14万元、省级9万元、本级5万元。", "sum pass 28"),
      TextRow("拨付30万元，其中中央14万元、省级9万元、本级5万元。", "sum contradiction 30"),
      TextRow("办案补贴140.99万元，值班补贴40.65万元，合计181.65万元。", "sum rounding 181.65"),
      TextRow("办案补贴141.2万元，值班补贴40.65万元，合计181.83万元。", "sum contradiction 181.83"),
      TextRow("人口95万人，其中城镇41.4万人、乡村53.6万人。", "sum pass 95"),
    ])
  func rounding(_ row: TextRow) { #expect(row.found == row.expected) }
}
