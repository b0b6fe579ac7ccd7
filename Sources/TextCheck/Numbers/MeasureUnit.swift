/// What a figure counts or measures.
struct MeasureUnit: Equatable, Sendable {
  /// As printed, with its power of ten: 万元, 件, %.
  let printed: String
  /// Units of one dimension can be added: 元, 万元 and 亿元.
  let dimension: Dimension
  /// The power of ten it is printed in: 4 for 万元.
  let power: Int

  enum Dimension: Equatable, Sendable {
    case money(String)
    case count(String)
    case percent
    case percentPoint
  }

  /// Whether an integer in it is a count, which nobody rounds.
  var isExact: Bool { power == 0 }

  var isMoney: Bool {
    if case .money = dimension { true } else { false }
  }

  var isCount: Bool {
    if case .count = dimension { true } else { false }
  }
}

extension MeasureUnit {
  /// Reads a unit at a place of a text.
  ///
  /// - Returns: The unit, its length, and whether 余 or 多 stands inside it; nil for none.
  static func read(
    in text: ArraySlice<Unicode.Scalar>, at start: Int
  ) -> (unit: MeasureUnit, end: Int, isNear: Bool)? {
    if let length = percentPoints.length(in: text, at: start) {
      return (point, start + length, false)
    }
    if start < text.endIndex, text[start] == "%" { return (percent, start + 1, false) }
    var index = start
    let isNearBefore = near.length(in: text, at: index) != nil
    if isNearBefore { index += 1 }
    var power = 0
    let scaleStart = index
    if let word = scales.word(in: text, at: index), let scale = powers[word] {
      power = scale
      index += word.unicodeScalars.count
    }
    let scaleEnd = index
    let isNearBehind = power > 0 && near.length(in: text, at: index) != nil
    if isNearBehind { index += 1 }
    guard let word = counted.word(in: text, at: index) else { return nil }
    let printed = String(text[scaleStart..<scaleEnd]) + word
    let end = index + word.unicodeScalars.count
    let dimension: Dimension =
      money.contains(word) ? .money(word == "圆" ? "元" : word) : .count(same[word] ?? word)
    let unit = MeasureUnit(printed: printed, dimension: dimension, power: power)
    return (unit, end, isNearBefore || isNearBehind)
  }

  static let yuan = MeasureUnit(printed: "元", dimension: .money("元"), power: 0)
  static let percent = MeasureUnit(printed: "%", dimension: .percent, power: 0)
  private static let point = MeasureUnit(
    printed: "个百分点", dimension: .percentPoint, power: 0)
  private static let percentPoints = Words("个百分点 百分点")
  private static let near = Words("余 多 几 来")
  private static let scales = Words("万 亿 千 百 百万 千万 万亿 十万")
  private static let powers = [
    "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12,
  ]
  private static let money: Set<String> = ["元", "圆", "美元", "港元", "欧元", "块钱"]

  /// Measures that count the same things.
  private static let same = [
    "宗": "件", "起": "件", "例": "件", "名": "人", "位": "人", "场次": "场", "户次": "户次",
    "家次": "家次", "公里": "公里", "千米": "公里",
  ]

  private static let counted = Words(
    """
    元 圆 美元 港元 欧元 件 件次 宗 起 例 条 条次 人次 人 名 位 户 户次 家 家次 个 份 期 次 篇 场 场次 \
    所 批 批次 项 项次 部 册 本 张 幅 块 台 辆 套 间 座 处 支 支队 队 组 类 种 门 首 集 则 枚 面 \
    吨 公斤 千克 公里 千米 平方米 平方公里 立方米 亩 公顷 千瓦时 头 只 株 棵 粒 天 小时 分钟 课时 个月 \
    车次 班次 分 标段 卷 宗卷 页 封 通 笔 票 床 颗 艘 架 列 村 镇 乡 街 县 市 班 届 字 号文 人天 个班次 工作日 个工作日 人日 案次 车辆
    """)
}
