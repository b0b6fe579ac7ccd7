/// Which requests are let in (入口检查): addressed to us by our name, and changing something only
/// from a page of ours.
///
/// On one machine a browser's pages of other programs reach every port, and send our cookie along:
/// so the name that was asked for, the page that asks and the number of the form are each looked
/// at.
struct Door: Sendable {
  let port: Int
  /// Begins with the port, for cookies are shared by all ports of a machine.
  var cookieName: String { "legalaid-\(port)" }

  private var hosts: Set<String> {
    ["127.0.0.1:\(port)", "localhost:\(port)", "[::1]:\(port)"]
  }

  /// Looks at a request before its body is read.
  ///
  /// - Parameters:
  ///   - method: Of the request.
  ///   - headers: Each with its name in lower case.
  /// - Throws: ``RequestFault`` when it is not let in.
  func check(
    _ method: Request.Method, _ headers: [(name: String, value: String)]
  ) throws(RequestFault) {
    let named = headers.filter { $0.name == "host" }.map { $0.value.lowercased() }
    guard named.count == 1, hosts.contains(named[0]) else { throw .wrongHost }
    guard method == .post else { return }
    let origins = headers.filter { $0.name == "origin" }.map { $0.value.lowercased() }
    guard origins == ["http://\(named[0])"] else { throw .foreignOrigin }
  }

  /// The key that the browser gives back; nil where it gives none, or two.
  func sessionKey(in headers: [(name: String, value: String)]) -> String? {
    let cookies = headers.filter { $0.name == "cookie" }
      .flatMap { $0.value.split(separator: ";") }
      .map { $0.drop { $0 == " " } }
      .filter { $0.hasPrefix(cookieName + "=") }
    return cookies.count == 1
      ? cookies.first.map { String($0.dropFirst(cookieName.count + 1)) } : nil
  }

  /// The header that gives a browser its key.
  func cookie(_ key: String) -> (name: String, value: String) {
    ("set-cookie", "\(cookieName)=\(key); Path=/; HttpOnly; SameSite=Strict")
  }

  /// What goes with every answer: nothing runs but our own script, nothing frames it, and no page
  /// is kept.
  static let headers: [(name: String, value: String)] = [
    (
      "content-security-policy",
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    ("referrer-policy", "same-origin"), ("x-content-type-options", "nosniff"),
    ("cache-control", "no-store"), ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
  ]
}
