import LedgerCore
import Schema
import Standards
import TestSupport
import Testing

@Suite("读取补贴标准文件")
struct StandardReaderTests {
  /// One line for all cases, so that the rest of a file can be wrong by itself.
  static let line = "标准: [{编号: 甲, 条款: 一, 金额: 1}]\n"

  private func faults(_ yaml: String) -> [String] {
    do throws(StandardFaults) {
      _ = try StandardReader.read(yaml, file: "甲.yaml")
      return []
    } catch {
      return error.faults.map(\.description)
    }
  }

  @Test(
    "one thing wrong is one fault at its line (the parts begin on line 10)",
    arguments: [
      ("标淮: []\n" + line, "甲.yaml:10 — 标准文件里没有这一项 — 读到“标淮” — 是不是“标准”？"),
      ("\(line)nonsense: 1", "甲.yaml:11 — 标准文件里没有这一项 — 读到“nonsense” — 可以写的项：名称"),
      ("标准: [{编号: 甲, 条款: 一, 金鹅: 1, 金额: 1}]", "甲.yaml:10 — 一条标准里没有这一项 — 读到“金鹅” — 是不是“金额”？"),
      ("标准: [{编号: 甲, 金额: 1}]", "甲.yaml:10 — 一条标准缺少“条款”"),
      ("标准: 一条", "甲.yaml:10 — “标准”应当是一个列表 — 读到“一条”"),
      ("标准: []", "甲.yaml:10 — “标准”是空的"), ("标准: [一条]", "甲.yaml:10 — 一条标准应当是几项“名称: 值”"),
      ("标准: [{编号: , 条款: 一, 金额: 1}]", "甲.yaml:10 — “编号”没有填写"),
      ("标准: [{编号: [甲], 条款: 一, 金额: 1}]", "甲.yaml:10 — “编号”应当是一个值 — 读到一个列表"),
      ("标准: [{编号: 甲, 条款: 一, 金额: 1500.50}]", "甲.yaml:10 — “金额”写成了 YAML 的小数"),
      ("标准: [{编号: 甲, 条款: 一, 金额: \"1.800\"}]", "甲.yaml:10 — “金额”的金额最多两位小数"),
      ("标准: [{编号: 甲, 条款: 一, 金额: 2万}]", "甲.yaml:10 — “金额”的金额应以元为单位"),
      ("标准: [{编号: 甲, 条款: 一, 金额: 1e3}]", "甲.yaml:10 — “金额”的金额无法识别"),
      ("标准: [{编号: 甲, 条款: 一, 金额: -400}]", "甲.yaml:10 — “金额”是负数 — 读到“-400” — 请写 0 或正数"),
      ("标准: [{编号: 甲, 条款: 一, 金额: {最低: 3, 最高: 2}}]", "甲.yaml:10 — 最低金额高于最高金额 — 读到 3.00 至 2.00 元"),
      ("标准: [{编号: 甲, 条款: 一, 金额: {}}]", "甲.yaml:10 — 看不出金额的算法"),
      ("标准: [{编号: 甲, 条款: 一, 金额: {直接费用: 1}}]", "甲.yaml:10 — 看不出金额的算法"),
      ("标准: [{编号: 甲, 条款: 一, 单位: 个, 金额: 1}]", "甲.yaml:10 — “单位”里没有这个词 — 读到“个” — 可以写：件、人次、天"),
      ("标准: [{编号: 甲, 条款: 一, 单位: 天, 金额: 1}]", "甲.yaml:10 — “甲”按天计算，却没有说明每天多少"),
      ("标准: [{编号: 甲, 条款: 一, 金额: {每单位: 1}}]", "甲.yaml:10 — 没有说明按什么数量"),
      (
        "标准: [{编号: 甲, 条款: 一, 适用: {案件类型: 民是}, 金额: 1}]",
        "甲.yaml:10 — 案件类型里没有这个词 — 读到“民是” — 可以写：民事、刑事、行政；"
      ),
      (
        "标准: [{编号: 甲, 条款: 一, 适用: {等级: 四类}, 金额: 1}]",
        "甲.yaml:10 — 等级里没有这个词 — 读到“四类” — 可以写：一类、二类、三类；新的词请先写进“用语”"
      ),
      ("标准: [{编号: 甲, 条款: 一, 适用: {标记: 重大}, 金额: 1}]", "甲.yaml:10 — 没有这个标记 — 读到“重大”"),
      ("标准: [{编号: 甲, 条款: 一, 适用: {等级: []}, 金额: 1}]", "甲.yaml:10 — “等级”是空的"),
      ("标准: [{编号: 甲, 条款: 一, 适用: {标记: 死刑, 不带标记: 死刑}, 金额: 1}]", "甲.yaml:10 — 要求的标记同时又被排除"),
      ("标准: [{编号: 甲, 条款: 一, 金额: {日工资: 1, 天数: {最低: 6, 最高: 4}}}]", "甲.yaml:10 — 最少天数多于最多天数"),
      ("标准: [{编号: 甲, 条款: 一, 金额: {日工资: 1, 天数: 五}}]", "甲.yaml:10 — “天数”应当是一个数"),
      ("标准: [{编号: 甲, 条款: 一, 金额: {日工资: 1, 天数: {最低: 4}}}]", "甲.yaml:10 — 看不出天数"),
      ("标准: [{编号: 甲, 条款: 一, 金额: {百分比: 40, 标准: 甲}}]", "甲.yaml:10 — “百分比”应当是百分比 — 读到“40” — 请带百分号"),
      ("标准: [{编号: 甲, 条款: 一, 金额: {百分比: 40%, 标准: 乙}}]", "甲.yaml:10 — 引用的标准“乙”不存在"),
      ("标准: [{编号: 甲, 条款: 一, 金额: {百分比: 40%, 标准: 甲}}]", "甲.yaml:10 — 几条标准互相引用，无法计算 — 读到“甲”→“甲”"),
      ("\(line)名额: [{名称: 优秀, 条款: 一, 计入: {标记: 优秀}, 基数: {等级: 一类}}]", "甲.yaml:11 — 名额缺少“百分比”"),
      ("\(line)取代: {}", "甲.yaml:11 — “取代”应当是一个列表"),
    ])
  func oneFault(parts: String, expected: String) {
    let faults = faults(sample(parts))
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.hasPrefix(expected) == true, "\(faults)")
  }

  @Test(
    "modifiers that are wrong (they begin on line 12)",
    arguments: [
      ("标准: 乙, 倍数: 2", "引用的标准“乙”不存在 — 读到“乙” — 请写标准里已有的编号"),
      ("倍数: 2, 增加: 3", "一项调整要写一种调整方法 — 读到“倍数”“增加”"), ("适用: {等级: 一类}", "一项调整要写一种调整方法 — 没有读到"),
      ("倍数: -2", "“倍数”应当是一个数"), ("倍数: \"1,5\"", "“倍数”应当是一个数"), ("增加: -2", "“增加”是负数"),
      ("增加: {每单位: 2}", "“增加”缺少“数量”"), ("封顶: 1.5", "“封顶”写成了 YAML 的小数"),
      ("封顶: \"1.55\"", "封顶或保底金额不是取整单位（角）的整数倍 — 读到 1.55 元"),
      ("按标准增加: {百分比: 10%, 标准: 丁}", "引用的标准“丁”不存在"),
      ("按数量增加: {数量: 人数, 超过: 1}", "“按数量增加”缺少“每增一个”"),
      ("按数量增加: {数量: 人数, 超过: 1, 每增一个: 十}", "“每增一个”的金额无法识别"),
      ("适用: {案件类型: 行政}, 倍数: 2", "调整“调”不会适用于任何标准"),
    ])
  func modifierFaults(parts: String, expected: String) {
    let line = "标准: [{编号: 甲, 条款: 一, 适用: {案件类型: 民事}, 金额: 1}]"
    let yaml = sample(
      "\(line)\n调整:\n  - {编号: 调, 条款: 二, \(parts)}",
      rounding: "{时点: 结果, 单位: 角, 方式: 四舍五入}")
    let faults = faults(yaml)
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.hasPrefix("甲.yaml:12 — \(expected)") == true, "\(faults)")
  }

  @Test(
    "tiers that are wrong, each at the line of its tier",
    arguments: [
      ("插值", ["{起: 1, 金额: 1}"], "甲.yaml:13 — 插值至少要有两档 — 读到 1 档"),
      ("插值", ["{起: 2, 金额: 1}", "{起: 1, 金额: 2}"], "甲.yaml:18 — 各档没有按起点从小到大排列 — 读到 2 之后是 1"),
      ("按档", ["{起: 2, 金额: 1}", "{超过: 2, 金额: 2}"], "甲.yaml:18 — 两档的起点相同"),
      ("按档", ["{起: 2, 金额: 1, 每单位: 1}"], "甲.yaml:17 — 计法是“按档”，不能写每单位的金额"),
      ("按档", ["{起: 2, 超过: 2, 金额: 1}"], "甲.yaml:17 — 一档要写一个起点 — 读到两个起点"),
      ("按档", ["{金额: 1}"], "甲.yaml:17 — 一档要写一个起点 — 没有读到起点"),
      ("按档", ["{起: 2, 金额: -1}"], "甲.yaml:17 — “金额”是负数"),
      ("按挡", ["{起: 2, 金额: 1}"], "甲.yaml:15 — “计法”里没有这个词 — 读到“按挡” — 是不是“按档”？"),
    ])
  func tierFaults(kind: String, tiers: [String], expected: String) {
    let list = tiers.map { "        - \($0)\n" }.joined()
    let yaml = sample(
      "标准:\n  - 编号: 甲\n    条款: 一\n    金额:\n      数量: 页数\n      计法: \(kind)\n"
        + "      档次:\n\(list)")
    #expect(faults(yaml).count == 1, "\(faults(yaml))")
    #expect(faults(yaml).first?.hasPrefix(expected) == true, "\(faults(yaml))")
  }

  @Test(
    "two lines that can select the same case",
    arguments: [
      ("适用: {案件类型: 民事}", "适用: {案件类型: [刑事, 民事]}"), ("适用: {案件类型: 民事}", "适用: {等级: 一类}"),
      ("适用: {标记: 死刑}", "适用: {标记: 速裁}"), ("适用: {标记: [死刑, 无期]}", "适用: {不带标记: 死刑}"),
      ("单位: 件", "适用: {案件类型: 民事}"),
    ])
  func overlap(first: String, second: String) {
    let faults = faults(
      sample("标准:\n  - {编号: 甲, 条款: 一, \(first), 金额: 1}\n  - {编号: 乙, 条款: 一, \(second), 金额: 2}"))
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.hasPrefix("甲.yaml:12 — “乙”与“甲”会同时适用于同一案件") == true, "\(faults)")
  }

  @Test(
    "two lines that cannot",
    arguments: [
      ("适用: {案件类型: 民事}", "适用: {案件类型: [刑事, 行政]}"), ("适用: {标记: 死刑}", "适用: {不带标记: 死刑}"),
      ("适用: {标记: 死刑}", "适用: {标记: [死刑, 速裁], 不带标记: 死刑}"), ("单位: 件", "单位: 天"),
      ("适用: {标记: 死刑, 不带标记: 速裁}", "适用: {标记: 速裁}"),
    ])
  func noOverlap(first: String, second: String) {
    let amount = second == "单位: 天" ? "{每单位: 1}" : "2"
    let faults = faults(
      sample(
        "标准:\n  - {编号: 甲, 条款: 一, \(first), 金额: 1}\n"
          + "  - {编号: 乙, 条款: 一, \(second), 金额: \(amount)}"))
    #expect(faults.isEmpty, "\(faults)")
  }

  @Test("circles among shares, floors above caps, names given twice")
  func wholes() {
    let circle = faults(
      sample(
        """
        标准:
          - {编号: 甲, 条款: 一, 适用: {案件类型: 民事}, 金额: {百分比: 50%, 标准: 乙}}
          - {编号: 乙, 条款: 一, 适用: {案件类型: 刑事}, 金额: {百分比: 50%, 标准: 丙}}
          - {编号: 丙, 条款: 一, 适用: {案件类型: 行政}, 金额: 1}
        调整:
          - {编号: 调, 条款: 二, 标准: 丙, 按标准增加: {百分比: 10%, 标准: 甲}}
        """))
    #expect(circle.count == 1)
    #expect(circle.first?.contains("甲.yaml:11 — 几条标准互相引用，无法计算 — 读到“甲”→“乙”→“丙”→“甲”") == true)
    let limits = faults(
      sample("\(Self.line)调整:\n\(modifier("顶", "封顶: 100"))\(modifier("底", "保底: 200"))"))
    #expect(limits.count == 1)
    #expect(limits.first?.hasPrefix("甲.yaml:13 — 保底“底”高于封顶“顶”") == true)
    let names = faults(
      sample(
        """
        标准:
          - {编号: 甲, 条款: 一, 适用: {案件类型: 民事}, 金额: 1}
          - {编号: 甲, 条款: 一, 适用: {案件类型: 刑事}, 金额: 1}
        调整:
        \(modifier("调", "倍数: 2"))\(modifier("调", "倍数: 2"))
        """))
    #expect(names.map { String($0.prefix(10)) } == ["甲.yaml:12 ", "甲.yaml:15 "])
  }

  @Test("all faults of a file come at once, in the order of its lines")
  func allAtOnce() {
    let yaml = """
      名称: 甲地标准
      地区:
      生效: {自: 2024-02-30, 至: 2023-01-01}
      版本依据: 判决
      取代: [甲, [乙]]
      来源: 测试
      取整: {时点: 结果, 单位: 块}
      值班单位: [天, 周]
      标准:
        - {编号: 甲, 条款: 一, 金额: 1.5}
        - {编号: 乙, 条款: 一, 适用: {等级: 一类}, 金额: 2}
      调整:
        - {编号: 调, 条款: 一, 标准: [甲, 丁], 倍数: 两倍}
      """
    let lines = faults(yaml).map { $0.prefix { $0 != "—" } }
    #expect(
      lines.map { $0.trimmed }
        == [
          "甲.yaml:1", "甲.yaml:2", "甲.yaml:3", "甲.yaml:4", "甲.yaml:5", "甲.yaml:7", "甲.yaml:7",
          "甲.yaml:8", "甲.yaml:10", "甲.yaml:11", "甲.yaml:13",
        ].map { Substring($0) }, "\(faults(yaml))")
  }

  @Test(
    "the head",
    arguments: [
      ("文号: 甲司发〔2024〕1号", "", "甲.yaml:1 — 标准文件缺少“文号”"),
      ("文号: 甲司发〔2024〕1号", "文号: 甲\n文号说明: 没有", "甲.yaml:3 — “文号”和“文号说明”只能写一项"),
      ("{自: 2024-01-01}", "{自: 2024-13-01}", "甲.yaml:4 — “自”的日历上没有这一天"),
      ("{自: 2024-01-01}", "{自: 24-1-1}", "甲.yaml:4 — “自”的年份要写四位"),
      ("{自: 2024-01-01}", "{自: 2024-01-01, 至: 2023-12-31}", "甲.yaml:4 — 生效日期在失效日期之后"),
      ("{自: 2024-01-01}", "{至: 2024-01-01}", "甲.yaml:4 — “生效”缺少“自”"),
      ("版本依据: 结案", "版本依据: 归档", "甲.yaml:5 — “版本依据”里没有这个词"),
      ("来源: 测试", "来源: ", "甲.yaml:6 — “来源”没有填写"),
      ("地区: 甲地", "地区: 甲地\n地区: 乙地", "甲.yaml:3 — 同一项写了两次 — 读到重复的“地区”"),
      ("地区: 甲地", "地区: 甲地\nregion: 乙地", "甲.yaml:4 — 同一项写了两次 — 读到第二个“地区”"),
    ])
  func head(old: String, new: String, expected: String) {
    let faults = faults(sample(Self.line).replacing(old, with: new))
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.hasPrefix(expected) == true, "\(faults)")
  }

  @Test(
    "what is no YAML, or too much of it",
    arguments: [
      ("", "甲.yaml — 文件是空的"), ("\n# 只有注释\n", "甲.yaml — 文件是空的"), ("---\n", "甲.yaml — 文件是空的"),
      ("标准", "甲.yaml:1 — 标准文件应当是几项“名称: 值”"), ("- 名称", "甲.yaml:1 — 标准文件应当是几项“名称: 值”"),
      (
        "名称: \"甲",
        "甲.yaml:1 — 不是有效的 YAML"
      ),
      ("名称: 甲\n\t地区: 乙", "甲.yaml:2 — 不是有效的 YAML — 读到“ 地区: 乙” — 请用空格缩进"),
      (
        "名称: a: b",
        "甲.yaml:1 — 不是有效的 YAML — 读到“名称: a: b”"
      ),
      ("名称: 甲\n---\n名称: 乙", "甲.yaml:2 — 一个文件里有几份文档"),
      (
        "名称: *jia",
        "甲.yaml:1 — 标准文件不使用 YAML 的别名"
      ),
      ("名称: &甲 乙\n来源: *甲", "甲.yaml:1 — 标准文件不使用 YAML 的锚点"),
      ("a: &a [x,x]\nb: &b [*a,*a]\n? *b\n: 1", "甲.yaml:1 — 标准文件不使用 YAML 的锚点"),
      ("名称: \u{0}", "甲.yaml — 不是有效的 YAML"),
      (String(repeating: "名称: 甲\n", count: 20_000), "甲.yaml — 文件太大"),
      (String(repeating: "[", count: 5_000), "甲.yaml:1 — 不是有效的 YAML"),
      (String(repeating: "- ", count: 5_000) + "x", "甲.yaml:1 — 不是有效的 YAML"),
      (
        "名称: " + String(repeating: "[", count: 900) + String(repeating: "]", count: 900),
        "甲.yaml:1 — 标准文件缺少"
      ),
    ])
  func noYAML(yaml: String, expected: String) {
    #expect(faults(yaml).first?.hasPrefix(expected) == true, "\(faults(yaml).first ?? "")")
  }

  @Test("English keys say the same as Chinese ones")
  func aliases() throws {
    let english = """
      title: 甲地标准
      document_number: 甲司发〔2024〕1号
      region: 甲地
      in_force: {from: 2024-01-01}
      selected_by: 结案
      source: 测试
      rounding: {step: 结果, unit: 分, mode: 四舍五入}
      terms: {region_band: [本县, 跨县, 跨市], grade: [一类, 二类, 三类], flags: [无期, 死刑, 速裁, 优秀]}
      lines:
        - id: 甲
          clause: 一
          when: {case_type: 民事, excluded_flags: 死刑}
          unit: 件
          amount: {direct: 1, labour: 2}
      modifiers:
        - id: 调
          clause: 二
          applies_to: 甲
          per_extra: {quantity: 人数, beyond: 1, each: 10%, most: 50%}
      """
    let chinese = try standard(
      """
      标准:
        - {编号: 甲, 条款: 一, 适用: {案件类型: 民事, 不带标记: 死刑}, 单位: 件, 金额: {直接费用: 1, 基本劳务: 2}}
      调整:
        - {编号: 调, 条款: 二, 标准: 甲, 按数量增加: {数量: 人数, 超过: 1, 每增一个: 10%, 最多增加: 50%}}
      """)
    #expect(try StandardReader.read(english, file: "甲") == chinese)
    #expect(try StandardReader.read(english.replacing("\n", with: "\r\n"), file: "甲") == chinese)
    #expect(try StandardReader.read("\u{FEFF}" + english, file: "甲") == chinese)
  }

  @Test("what a file names cannot steer a terminal or break a line, wherever it is told")
  func steering() throws {
    let number = #""甲\e[31m\n乙""#
    let lines = "标准:\n" + (1...2).map { _ in "  - {编号: \(number), 条款: 一, 金额: 5}\n" }.joined()
    let faults = #expect(throws: StandardFaults.self) { try standard(lines) }
    let words = try #require(faults).faults.map(\.description)
    #expect(words.contains { $0.contains("标准的编号“甲 乙”重复") }, "\(words)")
    #expect(words.allSatisfy { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 } })
  }

  @Test("more lines than can be compared are refused")
  func tooManyLines() {
    let lines = (0...SubsidyStandard.linesMax).map { "  - {编号: 甲\($0), 条款: 一, 金额: 1}\n" }
    let faults = faults(sample("标准:\n" + lines.joined()))
    #expect(faults == ["甲.yaml:10 — 标准太多 — 读到 501 条 — 一份标准最多 500 条，请拆成几份"])
  }

  @Test("a bundled file with a part damaged is read as something sound or refused, never a crash")
  func damaged() {
    for (name, text) in BundledStandards.all {
      for seed in UInt64(1)...60 {
        var generator = SeededGenerator(seed: seed)
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<generator.number(1...4) {
          let place = generator.number(0...scalars.count - 1)
          let end = min(scalars.count, place + generator.number(0...3))
          let dirt = generator.cellText(length: 0...2).unicodeScalars
          scalars.replaceSubrange(place..<end, with: dirt)
        }
        var damaged = String.UnicodeScalarView()
        damaged.append(contentsOf: scalars)
        do throws(StandardFaults) {
          let standard = try StandardReader.read(String(damaged), file: name)
          #expect(standard.flaws.isEmpty, "\(name) seed \(seed)")
        } catch {
          #expect(!error.faults.isEmpty, "\(name) seed \(seed)")
          #expect(error.faults.allSatisfy { !$0.problem.isEmpty && !$0.advice.isEmpty })
        }
      }
    }
  }
}
