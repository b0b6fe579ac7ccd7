/// One relation between figures of a published text, tested.
package struct Check: Equatable, Sendable {
  /// Its kind with a number, in the order of the text: `sum-3`.
  package let id: String
  package let kind: Kind
  /// The sentence or the cells it is about, as printed.
  package let quote: String
  /// The same with the figures it is about in 【】.
  package let marked: String
  /// The line on which the quote begins, from 1.
  package let line: Int
  /// The figures that were added or compared, as decimals in ``unit``.
  package let parts: [String]
  /// What the text prints; nil where no figure is printed.
  package let stated: String?
  /// What the parts come to; nil where nothing can be computed.
  package let computed: String?
  /// As printed: 万元, 件, %; empty for none.
  package let unit: String
  package let outcome: Outcome
  /// The computation and what follows from it, in Chinese.
  package let message: String

  /// What kind of relation it is.
  package enum Kind: String, CaseIterable, Sendable {
    case sum
    case ratio
    case average
    case tableRow = "table-row"
    case tableColumn = "table-column"
    case tableIdentity = "table-identity"
    case textTable = "text-table"
    case funds
    case date
    case form
  }

  /// What came of it.
  package enum Outcome: String, CaseIterable, Sendable {
    case pass
    case contradiction
    case rounding
    case notTestable = "not_testable"
    case explained
    case partialList = "partial_list"
  }

  package init(_ draft: CheckDraft, id: String) {
    self.id = id
    kind = draft.kind
    quote = draft.quote
    marked = draft.marked
    line = draft.line
    parts = draft.parts
    stated = draft.stated
    computed = draft.computed
    unit = draft.unit
    outcome = draft.outcome
    message = draft.message
  }
}

/// A check that has no number yet.
package struct CheckDraft: Equatable, Sendable {
  package let kind: Check.Kind
  package let quote: String
  package let marked: String
  package let line: Int
  package var parts: [String] = []
  package var stated: String?
  package var computed: String?
  package var unit = ""
  package let outcome: Check.Outcome
  package let message: String

  package init(
    _ kind: Check.Kind, _ outcome: Check.Outcome, quote: String, marked: String? = nil, line: Int,
    parts: [String] = [], stated: String? = nil, computed: String? = nil, unit: String = "",
    message: String
  ) {
    self.kind = kind
    self.outcome = outcome
    self.quote = quote
    self.marked = marked ?? quote
    self.line = line
    self.parts = parts
    self.stated = stated
    self.computed = computed
    self.unit = unit
    self.message = message
  }
}

extension CheckDraft {
  init(
    _ kind: Check.Kind, _ outcome: Check.Outcome, quote: Quote, parts: [String] = [],
    stated: String? = nil, computed: String? = nil, unit: String = "", message: String
  ) {
    self.init(
      kind, outcome, quote: quote.text, marked: quote.marked, line: quote.line, parts: parts,
      stated: stated, computed: computed, unit: unit, message: message)
  }
}
