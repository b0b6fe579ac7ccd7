import Bookkeeping
import LedgerCore

/// A command line that records a payment in the commonest form: `pay record`, a voucher, and some
/// options, each once with its value behind it.
///
/// It is read here because the command-line library takes longer over its declarations than the
/// payment does. Every other line, and every line with a fault in it, is left to the library.
struct PlainPayment {
  let order: PaymentOrder
  let ledger: LedgerChoice

  /// - Parameter words: The command line without the program's name; nil for one of another form.
  init?(_ words: [String]) {
    guard words.starts(with: ["pay", "record"]), let values = Values(words.dropFirst(2)),
      let voucher: VoucherNumber = values.read("", ArgumentReading.newNumber),
      let paidOn = values.read("--on", ArgumentReading.day),
      let document: DocumentNumber = values.read("--document", ArgumentReading.number)
    else { return nil }
    var order = PaymentOrder(voucher: voucher, paidOn: paidOn, subject: .none, document: document)
    switch (values["--case"], values["--duty"]) {
    case (_?, nil):
      guard let number: CaseNumber = values.read("--case", ArgumentReading.number) else {
        return nil
      }
      order.subject = .legalAidCase(number)
    case (nil, _?):
      guard let number: DutyNumber = values.read("--duty", ArgumentReading.number) else {
        return nil
      }
      order.subject = .dutyShift(number)
    default: return nil
    }
    if values["--amount"] != nil {
      guard let amount = values.read("--amount", ArgumentReading.amount) else { return nil }
      order.amount = amount
    }
    if let name = values["--operator"], name.trimmed.isEmpty { return nil }
    self.order = order
    ledger = LedgerChoice(
      ledger: values["--ledger"], operatorName: values["--operator"])
  }

  func record() throws {
    try order.record(in: ledger.office(), override: nil)
  }

  /// The options' values by their names; the voucher's name is empty.
  private struct Values {
    private var words: [(name: String, value: String)] = []

    private static let options = [
      "--on", "--case", "--duty", "--document", "--amount", "--ledger", "--operator",
    ]

    /// nil where a word is no such option, stands twice, or lacks its value.
    init?(_ line: ArraySlice<String>) {
      var rest = line
      while let word = rest.popFirst() {
        let isOption = word.hasPrefix("-")
        let name = isOption ? word : ""
        guard !isOption || Self.options.contains(word),
          let value = isOption ? rest.popFirst() : word, !value.hasPrefix("-"), self[name] == nil
        else { return nil }
        words.append((name, value))
      }
    }

    subscript(_ name: String) -> String? { words.first { $0.name == name }?.value }

    func read<Value>(_ name: String, _ read: (String) throws -> Value) -> Value? {
      self[name].flatMap { try? read($0) }
    }
  }
}
