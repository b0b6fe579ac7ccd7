import LedgerCore
import Testing

@Suite("相近的编号")
struct NearestWordTests {
  private func nearest(_ word: String, _ words: [String], among wordsMax: Int = 100) -> [String] {
    var nearest = NearestWord(to: word, among: wordsMax)
    for word in words { nearest.see(word) }
    return nearest.words
  }

  @Test(
    "what is one or two changes away is meant; of many equally near none is",
    arguments: [
      ("申2024-011", ["申2024-012", "申2023-500"], ["申2024-012"]),
      ("红援〔2024〕刑01号", ["红援〔2024〕刑001号", "红援〔2024〕刑011号"], ["红援〔2024〕刑001号"]),
      ("verfy", ["verify", "restore"], ["verify"]),
      ("ABC12", ["abc12"], ["abc12"]),
      ("案5", ["案1", "案2"], []),
      ("申0004", ["申1001", "申1002", "申1003"], []),
      ("甲乙丙丁", ["甲乙丙戊", "甲乙丙己", "甲乙丙庚"], []),
      ("甲乙丙丁", ["甲乙丙戊", "甲乙丙己"], ["甲乙丙戊", "甲乙丙己"]),
      ("甲乙丙丁", ["甲乙丙戊", "甲乙丙戊", "甲乙丙己"], ["甲乙丙戊", "甲乙丙己"]),
      ("", ["甲"], []),
    ])
  func words(word: String, words: [String], meant: [String]) {
    #expect(nearest(word, words) == meant)
  }

  @Test("no more words are looked at than is said")
  func bounded() {
    #expect(nearest("甲乙丙丁", ["远", "甲乙丙戊"], among: 1) == [])
    #expect(nearest("甲乙丙丁", ["远", "甲乙丙戊"], among: 2) == ["甲乙丙戊"])
  }

  @Test("the distance counts characters changed, added and left out")
  func distance() {
    #expect(editDistance(Array("甲乙丙"), Array("甲丙")) == 1)
    #expect(editDistance(Array("甲乙"), Array("乙甲")) == 2)
    #expect(editDistance([Int](), [1, 2]) == 2)
  }
}
