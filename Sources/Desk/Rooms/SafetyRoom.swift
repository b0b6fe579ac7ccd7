import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore
import Reporting
import Wording

/// 备份与核验: the ledger verified, copied to a safe place, and taken back from there.
enum SafetyRoom {
  private static let formName = "safety"

  static func answer(_ visit: Visit) throws -> Response {
    try visit.forms(named: formName) {
      try page(visit, $0, problem: $1)
    } act: {
      try done(visit)
    }
  }

  private static func done(_ visit: Visit) throws -> DoneAct {
    let form = visit.request.form
    switch form["step"] {
    case "verify": return try verified(visit, form.words("head"))
    case "backup":
      let path = try WordReading.wholePath(form["file"] ?? "")
      let manifest = try BackUpLedger(
        visit.session(isRehearsal: false), programVersion: visit.desk.programVersion
      )(to: path, on: visit.today)
      return DoneAct(
        """
        备份到 \(path)，并试恢复、核验通过：流水 \(manifest.entryCount) 笔，记录 \(manifest.factCount) 条
        """, next: [Link("备份与核验", RoomName.safety.path)])
    default: return try restored(visit, form)
    }
  }

  private static func verified(_ visit: Visit, _ head: String?) throws -> DoneAct {
    let outcome = try VerifyLedger(visit.store())(head: head)
    let report = VerificationReport(of: outcome, in: .desk)
    let problems = outcome.verification.problems.count
    return DoneAct(
      problems == 0 ? "核验：账本完好" : "核验：发现 \(problems) 处问题",
      preview: report.printed(.text), next: [Link("备份与核验", RoomName.safety.path)])
  }

  /// A restore is rehearsed first; what would be lost must be agreed to.
  private static func restored(_ visit: Visit, _ form: Fields) throws -> DoneAct {
    let path = try WordReading.wholePath(form["file"] ?? "")
    let session = try visit.session(isRehearsal: true)
    let isRehearsal = form["step"] != "restore"
    let restore = RestoreLedger(
      visit.desk.path, operatorName: session.operatorName, now: visit.clock.now(),
      isRehearsal: isRehearsal, signers: session.signer.map { [$0] } ?? [])
    // Nobody may have it open while it is replaced, the desk neither.
    if !isRehearsal { visit.desk.letGo() }
    let outcome = try restore(
      from: path,
      RestoreLedger.Consent(
        losesEntries: form["loses"] == "1", lacksManifest: form["bare"] == "1"))
    let words =
      isRehearsal ? "试恢复：\(path) 核验通过，账本没有改动" : "用 \(path) 恢复账本"
    return DoneAct(
      words,
      preview: [outcome.difference.words, outcome.kept.map { "被替换的账本留在 \($0)" }]
        .compactMap(\.self).joined(separator: "\n"),
      next: [Link("备份与核验", RoomName.safety.path)])
  }

  private static func page(
    _ visit: Visit, _ number: FormNumber, problem: (any Error)?
  ) throws -> Response {
    let store = try visit.store()
    let backup = try BackUpLedger.last(of: store)
    let ledger = URL(filePath: visit.desk.path).standardizedFileURL
    let day = visit.today.description
    let usual = ledger.deletingPathExtension().path + "-备份-\(day).sqlite"
    func part(_ title: String, _ fields: HTML, _ buttons: StepButton...) -> HTML {
      FormSection(
        title: title, path: RoomName.safety.path, number: number, fields: fields, buttons: buttons
      ).html
    }
    func field(_ step: String, _ field: Field, _ value: String) -> HTML {
      FieldView(field: field, values: [value], today: visit.today, prefix: step).html
    }
    let file = Field(name: "file", title: "备份文件", isRequired: true)
    let last =
      backup.map { "上次备份：\($0.takenOn)，之后又记了 \($0.entriesSince) 笔流水。" } ?? "还没有备份过。"
    return visit.page(
      "备份与核验", room: .safety,
      """
      \(problem.map { Problem($0, visit.clock).html } ?? .none)
      \(part(
        "备份", "<p>\(last)备份含姓名，请放到另一台机器或移动盘上。</p>" + field("backup", file, usual),
        StepButton(step: "backup", words: "备份")))
      \(part(
        "核验",
        field(
          "verify",
          Field(
            name: "head", title: "以前报表上的账簿校验码", hint: "可以不写，也可以只写开头至少 8 位"), ""),
        StepButton(step: "verify", words: "核验账本")))
      \(part(
        "恢复",
        "<p>用备份替换现在的账本；被替换的留在旁边。先试恢复，看清楚会少什么。</p>"
          + field("restore", file, "")
          + field(
            "restore", Field(name: "loses", title: "现有账本里备份没有的内容可以不要", kind: .tick), "")
          + field("restore", Field(name: "bare", title: "没有备份清单也恢复", kind: .tick), ""),
        StepButton(step: "rehearse", words: "试恢复", isOnce: false),
        StepButton(step: "restore", words: "恢复", isMain: false)))
      """, status: problem == nil ? 200 : 422)
  }
}
