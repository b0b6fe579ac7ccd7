import Bookkeeping
import LedgerCore
import Wording

/// An import that waits for a second person: the copies of its tables, and what was said of them.
struct ProposedImport {
  /// Its form's name.
  static let name = "import"

  private let terms: [TableTerm]
  private let amendReason: String?
  /// The name of each copy, and what the officer calls the table.
  let tables: [(copy: String, name: String)]

  /// The copies are not there any more, as after a restore in another place.
  private struct TablesLost: OfficerError {
    let description = "提请时放进来的表不在账本旁边了（账本移到了别处，或恢复自备份），不能照办，账本没有改动：请退回，由提请的人重新导入"
  }

  /// An import of tables that was refused; they have the names that the officer knows.
  private struct Refused: OfficerError {
    let faults: String

    var description: String { "没有照办：\(faults)" }
  }

  /// Keeps the tables that were dropped.
  ///
  /// - Throws: A fault of the store; then no copy is left.
  init(keeping drop: DroppedTables, in kept: ProposedTables) throws {
    (terms, amendReason) = (drop.terms, drop.amendReason)
    let copies = try kept.keep(drop.paths)
    tables = zip(copies, drop.uploads).map { ($0, $1.name) }
  }

  /// Reads the words of a proposal; nil for those of something else.
  init?(_ words: [String]) {
    guard words.starts(with: ["desk", Self.name]) else { return nil }
    let fields = Fields(words: words.dropFirst(2))
    terms = fields.all("term").compactMap { TableTerm(formValue: $0) }
    amendReason = fields["amend"]
    tables = zip(fields.all("copy"), fields.all("name")).map { ($0, $1) }
  }

  /// The words of which a second person carries it out.
  var words: [String] {
    var fields = Fields(terms.map { ("term", $0.formValue) })
    if let amendReason { fields.add("amend", amendReason) }
    for table in tables {
      fields.add("copy", table.copy)
      fields.add("name", table.name)
    }
    return ["desk", Self.name] + fields.proposalWords
  }

  /// Carries it out as the second person.
  ///
  /// - Parameter session: With the confirmation.
  /// - Returns: What was done.
  /// - Throws: What the import throws; then nothing is written.
  func carryOut(_ session: Session) throws -> DoneAct {
    let kept = ProposedTables(beside: session.store)
    let paths = tables.compactMap { kept?.path(of: $0.copy) }
    guard paths.count == tables.count else { throw TablesLost() }
    let names = TableNames(zip(paths, tables).map { ($0, $1.name) })
    do {
      let receipt = try ImportTables(session, amendReason: amendReason, terms: terms)(paths) { _ in
      }
      let (files, sentences) = (tables.map(\.name), receipt.recorded.sentences)
      return DoneAct(
        receipt,
        "导入 \(files.joined(separator: "、"))：\(sentences.joined(separator: "；"))",
        next: [Link("人员与待复核", RoomName.people.path)])
    } catch let refused as ImportRefused {
      throw Refused(faults: names.named(refused.guidance.words(in: .plain)))
    }
  }
}
