import Foundation
import LedgerCore
import Wording

/// What was typed into a form, read field by field.
struct Values: Sendable {
  let fields: Fields
  private let titles: [String: String]

  init(_ fields: Fields, of form: ActForm) {
    self.fields = fields
    titles = Dictionary(form.fields.map { ($0.name, $0.title) }, uniquingKeysWith: { $1 })
  }

  /// What is wrong with a field.
  struct Fault: OfficerError {
    let field: String
    let title: String
    let problem: String

    var description: String { "“\(title)”一项：\(problem)" }
  }

  /// A field that may be left empty.
  ///
  /// - Parameters:
  ///   - name: Of the field.
  ///   - read: Turns its words into a value.
  /// - Returns: nil where nothing was typed.
  /// - Throws: ``Fault``.
  func optional<Value>(_ name: String, _ read: (String) throws -> Value) throws -> Value? {
    guard let text = fields[name], !text.trimmed.isEmpty else { return nil }
    do {
      return try read(text)
    } catch let error as any OfficerError {
      throw fault(name, error.guidance.words)
    }
  }

  /// A field that must be filled in.
  func required<Value>(_ name: String, _ read: (String) throws -> Value) throws -> Value {
    guard let value = try optional(name, read) else { throw fault(name, Self.unfilled) }
    return value
  }

  func words(_ name: String) throws -> String? { try optional(name, WordReading.words) }

  func day(_ name: String) throws -> Day? { try optional(name, WordReading.day) }

  func number<Named>(_ name: String) throws -> Identifier<Named> {
    try required(name, WordReading.number)
  }

  func newNumber<Named>(_ name: String) throws -> Identifier<Named> {
    try required(name, WordReading.newNumber)
  }

  func term<Term>(_ name: String) throws -> Term?
  where Term: RawRepresentable<String>, Term: CaseIterable {
    try optional(name) { try WordReading.term($0) as Term }
  }

  func isTicked(_ name: String) -> Bool { fields[name] == "1" }

  /// The words of a field that is a list: a line each, or several with 、 between them; and of
  /// boxes of this name that were ticked.
  func list(_ name: String) -> [String] {
    fields.all(name).flatMap { $0.split { $0.isNewline || $0 == "、" } }
      .map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  /// The numbers of a field that is a list.
  ///
  /// - Throws: ``Fault`` for a word that is no number.
  func numbers<Named>(_ name: String) throws -> [Identifier<Named>] {
    try list(name).map { word in
      do {
        return try WordReading.number(word)
      } catch {
        throw fault(name, "“\(word)”不是编号")
      }
    }
  }

  /// The numbers of a list that must be filled in.
  func someNumbers<Named>(_ name: String) throws -> [Identifier<Named>] {
    let numbers: [Identifier<Named>] = try numbers(name)
    guard !numbers.isEmpty else { throw fault(name, Self.unfilled) }
    return numbers
  }

  private static let unfilled = "还没有填"

  func fault(_ name: String, _ problem: String) -> Fault {
    Fault(field: name, title: titles[name] ?? name, problem: problem)
  }
}

extension WordReading {
  /// A path as typed; one that is no whole path begins where the desk was started.
  static func wholePath(_ typed: String) throws -> String {
    URL(filePath: try words(typed)).standardizedFileURL.path
  }
}
