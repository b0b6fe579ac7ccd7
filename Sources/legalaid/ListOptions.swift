import ArgumentParser
import Bookkeeping
import LedgerCore
import Wording

/// What every list of facts can be narrowed to.
struct ListOptions: ParsableArguments {
  @OptionGroup var choice: SpanChoice
  @Option(help: "只列这个承办单位（收款单位）的", transform: WordReading.words)
  var firm: String?
  @Option(help: "只列这张支付凭证的", transform: WordReading.number)
  var voucher: VoucherNumber?
  @Option(help: "只列含有这些字的：编号、案由、姓名、单位等", transform: WordReading.searched)
  var search: String?

  func filter() throws -> RegisterFilter {
    RegisterFilter(span: try choice.span, firm: firm, voucher: voucher, search: search)
  }
}

/// What lists of cases, claims, duty and payments can be narrowed to besides.
struct WorkListOptions: ParsableArguments {
  @OptionGroup var list: ListOptions
  @Option(help: "只列这位承办人（值班律师）的", transform: WordReading.words)
  var lawyer: String?
  @Option(help: "只列用这个指标支付的", transform: WordReading.number)
  var document: DocumentNumber?

  func filter(recipient: String? = nil) throws -> RegisterFilter {
    var filter = try list.filter()
    filter.recipient = recipient
    filter.lawyer = lawyer
    filter.document = document
    return filter
  }
}

extension ListRegister {
  /// Tells what a filter names and the ledger does not know.
  func tellUnknown(in filter: RegisterFilter) throws {
    for refusal in try unknown(in: filter) { Output.note(refusal.description) }
  }
}

extension RegisterFilter {
  /// Whether anything is narrowed.
  var isNarrowing: Bool {
    [recipient, lawyer, firm].contains { $0 != nil } || span != nil || document != nil
      || voucher != nil || search != nil
  }
}

extension WordReading {
  /// A part of a text to look for.
  static func searched(_ text: String) throws -> String {
    let words = try words(text)
    guard !SearchedPart(words).isEmpty else { throw Problem(description: "不能为空") }
    return words
  }
}
