/// What the accounts have brought, by their keys: what an earlier run kept, in the order of the
/// accounts, and what has changed since.
///
/// A run that goes on looks again at few accounts among thousands, and puts in order only those.
struct ByAccount<Entry: Equatable & Sendable>: Sendable {
  /// What one account has brought.
  struct Item: Equatable, Sendable {
    let key: AccountKey
    let entry: Entry
  }

  private let kept: [Item]
  /// nil for an account of which nothing is left.
  private var changes: [AccountKey: Entry?] = [:]

  /// - Parameter kept: In the order of their accounts, each account once.
  init(kept: [Item] = []) {
    self.kept = kept
  }

  /// Keeps what an account has brought now; nil for nothing.
  mutating func set(_ key: AccountKey, to entry: Entry?) {
    if entry == nil, kept.isEmpty {
      changes.removeValue(forKey: key)
    } else {
      changes.updateValue(entry, forKey: key)
    }
  }

  /// Everything, in the order in which accounts are read.
  var inOrder: [Item] {
    var changed = Array(changes.keys).inOrder()[...]
    var items: [Item] = []
    items.reserveCapacity(kept.count + changed.count)
    func take(_ key: AccountKey) {
      if case .some(.some(let entry)) = changes[key] { items.append(Item(key: key, entry: entry)) }
    }
    for item in kept {
      while let key = changed.first, key < item.key { take(changed.removeFirst()) }
      if changed.first == item.key {
        take(changed.removeFirst())
      } else {
        items.append(item)
      }
    }
    changed.forEach(take)
    return items
  }
}

extension ByAccount: Equatable {
  /// Whether two hold the same, whatever of it was kept.
  static func == (left: Self, right: Self) -> Bool { left.inOrder == right.inOrder }
}
