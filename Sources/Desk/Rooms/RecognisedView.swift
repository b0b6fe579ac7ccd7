import Interchange
import LedgerCore

/// What dropped tables were taken for, column by column, and where the officer says otherwise.
struct RecognisedView {
  let tables: [RecognisedTable]
  /// What the officer has said of them so far.
  let terms: [TableTerm]
  let names: TableNames

  /// More would be too long a page.
  private static let tablesMax = 20
  /// Of more than these none is unfolded.
  private static let openMax = 3
  /// Sent for a column that is not to be read.
  private static let nothing = "none"

  var html: HTML {
    let shown = tables.prefix(Self.tablesMax).enumerated().map { table($0.element, at: $0.offset) }
    let further: HTML =
      tables.count > Self.tablesMax
      ? "<p>另有 \(tables.count - Self.tablesMax) 张表，没有列出。</p>" : .none
    let change: HTML =
      tables.isEmpty
      ? .none
      : """
      <p class="buttons"><button name="step" value="check">按改过的读法再核对一次</button></p>
      """
    return tables.isEmpty && terms.isEmpty
      ? .none : "<h3>每张表是怎么读的</h3>\(shown)\(further)\(said)\(change)"
  }

  private func table(_ table: RecognisedTable, at place: Int) -> HTML {
    let kinds = table.kinds.map(\.title).joined(separator: "、")
    let name = names.named(table.file)
    let open: HTML = tables.count <= Self.openMax ? " open" : .none
    let samples = 0..<(table.named.map(\.samples.count).max() ?? 0)
    let heads = samples.map { row -> HTML in "<th scope=\"col\">第 \(row + 1) 行</th>" }
    let rows = table.named.map { column -> HTML in
      let cells = samples.map { row -> HTML in
        "<td>\(column.samples.indices.contains(row) ? column.samples[row] : "")</td>"
      }
      let fields: HTML =
        column.fields.isEmpty
        ? "<td class=\"off\">不读</td>" : "<td>\(column.fields.joined(separator: "、"))</td>"
      return "<tr><th scope=\"row\">\(column.header)</th>\(fields)\(cells)</tr>"
    }
    let days: HTML =
      table.dayCount == 0 ? .none : "<p class=\"hint\">另有 \(table.dayCount) 天各一列，读作那天的值班。</p>"
    let absent: HTML =
      table.absent.isEmpty
      ? .none : "<p class=\"hint\">表里没有的列，账上留空：\(table.absent.joined(separator: "、"))</p>"
    return """
      <details\(open)><summary>\(name)：\(kinds)，\(table.rowCount) 行</summary>
      <div class="scroll" tabindex="0"><table><caption class="unseen">\(name) 的各列</caption>\
      <thead><tr><th scope="col">表里的列</th><th scope="col">读作</th>\(heads)</tr>\
      </thead><tbody>\(rows)</tbody></table></div>\(days)\(absent)\(change(table, at: place))\
      </details>
      """
  }

  /// Where one of the columns is to be read as another, or not at all.
  private func change(_ table: RecognisedTable, at place: Int) -> HTML {
    let headers = table.named.map(\.header)
    guard !headers.isEmpty else { return .none }
    func options(_ words: [String]) -> HTML {
      words.map { word -> HTML in "<option>\(word)</option>" }.joined()
    }
    return """
      <div class="filter"><div class="field"><label for="header-\(place)">读错的列</label>\
      <select id="header-\(place)" name="header-\(place)"><option value=""></option>\
      \(options(headers))</select></div>\
      <div class="field"><label for="means-\(place)">应当读作</label>\
      <select id="means-\(place)" name="means-\(place)"><option value=""></option>\
      <option value="\(Self.nothing)">不读这一列</option>\(options(table.possibleFields))</select>\
      </div></div>
      """
  }

  /// What was said already, to be taken back.
  private var said: HTML {
    let boxes = terms.enumerated().map { place, term -> HTML in
      """
      <div class="field tick"><input type="checkbox" id="u-\(place)" name="untell" \
      value="\(typed: term.formValue)"><label for="u-\(place)">不算：\(term.words)</label></div>
      """
    }
    return boxes.isEmpty ? .none : "<fieldset><legend>这次说过的</legend>\(boxes)</fieldset>"
  }

  /// Takes what the officer says of the columns into the tables.
  ///
  /// - Returns: Whether they are read otherwise than before.
  static func read(_ form: Fields, into drop: inout DroppedTables) -> Bool {
    let before = drop.terms
    let changed = (0..<tablesMax).compactMap { place -> TableTerm? in
      guard let header = form.words("header-\(place)"), let means = form.words("means-\(place)")
      else { return nil }
      let term = TableTerm.column(header: header, means: means == nothing ? nil : means)
      return term.flaw == nil ? term : nil
    }
    for term in form.all("term").compactMap({ TableTerm(formValue: $0) }) + changed {
      drop.terms.removeAll { $0.isAbout(term) }
      drop.terms.append(term)
    }
    for term in form.all("untell").compactMap({ TableTerm(formValue: $0) }) {
      drop.terms.removeAll { $0 == term }
    }
    return drop.terms != before
  }
}

extension TableTerm {
  /// What it says, in a few words.
  var words: String {
    switch self {
    case .column(let header, let means?): "“\(header)”读作\(means)"
    case .column(let header, nil): "“\(header)”不读"
    case .word(let column, let word, let means): "\(column)里的“\(word)”就是\(means)"
    case .sheet(let name): "工作表“\(name)”不读"
    }
  }
}
