/// Values by whole numbers that are not zero: a map for the innermost loop of the pass.
struct NumberMap<Value: Sendable>: Sendable {
  private var keys: [UInt64]
  private var values: [Value]
  private let empty: Value
  private(set) var count = 0

  /// - Parameter empty: What stands where nothing was put yet.
  init(_ empty: Value) {
    self.empty = empty
    keys = Array(repeating: 0, count: 256)
    values = Array(repeating: empty, count: 256)
  }

  /// The value of a key, made from the empty one when it is new.
  subscript(key: UInt64) -> Value {
    get { values[place(of: key)] }
    _modify {
      let place = claimedPlace(of: key)
      yield &values[place]
    }
  }

  /// The value of a key; nil when there is none.
  func find(_ key: UInt64) -> Value? {
    let place = place(of: key)
    return keys[place] == key ? values[place] : nil
  }

  /// All keys with their values, in no order.
  var pairs: [(key: UInt64, value: Value)] {
    keys.indices.compactMap { keys[$0] == 0 ? nil : (keys[$0], values[$0]) }
  }

  private func place(of key: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (keys.count - 1)
    while keys[place] != key, keys[place] != 0 { place = (place + 1) & (keys.count - 1) }
    return place
  }

  private mutating func claimedPlace(of key: UInt64) -> Int {
    let found = place(of: key)
    if keys[found] == key { return found }
    count += 1
    if count * 2 > keys.count { grow() }
    let place = place(of: key)
    keys[place] = key
    return place
  }

  private mutating func grow() {
    let old = pairs
    keys = Array(repeating: 0, count: keys.count * 2)
    values = Array(repeating: empty, count: keys.count)
    for (key, value) in old {
      let place = place(of: key)
      keys[place] = key
      values[place] = value
    }
  }
}
