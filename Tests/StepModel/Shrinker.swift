import Foundation

/// Makes a sequence of steps that fails as short and plain as it can.
///
/// First whole stretches of steps are left out (delta debugging), then the values of those that
/// remain are made plainer; whatever still fails is kept.
struct Shrinker {
  private let fails: ([Step]) -> Bool
  /// How often it may still try.
  private var triesLeft: Int

  init(triesMax: Int = 3_000, fails: @escaping ([Step]) -> Bool) {
    self.fails = fails
    triesLeft = triesMax
  }

  /// The shortest it finds of a sequence that fails.
  mutating func shrink(_ steps: [Step]) -> [Step] {
    var best = steps
    while true {
      let before = best
      best = shorter(best)
      best = plainer(best)
      if best == before { return best }
    }
  }

  private mutating func doesFail(_ steps: [Step]) -> Bool {
    guard triesLeft > 0 else { return false }
    triesLeft -= 1
    return fails(steps)
  }

  /// Leaves out stretches, of half the sequence first and of one step last.
  private mutating func shorter(_ steps: [Step]) -> [Step] {
    var best = steps
    var length = max(best.count / 2, 1)
    while true {
      var start = 0
      var isShorter = false
      while start < best.count {
        var draft = best
        draft.removeSubrange(start..<min(start + length, best.count))
        if !draft.isEmpty, doesFail(draft) {
          best = draft
          isShorter = true
        } else {
          start += length
        }
      }
      if length == 1, !isShorter { return best }
      length = max(length / 2, 1)
    }
  }

  /// Tries plainer values in each step.
  private mutating func plainer(_ steps: [Step]) -> [Step] {
    var best = steps
    for index in best.indices {
      var candidates = PlainerSteps.of(best[index])
      while !candidates.isEmpty {
        var draft = best
        draft[index] = candidates.removeFirst()
        if draft[index] != best[index], doesFail(draft) {
          best = draft
          candidates = PlainerSteps.of(best[index])
        }
      }
    }
    return best
  }
}

/// The steps that differ from one in one value, which is plainer.
private enum PlainerSteps {
  static func of(_ step: Step) -> [Step] {
    guard let data = try? JSONEncoder().encode(step),
      let tree = try? JSONSerialization.jsonObject(with: data)
    else { return [] }
    return variants(of: tree, under: "").compactMap { tree in
      guard let data = try? JSONSerialization.data(withJSONObject: tree) else { return nil }
      return try? JSONDecoder().decode(Step.self, from: data)
    }
  }

  private static func variants(of tree: Any, under key: String) -> [Any] {
    switch tree {
    case let object as [String: Any]:
      object.keys.sorted().flatMap { (name: String) -> [Any] in
        var gone = object
        gone[name] = nil
        // Decoding finds out whether the value may be missing.
        let further = object[name].map { variants(of: $0, under: name) } ?? []
        return [gone]
          + further.map { value in
            object.merging([name: value]) { _, new in new }
          }
      }
    case let list as [Any]:
      list.indices.flatMap { (index: Int) -> [Any] in
        var gone = list
        gone.remove(at: index)
        return [gone]
          + variants(of: list[index], under: "").map { value in
            var changed = list
            changed[index] = value
            return changed
          }
      }
    case let number as NSNumber: plainer(number, under: key)
    default: []
    }
  }

  /// No force, round amounts, the first days of a year.
  private static func plainer(_ number: NSNumber, under key: String) -> [Any] {
    if isBoolean(number) { return number.boolValue ? [false] : [] }
    let value = number.int64Value
    let plain: [Int64] =
      switch key {
      case "fen", "rate", "approvedFen": [10_000, 20_000, 30_000]
      case "on", "accepted", "closed", "claimed", "approved", "filed", "asOf":
        [value / 10_000 * 10_000 + 101, value / 10_000 * 10_000 + 102]
      default: []
      }
    // Only towards the plainer: else two values would be tried in turns for ever.
    let rank = plain.firstIndex(of: value) ?? plain.count
    return plain.prefix(rank).map { NSNumber(value: $0) }
  }

  private static func isBoolean(_ number: NSNumber) -> Bool {
    String(cString: number.objCType) == "c" || String(cString: number.objCType) == "B"
  }
}

extension [Step] {
  /// The steps as Swift that can be pasted into a test.
  var asSwift: String {
    "[\n" + map { "  \($0),\n" }.joined() + "]"
  }
}
