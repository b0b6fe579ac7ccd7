/// The texts that the cells of a workbook refer to by number.
struct SharedTexts {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// The numbers of the texts of which a part is struck out.
  private var struck: Set<Int> = []

  /// The text of a number, if there is one.
  subscript(_ index: Int) -> ArraySlice<UInt8>? {
    guard ends.indices.contains(index) else { return nil }
    return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  var count: Int { ends.count }

  func isStruck(_ index: Int) -> Bool { struck.contains(index) }

  mutating func append(_ text: [UInt8], isStruck: Bool = false) throws(OfficeFlaw) {
    if isStruck { struck.insert(ends.count) }
    bytes += text
    ends.append(bytes.count)
    guard bytes.count <= Limits.sharedTextLengthMax, ends.count <= 1 << 24 else {
      throw .tooLarge
    }
  }

  /// Reads `sharedStrings.xml`.
  final class Reading: XMLHandler {
    let namespaces = XMLNamespace.spreadsheet
    private(set) var texts = SharedTexts()
    private var text = RunningText()

    func begin(_ name: String, _ attributes: XMLAttributes) throws(OfficeFlaw) {
      if name == "si" { text.restart() }
      text.begin(name, attributes)
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(OfficeFlaw) {
      text.add(bytes)
    }

    func end(_ name: String) throws(OfficeFlaw) {
      text.end(name)
      guard name == "si" else { return }
      try texts.append(text.decoded, isStruck: text.isStruck)
    }
  }
}

/// The text of a cell that is spread over runs; how its characters are pronounced is left out.
struct RunningText {
  private var bytes: [UInt8] = []
  private var isInText = false
  private var phoneticDepth = 0
  private var isRunStruck = false
  /// Whether a part of it is struck out.
  private(set) var isStruck = false

  mutating func restart() {
    (isRunStruck, isStruck) = (false, false)
    bytes.removeAll(keepingCapacity: true)
    isInText = false
    phoneticDepth = 0
  }

  mutating func begin(_ name: String, _ attributes: XMLAttributes) {
    if name == "r" { isRunStruck = false }
    if name == "strike" { isRunStruck = attributes.isOn }
    if name == "rPh" { phoneticDepth += 1 }
    if name == "t" { isInText = phoneticDepth == 0 }
  }

  mutating func end(_ name: String) {
    if name == "rPh" { phoneticDepth -= 1 }
    if name == "t" { isInText = false }
  }

  /// Adds a stretch of text; what is longer than any cell is dropped, and found too long later.
  mutating func add(_ stretch: UnsafeBufferPointer<UInt8>) {
    guard isInText, bytes.count <= Limits.cellLengthMax else { return }
    if isRunStruck, !stretch.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) {
      isStruck = true
    }
    bytes.append(contentsOf: stretch)
  }

  /// The text with control characters, which are written `_x000A_`, put back.
  var decoded: [UInt8] {
    guard bytes.contains(UInt8(ascii: "_")) else { return bytes }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if let scalar = escapedScalar(at: index) {
        result += Array(String(scalar).utf8)
        index += 7
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  private func escapedScalar(at index: Int) -> Unicode.Scalar? {
    guard index + 7 <= bytes.count, bytes[index] == UInt8(ascii: "_"),
      bytes[index + 1] | 0x20 == UInt8(ascii: "x"), bytes[index + 6] == UInt8(ascii: "_"),
      let number = UInt32(
        String(decoding: bytes[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16)
    else { return nil }
    return Unicode.Scalar(number)
  }
}
