package import LedgerCore
internal import Yams

/// Reads a region's policy from its file (YAML); `db/policies/README.md` describes the format.
package enum PolicyReader {
  /// The policy that a text states.
  ///
  /// - Parameters:
  ///   - yaml: The text of the file.
  ///   - file: Its name, for faults.
  /// - Returns: The policy.
  /// - Throws: ``StandardFaults`` with all that is wrong, each at its line.
  package static func read(
    _ yaml: String, file: String
  ) throws(StandardFaults) -> RegionPolicy {
    let root: Node
    do throws(StandardFaults) {
      root = try YamlText.root(of: yaml, file: file)
    } catch {
      throw StandardFaults(error.faults.map(\.ofPolicy))
    }
    var reader = FieldReader(file: file)
    let policy = reader.policy(root)
    guard let policy, reader.faults.isEmpty else { throw StandardFaults(reader.faults) }
    return policy
  }
}

extension StandardFault {
  /// What is wrong with the file as YAML, with a policy's words for those of a standard.
  fileprivate var ofPolicy: StandardFault {
    StandardFault(
      file: file, line: line, problem: Self.words(problem), read: read, advice: Self.words(advice))
  }

  private static func words(_ text: String) -> String {
    [("标准文件", "政策文件"), ("一份标准", "一份政策"), ("db/standards/", "db/policies/")]
      .reduce(text) { text, word in
        text.split(separator: word.0, omittingEmptySubsequences: false).joined(separator: word.1)
      }
  }
}

extension FieldReader {
  private static var policyKeys: [StandardKey] {
    [
      .title, .region, .inForce, .source, .unknown, .payee, .deadlines, .dutyUnits,
      .voucherScope, .sourceOrder,
    ]
  }

  /// The policy; nil when something it cannot do without was not read.
  fileprivate mutating func policy(_ root: Node) -> RegionPolicy? {
    guard
      let fields = fields(
        of: root, "政策文件", allowed: Self.policyKeys,
        required: [.title, .region, .inForce, .source, .payee, .sourceOrder])
    else { return nil }
    let title = text(fields[.title])
    let region = text(fields[.region])
    let days = span(fields[.inForce])
    let source = texts(fields[.source])?.joined(separator: "；")
    let unknown = texts(fields[.unknown]) ?? []
    let payee: RegionPolicy.Payee? = word(fields[.payee])
    let deadlines = deadlines(fields[.deadlines])
    let dutyUnits: [DutyUnit] = words(fields[.dutyUnits]) ?? []
    let scope: RegionPolicy.VoucherScope? = word(fields[.voucherScope])
    let order = sourceOrder(fields[.sourceOrder])
    guard let title, let region, let days, let source, let payee else { return nil }
    return RegionPolicy(
      title: title, region: region, from: days.from, to: days.to, source: source,
      unknown: unknown, payee: payee, deadlines: deadlines, dutyUnits: dutyUnits,
      voucherScope: scope ?? .oneAppropriation, sourceOrder: order)
  }

  private mutating func span(_ field: Field?) -> (from: Day, to: Day?)? {
    guard let field,
      let fields = fields(
        of: field.node, "“\(field.name)”", line: field.line, allowed: [.from, .to],
        required: [.from])
    else { return nil }
    let from = day(fields[.from])
    let to = day(fields[.to])
    guard let from else { return nil }
    if let to, to < from {
      fault(
        field.line, "“\(field.name)”的起止日期颠倒", read: "读到 \(from) 至 \(to)", advice: "请把较早的写在“自”")
    }
    return (from, to)
  }

  private mutating func deadlines(_ field: Field?) -> [RegionPolicy.Deadline] {
    var deadlines: [RegionPolicy.Deadline] = []
    var steps: Set<RegionPolicy.Deadline.Step> = []
    for node in list(field) ?? [] {
      let keys: [StandardKey] = [.matter, .days, .calendar]
      guard let fields = fields(of: node, "一项期限", allowed: keys, required: keys) else {
        continue
      }
      let step: RegionPolicy.Deadline.Step? = word(fields[.matter])
      let days = dayCount(fields[.days])
      let calendar: RegionPolicy.Deadline.Calendar? = word(fields[.calendar])
      if let step, !steps.insert(step).inserted { repeated(step.rawValue, at: fields[.matter]) }
      guard let step, let days, let calendar else { continue }
      deadlines.append(RegionPolicy.Deadline(step: step, days: days, calendar: calendar))
    }
    return deadlines
  }

  /// From 1 to ten years.
  private mutating func dayCount(_ field: Field?) -> Int? {
    guard let field, let text = text(field) else { return nil }
    if let count = Int(halfWidth(text)), (1...3650).contains(count) { return count }
    fault(
      field.line, "“\(field.name)”应当是 1 至 3650 的整数", read: field.node.echo,
      advice: "请写天数，例如 20")
    return nil
  }

  private mutating func sourceOrder(_ field: Field?) -> [PaymentUse: [FundSource]] {
    var order: [PaymentUse: [FundSource]] = [:]
    for node in list(field) ?? [] {
      let keys: [StandardKey] = [.use, .order]
      guard let fields = fields(of: node, "一项资金次序", allowed: keys, required: keys) else {
        continue
      }
      let use: PaymentUse? = word(fields[.use])
      let sources = sources(fields[.order], for: use)
      guard let use else { continue }
      if order.updateValue(sources, forKey: use) != nil {
        repeated(use.rawValue, at: fields[.use])
      }
    }
    return order
  }

  /// Sources, each once, that may pay a use.
  private mutating func sources(_ field: Field?, for use: PaymentUse?) -> [FundSource] {
    guard let field else { return [] }
    var sources: [FundSource] = []
    for name in texts(field) ?? [] {
      guard let source = FundSource(name: name) else {
        let allowed = FundSource.allCases.map(\.rawValue)
        let meant = nearestTerm(to: name, among: allowed).map { "是不是“\($0)”？" } ?? ""
        fault(
          field.line, "“\(field.name)”里没有这种资金来源", read: "读到\(excerpt(name))",
          advice: "\(meant)可以写：\(allowed.joined(separator: "、"))")
        continue
      }
      if sources.contains(source) {
        repeated(source.rawValue, at: field)
      } else if source == .lotteryFund, let use, use != .perCaseSubsidy {
        fault(
          field.line, "彩票公益金只用于以案定补", read: "读到用途“\(use.rawValue)”",
          advice: "请从这一项的“\(field.name)”里删去彩票公益金")
      } else {
        sources.append(source)
      }
    }
    return sources
  }

  private mutating func repeated(_ word: String, at field: Field?) {
    fault(field?.line, "同一项写了两次", read: "读到第二个“\(word)”", advice: "请只留一处")
  }
}
