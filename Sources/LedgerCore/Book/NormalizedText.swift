/// A text in half-width forms: `（１）` becomes `(1)`, `￥` becomes `¥`, a full-width space a space.
package func halfWidth(_ text: String) -> String {
  // Most cells are plain ASCII and need no copy.
  guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { result.append(halfWidth(scalar)) }
  return String(result)
}

/// A name or a word as it is compared: half width and compatibility form, no white space, nothing
/// invisible, every bracket and every middle dot of one kind (rules.md, **Names**).
///
/// 阿里・木, 阿里 • 木 and 阿里.木 are one name; brackets are written 〔 〕, dots between letters ·.
package func normalized(_ text: String) -> String {
  compared(text) { withMiddleDots($0) }
}

/// A number as it is compared: as ``normalized(_:)``, with each dot as it stands.
///
/// 〔2024〕30号, （2024）30号 and [2024] 30 号 are one number.
package func normalizedNumber(_ text: String) -> String {
  compared(text) { $0 }
}

private func compared(
  _ text: String, dots: (String.UnicodeScalarView) -> String.UnicodeScalarView
) -> String {
  guard !isNormal(text) else { return text }
  var scalars = simplified(text.unicodeScalars)
  if !scalars.allSatisfy(isSettled) {
    // What is taken out of a text may bring together what composes, and what is put in for a
    // character may be white space: few texts need a second round, none a third.
    var before: String.UnicodeScalarView
    repeat {
      before = scalars
      scalars = simplified(compatibilityForm(String(scalars)).unicodeScalars)
    } while !scalars.elementsEqual(before)
  }
  return String(dots(scalars))
}

/// Half width, without white space and what is invisible, every bracket one kind.
private func simplified(_ text: String.UnicodeScalarView) -> String.UnicodeScalarView {
  var result = String.UnicodeScalarView()
  for scalar in text {
    let narrow = halfWidth(scalar)
    // Most are plain or common ideographs, and to ask Unicode about each is slow.
    if isPlain(narrow) {
      result.append(narrow)
    } else if openingBrackets.contains(narrow) {
      result.append("〔")
    } else if closingBrackets.contains(narrow) {
      result.append("〕")
    } else if !isUnseen(narrow) {
      result.append(narrow)
    }
  }
  return result
}

/// Whether a scalar has no other compatibility form, whatever stands beside it.
private func isSettled(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x21...0x7E, 0xB7, 0x2013, 0x2014, 0x201C, 0x201D, 0x2022, 0x3001...0x3020: true
  default: (0x4E00...0x9FFF).contains(scalar.value)
  }
}

/// The text with every dot between two letters written ·.
private func withMiddleDots(_ text: String.UnicodeScalarView) -> String.UnicodeScalarView {
  guard text.contains(where: middleDots.contains) else { return text }
  let scalars = Array(text)
  var result = String.UnicodeScalarView()
  for (index, scalar) in scalars.enumerated() {
    let isBetweenLetters =
      middleDots.contains(scalar) && index > 0 && index + 1 < scalars.count
      && isLetter(scalars[index - 1]) && isLetter(scalars[index + 1])
    result.append(isBetweenLetters ? "·" : scalar)
  }
  return result
}

/// Letters with their marks; digits and numerals are none.
private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
  if (0x4E00...0x9FFF).contains(scalar.value) { return true }
  return switch scalar.properties.generalCategory {
  case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
    .nonspacingMark, .spacingMark:
    true
  default: false
  }
}

/// Whether normalising would leave a text alone: plain signs, common ideographs, 〔 and 〕.
///
/// A text with a dot in it is looked at again: in a name the dot may be a middle dot.
func isNormal(_ text: String) -> Bool {
  let known = text.utf8.withContiguousStorageIfAvailable { isNormal(UnsafeRawBufferPointer($0)) }
  return known ?? false
}

/// Whether normalising would surely leave a text alone, of the bytes of which it is made.
package func isNormal(_ text: UnsafeRawBufferPointer) -> Bool {
  var index = 0
  while index < text.count {
    if isPlain(text[index]) {
      index += 1
      continue
    }
    guard index + 2 < text.count else { return false }
    let (second, third) = (text[index + 1], text[index + 2])
    switch text[index] {
    case 0xE5...0xE9: break
    case 0xE4 where second >= 0xB8: break
    case 0xE3 where second == 0x80 && (third == 0x94 || third == 0x95): break
    default: return false
    }
    index += 3
  }
  return true
}

/// Letters, digits and the signs of numbers, which normalising leaves alone.
private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2F, 0x5F: true
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

/// White space, controls and what shows nothing.
private func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
  isHidden(scalar) || scalar.properties.isWhitespace
}

/// Whether a scalar is a control or shows nothing, though it is no white space: marks of format,
/// of direction and of variation, fillers, soft hyphens, and breaks of lines and pages.
package func isHidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20...0x7E, 0x4E00...0x9FFF: false
  // The blank among the Braille patterns, which Unicode holds for a picture.
  case 0x2028, 0x2029, 0x2800: true
  default:
    switch scalar.properties.generalCategory {
    case .control, .format: true
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}

/// A text without controls and what shows nothing; its white space remains.
package func visible(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isHidden) else { return text }
  return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isHidden($0) }))
}

private let openingBrackets = Set("([{<〔【〖〘〚《〈「『﹝﹙﹛⟨⟦❲⦅｟｢«‹".unicodeScalars)
private let closingBrackets = Set(")]}>〕】〗〙〛》〉」』﹞﹚﹜⟩⟧❳⦆｠｣»›".unicodeScalars)

private let middleDots = Set("·•・‧.･∙⋅".unicodeScalars)

extension Substring {
  /// The text without the white space and the invisible marks at its ends.
  package var trimmed: Substring {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !isUnseen($0) }),
      let last = scalars.lastIndex(where: { !isUnseen($0) })
    else { return "" }
    return Substring(scalars[first...last])
  }
}

extension String {
  /// The text without the white space and the invisible marks at its ends.
  package var trimmed: String { String(Substring(self).trimmed) }

  /// Whether this text stands before another by code points, as SQLite orders text.
  package func precedesByCodePoint(_ other: String) -> Bool {
    order(against: other) < 0
  }

  /// Whether two texts are the same byte for byte, whatever Unicode holds for equal.
  package func hasBytes(of other: String) -> Bool {
    utf8.count == other.utf8.count && order(against: other) == 0
  }

  /// Whether another text stands at the end of this one, byte for byte.
  package func endsWithBytes(of other: String) -> Bool {
    utf8.count >= other.utf8.count && utf8.suffix(other.utf8.count).elementsEqual(other.utf8)
  }

  /// Whether another text stands somewhere in this one, byte for byte.
  package func containsBytes(of other: String) -> Bool {
    guard let first = other.utf8.first else { return true }
    var rest = utf8[...]
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: other.utf8) { return true }
      rest = rest.dropFirst()
    }
    return false
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
