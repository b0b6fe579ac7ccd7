/// A person's name as it may leave the office: the family name and 某某.
///
/// The length of the name is hidden too, and whatever stands before its first letter.
package func maskedPerson(_ name: String) -> String {
  let name = normalized(name)
  guard !name.isEmpty else { return "" }
  let letters = name.drop { !$0.isLetter }
  let familyName = compoundFamilyNames.first { letters.hasPrefix($0) && letters.count > 2 }
  return (familyName ?? letters.first.map { String($0) } ?? "") + maskedGivenName
}

/// A payee's name as it may leave the office: organisations in full, all others masked.
///
/// A payee may be a person by mistake, in any script and of any length. What stands in brackets
/// behind a name, or as figures, may be a person too, or an account: of it only what is an
/// organisation itself is shown.
package func maskedPayee(_ name: String) -> String {
  let core = withoutAdditions(Substring(name.trimmed))
  guard core.isOrganisation else { return maskedPerson(core.name.isEmpty ? name : core.name) }
  return withoutLongNumbers(printable(core.name))
}

/// Whether a name is one that ``maskedPerson(_:)`` wrote, or has * or × in place of letters.
package func isMasked(_ name: String) -> Bool {
  // Nearly all names are ideographs, among which is no star.
  if isNormal(name), !name.endsWithBytes(of: maskedGivenName) { return false }
  let plain = normalized(name)
  return hasStars(plain)
    || plain.endsWithBytes(of: maskedGivenName) && plain == maskedPerson(plain)
}

/// Whether a masked name may stand for a name.
///
/// - Parameters:
///   - masked: A name of which ``isMasked(_:)`` is true.
///   - name: In full.
/// - Returns: Whether it is that name masked, or fits it letter by letter where it has * or ×.
package func masks(_ masked: String, _ name: String) -> Bool {
  let plain = normalized(masked)
  guard hasStars(plain) else {
    return plain.hasBytes(of: maskedPerson(name))
  }
  let shown = plain.split(omittingEmptySubsequences: false) { $0 == "*" || $0 == "×" }
  let name = normalized(name)
  guard let first = shown.first, let last = shown.last else { return false }
  return name.count > first.count + last.count && name.hasPrefix(first) && name.hasSuffix(last)
}

private let maskedGivenName = "某某"

private func hasStars(_ name: String) -> Bool {
  name.unicodeScalars.contains { $0 == "*" || $0 == "×" }
}

/// A name without what stands behind it: figures, signs, and brackets, but for those in which an
/// organisation has a part of its own; and whether it is an organisation's.
private func withoutAdditions(_ name: Substring) -> (name: String, isOrganisation: Bool) {
  var rest = name
  while let last = rest.last, !last.isLetter {
    guard closing.contains(last), let start = rest.lastIndex(where: opening.contains) else {
      rest.removeLast()
      continue
    }
    let inner = rest[rest.index(after: start)..<rest.index(before: rest.endIndex)]
    if endsAsOrganisation(inner), withoutAdditions(rest[..<start]).isOrganisation {
      return (String(rest), true)
    }
    rest = rest[..<start]
  }
  return (String(rest), endsAsOrganisation(rest))
}

private func endsAsOrganisation(_ name: Substring) -> Bool {
  let plain = normalized(String(name))
  return organisationEndings.contains { plain.hasSuffix($0) }
}

/// A name without runs of six figures or more, white space and hyphens between them or not.
private func withoutLongNumbers(_ name: String) -> String {
  var result = ""
  var run = ""
  var count = 0
  func settled(_ run: String, _ count: Int) -> String { count < longNumberMin ? run : "" }
  for character in name {
    if character.unicodeScalars.allSatisfy({ $0.properties.numericType == .decimal }) {
      run.append(character)
      count += 1
    } else if count > 0, character.isWhitespace || character == "-" || character == "－" {
      run.append(character)
    } else {
      result += settled(run, count) + String(character)
      (run, count) = ("", 0)
    }
  }
  return (result + settled(run, count)).trimmed
}

private let longNumberMin = 6
private let opening = Set("([{〔【〈《「『〖（［｛＜<")
private let closing = Set(")]}〕】〉》」』〗）］｝＞>")

/// No personal name ends in these.
private let organisationEndings = [
  "所", "局", "院", "厅", "公司", "集团", "中心", "银行", "支行", "分行", "营业部", "信用社", "合作社",
  "服务社", "旅行社", "报社", "协会", "商会", "工会", "学会", "联合会", "基金会", "委员会", "工作站", "服务站",
  "援助站", "服务部", "经营部", "打印部", "办公室", "办事处", "公证处", "管理处", "监管处", "政府", "大学",
  "学校", "中学", "小学", "书店", "酒店", "宾馆", "印刷厂", "监狱", "支队", "大队",
]

private let compoundFamilyNames = [
  "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒", "长孙", "宇文",
]
