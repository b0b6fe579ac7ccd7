package import LedgerCore

/// A column of a table; the raw value is its English alias.
///
/// One column may have another Chinese header in another table: see ``ColumnSpec/header``.
package enum Column: String, CaseIterable, Sendable {
  case acceptedOn = "accepted_on"
  case amount
  case approvedAmount = "approved_amount"
  case approvedBy = "approved_by"
  case approvedOn = "approved_on"
  case assignedOn = "assigned_on"
  case bankReference = "bank_reference"
  case bookedOn = "booked_on"
  case caseNumber = "case_number"
  case caseType = "case_type"
  case changedOn = "changed_on"
  case changeKind = "change_kind"
  case changeNumber = "change_number"
  case claimedAmount = "claimed_amount"
  case claimedOn = "claimed_on"
  case claimNumber = "claim_number"
  case closedOn = "closed_on"
  case closingManner = "closing_manner"
  case confirmedBy = "confirmed_by"
  case costs = "actual_costs"
  case digest
  case discretions
  case documentNumber = "document_number"
  case dutyNumber = "duty_number"
  case explainedBy = "explained_by"
  case explainedOn = "explained_on"
  case filedOn = "filed_on"
  case firm
  case flags
  case fiscalYear = "fiscal_year"
  case fundSource = "fund_source"
  case grade
  case issuer
  case judgmentNumber = "judgment_number"
  case lawyer
  case line
  case matchKind = "match_kind"
  case matter
  case memo
  case note
  case openingAmount = "opening_amount"
  case originYear = "origin_year"
  case outcome
  case paidOn = "paid_on"
  case payee
  case permittedUses = "permitted_uses"
  case projectCode = "project_code"
  case quantities
  case rate
  case reason
  case receivedOn = "received_on"
  case recipient
  case recipientCategories = "recipient_categories"
  case regionBand = "region_band"
  case reissuesLine = "reissues_line"
  case reissuesVoucher = "reissues_voucher"
  case returnedOn = "returned_on"
  case returnReason = "return_reason"
  case reversalKind = "reversal_kind"
  case reversesLine = "reverses_line"
  case reversesVoucher = "reverses_voucher"
  case rule
  case servedOn = "served_on"
  case serviceForm = "service_form"
  case setAsideBy = "set_aside_by"
  case setAsideKind = "set_aside_kind"
  case setAsideOn = "set_aside_on"
  case site
  case stage
  case subject
  case subsidySource = "subsidy_source"
  case submittedBy = "submitted_by"
  case superiorDocument = "superior_document"
  case unit
  case units
  case use
  case voucherNumber = "voucher_number"
  case voucherNumbers = "voucher_numbers"

  /// Whether the column holds names that the program masks where it prints them.
  package var isName: Bool {
    switch self {
    case .recipient, .lawyer, .submittedBy, .approvedBy, .payee, .firm: true
    default: false
    }
  }

  /// Whether a message may never show what stands in this column: names of people, free words.
  package var isPrivate: Bool {
    switch self {
    case .recipient, .lawyer, .submittedBy, .approvedBy, .payee, .memo, .matter, .note, .site,
      .closingManner, .discretions, .reason, .returnReason, .explainedBy, .confirmedBy, .setAsideBy,
      .digest:
      true
    default: false
    }
  }
}

extension Column {
  /// The part of a case's details that the column holds; nil for every other column.
  package var detail: CaseDetails.Part? {
    switch self {
    case .regionBand: .regionBand
    case .flags: .flags
    case .quantities: .quantities
    case .costs: .costs
    case .discretions: .discretions
    case .subsidySource: .fundSource
    case .closingManner: .closingManner
    default: nil
    }
  }
}

/// One column of one table: its header, whether it must be filled in, and what its cells hold.
package struct ColumnSpec: Sendable {
  package let column: Column
  /// The Chinese header (表头), as files are written.
  package let header: String
  /// Whether the column must stand in the header and each of its cells be filled in.
  package let isRequired: Bool
  package let type: CellType

  static func required(_ column: Column, _ header: String, _ type: CellType) -> Self {
    Self(column: column, header: header, isRequired: true, type: type)
  }

  static func optional(_ column: Column, _ header: String, _ type: CellType = .text) -> Self {
    Self(column: column, header: header, isRequired: false, type: type)
  }
}

extension ColumnSpec {
  /// Whether not every text can stand in the column.
  var isTyped: Bool {
    switch type {
    case .number, .numbers, .text, .details: false
    case .day, .money, .quantity, .integer, .year, .choice, .uses: true
    }
  }
}

/// What the cells of a column hold.
package enum CellType: Sendable {
  case number
  /// Several numbers with 、 between them; a number that has one in itself cannot stand here.
  case numbers
  case text
  case day
  case money(Bound)
  case quantity
  case integer
  case year
  case choice(Choices)
  case uses
  /// A part of what a price rests on, in its one form.
  case details(CaseDetails.Part)

  /// Which amounts a money column takes.
  package enum Bound: Sendable {
    case positive
    case zeroOrMore
    case notZero
  }
}

/// The words that a cell may hold, in their canonical form.
package struct Choices: Sendable {
  package let names: [String]

  init<Term: CaseIterable & RawRepresentable<String>>(_ terms: Term.Type) {
    names = Term.allCases.map(\.rawValue)
  }

  /// The canonical word for a text, or nil when it is none of the allowed ones.
  ///
  /// - Parameters:
  ///   - text: As it was read.
  ///   - terms: What other words stand for.
  /// - Returns: One of ``names``.
  func canonicalName(of text: String, _ terms: [String: String]) -> String? {
    if let name = name(equalTo: text) { return name }
    let word = normalized(text)
    return name(equalTo: word) ?? terms[word].flatMap { name(equalTo: $0) }
  }

  // By bytes: to compare or hash Chinese text by canonical equivalence is slow.
  private func name(equalTo text: String) -> String? {
    names.first { $0.hasBytes(of: text) }
  }
}

/// What a table says of one of its columns beyond its name.
struct ColumnWords: Sendable {
  /// What the numbers of a column of money are counted in.
  var unit = AmountUnit.yuan
  /// What other words than its own terms stand for, normalised.
  var terms: [String: String] = [:]
}
