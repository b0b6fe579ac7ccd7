import LedgerCore
internal import Yams

/// Reads the parts of one file and gathers its faults; a part that cannot be read is nil.
struct FieldReader {
  let file: String
  private(set) var faults: [StandardFault] = []
  /// Where the parts stand that ``SubsidyStandard/flaws`` may name.
  var places: [StandardPlace: Int] = [:]

  init(file: String) {
    self.file = file
  }

  mutating func fault(_ line: Int?, _ problem: String, read: String, advice: String) {
    faults.append(
      StandardFault(file: file, line: line, problem: problem, read: read, advice: advice))
  }

  /// The fields of a mapping; nil and a fault when it is none.
  ///
  /// - Parameters:
  ///   - node: What stands in the file.
  ///   - name: What it is, for faults.
  ///   - line: Where it is said to stand; its own first line when nil.
  ///   - allowed: The keys it may have.
  ///   - required: Those that it must have.
  /// - Returns: The fields, of which required ones may be missing after a fault.
  mutating func fields(
    of node: Node, _ name: String, line: Int? = nil, allowed: [StandardKey],
    required: [StandardKey] = []
  ) -> Fields? {
    let line = line ?? node.line
    guard let mapping = node.mapping else {
      fault(
        line, "\(name)应当是几项“名称: 值”", read: node.echo,
        advice: "可以写的项：\(words(of: allowed))")
      return nil
    }
    var values: [StandardKey: Field] = [:]
    for (key, value) in mapping {
      guard let known = self.key(key, in: name, allowed) else { continue }
      let field = Field(name: known.word, node: value, line: key.line)
      if values.updateValue(field, forKey: known) != nil {
        fault(
          key.line, "同一项写了两次", read: "读到第二个“\(known.word)”", advice: "请只留一处")
      }
    }
    for key in required where values[key] == nil {
      fault(line, "\(name)缺少“\(key.word)”", read: "没有读到这一项", advice: "请补上“\(key.word)”")
    }
    return Fields(line: line, values: values)
  }

  private mutating func key(
    _ node: Node, in name: String, _ allowed: [StandardKey]
  ) -> StandardKey? {
    let written = node.scalar.map { normalized($0.string) } ?? ""
    if let key = allowed.first(where: { $0.word == written || $0.rawValue == written }) {
      return key
    }
    let meant = nearestTerm(to: written, among: allowed.map(\.word) + allowed.map(\.rawValue))
    fault(
      node.line, "\(name)里没有这一项", read: node.echo,
      advice: meant.map { "是不是“\($0)”？" } ?? "可以写的项：\(words(of: allowed))")
    return nil
  }

  private func words(of keys: [StandardKey]) -> String {
    keys.map(\.word).joined(separator: "、")
  }

  /// The parts of a list; a fault when it is none or is empty.
  mutating func list(_ field: Field?) -> [Node]? {
    guard let field else { return nil }
    guard let sequence = field.node.sequence else {
      fault(field.line, "“\(field.name)”应当是一个列表", read: field.node.echo, advice: "请每项一行，以“- ”开头")
      return nil
    }
    guard !sequence.isEmpty else {
      fault(field.line, "“\(field.name)”是空的", read: "读到 0 项", advice: "请至少写一项，或删去这一项")
      return nil
    }
    return Array(sequence)
  }
}

/// One part of a mapping.
struct Field {
  /// The key as officers write it.
  let name: String
  let node: Node
  /// Where the key stands.
  let line: Int
}

/// The parts of a mapping by their keys.
struct Fields {
  let line: Int
  let values: [StandardKey: Field]

  subscript(key: StandardKey) -> Field? { values[key] }
}

extension Node {
  /// The line where it begins, from 1.
  var line: Int { mark?.line ?? 1 }

  /// What a fault shows of it.
  var echo: String {
    switch self {
    case .scalar(let scalar): scalar.string.isEmpty ? "没有填写" : "读到\(excerpt(scalar.string))"
    case .mapping: "读到几项“名称: 值”"
    case .sequence: "读到一个列表"
    case .alias: "读到一个别名"
    }
  }
}
