import Bookkeeping
import LedgerCore
import Reconciliation
import Wording

/// An act of an officer as a form: what is filled in, and what is done with it.
struct ActForm: Sendable {
  /// In addresses: `pay-record`.
  let name: String
  let title: String
  let room: RoomName
  /// What the officer should know before filling it in.
  var hint: String?
  let fields: [Field]
  /// Carries the act out, in a rehearsal for the page on which it is checked, then truly.
  let act: @Sendable (Values, Session) throws -> DoneAct

  /// The form's page.
  var path: String { "/act/\(name)" }

  /// The address of the form with some fields filled in.
  func address(_ values: [(String, String)] = []) -> String {
    Fields(values).address(at: path)
  }
}

/// A field of a form.
struct Field: Sendable {
  enum Kind: Sendable {
    case line
    case lines
    case day
    /// In yuan.
    case amount
    case choice([Choice])
    /// The document of an appropriation; those with something left are offered.
    case fund
    case tick
    /// Several numbers or names, a line each.
    case list
    case password
    /// Filled in by the page that leads here, and not shown.
    case hidden

    /// Whether what is typed is never shown again.
    var isPassword: Bool {
      if case .password = self { true } else { false }
    }
  }

  struct Choice: Sendable {
    let value: String
    let title: String

    init(_ value: String, _ title: String? = nil) {
      self.value = value
      self.title = title ?? value
    }
  }

  let name: String
  let title: String
  var kind = Kind.line
  var isRequired = false
  var hint: String?
  /// What stands there before anything is typed; `today` for the day of the act.
  var usual: String?

  /// A choice among the words of a closed list.
  static func terms<Term>(_: Term.Type) -> Kind
  where Term: RawRepresentable<String>, Term: CaseIterable {
    .choice(Term.allCases.map { Choice($0.rawValue) })
  }
}

/// What an act came to, for the page on which it is checked and for its receipt.
struct DoneAct: Sendable {
  /// What was done, or would be.
  let words: String
  /// What the page shows before it: lines of text as the act tells them.
  var preview = ""
  var reminders: [Finding] = []
  /// The journal entry; nil where none was needed.
  var entry: Int?
  /// What comes next.
  var next: [Link] = []

  init<Recorded>(
    _ receipt: Receipt<Recorded>, _ words: String, preview: String = "", next: [Link] = []
  ) {
    self.init(words, preview: preview, next: next)
    reminders = receipt.reminders
    entry = receipt.entry
  }

  init(_ words: String, preview: String = "", next: [Link] = []) {
    self.words = words
    self.preview = preview
    self.next = next
  }

  /// What a receipt keeps of it in memory; a long preview or list of reminders only begins.
  var forReceipt: DoneAct {
    var kept = self
    let linesMax = 200
    let lines = preview.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.count > linesMax {
      kept.preview =
        lines.prefix(linesMax).joined(separator: "\n")
        + "\n……还有 \(lines.count - linesMax) 行"
    }
    kept.reminders = Array(reminders.prefix(linesMax))
    return kept
  }
}

extension DoneAct {
  /// An act that waits for a second person.
  init(_ proposed: ActProposed) {
    self.init(
      proposed.guidance.words(in: .desk), preview: proposed.preview.joined(separator: "\n"),
      next: [Link("待复核事项", RoomName.people.path)])
  }
}

/// A way on from a page.
struct Link: Sendable {
  let words: String
  let address: String

  init(_ words: String, _ address: String) {
    self.words = words
    self.address = address
  }

  var html: HTML { "<a href=\"\(typed: address)\">\(words)</a>" }

  /// As the thing that is to be done on a page.
  var mainButton: HTML { "<a class=\"button main\" href=\"\(typed: address)\">\(words)</a>" }

  /// As one of the things that can be done on a page.
  var button: HTML { "<a class=\"button\" href=\"\(typed: address)\">\(words)</a>" }
}

extension [Link] {
  /// The things that can be done on a page, in a line.
  var buttons: HTML { "<p class=\"acts\">\(map(\.button).joined(separator: " "))</p>" }
}
