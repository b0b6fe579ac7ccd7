import LedgerCore
import Reconciliation

/// A span that paid more than it had, in words that nobody can miss.
struct Overspending: Sendable {
  private let figures: Figures
  private let excess: Money

  /// Nil when the span paid no more than it had.
  init?(_ figures: Figures) {
    guard let excess = figures[.overspent].money, excess > .zero else { return nil }
    self.figures = figures
    self.excess = excess
  }

  /// The amounts, in two lines.
  var banner: [String] {
    [
      "【注意】\(words(.paid))，\(words(.available))，",
      "        多支出 \(excess.inWords)。",
    ]
  }

  /// What would explain it, one possibility a line; none is asserted.
  var explanations: [String] {
    let amount = excess.groupedYuanText
    let opening =
      figures[.opening].money.map { "上年结转登记不全：账上登记 \($0.groupedYuanText) 元，请与上年结账数核对" }
      ?? "未登记的上年结转：账上没有登记上年结转；上年如有 \(amount) 元结转，登记后即可解释"
    return [
      "多支出的 \(amount) 元来自哪里，请逐项查明，查实一项，登记或改正一项：",
      "  1. \(opening)。",
      "  2. 未登记的指标：经费已经下达，指标或指标调整没有登记。",
      "  3. 应由其他资金承担的支出：冲销后改由应承担的资金列支。",
      "  4. 误记：金额、支付日期（跨年度）有误或重复登记，冲销后按凭证重记。",
    ]
  }

  /// One sentence for standard error.
  var warning: String {
    """
    \(figures[.paid].title) \(wan(.paid)) 万元，\
    比可用资金 \(wan(.available)) 万元多 \(excess.groupedYuanText) 元，尚未说明；\
    公开前请查明是否有未登记的上年结转、未登记的指标、应由其他资金承担的支出或误记
    """
  }

  private func words(_ name: FigureName) -> String {
    "\(figures[name].title) \(figures[name].money?.inWords ?? "")"
  }

  private func wan(_ name: FigureName) -> String {
    figures[name].money?.exactWanText ?? ""
  }
}
