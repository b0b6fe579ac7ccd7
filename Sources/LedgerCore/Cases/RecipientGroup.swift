/// A group of people that recipients are counted under (受援人类别).
///
/// Groups are tags, not a partition: a case may carry several, and their counts do not add.
package enum RecipientGroup: String, CaseIterable, Codable, Sendable {
  case migrantWorker = "农民工"
  case disabled = "残疾人"
  case elderly = "老年人"
  case woman = "妇女"
  case minor = "未成年人"
  case soldier = "军人军属"
  case farmer = "农民"
  case needy = "低保"
  /// None of the others.
  case other = "其他"

  /// Those whom the lottery fund's legal-aid project is for (中彩金项目的五类受援人).
  package static let lotteryGroups: [RecipientGroup] = [
    .migrantWorker, .disabled, .elderly, .woman, .minor,
  ]

  /// The groups that a register's words name: `农民工、残疾人`.
  ///
  /// A word that is not known names ``other``, which stands only where nothing else does.
  package static func groups(in words: String?) -> Set<RecipientGroup> {
    guard let words else { return [.other] }
    let tags = halfWidth(words).split { separators.contains($0) || $0.isWhitespace }
    let groups = Set(tags.compactMap { byWord[normalized(String($0))] })
    return groups.count > 1 ? groups.subtracting([.other]) : groups.isEmpty ? [.other] : groups
  }

  private static let separators: Set<Character> = ["、", ",", ";", "/", "|", "，", "；", "。"]

  private static let byWord: [String: RecipientGroup] = {
    var byWord = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
    let otherWords: [RecipientGroup: [String]] = [
      .migrantWorker: ["进城务工人员", "务工人员"], .disabled: ["残疾"], .elderly: ["老人", "老年"],
      .woman: ["女性"], .minor: ["未成年", "儿童"], .soldier: ["军人", "军属", "军人、军属", "退役军人"],
      .needy: ["低保对象", "低保户", "特困", "特困人员", "低收入", "最低生活保障对象"],
    ]
    for (group, words) in otherWords { for word in words { byWord[word] = group } }
    return byWord
  }()
}
