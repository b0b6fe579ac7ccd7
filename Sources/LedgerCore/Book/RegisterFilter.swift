/// What a list is narrowed to; what is not said narrows nothing.
///
/// Names and numbers are compared as everywhere (rules.md, **Names** and **Numbers**).
package struct RegisterFilter: Sendable {
  /// The days of the facts listed: of a case its acceptance or closing, else the fact's own day.
  package var span: Span?
  /// In full.
  package var recipient: String?
  package var lawyer: String?
  /// 承办单位, 所属单位 or 收款单位.
  package var firm: String?
  package var document: DocumentNumber?
  package var voucher: VoucherNumber?
  /// A part of any word or number of the fact.
  package var search: SearchedPart?

  package init(
    span: Span? = nil, recipient: String? = nil, lawyer: String? = nil, firm: String? = nil,
    document: DocumentNumber? = nil, voucher: VoucherNumber? = nil, search: String? = nil
  ) {
    self.span = span
    self.recipient = recipient
    self.lawyer = lawyer
    self.firm = firm
    self.document = document
    self.voucher = voucher
    self.search = search.map(SearchedPart.init)
  }

  /// Whether some of the days lie in the span.
  package func takes(days: Day?...) -> Bool {
    guard let span else { return true }
    return days.contains { day in day.map(span.contains) ?? false }
  }

  /// Whether people and a firm are those that are asked for.
  package func takes(recipient: String? = nil, lawyer: String?, firm: String?) -> Bool {
    Self.isSame(self.recipient, recipient) && Self.isSame(self.lawyer, lawyer)
      && Self.isSame(self.firm, firm)
  }

  /// Whether one of the lines is on the voucher, and one draws on the document.
  package func takes(lines: [PaymentLine]) -> Bool {
    (document == nil || lines.contains { $0.document == document })
      && (voucher == nil || lines.contains { $0.id.voucher == voucher })
  }

  /// Whether one of the texts holds what is searched for.
  package func takes(texts: [String?]) -> Bool {
    guard let search else { return true }
    return texts.contains { $0.map(search.isIn) ?? false }
  }

  private static func isSame(_ wanted: String?, _ name: String?) -> Bool {
    guard let wanted else { return true }
    return name.map { normalized($0).hasBytes(of: normalized(wanted)) } ?? false
  }
}

/// A part of a text that is looked for: width, white space, brackets and case do not count.
package struct SearchedPart: Sendable {
  /// As it stands in a text that is folded.
  package let bytes: [UInt8]

  package init(_ text: String) {
    bytes = Self.folded(text)
  }

  /// Whether nothing is left of it to look for.
  package var isEmpty: Bool { bytes.isEmpty }

  /// Whether a text holds it; by bytes, as the database compares.
  package func isIn(_ text: String) -> Bool {
    !bytes.isEmpty && Self.folded(text).contains(bytes)
  }

  /// A text as it is looked through: normalised, in lower case; no white space is left in it.
  package static func folded(_ text: String) -> [UInt8] {
    // Common ideographs have no case, and to ask Unicode about each is slow.
    let plain = text.utf8.withContiguousStorageIfAvailable { bytes -> [UInt8]? in
      guard isNormal(UnsafeRawBufferPointer(bytes)) else { return nil }
      return bytes.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    }
    return plain.flatMap(\.self) ?? Array(normalized(text).lowercased().utf8)
  }
}

/// What a whole list comes to (合计), of which a page shows some rows.
package struct ListTotals: Equatable, Sendable {
  package var count = 0
  /// Of the columns that are added up, in their order.
  package var sums: [Money]
  /// Of claims, those that were returned, which are among all.
  package var returnedCount = 0
  package var returnedAmount = Money.zero

  package init(sums: [Money]) {
    self.sums = sums
  }
}

/// Where a case stands (案件状态), as a list may be narrowed to it.
package enum CaseState: String, CaseIterable, Sendable {
  case open = "在办"
  case closed = "办结"
  case terminated = "终止"
  case withdrawn = "撤回"
  /// 办结, and no claim stands.
  case unclaimed = "待申报"
  /// A claim stands that is not approved.
  case unapproved = "待核发"
  /// More is approved than paid.
  case unpaid = "待付"
  /// What is approved is paid.
  case paid = "付清"
}

/// Where a claim stands.
package enum ClaimState: String, CaseIterable, Sendable {
  case submitted = "待核发"
  case approved = "已核发"
  case returned = "已退回"

  package init(of claim: Claim) {
    self = claim.returned != nil ? .returned : claim.approval != nil ? .approved : .submitted
  }
}

/// Whether the subsidy of a duty shift is paid.
package enum DutyState: String, CaseIterable, Sendable {
  case unpaid = "未付"
  case partlyPaid = "部分支付"
  case paid = "付清"
}

/// What a line of a voucher is.
package enum PaymentState: String, CaseIterable, Sendable {
  case payment = "支付"
  case correction = "更正"
  case bankReturn = "退票"

  package init(of line: PaymentLine) {
    self =
      switch line.reverses?.kind {
      case nil: .payment
      case .correction: .correction
      case .bankReturn: .bankReturn
      }
  }
}

/// Whether a line of the treasury or a movement is matched.
package enum MatchState: String, CaseIterable, Sendable {
  case matched = "已核对"
  case open = "未核对"
}

/// What is left of an appropriation.
package enum BalanceState: String, CaseIterable, Sendable {
  case left = "有余额"
  case usedUp = "已用完"
  case overdrawn = "透支"

  package init(of balance: Money) {
    self = balance > .zero ? .left : balance == .zero ? .usedUp : .overdrawn
  }
}
