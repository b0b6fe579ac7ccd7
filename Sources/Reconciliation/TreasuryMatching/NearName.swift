import LedgerCore

/// Payees whose names differ so little that one of them may be a slip of the pen.
///
/// It is for wording only: a near miss is shown to an officer, never accepted as equal.
package struct NearNames {
  private let spellings: [[Character]]
  /// Each payee's name, and its name without any one character.
  private let payeesByPart: [[Character]: [Int]]
  private var known: [Int: [Near]] = [:]

  /// Another payee, and how its name differs.
  package struct Near {
    package let payee: Int
    package let words: String
  }

  /// Two of two characters have half a name in common, which says nothing.
  private static let shortest = 3

  /// - Parameters:
  ///   - names: All payees' normalised names by their numbers.
  ///   - payees: Those that are looked for.
  package init(_ names: [String], among payees: Set<Int>) {
    spellings = names.map { $0.map(Self.plainest) }
    var payeesByPart: [[Character]: [Int]] = [:]
    for payee in payees.sorted() {
      for part in Self.parts(of: spellings[payee]) {
        payeesByPart[part, default: []].append(payee)
      }
    }
    self.payeesByPart = payeesByPart
  }

  /// The payees whose names come near, in order of their numbers.
  package mutating func near(to payee: Int) -> [Near] {
    if let known = known[payee] { return known }
    let spelling = spellings[payee]
    let others = Set(Self.parts(of: spelling).flatMap { payeesByPart[$0] ?? [] })
    let near = others.subtracting([payee]).sorted().compactMap { other in
      Self.difference(spelling, spellings[other]).map { Near(payee: other, words: $0) }
    }
    known[payee] = near
    return near
  }

  /// How two names differ, in words; nil when they are not near.
  private static func difference(_ left: [Character], _ right: [Character]) -> String? {
    if left == right { return "收款人只有异体字、繁简或大小写不同" }
    let (short, long) = left.count <= right.count ? (left, right) : (right, left)
    guard long.count - short.count <= 1 else { return nil }
    let prefix = zip(short, long).prefix { $0 == $1 }.count
    let isOneApart =
      short.count == long.count
      ? short[(prefix + 1)...].elementsEqual(long[(prefix + 1)...])
      : short[prefix...].elementsEqual(long[(prefix + 1)...])
    return isOneApart ? "收款人差一字" : nil
  }

  private static func parts(of name: [Character]) -> Set<[Character]> {
    guard name.count >= shortest else { return [] }
    var parts: Set = [name]
    for index in name.indices {
      var part = name
      part.remove(at: index)
      parts.insert(part)
    }
    return parts
  }

  private static func plainest(_ character: Character) -> Character {
    if let plain = variants[character] { return plain }
    guard character.isASCII, character.isUppercase else { return character }
    return character.lowercased().first ?? character
  }

  /// Traditional and variant forms that firms and people are written with.
  private static let variants: [Character: Character] = {
    let pairs = """
      師师 務务 寧宁 甯宁 紅红 區区 縣县 銀银 國国 華华 東东 陽阳 廣广 聯联 達达 興兴 開开 發发 義义 門门 \
      馬马 龍龙 昇升 陞升 峯峰 喆哲 堃坤 衆众 眾众 誠诚 業业 會会 處处 協协 業业 啟启 啓启 飛飞 鳳凤 麗丽 \
      張张 陳陈 劉刘 楊杨 趙赵 吳吴 孫孙 許许 鄧邓 韓韩 馮冯 蔣蒋 葉叶 蘇苏 盧卢 鍾钟 鐘钟 於于 後后 與与 \
      •· ・· ‧·
      """
    let characters = pairs.split(whereSeparator: \.isWhitespace).map(Array.init)
    return Dictionary(characters.map { ($0[0], $0[1]) }) { first, _ in first }
  }()
}
