internal import LedgerCore

/// Gives the lines of one bank statement that has no numbers a number each.
///
/// It is made of what the line says and of which of equal lines it is: the same statement read
/// again gives the same numbers, and two equal lines of a day are two.
struct StatementNumbers {
  private var counts: [String: Int] = [:]

  /// Numbers a line; one that has its number, or cannot be read, is left alone.
  mutating func number(_ row: inout CheckedRow) {
    guard row.record.kind == .bank, row.place.layout.position(of: .bankReference) == nil,
      let day = row.record.day(.bookedOn), row.record[.bankReference] == nil, row.faults.isEmpty
    else { return }
    let content = row.record.kind.columns.map { spec in
      normalized(row.record[spec.column]?.text ?? "")
    }.joined(separator: "\u{1F}")
    counts[content, default: 0] += 1
    let text = "自编\(day.number)-\(contentDigest(of: content))-\(counts[content] ?? 1)"
    row.record[.bankReference] = .number(key: text, printed: text)
  }
}

/// Compares the balances of a bank's statement with its amounts, line by line.
struct RunningBalance {
  private var last: (amount: Money, balance: Money)?
  /// Whether the statement begins with the latest line; nil until it is known.
  private var isDescending: Bool?
  private var isChecked = true

  /// What is wrong with the balance of a line; nil when it follows from the one before, or cannot
  /// be compared.
  ///
  /// - Parameters:
  ///   - amount: What went out, or came back with a minus.
  ///   - balance: What was left.
  /// - Returns: The difference in words.
  mutating func difference(_ amount: Money?, _ balance: Money?) -> String? {
    guard isChecked, let amount, let balance else {
      last = nil
      return nil
    }
    defer { last = (amount, balance) }
    guard let last else { return nil }
    // An account that is emptied each day shows the same balance in every line.
    guard isDescending != nil || last.balance != balance else {
      isChecked = false
      return nil
    }
    let after = try? last.balance - amount
    let before = try? last.balance + last.amount
    if isDescending != true, after == balance {
      isDescending = false
      return nil
    }
    if isDescending != false, before == balance {
      isDescending = true
      return nil
    }
    let expected = isDescending == true ? before : after
    guard let expected else { return nil }
    return "余额与相邻的行不符：写的是 \(balance.groupedYuanText)，"
      + "应是 \(expected.groupedYuanText)，可能缺了一行"
  }
}
