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
/// others carry a middle dot; firms and agencies have longer names, or end as organisations do.
package func maskedPayee(_ name: String) -> String {
  let plain = normalized(name)
  let isOrganisation = organisationEndings.contains { plain.hasSuffix($0) }
  let isShort = plain.count <= 4 || plain.contains("·") || plain.contains("•")
  return isShort && !isOrganisation ? maskedPerson(plain) : name.trimmed
}

/// No personal name ends in these.
private let organisationEndings = ["所", "局", "院", "公司", "中心", "协会", "银行", "工作站", "服务部"]

private let compoundFamilyNames = [
  "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒", "长孙", "宇文",
]
