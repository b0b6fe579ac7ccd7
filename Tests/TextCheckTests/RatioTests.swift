import Testing
import TextCheck

@Suite("公开文本核对：比率、增长、平均、经费、日期和写法")
struct RatioTests {
  @Test(
    "percentages are tested against the figures they were made from",
    arguments: [
      TextRow("受理364件，办结352件，办结率96.7%。", "ratio pass 96.7"),
      TextRow("受理364件，办结352件，办结率98.7%。", "ratio contradiction 98.7"),
      TextRow("受理364件，办结352件，办结率96.70%。", "ratio pass 96.70"),
      TextRow("受理300件，办结200件，办结率66.6%。", "ratio rounding 66.6"),
      TextRow(
        "受理100件，其中民事60件，占60%；刑事40件，占41%。", "sum pass 100", "ratio pass 60",
        "ratio contradiction 41"),
      TextRow("完成收入24627万元，完成年初预算数60999万元的40.4%。", "ratio pass 40.4"),
      TextRow("完成收入24627万元，完成年初预算数60999万元的45.4%。", "ratio contradiction 45.4"),
      TextRow("年初预算为50万元，支出决算为45万元，完成年初预算的90%。", "ratio pass 90"),
      TextRow("调委会2599个，其中规范化调委会2180个，占调委会总数的83.9%。", "ratio pass 83.9"),
      TextRow(
        "调委会2599个，其中规范化调委会2180个，占调委会总数的86.9%。", "ratio contradiction 86.9"),
      TextRow(
        "答复805件。公开258件，占33.9%；不公开35件，占4.35%；无法提供265件，占32.9%。",
        "ratio contradiction 33.9", "ratio pass 4.35", "ratio pass 32.9"),
      TextRow("年初预算为50万元，支出决算为45万元，完成年初预算的95%。", "ratio contradiction 95"),
    ])
  func shares(_ row: TextRow) { #expect(row.found == row.expected) }

  @Test(
    "growth is tested with the figure before or the change beside it",
    arguments: [
      TextRow("受理364件，比上年增加44件，增长13.75%。", "ratio pass 13.75"),
      TextRow("受理364件，比上年增加44件，增长12.09%。", "ratio contradiction 12.09"),
      TextRow("受理364件，同比下降9%，同比减少36件。", "ratio pass 9"),
      TextRow(
        "收入27万元，完成年初预算数60万元的45%，比上年减收3万元，下降15%。",
        "ratio pass 45", "ratio contradiction 15"),
      TextRow("受理364件，比上年的320件增长13.75%。", "ratio pass 13.75"),
      TextRow("受理364件，比上年的320件增长15%。", "ratio contradiction 15"),
    ])
  func growth(_ row: TextRow) { #expect(row.found == row.expected) }

  @Test(
    "averages are tested where one amount and one count stand before them",
    arguments: [
      TextRow("办结352件，支出补贴255000元，件均724元。", "average pass 724"),
      TextRow("办结352件，支出补贴25.5万元，件均724元。", "average pass 724"),
      TextRow("办结352件，支出补贴255000元，件均800元。", "average contradiction 800"),
      TextRow("办结352件，支出补贴255000元，人均800元。"),
    ])
  func averages(_ row: TextRow) { #expect(row.found == row.expected) }

  @Test(
    "spending is compared with what was allotted and carried over",
    arguments: [
      TextRow("经费拨付26万元，支出25.5万元。", "funds pass 26"),
      TextRow("经费拨付26万元，办案支出25.5万元，值班支出0.86万元。", "funds rounding 26"),
      TextRow("经费拨付26万元，办案支出28万元。", "funds contradiction 26"),
      TextRow(
        "经费拨付26万元，其中中央拨付25万元、本级拨付1万元，办案支出25.5万元，值班支出0.86万元。",
        "sum pass 26", "funds contradiction 26"),
      TextRow("上年结转1万元，经费拨付26万元，支出26.36万元。", "funds pass 27"),
      TextRow("经费拨付26万元，支出25.5万元，年末结余0.5万元。", "funds pass 26"),
      TextRow("经费拨付26万元，支出25.5万元，年末结余0.8万元。", "funds rounding 26"),
      TextRow("经费拨付26.00万元，支出25.50万元，年末结余0.80万元。", "funds contradiction 26.00"),
    ])
  func funds(_ row: TextRow) { #expect(row.found == row.expected) }

  @Test(
    "dates that are in no calendar and numbers of a wrong form are found",
    arguments: [
      TextRow("2023年2月29日印发。", "date contradiction -"),
      TextRow("2024年2月29日印发，4月30日施行。"),
      TextRow("2月30日、4月31日。", "date contradiction -", "date contradiction -"),
      TextRow("2024年13月公布。", "date contradiction -"),
      TextRow("数据统计期限为2023年1月1日至12月31日。\n某某局\n2023年3月1日", "date contradiction -"),
      TextRow("数据统计期限为2023年1月1日至12月31日。\n某某局\n2024年1月20日"),
      TextRow("根据国办公开办函【2024】30号。", "form contradiction -"),
      TextRow("根据国办公开办函[2024]30号。", "form contradiction -"),
      TextRow("根据渝财规2023〕2号。", "form contradiction -"),
      TextRow("根据国办发〔2021〕第30号。", "form contradiction -"),
      TextRow("根据国办发〔2021〕30号、司法部令第148号、公告2022年第25号。"),
      TextRow("每件补贴1.800元。", "form contradiction 1.800"),
      TextRow("水价1.250元/立方米，汇率6.800。"),
    ])
  func forms(_ row: TextRow) { #expect(row.found == row.expected) }
}
