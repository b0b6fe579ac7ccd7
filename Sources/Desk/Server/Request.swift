import Foundation

/// A request that was read whole, within its bounds.
package struct Request: Sendable {
  /// Whether a browser asks to see something, as GET and HEAD do, or to change something.
  package enum Method: Sendable { case get, post }

  package let method: Method
  /// Decoded, begun with `/`.
  package let path: String
  package let query: Fields
  /// What a form sent; empty where none was.
  package var form = Fields()
  /// The files that a form sent.
  package var uploads: [Upload] = []
  /// Each with its name in lower case.
  let headers: [(name: String, value: String)]
  /// What the browser keeps for us.
  let sessionKey: String?

  /// All values of a header.
  func header(_ name: String) -> [String] {
    headers.filter { $0.name == name }.map(\.value)
  }
}

/// A file that was dropped on a page, for this user only: it lies there as long as this is kept,
/// by a request that is being answered or by a session.
package struct Upload: Sendable {
  /// As the browser named it, shown to the officer and never part of a path.
  package let name: String
  package let size: Int
  private let file: KeptFile

  init(name: String, size: Int, file: KeptFile) {
    (self.name, self.size, self.file) = (name, size, file)
  }

  /// Where it lies, under a name of ours.
  package var path: String { file.path }
}

/// What is in a file that a browser keeps, by its type of content.
enum FileContent: String {
  case word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
  case excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  case csv = "text/csv; charset=utf-8"
  case anything = "application/octet-stream"
}

/// What goes back to the browser.
package struct Response: Sendable {
  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(_ status: Int, _ headers: [(name: String, value: String)], _ body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A page.
  static func page(_ html: HTML, status: Int = 200) -> Response {
    Response(status, [("content-type", "text/html; charset=utf-8")], Array(html.markup.utf8))
  }

  /// Another page of ours is to be shown: its path and query.
  static func redirect(_ address: String) -> Response {
    Response(303, [("location", address)], [])
  }

  /// A file to be kept.
  ///
  /// - Parameters:
  ///   - name: With its ending; the browser offers it.
  ///   - content: What is in it.
  ///   - bytes: As they are kept.
  /// - Returns: The answer; whatever stands in the name, it is one header.
  static func file(_ name: String, _ content: FileContent, _ bytes: [UInt8]) -> Response {
    Response(
      200,
      [
        ("content-type", content.rawValue),
        ("content-disposition", "attachment; filename*=UTF-8''\(Fields.encoded(name))"),
      ], bytes)
  }
}
