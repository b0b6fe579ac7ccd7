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
    ])
  func person(name: String, masked: String) {
    #expect(maskedPerson(name) == masked)
  }

  @Test(
    "a payee that may be a person is masked, an organisation is not",
    arguments: [
      ("张三", "张某某"), ("诸葛孔明", "诸葛某某"), ("买买提·吐尔逊江", "买某某"), ("阿依古丽•买买提", "阿某某"),
      ("宁夏某某律师事务所", "宁夏某某律师事务所"), ("甲所", "甲所"), (" 甲（红寺堡）律师事务所 ", "甲（红寺堡）律师事务所"),
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
}
