import Testing
import TextCheck

@Suite("公开文本核对：平均和增减")
struct AverageTests {
  @Test(
    "averages over years and months are tested where the text says how many there are",
    arguments: [
      TextPair("三年来共办理案件1281件，年均办理427件。", "三年来共办理案件1281件，年均办理472件。"),
      TextPair("2019年至2023年，累计发放补贴152.5万元，年均发放30.5万元。", "2019年至2023年，累计发放补贴152.5万元，年均发放35.5万元。"),
      TextPair("全年共接待咨询2964人次，月均247人次。", "全年共接待咨询2964人次，月均274人次。"),
      TextPair("1至9月共受理案件378件，月均42件。", "1至9月共受理案件378件，月均45件。"),
    ])
  func periods(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "an average of a time that is not printed is not tested",
    arguments: [
      HonestText("受理案件378件，年均增长12%，年均受理300余件。"),
      HonestText("十四五以来共办理案件1700件，年均办理420件。"),
      HonestText("近三年来工作有序，2024年办理案件512件，年均办理430件，第三年有所下降。"),
    ])
  func unknown(_ text: HonestText) { text.expectUnaccused() }

  @Test(
    "the count may stand in another clause or in the sentence before",
    arguments: [
      TextPair(
        "支付办案补贴的案件为64件。全年共发放办案补贴8.32万元，平均每件1300元。",
        "支付办案补贴的案件为64件。全年共发放办案补贴8.32万元，平均每件1800元。"),
      TextPair(
        "共安排律师值班210天，分别为100天和110天；按每天150元标准发放补贴31500元。",
        "共安排律师值班210天，分别为100天和110天；按每天150元标准发放补贴33500元。"),
      TextPair("合同金额9.6万元，律师驻点服务8个月，每月1.2万元。", "合同金额9.6万元，律师驻点服务8个月，每月1.7万元。"),
    ])
  func counts(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "growth is told of the figure that the words name, and of a pair side by side",
    arguments: [
      TextPair(
        "公证收费86.4万元，其中国内61.4万元、涉外25万元。公证收费总额较上年减少3.6万元，下降4%。",
        "公证收费86.4万元，其中国内61.4万元、涉外25万元。公证收费总额较上年减少6.6万元，下降4%。"),
      TextPair("刑事案件由250件降至220件，下降12%。", "刑事案件由250件降至220件，下降15%。"),
      TextPair("受理案件520件（上年500件），增长4%。", "受理案件520件（上年500件），增长7%。"),
      TextPair("民事案件260件（2023年为250件，增长4%）。", "民事案件260件（2023年为250件，增长6%）。"),
      TextPair(
        "2022年、2023年分别受理400件、450件。2023年比2022年增长12.5%。",
        "2022年、2023年分别受理400件、450件。2023年比2022年增长15.2%。"),
      TextPair(
        "受理案件40件，审结36件，去年同期分别为50件、40件，同比分别下降20%、10%。",
        "受理案件70件，审结36件，去年同期分别为50件、40件，同比分别下降20%、10%。"),
      TextPair("收、支总计均为360万元。与上年相比，收、支总计各增加60万元，增长20%。", "收、支总计均为360万元。与上年相比，收、支总计各增加80万元，增长20%。"),
    ])
  func growth(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "rates by their names, also beyond a hundred",
    arguments: [
      TextPair("计划宣传40场，实际开展46场，完成率115%。", "计划宣传40场，实际开展46场，完成率151%。"),
      TextPair("审结80件，其中撤销、确认违法12件，纠错率15%。", "审结80件，其中撤销、确认违法12件，纠错率25%。"),
      TextPair("回访受援人250人，满意245人，满意率98%。", "回访受援人250人，满意245人，满意率96%。"),
      TextPair("业务经费总额80万元，已支出60万元，支出进度75%。", "业务经费总额80万元，已支出60万元，支出进度57%。"),
      TextPair("调解纠纷400件，调解成功392件，成功率98%。", "调解纠纷400件，调解成功892件，成功率98%。"),
      TextPair(
        "授予中小企业合同40万元，占采购总额50万元的80%，其中授予小微企业合同24万元，占授予中小企业合同的60%。",
        "授予中小企业合同40万元，占采购总额50万元的80%，其中授予小微企业合同64万元，占授予中小企业合同的60%。"),
    ])
  func rates(_ pair: TextPair) { pair.expectRead() }
}
