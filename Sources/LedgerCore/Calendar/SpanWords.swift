// A span in the words of officers.

extension Span {
  /// `2024年`, `2024年第二季度`, `2024年5月`, `2024年3月5日至4月10日`.
  package var inWords: String {
    switch kind {
    case .year: "\(year)年"
    case .quarter(let quarter): quarter.description
    case .month(let month): "\(year)年\(month.number)月"
    case .days:
      "\(year)年\(firstDay.month)月\(firstDay.day)日至\(lastDay.month)月\(lastDay.day)日"
    }
  }

  /// In a title: `2024 年度`, and as in ``inWords`` for less than a year.
  package var inTitle: String { isWholeYear ? "\(year) 年度" : inWords }

  /// A phrase that speaks of the year, as it speaks of this span: 本年拨付 is 本季度拨付 of a quarter,
  /// 年末结余 is 月末结余 of a month; what was there at the beginning is 上年结转 only on 1 January.
  package func phrase(_ text: String) -> String {
    guard !isWholeYear else { return text }
    let (this, edge) =
      switch kind {
      case .quarter: ("本季度", "季")
      case .month: ("本月", "月")
      case .year, .days: ("本期", "期")
      }
    let ended = text.replacing("本年度", with: this).replacing("本年", with: this)
      .replacing("年末", with: edge + "末").replacing("年初", with: edge + "初")
    return beginsYear ? ended : ended.replacing("上年结转", with: edge + "初结余")
  }
}
