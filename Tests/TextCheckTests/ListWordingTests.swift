import Testing
import TextCheck

@Suite("公开文本核对：各种列法")
struct ListWordingTests {
  @Test(
    "a list may name its total again, or number its parts",
    arguments: [
      TextPair(
        "新收复议申请96件，审结90件，未审结6件。审结案件中，维持51件，驳回22件，调解终止17件。",
        "新收复议申请96件，审结90件，未审结6件。审结案件中，维持51件，驳回42件，调解终止17件。"),
      TextPair(
        "目前在册52人，年初在册40人。在册对象中，缓刑47人，假释1人，暂予监外执行4人。",
        "目前在册52人，年初在册40人。在册对象中，缓刑27人，假释1人，暂予监外执行4人。"),
      TextPair("专款到位36万元，分两批到位，第一批22万元，第二批14万元。", "专款到位36万元，分两批到位，第一批22万元，第二批17万元。"),
      TextPair(
        "第一季度接听来电310个，第二季度280个，第三季度295个，第四季度340个，四个季度共接听1225个。",
        "第一季度接听来电310个，第二季度280个，第三季度295个，第四季度340个，四个季度共接听1255个。"),
      TextPair("2022年、2023年分别受理233件、257件，两年共计490件。", "2022年、2023年分别受理233件、257件，两年共计480件。"),
      TextPair("近三年受理量分别为61件、74件、83件，累计218件。", "近三年受理量分别为61件、74件、83件，累计228件。"),
    ])
  func named(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "a list that no word begins is read where its items cannot be anything else",
    arguments: [
      TextPair(
        "收到公开申请23件，网上申请14件、邮寄申请7件、当面申请2件。", "收到公开申请23件，网上申请44件、邮寄申请7件、当面申请2件。"),
      TextPair("全市共办理案件812件。市本级办理207件，区县办理605件。", "全市共办理案件812件。市本级办理207件，区县办理625件。"),
      TextPair(
        "行政复议案件25件，维持14件，撤回6件，驳回5件。", "行政复议案件25件，维持34件，撤回6件，驳回5件。"),
      TextPair(
        "刑事案件150件，占案件总数250件的60%；民事案件90件，占36%；行政案件10件，占4%。",
        "刑事案件150件，占案件总数250件的60%；民事案件98件，占36%；行政案件10件，占4%。"),
      TextPair(
        "工作人员40人，其中：男26人，女14人；本科31人，大专9人。", "工作人员40人，其中：男26人，女14人；本科71人，大专9人。"),
    ])
  func bare(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "counts and amounts with a word between them",
    arguments: [
      TextPair(
        "本次发放案件32件，补贴金额合计￥41600元。其中：民事18件，补贴￥25200元；刑事14件，补贴￥16400元。",
        "本次发放案件32件，补贴金额合计￥41600元。其中：民事18件，补贴￥25200元；刑事14件，补贴￥19400元。"),
      TextPair(
        "民事12件，每件1500元，共18000元；刑事9件，每件1000元，共9000元。合计27000元。",
        "民事12件，每件1500元，共18000元；刑事9件，每件1000元，共9000元。合计29000元。"),
    ])
  func turns(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "names that leave nothing out are no groups that overlap",
    arguments: [
      TextPair("受援人210人，其中男性132人、女性78人。", "受援人210人，其中男性132人、女性77人。"),
      TextPair(
        "现有车辆9辆，其中：机要通信用车2辆、应急保障用车3辆、执法执勤用车4辆。",
        "现有车辆9辆，其中：机要通信用车2辆、应急保障用车5辆、执法执勤用车4辆。"),
      TextPair("接受案卷86件，其中民事50件；刑事36件。", "接受案卷86件，其中民事70件；刑事36件。"),
      TextPair(
        "答复40件，其中予以公开21件、不予公开7件、无法提供12件；结转下年度3件。",
        "答复40件，其中予以公开18件、不予公开7件、无法提供12件；结转下年度3件。"),
      TextPair(
        "项目得分94.5分，其中投入19分、过程18.5分、产出38分、效益19分。", "项目得分94.5分，其中投入19分、过程18.5分、产出35分、效益19分。"),
    ])
  func names(_ pair: TextPair) { pair.expectRead() }

  @Test(
    "figures that stand beside each other in no list are not added",
    arguments: [
      HonestText("收到公开申请23件，受理申请21件，批准申请20件。"),
      HonestText("维持14件，撤回6件，驳回5件。"),
      HonestText("资助案件120件，其中农民工案件70件、残疾人案件30件、老年人案件26件、妇女案件19件。"),
      HonestText("2024年拨付26万元，2023年拨付24万元，两年共支出48万元。"),
      HonestText("刑事案件328件（2023年为341件，下降3.81%）。"),
      HonestText("会议于8时30分开始，10分钟后结束；三分之1的人参加。"),
      HonestText("全市共办理案件812件。接待咨询407件，代写文书605件。"),
      HonestText("工作人员40人，其中：男26人，女14人；党员19人，中层干部12人。"),
    ])
  func apart(_ text: HonestText) { text.expectUnaccused() }

  @Test(
    "what stands behind a table is held against the totals at its foot",
    arguments: [
      TextPair(
        table + "\n\n以上共发放案件41件，金额50700元。", table + "\n\n以上共发放案件41件，金额57000元。"),
      TextPair(
        table + "\n\n以上共发放案件41件，金额50700元。", table + "\n\n以上共发放案件47件，金额50700元。"),
    ])
  func foot(_ pair: TextPair) { pair.expectRead() }

  @Test("a sentence that does not point at a table is not held against it")
  func elsewhere() {
    HonestText(Self.table + "\n\n2023年共发放案件52件，金额61000元。").expectUnaccused()
  }

  private static let table =
    "| 单位 | 件数 | 金额（元） |\n|---|---|---|\n| 甲所 | 18 | 23400 |\n| 乙所 | 14 | 16800 |\n"
    + "| 丙所 | 9 | 10500 |\n| 合计 | 41 | 50700 |"
}
