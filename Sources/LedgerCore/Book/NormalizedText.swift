/// A text in half-width forms: `（１）` becomes `(1)`, `￥` becomes `¥`, a full-width space a space.
package func halfWidth(_ text: String) -> String {
  // Most cells are plain ASCII and need no copy.
  guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { result.append(halfWidth(scalar)) }
  return String(result)
}

/// A text as numbers and names are compared: half width, no white space, every bracket one kind.
///
/// 〔2024〕30号, （2024）30号 and [2024] 30 号 are one number; brackets are written 〔 〕.
package func normalized(_ text: String) -> String {
  guard !isNormal(text) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    let narrow = halfWidth(scalar)
    // Most are plain or common ideographs, and to ask Unicode about each is slow.
    if isPlain(narrow) {
      result.append(narrow)
    } else if openingBrackets.contains(narrow) {
      result.append("〔")
    } else if closingBrackets.contains(narrow) {
      result.append("〕")
    } else if !isInvisible(narrow) {
      result.append(narrow)
    }
  }
  return String(result)
}

/// Whether normalising would leave a text alone: plain signs, common ideographs, 〔 and 〕.
private func isNormal(_ text: String) -> Bool {
  var bytes = text.utf8.makeIterator()
  while let byte = bytes.next() {
    if isPlain(byte) { continue }
    guard let second = bytes.next(), let third = bytes.next() else { return false }
    switch byte {
    case 0xE5...0xE9: continue
    case 0xE4 where second >= 0xB8: continue
    case 0xE3 where second == 0x80 && (third == 0x94 || third == 0x95): continue
    default: return false
    }
  }
  return true
}

/// Letters, digits and the signs of numbers, which normalising leaves alone.
private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F: true
  default: false
  }
}

private func byteOrder(
  _ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>
) -> Int {
  var index = 0
  let end = min(one.count, other.count)
  while index < end {
    if one[index] != other[index] { return Int(one[index]) - Int(other[index]) }
    index += 1
  }
  return one.count - other.count
}

private func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar.value {
  case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  case 0x3000: " "
  case 0xFFE5: "¥"
  case 0x2212: "-"
  default: scalar
  }
}

private func isPlain(_ scalar: Unicode.Scalar) -> Bool {
  (0x4E00...0x9FFF).contains(scalar.value) || UInt8(exactly: scalar.value).map(isPlain) ?? false
}

/// White space, and the marks of zero width that copying from web pages leaves in cells.
private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x200B...0x200F, 0x2060, 0xFEFF: true
  default: scalar.properties.isWhitespace
  }
}

private let openingBrackets = Set("([{<〔【〖〘〚《〈「『﹝﹙﹛⟨⟦❲⦅｟｢«‹".unicodeScalars)
private let closingBrackets = Set(")]}>〕】〗〙〛》〉」』﹞﹚﹜⟩⟧❳⦆｠｣»›".unicodeScalars)

extension Substring {
  /// The text without the white space and zero-width marks at its ends.
  package var trimmed: Substring {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !isInvisible($0) }),
      let last = scalars.lastIndex(where: { !isInvisible($0) })
    else { return "" }
    return Substring(scalars[first...last])
  }
}

extension String {
  /// The text without the white space and zero-width marks at its ends.
  package var trimmed: String { String(Substring(self).trimmed) }

  /// Whether this text stands before another by code points, as SQLite orders text.
  package func precedesByCodePoint(_ other: String) -> Bool {
    order(against: other) < 0
  }

  /// Whether two texts are the same byte for byte, whatever Unicode holds for equal.
  package func hasBytes(of other: String) -> Bool {
    utf8.count == other.utf8.count && order(against: other) == 0
  }

  /// Less than zero, zero or more, as this text stands before, with or behind another.
  private func order(against other: String) -> Int {
    let known = utf8.withContiguousStorageIfAvailable { own in
      other.utf8.withContiguousStorageIfAvailable { others in byteOrder(own, others) }
    }
    if case .some(.some(let order)) = known { return order }
    if utf8.elementsEqual(other.utf8) { return 0 }
    return utf8.lexicographicallyPrecedes(other.utf8) ? -1 : 1
  }
}
