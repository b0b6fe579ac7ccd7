import Bookkeeping
import LedgerCore
import Schema
import Standards
import Wording

/// The acts on subsidy standards.
enum StandardForms {
  static let all = [load]

  static let bundled = Field(
    name: "bundled", title: "自带的标准",
    kind: .choice(BundledStandards.all.map { Field.Choice($0.name, title($0)) }))
  static let text = Field(name: "text", title: "标准全文", kind: .lines)

  /// The one standard that is meant: its name and text.
  ///
  /// - Throws: `WordReading.Problem` where none is, or two.
  static func draft(
    _ bundled: String?, _ typed: String?
  ) throws(WordReading.Problem) -> (name: String, text: String) {
    switch (bundled, typed) {
    case (nil, let text?): return ("贴入的标准", text)
    case (let name?, nil):
      guard let standard = BundledStandards.all.first(where: { $0.name == name }) else {
        throw WordReading.Problem(description: "没有这个自带的标准")
      }
      return standard
    default:
      throw WordReading.Problem(description: "自带的标准和标准全文，要写一样，只写一样")
    }
  }

  static let load = ActForm(
    name: "standard-load", title: "登记补贴标准", room: .standards,
    hint: "选一个自带的标准，或把本地标准的全文（YAML）贴在下面；两样只用一样。",
    fields: [bundled, text]
  ) { values, session in
    let (name, text): (String, String)
    do {
      (name, text) = try draft(values.words("bundled"), values.words("text"))
    } catch let problem as WordReading.Problem {
      throw values.fault("bundled", problem.description)
    }
    let receipt = try LoadStandard(session)(text, name: name)
    let standard = receipt.recorded
    return DoneAct(
      receipt, "登记补贴标准：\(standard.citation)（\(standard.region)，\(standard.inForce.words)）",
      preview: standard.detailNames.words.isEmpty
        ? ""
        : "这个标准还要看案件的这些资料，缺了算不出：\(standard.detailNames.words.joined(separator: "；"))",
      next: [Link("标准与政策", RoomName.standards.path)])
  }

  private static func title(_ bundled: (name: String, text: String)) -> String {
    guard let standard = try? StandardReader.read(bundled.text, file: bundled.name) else {
      return bundled.name
    }
    return "\(standard.region)：\(standard.title)（\(standard.inForce.words)）"
  }
}
