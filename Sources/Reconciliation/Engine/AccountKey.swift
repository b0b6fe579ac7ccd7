import LedgerCore

/// Which account a finding is of.
enum AccountKey: Comparable, Sendable {
  case dossier(String)
  case duty(String)
  case dutyDay(Int32)
  case judgment(String)
  case twins(String)
  case uncited(String, Int)

  static func < (left: AccountKey, right: AccountKey) -> Bool {
    let (one, other) = (left.place, right.place)
    if one.kind != other.kind { return one.kind < other.kind }
    if !one.key.hasBytes(of: other.key) { return one.key.precedesByCodePoint(other.key) }
    return one.number < other.number
  }

  /// What tells accounts apart and decides their order.
  private var place: (kind: Int, key: String, number: Int) {
    switch self {
    case .dossier(let key): (0, key, 0)
    case .duty(let key): (1, key, 0)
    case .dutyDay(let day): (2, "", Int(day))
    case .judgment(let key): (3, key, 0)
    case .twins(let key): (4, key, 0)
    case .uncited(let voucher, let line): (5, voucher, line)
    }
  }
}

// By bytes, as accounts are told apart everywhere.
extension AccountKey: Hashable {
  static func == (left: AccountKey, right: AccountKey) -> Bool {
    let (one, other) = (left.place, right.place)
    return one.kind == other.kind && one.number == other.number && one.key.hasBytes(of: other.key)
  }

  func hash(into hasher: inout Hasher) {
    var (kind, key, number) = place
    hasher.combine(kind)
    hasher.combine(number)
    key.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
