package import LedgerCore

/// The first statement of a fact as bytes, with its mark.
///
/// It is made ready where the fact is read, on any thread, so that who appends it has little left
/// to do.
package struct FirstStatement: Sendable {
  let table: FactTable
  /// The table's name and the values as the mark takes them.
  let encoded: ValueBytes
  let mark: FactMark
  /// The payment, for the running totals; nil for any other fact.
  let payment: PaymentLine?

  private init(_ table: FactTable, _ fields: [FieldValue], payment: PaymentLine? = nil) {
    var encoded = ValueBytes()
    encoded.write(text: table.name)
    _ = encoded.write(fields)
    self.table = table
    self.encoded = encoded
    self.payment = payment
    mark = FactMark(table, encoded: encoded)
  }

  package init(_ legalAidCase: LegalAidCase) {
    self.init(.legalAidCase, legalAidCase.fields(revision: 1, reason: nil))
  }

  package init(_ claim: Claim) {
    self.init(.claim, claim.fields(revision: 1, reason: nil, isMoved: false))
  }

  package init(_ shift: DutyShift) {
    self.init(.dutyShift, shift.fields(revision: 1, reason: nil))
  }

  /// A payment whose voucher has no other line.
  package init(_ payment: PaymentLine) {
    self.init(.paymentLine, payment.fields, payment: payment)
  }
}

extension LedgerWriter {
  /// Appends a fact unless its number is known.
  ///
  /// - Parameter statement: Of a fact that no closed year refuses.
  /// - Returns: False when a fact of this number stands already; nothing is appended then.
  /// - Throws: A fault of the store.
  package func appendIfNew(_ statement: FirstStatement) throws -> Bool {
    let isNew = try reader.insertion(into: statement.table)
      .insertIfNew(statement.encoded, entry: nextEntry, ordinal: appendedCount + 1)
    guard isNew else { return false }
    count(statement.mark)
    if let payment = statement.payment { try reader.pending.add(payment) }
    return true
  }
}
