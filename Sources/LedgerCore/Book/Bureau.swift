/// The bureau whose ledger this is, as its reports name it.
package struct Bureau: Equatable, Sendable {
  /// The bureau's full name: 红寺堡区司法局.
  package let agency: String
  /// The county or district its published paragraph begins with: 红寺堡区.
  package let region: String

  package init(agency: String, region: String) {
    self.agency = agency
    self.region = region
  }
}
