package import LedgerCore
import Reconciliation

// X21–X23: what should have come, and how it came.

/// A month of a bureau that is to be sent, and when it came (报送情况).
package struct MonthFiling: Sendable {
  package let month: Month
  /// The last day on which it is in time; nil where the calendar does not know.
  package let dueOn: Day?
  /// The day on which the ledger came that covers it; nil where it has not.
  package let cameOn: Day?

  /// How it stands on a day.
  package enum Standing: String, Sendable {
    case inTime = "按期"
    case late = "迟报"
    case missing = "未报"
    case notDue = "未到期"
    case unknown = "期限不明"
  }

  /// How the month stands on a day.
  package func standing(on day: Day) -> Standing {
    guard let dueOn else { return cameOn == nil ? .unknown : .inTime }
    if let cameOn { return cameOn <= dueOn ? .inTime : .late }
    return day > dueOn ? .missing : .notDue
  }
}

extension ProvinceBook {
  /// On which working day of the next month a month is due.
  private static let dueWorkday = 10

  /// The months of the year that a bureau owes, each with when it came.
  package func filings(of book: BureauBook) -> [MonthFiling] {
    (1...12).compactMap { Month(year: period.year, number: $0) }.filter(book.bureau.owes)
      .map { month in
        MonthFiling(
          month: month, dueOn: calendar.workday(Self.dueWorkday, after: month.lastDay),
          cameOn: book.ledgers.compactMap { came($0, book.bureau.code, after: month.lastDay) }
            .min())
      }
  }

  /// The day on which a ledger came that was recorded in after a day.
  private func came(_ ledger: LedgerBook, _ code: RegionCode, after day: Day) -> Day? {
    arrivals.filter { arrival in
      let segment = arrival.segment
      guard segment.bureau == code, segment.identity == ledger.identity,
        segment.outcome == .taken, let recorded = ledger.reach.day(of: segment.lastEntry)
      else { return false }
      return recorded > day
    }.compactMap { try? Day(text: String($0.at.prefix(10))) }.min()
  }
}

/// X21: each month comes by its due day.
struct FiledLate: CrossRule {
  let description = RuleDescription(
    id: "X21", severity: .medium, title: "未按期报送", holdsWhen: "每月的账在次月第十个工作日前报到",
    basis: "省里的报送要求", advice: "请县里尽快报送")

  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    book.bureaus.flatMap { bureau -> [Finding] in
      let filings = book.filings(of: bureau)
      let missing = filings.filter {
        [.missing, .late].contains($0.standing(on: book.period.asOf))
          && $0.dueOn.map { $0 < book.period.asOf } ?? false
      }
      let unknown = filings.contains { $0.standing(on: book.period.asOf) == .unknown }
      let code = bureau.bureau.code
      return missing.map { filing in
        finding(
          "\(code)/\(filing.month)", .zero, on: filing.dueOn,
          severity: missing.count > 1 ? .high : nil, "\(code) 的 \(filing.month) 没有按期报到")
      }
        + (unknown ? [notTestable("\(code)", in: book, "工作日历没有下一年度，报送期限不能核对")] : [])
    }
  }
}

/// X22: no two signed heads of one ledger disagree.
struct ForkedLedger: CrossRule {
  let description = RuleDescription(
    id: "X22", severity: .block, title: "账本分叉", holdsWhen: "同一账本送来的与已收的一致",
    basis: "会计档案管理办法；账簿连续登记", advice: "不能说明了事：查明县里从哪里起各记各的，由两人了结")

  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    book.arrivals.map(\.segment).filter { $0.outcome == .fork }.map { fork in
      finding(
        "\(fork.bureau)/\(fork.firstEntry)", .zero, on: nil, related: [fork.head],
        "\(fork.bureau) 的账本从第 \(fork.firstEntry) 号流水起与已收的不同，"
          + "送来的末笔是第 \(fork.lastEntry) 号（\(fork.head.prefix(16))…）")
    }
  }
}

/// X23: nothing waits long for what comes before it.
struct MissingSegment: CrossRule {
  private static let days = 10

  let description = RuleDescription(
    id: "X23", severity: .high, title: "报送缺段", holdsWhen: "没有账段等前一段等了 10 天",
    basis: "账簿连续登记", advice: "请县里补报缺的一段，或从上次回执以后重新写出")

  func findings(in book: ProvinceBook) throws(MoneyOverflow) -> [Finding] {
    book.arrivals.compactMap { segment, at in
      guard segment.outcome == .waiting, let day = try? Day(text: String(at.prefix(10))),
        book.period.asOf.days(since: day) >= Self.days,
        !book.ledgers.contains(where: {
          $0.ledger.identity == segment.identity && $0.ledger.entry >= segment.lastEntry
        })
      else { return nil }
      return finding(
        "\(segment.bureau)/\(segment.firstEntry - 1)", .zero, on: day,
        "\(segment.bureau) 第 \(segment.firstEntry)–\(segment.lastEntry) 号流水先到，前面的一段还没有到")
    }
  }
}
