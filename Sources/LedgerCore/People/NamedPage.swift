/// A page on which the names of recipients can be shown in full (显示姓名).
package enum NamedPage: Hashable, Sendable {
  case caseList
  case legalAidCase(CaseNumber)
}
