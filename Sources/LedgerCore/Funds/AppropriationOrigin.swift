/// Where the money of an appropriation came from (指标的来源): by it the province follows a document
/// from the one who sent it to the one who registered it.
package struct AppropriationOrigin: Equatable, Codable, Sendable {
  /// 上级指标文号: the document of the level above, where the appropriation has one of its own.
  package var superiorDocument: DocumentNumber?
  /// 下达单位: who sent it.
  package var issuer: String?
  /// 追踪项目代码: the code that follows the money through all levels.
  package var projectCode: String?

  /// nil comes back where nothing is said.
  package init?(
    superiorDocument: DocumentNumber? = nil, issuer: String? = nil, projectCode: String? = nil
  ) {
    guard superiorDocument != nil || issuer != nil || projectCode != nil else { return nil }
    self.superiorDocument = superiorDocument
    self.issuer = issuer
    self.projectCode = projectCode
  }
}
