import CPostgres
import LedgerCore

/// Where a database is: `postgresql://user@host:port/name`.
package struct DatabaseAddress: Sendable {
  let text: String
  /// Host, port, database and user; never the password.
  package let place: String

  /// - Throws: ``DatabaseFault/badAddress``.
  package init(_ text: String) throws(DatabaseFault) {
    guard text.hasPrefix("postgresql://") || text.hasPrefix("postgres://"),
      let options = PQconninfoParse(text, nil)
    else { throw .badAddress }
    defer { PQconninfoFree(options) }
    var values: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val {
        values[String(cString: keyword)] = String(cString: value)
      }
      option += 1
    }
    let host = values["host"] ?? "本机"
    place =
      "\(values["user"].map { printable($0) + "@" } ?? "")\(printable(host))"
      + "\(values["port"].map { ":" + printable($0) } ?? "")/\(printable(values["dbname"] ?? ""))"
    self.text = text
  }
}
