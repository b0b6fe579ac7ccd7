/// Fields as one text, each behind its length in bytes.
enum PackedFields {
  struct Writer {
    private(set) var text = ""

    mutating func write(_ field: String) {
      text += "\(field.utf8.count):"
      text += field
    }

    mutating func write(_ number: Int) { write("\(number)") }

    mutating func write(_ list: [String]) {
      write(list.count)
      for field in list { write(field) }
    }
  }

  /// Each function gives nil where the text is none that a writer has written.
  struct Reader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
      self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    private mutating func fieldBytes() -> UnsafeBufferPointer<UInt8>? {
      var length = 0
      while position < bytes.count, bytes[position] != UInt8(ascii: ":") {
        let digit = bytes[position]
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit), length < bytes.count else {
          return nil
        }
        length = length * 10 + Int(digit - UInt8(ascii: "0"))
        position += 1
      }
      position += 1
      guard length <= bytes.count - position else { return nil }
      position += length
      return UnsafeBufferPointer(rebasing: bytes[(position - length)..<position])
    }

    mutating func field() -> String? {
      fieldBytes().map { String(decoding: $0, as: UTF8.self) }
    }

    mutating func integer() -> Int? {
      guard var digits = fieldBytes()?[...], !digits.isEmpty, digits.count < 19 else { return nil }
      let isNegative = digits.first == UInt8(ascii: "-")
      if isNegative { digits.removeFirst() }
      var number = 0
      for digit in digits {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
        number = number * 10 + Int(digit - UInt8(ascii: "0"))
      }
      return isNegative ? -number : number
    }

    mutating func list() -> [String]? {
      guard let count = integer(), (0...bytes.count).contains(count) else { return nil }
      var list: [String] = []
      list.reserveCapacity(count)
      for _ in 0..<count {
        guard let field = field() else { return nil }
        list.append(field)
      }
      return list
    }
  }
}

extension PackedFields.Writer {
  /// Writes entries in the order of their accounts: how many there are, and each behind its key.
  ///
  /// - Parameters:
  ///   - entries: By their accounts.
  ///   - write: Writes the fields of an entry.
  mutating func write<Entry>(
    _ entries: ByAccount<Entry>, _ write: (inout Self, Entry) -> Void
  ) {
    let items = entries.inOrder
    self.write(items.count)
    for item in items {
      self.write(item.key)
      write(&self, item.entry)
    }
  }

  fileprivate mutating func write(_ key: AccountKey) {
    let (kind, key, number) = key.place
    write(kind)
    write(key)
    write(number)
  }
}

extension PackedFields.Reader {
  /// Reads what ``Writer/write(_:_:)`` has written.
  ///
  /// - Parameter read: Reads the fields of an entry; nil where there is none that can be read.
  /// - Returns: The entries by their accounts; nil where there are none that a writer has written.
  mutating func entries<Entry>(
    _ read: (inout Self) -> Entry?
  ) -> ByAccount<Entry>? {
    guard let count = integer(), (0...bytes.count).contains(count) else { return nil }
    var items: [ByAccount<Entry>.Item] = []
    items.reserveCapacity(min(count, bytes.count / 8))
    var last: AccountKey?
    for _ in 0..<count {
      guard let key = accountKey(), last.map({ $0 < key }) ?? true, let entry = read(&self) else {
        return nil
      }
      items.append(ByAccount.Item(key: key, entry: entry))
      last = key
    }
    return ByAccount(kept: items)
  }

  fileprivate mutating func accountKey() -> AccountKey? {
    guard let kind = integer(), let key = field(), let number = integer() else { return nil }
    return AccountKey(kind: kind, key: key, number: number)
  }
}
