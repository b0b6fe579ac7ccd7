/// How a standard rounds (取整): when, to what, and which way a half goes.
package struct Rounding: Hashable, Sendable {
  package let step: Step
  package let unit: Unit
  package let mode: Mode

  /// When amounts are rounded.
  package enum Step: String, CaseIterable, Sendable {
    /// After the line's amount and after each modifier.
    case each = "每步"
    /// Once, at the end.
    case result = "结果"
  }

  /// What amounts become multiples of.
  package enum Unit: String, CaseIterable, Sendable {
    case fen = "分"
    case jiao = "角"
    case yuan = "元"
    case tenYuan = "十元"

    package var fen: Int64 {
      switch self {
      case .fen: 1
      case .jiao: 10
      case .yuan: 100
      case .tenYuan: 1_000
      }
    }
  }

  /// Where an amount between two multiples goes.
  package enum Mode: String, CaseIterable, Sendable {
    case halfUp = "四舍五入"
    case down = "舍去"
    /// A half goes to the even multiple (银行家舍入).
    case halfEven = "四舍六入五成双"
  }

  package init(step: Step, unit: Unit, mode: Mode) {
    self.step = step
    self.unit = unit
    self.mode = mode
  }

  /// The multiple of the unit for an amount of fen that is not negative.
  ///
  /// Rounding never changes the order of two amounts and leaves a multiple as it is, so a cap or
  /// floor that is a multiple still holds afterwards.
  package func rounded(_ fen: Rational) throws(RationalOverflow) -> Rational {
    let size = Int128(fen.denominator) * Int128(unit.fen)
    let (whole, rest) = Int128(fen.numerator).quotientAndRemainder(dividingBy: size)
    let isUp =
      switch mode {
      case .halfUp: rest * 2 >= size
      case .down: false
      case .halfEven: rest * 2 > size || rest * 2 == size && whole % 2 == 1
      }
    guard let rounded = Int64(exactly: (whole + (isUp ? 1 : 0)) * Int128(unit.fen)) else {
      throw RationalOverflow()
    }
    return Rational(rounded)
  }

  /// Whether an amount is a multiple of the unit.
  package func keeps(_ amount: Money) -> Bool {
    amount.fen % unit.fen == 0
  }

  /// In words: `结果四舍五入到元`.
  package var words: String {
    let way = mode == .down ? "舍去\(unit.rawValue)以下" : "\(mode.rawValue)到\(unit.rawValue)"
    return step.rawValue + way
  }
}
