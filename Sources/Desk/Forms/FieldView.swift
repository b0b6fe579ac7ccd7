import LedgerCore

/// A field as the page shows it: its name, where to type, what is known of it and what is wrong.
struct FieldView {
  let field: Field
  /// What was typed or is known; a list may have several.
  let values: [String]
  let today: Day
  /// Whether a form was sent: what is empty then was left empty.
  var isTyped = true
  var problem: String?
  /// What is offered to a field that takes an appropriation.
  var funds: [Field.Choice] = []
  /// What the names of its elements begin with: of two forms on a page not the same.
  var prefix = "f"

  private var id: String { "\(prefix)-\(field.name)" }

  private var value: String {
    if let first = values.first { return first }
    guard !isTyped else { return "" }
    return field.usual == "today" ? today.description : field.usual ?? ""
  }

  var html: HTML {
    switch field.kind {
    case .hidden:
      return values.map { value -> HTML in
        "<input type=\"hidden\" name=\"\(field.name)\" value=\"\(typed: value)\">"
      }.joined()
    case .tick:
      let checked: HTML = value == "1" ? " checked" : ""
      return """
        <div class="field tick"><input type="checkbox" id="\(id)" name="\(field.name)" value="1"\
        \(checked)\(described)><label for="\(id)">\(field.title)</label>\(notes)</div>
        """
    default:
      return """
        <div class="field"><label for="\(id)">\(field.title)\(mark)</label>\(input)\(notes)</div>
        """
    }
  }

  private var mark: HTML {
    field.isRequired ? "<span class=\"required\">必填</span>" : .none
  }

  private var input: HTML {
    let attributes: HTML =
      "id=\"\(id)\" name=\"\(field.name)\"\(field.isRequired ? " required" : HTML.none)\(described)"
    switch field.kind {
    case .lines, .list:
      let text = field.values(of: values, or: value)
      return "<textarea \(attributes) rows=\"4\">\n\(typed: text)</textarea>"
    case .choice(let choices):
      let empty: HTML =
        field.isRequired && value.isEmpty || !field.isRequired
        ? "<option value=\"\"></option>" : .none
      let options = choices.map { choice -> HTML in
        let selected: HTML = choice.value == value ? " selected" : ""
        return "<option value=\"\(typed: choice.value)\"\(selected)>\(choice.title)</option>"
      }
      return "<select \(attributes)>\(empty)\(options)</select>"
    case .day:
      return """
        <input \(attributes) value="\(typed: value)" class="short" autocomplete="off" \
        placeholder="2024-03-05">
        """
    case .amount:
      return """
        <input \(attributes) value="\(typed: value)" class="short number" inputmode="decimal" \
        autocomplete="off">
        """
    case .password:
      return "<input \(attributes) type=\"password\" autocomplete=\"off\">"
    case .fund:
      // Where there is one only, it is the one that is meant.
      let only = funds.count == 1 && field.isRequired && !isTyped ? funds[0].value : ""
      let options = funds.map { fund -> HTML in
        "<option value=\"\(typed: fund.value)\">\(fund.title)</option>"
      }
      return """
        <input \(attributes) value="\(typed: value.isEmpty ? only : value)" autocomplete="off" \
        list="\(id)-list"><datalist id="\(id)-list">\(options)</datalist>
        """
    case .line, .tick, .hidden:
      return "<input \(attributes) value=\"\(typed: value)\" autocomplete=\"off\">"
    }
  }

  private var described: HTML {
    var names: [String] = []
    if hint != nil { names.append("\(id)-hint") }
    if problem != nil { names.append("\(id)-fault") }
    let described: HTML =
      names.isEmpty ? .none : " aria-describedby=\"\(names.joined(separator: " "))\""
    return described + (problem == nil ? .none : " aria-invalid=\"true\"")
  }

  private var hint: String? {
    if let hint = field.hint { return hint }
    if case .list = field.kind { return "一行一个" }
    return nil
  }

  private var notes: HTML {
    let hint: HTML = hint.map { "<span class=\"hint\" id=\"\(id)-hint\">\($0)</span>" } ?? .none
    let fault: HTML =
      problem.map { "<span class=\"wrong\" id=\"\(id)-fault\">\($0)</span>" } ?? .none
    return hint + fault
  }

  /// A field and what was typed, for the page on which an act is checked; nil where nothing was, or
  /// it is nothing to show.
  static func shown(_ field: Field, _ fields: Fields) -> HTML? {
    let typed = fields.all(field.name).filter { !$0.trimmed.isEmpty }
    guard !typed.isEmpty else { return nil }
    switch field.kind {
    case .password: return nil
    case .tick: return "<div><dt>\(field.title)</dt><dd>是</dd></div>"
    default:
      let words = typed.map(title(field)).flatMap { $0.split(separator: "\n").map(String.init) }
        .joined(separator: "、")
      return "<div><dt>\(field.title)</dt><dd>\(words)</dd></div>"
    }
  }

  private static func title(_ field: Field) -> (String) -> String {
    guard case .choice(let choices) = field.kind else { return { $0 } }
    return { value in choices.first { $0.value == value }?.title ?? value }
  }
}

extension Field {
  /// The text of a field that takes several lines.
  fileprivate func values(of values: [String], or value: String) -> String {
    if case .list = kind { return values.joined(separator: "\n") }
    return value
  }
}
