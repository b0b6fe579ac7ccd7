import LedgerCore
import TestSupport
import Testing

@Suite("姓名掩盖")
struct MaskingTests {
  @Test(
    "a person is the family name and 某某, whatever the name's length",
    arguments: [
      ("张三", "张某某"), ("张三丰", "张某某"), ("欧阳娜娜", "欧阳某某"), ("司马光", "司马某某"), ("司马", "司某某"),
      ("买买提·吐尔逊", "买某某"), (" 张 三 ", "张某某"), ("\u{3000}李四", "李某某"), ("", ""), ("  ", ""),
      ("李", "李某某"), ("古丽巴哈尔", "古某某"), ("ZhangSan", "Z某某"), ("（张三）", "张某某"), ("3张三", "张某某"),
      ("6222", "某某"),
    ])
  func person(name: String, masked: String) {
    #expect(maskedPerson(name) == masked)
  }

  @Test(
    "a payee that may be a person is masked, an organisation is not",
    arguments: [
      ("张三", "张某某"), ("诸葛孔明", "诸葛某某"), ("买买提·吐尔逊江", "买某某"), ("阿依古丽•买买提", "阿某某"),
      ("宁夏某某律师事务所", "宁夏某某律师事务所"), ("甲所", "甲所"), (" 甲（红寺堡）律师事务所 ", "甲（红寺堡）律师事务所"),
      ("李", "李某某"), ("古丽巴哈尔", "古某某"), ("ZhangSan", "Z某某"), ("司马相如律师", "司马某某"),
      ("王小二（6222020200112233445）", "王某某"), ("王小二6222020200112233445", "王某某"),
      ("王小二 6222 0202 0011 2233 445", "王某某"), ("王小二（甲律师事务所）", "王某某"),
      ("6222020200112233445", "某某"), ("甲律师事务所（王小二）", "甲律师事务所"),
      ("甲律师事务所（6222020200112233445）", "甲律师事务所"), ("甲律师事务所6222020200112233445", "甲律师事务所"),
      ("甲６２２２０２０２律师事务所", "甲律师事务所"), ("甲6222-0202 0011律师事务所", "甲律师事务所"),
      ("第1法律服务所", "第1法律服务所"), ("某银行（甲支行）", "某银行（甲支行）"), ("甲所\n乙所", "甲所 乙所"),
    ])
  func payee(name: String, masked: String) {
    #expect(maskedPayee(name) == masked)
  }

  @Test("no given name survives masking")
  func nothingLeaks() {
    for seed in UInt64(1)...300 {
      var generator = SeededGenerator(seed: seed)
      let family = generator.pick("张", "王", "马", "欧阳", "诸葛")
      let given = generator.pick("秀英", "伟明", "国栋", "小丽")
      let masked = maskedPerson(family + given)
      #expect(masked == family + "某某", "seed \(seed)")
    }
  }

  /// A name, and a masked one that may stand for it or not.
  private static let masks: [(masked: String, name: String, isMasked: Bool, isOfName: Bool)] = [
    ("李某某", "李小兰", true, true), ("李 某某", "李小兰", true, true), ("欧阳某某", "欧阳娜娜", true, true),
    ("李某某", "王小兰", true, false), ("李*兰", "李小兰", true, true), ("李＊＊", "李小兰", true, true),
    ("李×兰", "李小兰", true, true), ("李*花", "李小兰", true, false), ("李*小兰", "李小兰", true, false),
    ("李小兰", "李小兰", false, false), ("李某", "李某", false, false), ("某某律师事务所", "甲", false, false),
    ("甲某某律师事务所", "甲", false, false),
  ]

  @Test("a masked name is known, and which names it may stand for")
  func masked() {
    for row in Self.masks {
      #expect(isMasked(row.masked) == row.isMasked, "\(row)")
      if row.isMasked { #expect(LedgerCore.masks(row.masked, row.name) == row.isOfName, "\(row)") }
    }
  }
}
