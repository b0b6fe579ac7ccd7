import Testing
import TextCheck

@Suite("公开文本核对：来去相抵")
struct BalanceTests {
  @Test(
    "what came, went and is left, whatever stands first",
    arguments: [
      TextPair("累计接收71人，累计解除48人，目前在册45人，年初在册22人。", "累计接收71人，累计解除48人，目前在册49人，年初在册22人。"),
      TextPair("累计接收社区矫正对象915人，累计解除862人，现有在矫对象53人。", "累计接收社区矫正对象915人，累计解除862人，现有在矫对象35人。"),
      TextPair("年初在册帮教对象320人，新增84人，期满解除91人，期末在册313人。", "年初在册帮教对象320人，新增84人，期满解除91人，期末在册331人。"),
      TextPair(
        "年初结转案件41件，新受理208件，全年应办案件249件，实际办结226件，结转至下年23件。",
        "年初结转案件41件，新受理208件，全年应办案件259件，实际办结226件，结转至下年23件。"),
      TextPair("上年转入来信7件，收到来信152件，已办结154件，正在办理5件。", "上年转入来信7件，收到来信152件，已办结144件，正在办理5件。"),
    ])
  func stock(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "what was due less what was paid is what remains",
    arguments: [
      TextPair("全年应发补贴46.2万元，已发放40.1万元，尚欠6.1万元。", "全年应发补贴46.2万元，已发放40.1万元，尚欠8.1万元。"),
      TextPair("共收到专项资金20万元，已支出17.5万元，尚未支出2.5万元。", "共收到专项资金20万元，已支出17.5万元，尚未支出5.5万元。"),
    ])
  func remainder(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "what was asked is what was granted and what was not",
    arguments: [
      TextPair("受理援助申请212件，批准198件，不予援助9件，终止审查5件。", "受理援助申请212件，批准178件，不予援助9件，终止审查5件。"),
      TextPair("收到申请76件，受理70件，不予受理6件。", "收到申请76件，受理70件，不予受理9件。"),
    ])
  func decisions(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "what ends later is no decision on what was asked",
    arguments: [
      HonestText("受理申请212件，批准198件，终止援助9件。"),
      HonestText("收到申请76件，受理70件，办结65件。"),
      HonestText("年初在册帮教对象320人。今年累计接收71人，累计解除48人，目前在册45人，年初在册22人。"),
      HonestText("核定编制43名，划转4名，编制实际为39名。"),
      HonestText("核定编制43名，实有人员51人，其中聘用人员12人。"),
    ])
  func other(_ text: HonestText) { text.expectUnaccused() }

  @Test(
    "posts less people are those that are open",
    arguments: [
      TextPair("核定编制31名，实有在编人员27名，空编4名。", "核定编制31名，实有在编人员27名，空编6名。"),
      TextPair("核定编制31名，现有在职人员33名，超编2名。", "核定编制31名，现有在职人员33名，超编3名。"),
      TextPair(
        "核定编制31名，其中行政编制24名、事业编制7名；实有28人，其中行政人员22人、事业人员6人，空编3名。",
        "核定编制31名，其中行政编制24名、事业编制7名；实有28人，其中行政人员22人、事业人员6人，空编5名。"),
    ])
  func staff(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "the two sides of a balance may be items of a list",
    arguments: [
      TextPair(
        "（一）新收信访事项74件，上年结转5件。\n（二）办结71件。\n（三）结转下年8件。",
        "（一）新收信访事项74件，上年结转5件。\n（二）办结71件。\n（三）结转下年6件。"),
      TextPair(
        "（一）资金到位情况\n全年共到位法律援助经费38万元。\n（二）资金支出情况\n全年共支出36.45万元。\n（三）资金结余情况\n年末结余1.55万元。",
        "（一）资金到位情况\n全年共到位法律援助经费38万元。\n（二）资金支出情况\n全年共支出36.45万元。\n（三）资金结余情况\n年末结余3.55万元。"),
    ])
  func numbered(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "items of two matters, and an item with two figures of one side, are not balanced",
    arguments: [
      HonestText("（一）受理案件74件。\n（二）办结案件52件。\n二、信访\n（一）剩余9件正在办理。"),
      HonestText("（一）受理民事案件74件。\n（二）受理刑事案件52件。\n（三）办结100件。\n（四）结转下年8件。"),
    ])
  func matters(_ text: HonestText) { text.expectUnaccused() }

  @Test(
    "final accounts: what came and what was there make the total, and so on the other side",
    arguments: [
      TextPair(
        "本年收入612.4万元，年初结转和结余18.35万元，收入总计630.75万元；本年支出604.2万元，年末结转和结余26.55万元，"
          + "支出总计630.75万元。",
        "本年收入612.4万元，年初结转和结余18.35万元，收入总计630.75万元；本年支出604.2万元，年末结转和结余28.55万元，"
          + "支出总计630.75万元。"),
      TextPair(
        "上年结转结余31.2万元（基本支出结转9.2万元，项目支出结转22万元），本年收入410万元，本年支出418.6万元，年末结转结余22.6万元。",
        "上年结转结余31.2万元（基本支出结转9.2万元，项目支出结转22万元），本年收入410万元，本年支出418.6万元，年末结转结余26.6万元。"),
      TextPair(
        "年初结转2.15万元，当年收到省级法律援助补助19万元，当年支出20.4万元，年末结余0.75万元。",
        "年初结转2.15万元，当年收到省级法律援助补助19万元，当年支出20.4万元，年末结余1.75万元。"),
    ])
  func accounts(_ pair: TextPair) { pair.expectRead() }
}
