import Foundation
import Interchange
import LedgerCore
import TestSupport
import Testing

/// A table of claims as some office might keep it: what is written, and the records that are meant.
private struct KeptTable {
  var text = ""
  var expected: [String] = []

  private static let numberNames = ["申报编号", "*申报编号", "申 报 编 号", "申请编号"]
  private static let caseNames = ["案件编号", "援助案号", "案号", "法律援助案号"]
  private static let dayNames = ["申报日期", "申请日期", "申报时间"]
  private static let amountNames = ["申报金额", "申请金额", "申报补贴金额"]
  private static let units: [(title: String, header: String, places: Int)] = [
    ("", "", 0), ("", "（元）", 0), ("单位：元", "", 0), ("单位：万元", "", 4), ("", "（万元）", 4),
    ("填报单位：某局　单位：千元", "", 3),
  ]

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func pick<Element>(_ elements: [Element]) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &random)]
    }
    let unit = pick(Self.units)
    let hasSerial = Bool.random(using: &random)
    let columns = [0, 1, 2, 3].shuffled(using: &random)
    let names = [
      pick(Self.numberNames), pick(Self.caseNames), pick(Self.dayNames),
      pick(Self.amountNames) + unit.header,
    ]
    let width = 4 + (hasSerial ? 1 : 0)
    func line(_ cells: [String], serial: String) -> String {
      ((hasSerial ? [serial] : []) + columns.map { cells[$0] }).joined(separator: "\t") + "\n"
    }
    func alone(_ words: String) -> String {
      words + String(repeating: "\t", count: width - 1) + "\n"
    }
    if Bool.random(using: &random) { text += alone("某县司法局2025年补贴申报表") }
    if !unit.title.isEmpty { text += alone(unit.title) }
    text += line(names, serial: "序号")
    var (total, part) = (Int64(0), Int64(0))
    for index in 1...Int.random(in: 1...12, using: &random) {
      let fen = Int64.random(in: 1...300, using: &random) * (unit.places == 0 ? 50 : 1_000)
      let day = Day(
        year: 2025, month: Int.random(in: 1...12, using: &random),
        day: Int.random(in: 1...28, using: &random))
      guard let day else { continue }
      let number = "申\(seed)-\(index)"
      text += line(
        [
          number, "援〔2025〕民\(index)号", Self.text(of: day, &random),
          Self.text(of: fen, unit.places, &random),
        ],
        serial: "\(index)")
      expected.append("\(number) \(day) \(fen)")
      total += fen
      part += fen
      switch Int.random(in: 0..<8, using: &random) {
      case 0:
        text += line(["\(day.month)月小计", "", "", Self.plain(part, unit.places)], serial: "")
        part = 0
      case 1: text += alone("")
      case 2: text += line(names, serial: "序号")
      default: break
      }
    }
    if Bool.random(using: &random) {
      text += line(["合计", "", "", Self.plain(total, unit.places)], serial: "")
    }
    if Bool.random(using: &random) { text += alone("制表人：某某　　审核人：") }
    if Bool.random(using: &random) { text += alone("说明：按标准申报") }
  }

  private static func text(of day: Day, _ random: inout SeededGenerator) -> String {
    let (year, month, date) = (day.year, day.month, day.day)
    let forms = [
      day.description, "\(year).\(month).\(date)", "\(year)年\(month)月\(date)日",
      "\(year)/\(month)/\(date)",
      "\(day.number)", "\(year)年\(month)月\(date)号", "\(year)、\(month)、\(date)", "\(day) 09:30",
    ]
    return forms[Int.random(in: 0..<forms.count, using: &random)]
  }

  private static func text(
    of fen: Int64, _ places: Int, _ random: inout SeededGenerator
  ) -> String {
    let money = Money(fen: fen)
    let own = [
      "\(money.yuanText)元", money.capitals, "人民币\(money.yuanText)元", "\(money.exactWanText)万元",
    ]
    let plain = [plain(fen, places)]
    let yuan = places == 0 ? ["¥\(money.groupedYuanText)", money.groupedYuanText] : []
    let forms = plain + yuan + own
    return forms[Int.random(in: 0..<forms.count, using: &random)]
  }

  /// The amount in the unit of the table, exactly.
  private static func plain(_ fen: Int64, _ places: Int) -> String {
    let digits = String(fen)
    let room = places + 2
    let padded = String(repeating: "0", count: max(0, room + 1 - digits.count)) + digits
    var text = "\(padded.dropLast(room)).\(padded.suffix(room))"
    if places > 0 { while text.hasSuffix("0") { text.removeLast() } }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}

@Suite("怎么记都一样") struct AnyLayoutTests {
  /// As many as the environment says (`LAYOUT_SEEDS`), else 300.
  private static let seeds =
    1...max(1, ProcessInfo.processInfo.environment["LAYOUT_SEEDS"].flatMap { Int($0) } ?? 300)

  @Test(
    "a table of records in any of these layouts gives the records, and its sums agree",
    arguments: seeds)
  func layouts(seed: Int) throws {
    let table = KeptTable(seed: UInt64(seed))
    for separator in ["\t", ","] {
      let text =
        separator == ","
        ? table.text.split(separator: "\n", omittingEmptySubsequences: false)
          .map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false)
              .map { $0.contains(",") ? "\"\($0)\"" : String($0) }.joined(separator: ",")
          }.joined(separator: "\n") : table.text
      let imported = try Imported(text)
      let read = imported.records.map { record in
        "\(record.keyText) \(record.day(.claimedOn).map(\.description) ?? "") "
          + "\(record.money(.claimedAmount)?.fen ?? 0)"
      }
      #expect(imported.faults == [], "seed \(seed): \(text)")
      #expect(read == table.expected, "seed \(seed): \(text)")
      #expect(imported.warnings == [], "seed \(seed): \(text)")
    }
  }
}
