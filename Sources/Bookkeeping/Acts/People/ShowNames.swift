package import LedgerCore
import LedgerStore

/// Shows the names of recipients on a page of a front end, which stands in the log (显示姓名): whoever
/// may read may ask, and everybody can see who did.
package struct ShowNames {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Records that names are shown; it moves no figure.
  ///
  /// - Returns: With the page.
  /// - Throws: ``Refusal/notRegistered(_:number:near:)`` for the page of a case that nothing names.
  @discardableResult
  package func callAsFunction(on page: NamedPage) throws -> Receipt<NamedPage> {
    try session.append("show names") { writer in
      if case .legalAidCase(let number) = page,
        try writer.ledger.cases.history(of: number).isEmpty
      {
        throw try writer.ledger.notRegistered(.legalAidCase, number)
      }
      try writer.append(page)
      return page
    }
  }
}
