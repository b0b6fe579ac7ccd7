import LedgerCore
import Reconciliation

// X01–X06: what was sent down against what was registered.

/// X01: what a bureau registered of a document is what was sent to it.
struct SentIsRegistered: CrossRule {
  let description = RuleDescription(
    id: "X01", severity: .high, title: "下达与登记不符", holdsWhen: "登记的金额等于下达的金额",
    basis: "预算法第五十二条；预算法实施条例第八十三条", advice: "请县里核对指标文件，更正登记；下达写错的由省里更正")

  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    var findings: [Finding] = []
    for sent in try book.sentMoney() {
      guard let receivedOn = sent.receivedOn else { continue }
      let received = try sent.received()
      guard received != sent.sent else { continue }
      findings.append(
        finding(
          sent.subject, try received - sent.sent, on: max(sent.sentOn, receivedOn),
          related: sent.rows.map { "\(sent.to)/\($0.row.id.document)" },
          "\(sent.document) 下达 \(sent.to) \(sent.sent.groupedYuanText) 元，"
            + "登记 \(received.groupedYuanText) 元"
        ))
    }
    return findings
  }
}

/// X02: what was sent is registered.
struct SentAndNotRegistered: CrossRule {
  /// For so many days a document may be on its way.
  private static let days = 30

  let description = RuleDescription(
    id: "X02", severity: .high, title: "下达未登记", holdsWhen: "下达的每一笔都有登记",
    basis: "预算法第五十二条", advice: "请县里查收文件并登记；登记了本级文号的，补上级指标文号")

  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    let unseen = Set(book.unseen.map(\.bureau.code))
    let missing = try book.sentMoney().filter { $0.rows.isEmpty && $0.sent != .zero }
    return notSeen(in: book)
      + missing.filter { !unseen.contains($0.to) }.map { sent in
        let isFresh = book.period.asOf.days(since: sent.sentOn) <= Self.days
        return finding(
          sent.subject, sent.sent, on: sent.sentOn, severity: isFresh ? .info : nil,
          "\(sent.document) 于 \(sent.sentOn) 下达 \(sent.to) \(sent.sent.groupedYuanText) 元，账上没有登记")
      }
  }
}

/// X03: what was registered of transfers was sent.
struct RegisteredAndNotSent: CrossRule {
  let description = RuleDescription(
    id: "X03", severity: .high, title: "登记无下达", holdsWhen: "登记的中央、省级转移支付都有下达",
    basis: "预算法第五十二条", advice: "请县里核对文号和资金来源；省里漏登的补登下达")

  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    guard !book.allocations.isEmpty else {
      return [notTestable("\(book.period.year)", in: book, "没有登记 \(book.period.year) 年度的下达，不能核对")]
    }
    var findings = notSeen(in: book)
    for (bureau, ledger) in book.ledgers {
      let sent = book.allocations.filter { $0.to == bureau.code }.map(\.document)
      for row in ledger.received(in: book.period)
      where [.centralTransfer, .provincialTransfer].contains(row.source)
        && !sent.contains(where: row.came)
      {
        let amount = try ledger.amount(of: row, in: book.period)
        findings.append(
          finding(
            bureau.subject(row.id.document), amount, on: row.receivedOn,
            "\(bureau.code) 登记 \(row.id.document)（\(row.source.rawValue)）"
              + "\(amount.groupedYuanText) 元，没有对应的下达"))
      }
    }
    return findings
  }
}

extension ProvinceBook {
  /// What a level that sends money on got by a document, and what it sent on of it.
  struct Relay {
    let level: RegionCode
    let document: DocumentNumber
    /// The first day on which it got it.
    let receivedOn: Day
    let received: Money
    let sentOn: [Allocation]
  }

  /// The documents that levels got and should send on: of those that send anything on.
  func relays() throws(MoneyOverflow) -> [Relay] {
    var relays: [Relay] = []
    for level in Set(allocations.map(\.from)).sorted() {
      let got = allocations.filter { $0.to == level && $0.from != level }
      for document in Set(got.map(\.document)).sorted() {
        let rows = got.filter { $0.document == document }
        guard let first = rows.map(\.sentOn).min() else { continue }
        let on = allocations.filter {
          $0.from == level && ($0.superiorDocument ?? $0.document) == document
        }
        relays.append(
          Relay(
            level: level, document: document, receivedOn: first,
            received: try rows.map(\.amount).total(), sentOn: on))
      }
    }
    return relays
  }
}

/// X04: a level sends on no more of a document than it got by it.
struct SentOnBeyondReceived: CrossRule {
  let description = RuleDescription(
    id: "X04", severity: .block, title: "转下达超收到", holdsWhen: "转下达的合计不超过收到的",
    basis: "预算法第六十三条", advice: "请核对各笔转下达和上级文号")

  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    var findings: [Finding] = []
    for relay in try book.relays() {
      let excess = try relay.sentOn.map(\.amount).total() - relay.received
      guard excess > .zero else { continue }
      findings.append(
        finding(
          "\(relay.level)/\(relay.document)", excess, on: relay.sentOn.map(\.sentOn).max(),
          related: relay.sentOn.map { "\($0.document)→\($0.to)" },
          "\(relay.level) 由 \(relay.document) 收到 \(relay.received.groupedYuanText) 元，"
            + "转下达多出 \(excess.groupedYuanText) 元"))
    }
    return findings
  }
}

/// X05: what a level got is sent on, or kept by it in so many words, within thirty days.
struct KeptBack: CrossRule {
  private static let days = 30

  let description = RuleDescription(
    id: "X05", severity: .high, title: "滞留", holdsWhen: "收到的转移支付在 30 日内转下达或列本级",
    basis: "预算法第五十二条；财政违法行为处罚处分条例第六条", advice: "请尽快下达；列本级使用的，登记下达给本级")

  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    var findings: [Finding] = []
    for relay in try book.relays() {
      // What was sent ahead of its year counts from the first day of it.
      let start = max(relay.receivedOn, book.period.year.firstDay)
      guard let last = start.adding(days: Self.days), let late = last.adding(days: 1),
        book.period.sees(late)
      else { continue }
      let inTime = try relay.sentOn.filter { $0.sentOn <= last }.map(\.amount).total()
      let left = try relay.received - inTime
      guard left > .zero else { continue }
      findings.append(
        finding(
          "\(relay.level)/\(relay.document)", left, on: late,
          "\(relay.level) 由 \(relay.document) 收到 \(relay.received.groupedYuanText) 元，"
            + "到 \(last) 还有 \(left.groupedYuanText) 元没有转下达"))
    }
    return findings
  }
}

/// X06: no more is registered of a document over all ledgers than was sent by it.
struct ReceivedTwice: CrossRule {
  let description = RuleDescription(
    id: "X06", severity: .block, title: "一文多收", holdsWhen: "各账登记的合计不超过下达的合计",
    basis: "预算法第五十二条", advice: "请核对是不是两个单位登记了同一笔")

  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    var findings = notSeen(in: book)
    let registered = try book.sentMoney().filter { $0.receivedOn != nil }
    for document in Set(book.allocations.map(\.document)).sorted() {
      // What goes through a city is registered under the city's own document too.
      let direct = book.allocations.filter { row in
        row.document == document && book.bureaus.contains { $0.bureau.code == row.to }
      }
      guard !direct.isEmpty else { continue }
      let sent = try direct.map(\.amount).total()
      var (received, related) = (Money.zero, [String]())
      for (bureau, ledger) in book.ledgers {
        for row in ledger.received(in: book.period) where row.came(by: document) {
          try received += ledger.amount(of: row, in: book.period)
          related.append(bureau.subject(row.id.document))
        }
      }
      let excess = try received - sent
      // What X01 tells of the document.
      var told = Money.zero
      for row in registered where row.document == document {
        try told += row.received() - row.sent
      }
      guard excess > .zero, told != excess else { continue }
      findings.append(
        finding(
          "\(document)", excess, on: nil, related: related,
          "\(document) 下达 \(sent.groupedYuanText) 元，各账共登记 \(received.groupedYuanText) 元"))
    }
    return findings
  }
}
