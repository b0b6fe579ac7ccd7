/// Entries as one text: how many there are, then their fields, each behind its length in bytes.
enum PackedFields {
  struct Writer {
    private var text = ""

    mutating func write(_ field: String) {
      text += "\(field.utf8.count):"
      text += field
    }

    mutating func write(_ number: Int) { write("\(number)") }

    mutating func write(_ list: [String]) {
      write(list.count)
      for field in list { write(field) }
    }

    fileprivate func write(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(text)
    }
  }

  /// Each function gives nil where the text is none that a writer has written.
  struct Reader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    fileprivate init(_ bytes: UnsafeBufferPointer<UInt8>) {
      self.bytes = bytes
    }

    fileprivate var isAtEnd: Bool { position == bytes.count }

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

  /// Writes entries as one text.
  ///
  /// - Parameters:
  ///   - entries: By their keys.
  ///   - encoder: Takes the one text.
  ///   - write: Writes the fields of an entry behind those of its key.
  /// - Throws: What the encoder throws.
  static func write<Entry>(
    _ entries: [AccountKey: Entry], to encoder: any Encoder,
    _ write: (inout Writer, Entry) -> Void
  ) throws {
    var fields = Writer()
    fields.write(entries.count)
    for (key, entry) in entries {
      fields.write(key)
      write(&fields, entry)
    }
    try fields.write(to: encoder)
  }

  /// Reads what ``write(_:to:_:)`` has written.
  ///
  /// - Parameters:
  ///   - decoder: Of the one text.
  ///   - read: Reads the fields of an entry; nil where there is none that can be read.
  /// - Returns: The entries by their keys.
  /// - Throws: A `DecodingError` where the text is none of a writer's.
  static func read<Entry>(
    from decoder: any Decoder, _ read: (inout Reader) -> Entry?
  ) throws -> [AccountKey: Entry] {
    let container = try decoder.singleValueContainer()
    var text = try container.decode(String.self)
    let entries = text.withUTF8 { bytes -> [AccountKey: Entry]? in
      var fields = Reader(bytes)
      guard let count = fields.integer(), (0...bytes.count).contains(count) else { return nil }
      var entries: [AccountKey: Entry] = [:]
      entries.reserveCapacity(count)
      for _ in 0..<count {
        guard let key = fields.accountKey(), let entry = read(&fields) else { return nil }
        entries[key] = entry
      }
      return fields.isAtEnd ? entries : nil
    }
    guard let entries else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "no packed entries")
    }
    return entries
  }
}

extension PackedFields.Writer {
  fileprivate mutating func write(_ key: AccountKey) {
    let (kind, key, number) = key.place
    write(kind)
    write(key)
    write(number)
  }
}

extension PackedFields.Reader {
  fileprivate mutating func accountKey() -> AccountKey? {
    guard let kind = integer(), let key = field(), let number = integer() else { return nil }
    return AccountKey(kind: kind, key: key, number: number)
  }
}
