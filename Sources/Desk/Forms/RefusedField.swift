import LedgerCore
import LedgerStore

/// The field that a refusal speaks of, so that the refusal stands beside it as well.
struct RefusedField {
  let field: Field
  let problem: String

  /// Shorter values stand in many a sentence that does not mean them.
  private static let lengthMin = 3

  /// nil for a refusal that begins with the title of no field, and names the value of none.
  init?(_ refusal: any Error, _ fields: Fields, of form: ActForm) {
    guard let refusal = refusal as? any OfficerError, !(refusal is RequestFault),
      !(refusal is StoreFault), !(refusal is Values.Fault)
    else { return nil }
    let words = refusal.description
    let typed = form.fields.filter { field in
      switch field.kind {
      case .hidden, .password, .tick: false
      default: true
      }
    }
    let titled = typed.first { words.hasPrefix($0.title.prefix { $0 != "（" }) }
    let named = typed.max { first, second in
      Self.length(first, words, fields) < Self.length(second, words, fields)
    }
    guard let field = titled ?? named,
      titled != nil || Self.length(field, words, fields) >= Self.lengthMin
    else { return nil }
    self.field = field
    problem = String(words.prefix { $0 != "：" && $0 != "\n" })
  }

  /// How long the value of a field is that stands in words; 0 for one that does not.
  private static func length(_ field: Field, _ words: String, _ fields: Fields) -> Int {
    fields.all(field.name).map(\.trimmed).filter { words.contains($0) }.map(\.count).max() ?? 0
  }

  /// The way to it from the top of the page.
  var way: HTML { "<p>请看这一项：<a href=\"#f-\(field.name)\">\(field.title)</a></p>" }
}
