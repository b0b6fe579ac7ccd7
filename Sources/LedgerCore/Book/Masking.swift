/// A person's name as it may leave the office: the family name and 某某.
///
/// The length of the name is hidden too.
package func maskedPerson(_ name: String) -> String {
  let name = normalized(name)
  guard let first = name.first else { return "" }
  let familyName = compoundFamilyNames.first { name.hasPrefix($0) && name.count > 2 }
  return (familyName ?? String(first)) + "某某"
}

/// A payee's name as it may leave the office: organisations in full, people masked.
///
/// A payee may be a person by mistake. Names of Han people have two to four characters and those of
/// others carry a middle dot; firms and agencies have longer names.
package func maskedPayee(_ name: String) -> String {
  let plain = normalized(name)
  let looksPersonal = plain.count <= 4 || plain.contains("·") || plain.contains("•")
  return looksPersonal ? maskedPerson(plain) : name.trimmed
}

private let compoundFamilyNames = [
  "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒", "长孙", "宇文",
]
