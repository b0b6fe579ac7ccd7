/// Numbers that look random and are the same for the same seed (SplitMix64).
package struct Chance {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to one less than a bound; the bias is of no account here.
  package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// A number within bounds.
  package mutating func number(_ bounds: ClosedRange<Int>) -> Int {
    bounds.lowerBound + below(bounds.count)
  }

  /// One of some values.
  package mutating func pick<Element>(_ values: [Element]) -> Element {
    values[below(values.count)]
  }
}
