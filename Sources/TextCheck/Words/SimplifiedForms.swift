/// The traditional characters of the words this module knows, with their simplified forms.
enum SimplifiedForms {
  /// The simplified form of a character; the character itself when the grammar does not need it.
  static func form(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    // Nothing traditional stands below the common ideographs, and most characters are plain.
    scalar.value < 0x4E00 ? scalar : byTraditional[scalar] ?? scalar
  }

  private static let byTraditional: [Unicode.Scalar: Unicode.Scalar] = {
    let traditional = Array(pairs.map(\.0).joined().unicodeScalars)
    let simplified = Array(pairs.map(\.1).joined().unicodeScalars)
    return Dictionary(zip(traditional, simplified)) { first, _ in first }
  }()

  private static let pairs: [(String, String)] = [
    ("萬億圓兩個條場戶項", "万亿圆两个条场户项"),
    ("總計佔爲為別與較減長降達約餘", "总计占为为别与较减长降达约余"),
    ("結轉繼續辦審報撥經費財務收開", "结转继续办审报拨经费财务收开"),
    ("補貼補貼業績率級區縣鄉鎮農貧", "补贴补贴业绩率级区县乡镇农贫"),
    ("務員紅寺堡標準書類單據關係數", "务员红寺堡标准书类单据关系数"),
    ("專項備註預決執終當歷號關於發", "专项备注预决执终当历号关于发"),
    ("訴訟復議複議調解維護糾紛處", "诉讼复议复议调解维护纠纷处"),
    ("請請無沒從過進還現產資訊開", "请请无没从过进还现产资讯开"),
    ("話問題幹部門團織體會議學習", "话问题干部门团织体会议学习"),
    ("網頁視頻廣電臺輛張冊處間座", "网页视频广电台辆张册处间座"),
    ("時間齡歲婦殘軍屬導師證據實", "时间龄岁妇残军属导师证据实"),
    ("額增餘點億國內購買價認識對", "额增余点亿国内购买价认识对"),
    ("陽陰東西華權責戰勞動爭應", "阳阴东西华权责战劳动争应"),
    ("測試驗檢點聲響應選舉", "测试验检点声响应选举"),
    ("稅罰沒營製訂屆聯絡協", "税罚没营制订届联络协"),
    ("統計截規範圍層隊舉辦講課", "统计截规范围层队举办讲课"),
  ]
}
