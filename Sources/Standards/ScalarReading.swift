import LedgerCore
internal import Yams

// Single values: words, days, amounts, numbers.
extension FieldReader {
  /// A text with something in it.
  mutating func text(_ field: Field?) -> String? {
    guard let field else { return nil }
    return text(field.node, name: field.name, line: field.line)
  }

  private mutating func text(_ node: Node, name: String, line: Int) -> String? {
    guard let scalar = node.scalar else {
      fault(line, "“\(name)”应当是一个值", read: node.echo, advice: "请写成“\(name): 值”")
      return nil
    }
    // What reaches a fault, a refusal or a sheet later cannot steer a terminal or break a line.
    let text = printable(scalar.string).trimmed
    guard !text.isEmpty else {
      fault(line, "“\(name)”没有填写", read: "读到空的值", advice: "请填写，或删去这一项")
      return nil
    }
    return text
  }

  /// One text or a list of them.
  mutating func texts(_ field: Field?) -> [String]? {
    guard let field else { return nil }
    if field.node.scalar != nil { return text(field).map { [$0] } }
    guard let nodes = list(field) else { return nil }
    return nodes.compactMap { text($0, name: field.name, line: $0.line) }
  }

  /// Numbers of lines or modifiers.
  mutating func identifier<Named>(
    _ field: Field?, as: Identifier<Named>.Type = Identifier<Named>.self
  ) -> Identifier<Named>? {
    text(field).flatMap { Identifier<Named>($0) }
  }

  /// A word of a closed list.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ field: Field?, as: Word.Type = Word.self
  ) -> Word? where Word.RawValue == String {
    guard let field, let text = text(field) else { return nil }
    return word(text, name: field.name, line: field.line)
  }

  /// Words of a closed list.
  mutating func words<Word: RawRepresentable & CaseIterable>(
    _ field: Field?, as: Word.Type = Word.self
  ) -> [Word]? where Word.RawValue == String {
    guard let field, let texts = texts(field) else { return nil }
    return texts.compactMap { word($0, name: field.name, line: field.line) }
  }

  private mutating func word<Word: RawRepresentable & CaseIterable>(
    _ text: String, name: String, line: Int
  ) -> Word? where Word.RawValue == String {
    if let word = Word(rawValue: normalized(text)) { return word }
    let allowed = Word.allCases.map(\.rawValue)
    let meant = nearestTerm(to: text, among: allowed).map { "是不是“\($0)”？" } ?? ""
    fault(
      line, "“\(name)”里没有这个词", read: "读到\(excerpt(text))",
      advice: "\(meant)可以写：\(allowed.joined(separator: "、"))")
    return nil
  }

  mutating func day(_ field: Field?) -> Day? {
    guard let field, let text = text(field) else { return nil }
    do {
      return try Day(text: text)
    } catch {
      fault(field.line, "“\(field.name)”的\(error)", read: field.node.echo, advice: error.advice)
      return nil
    }
  }

  /// An amount of yuan, not negative: a whole number, or a text in quotation marks.
  mutating func amount(_ field: Field?) -> Money? {
    guard let field, let text = text(field) else { return nil }
    if isBinaryFraction(field.node) {
      fault(
        field.line, "“\(field.name)”写成了 YAML 的小数，可能不精确", read: field.node.echo,
        advice: "请给带小数的金额加引号，例如 \"1500.50\"")
      return nil
    }
    do {
      let amount = try Money(yuan: text)
      guard amount < .zero else { return amount }
      fault(
        field.line, "“\(field.name)”是负数", read: field.node.echo,
        advice: "请写 0 或正数；减少请用小于 1 的倍数")
    } catch {
      fault(
        field.line, "“\(field.name)”的\(error)", read: field.node.echo, advice: error.advice)
    }
    return nil
  }

  /// Whether YAML means a floating-point number: one of those cannot hold 0.1.
  private func isBinaryFraction(_ node: Node) -> Bool {
    guard let scalar = node.scalar, scalar.style == .plain else { return false }
    let bytes = scalar.string.utf8
    return bytes.contains(0x2E)
      && bytes.allSatisfy { (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x5F].contains($0) }
  }

  /// A number that is not negative, exact as it is written.
  mutating func number(_ field: Field?) -> Rational? {
    guard let field, let text = text(field) else { return nil }
    if let number = Rational(decimal: text) { return number }
    fault(
      field.line, "“\(field.name)”应当是一个数", read: field.node.echo, advice: "请写成 2 或 1.5，不带单位")
    return nil
  }

  mutating func percentage(_ field: Field?) -> Rational? {
    guard let field, let text = text(field) else { return nil }
    if let share = Rational(percentage: text) { return share }
    fault(
      field.line, "“\(field.name)”应当是百分比", read: field.node.echo, advice: "请带百分号，例如 40%")
    return nil
  }

  /// An amount, or limits: `400`, `{最低: 1000, 最高: 3000}`, `{最低: 200}`, `{最高: 30000}`.
  mutating func range(_ field: Field?) -> AmountRange? {
    guard let field else { return nil }
    guard field.node.mapping != nil else { return amount(field).map { AmountRange($0) } }
    guard
      let fields = fields(
        of: field.node, "“\(field.name)”", line: field.line, allowed: [.low, .high])
    else { return nil }
    guard fields[.low] != nil || fields[.high] != nil else {
      fault(
        field.line, "“\(field.name)”没有写最低也没有写最高", read: "读到 0 项", advice: "请写“最低”“最高”或其中一项")
      return nil
    }
    let low = amount(fields[.low])
    let high = amount(fields[.high])
    // A limit that could not be read has its fault already.
    if fields[.low] != nil, low == nil || fields[.high] != nil && high == nil { return nil }
    return AmountRange(low: low ?? .zero, high: high)
  }

  /// A share with a percent sign, or an amount of yuan.
  mutating func extra(_ field: Field?) -> Modifier.Extra? {
    guard let field, let text = text(field) else { return nil }
    if halfWidth(text).hasSuffix("%") { return percentage(field).map { .share($0) } }
    return amount(field).map { .amount($0) }
  }
}
