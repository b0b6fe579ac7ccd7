import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore
import Wording

/// The first page (首次使用): the example's year in one click, a new ledger, or one that is there.
enum FirstRoom {
  private static let formName = "ledger"

  static func answer(_ visit: Visit) throws -> Response {
    guard visit.request.method == .post else { return page(visit) }
    let (number, _) = try visit.checkForm(formName)
    let form = visit.request.form
    do {
      switch form["step"] {
      case "example": try makeExample(visit, form["path"] ?? "")
      case "new": try makeNew(visit, form)
      default: try openAnother(visit, form["path"] ?? "")
      }
    } catch let fault as RequestFault {
      throw fault
    } catch {
      return page(visit, number, problem: error)
    }
    return .redirect(RoomName.today.path)
  }

  /// The ledger was there, and is not any more.
  private struct LedgerLost: OfficerError {
    let path: String

    var description: String {
      """
      账本“\(printable(path))”不在原来的地方了：可能被移走、改名或删除。工作台没有动过它，以前记的都在那个文件里，\
      没有确定的没有记；请把它放回原处，或在下面“打开已有的账本”写明它现在的地方；找不到的，把最近的备份复制一份，打开那一份
      """
    }
  }

  /// The page for a ledger that cannot be opened.
  static func unopened(_ visit: Visit, _ fault: StoreFault) -> Response {
    if case .missing = fault {
      guard visit.desk.hasLostLedger else { return page(visit) }
      return page(visit, problem: LedgerLost(path: visit.desk.path), status: 503)
    }
    return page(visit, problem: fault, status: 503)
  }

  private static func makeExample(_ visit: Visit, _ typed: String) throws {
    let path = try WordReading.wholePath(typed)
    _ = try Demonstrate()(keepingAt: path)
    visit.browser.operatorName = visit.browser.operatorName ?? "示例经办"
    visit.desk.take(ledgerAt: path)
  }

  private static func makeNew(_ visit: Visit, _ form: Fields) throws {
    let path = try WordReading.wholePath(form["path"] ?? "")
    let bureau = Bureau(
      agency: try WordReading.words(form["agency"] ?? ""),
      region: try WordReading.words(form["region"] ?? ""))
    let name = try WordReading.words(form["name"] ?? "")
    try LedgerStore.create(
      at: path, bureau: bureau,
      stamp: EntryStamp(recordedAt: visit.clock.now(), operatorName: name, kind: "init"))
    visit.browser.operatorName = name
    visit.desk.take(ledgerAt: path)
  }

  private static func openAnother(_ visit: Visit, _ typed: String) throws {
    let path = try WordReading.wholePath(typed)
    // It must open before the desk leaves the one it has.
    try LedgerStore.open(at: path).close()
    visit.browser.signer = nil
    visit.desk.take(ledgerAt: path)
  }

  private static func page(
    _ visit: Visit, _ number: FormNumber? = nil, problem: (any Error)? = nil, status: Int? = nil
  ) -> Response {
    let number = number ?? visit.browser.newForm(formName)
    let form = visit.request.form
    func field(
      _ step: String, _ name: String, _ title: String, _ value: String, hint: String? = nil
    ) -> HTML {
      FieldView(
        field: Field(name: name, title: title, isRequired: true, hint: hint), values: [value],
        today: visit.today, prefix: step
      ).html
    }
    func part(_ step: String, _ title: String, _ fields: [HTML], _ button: String) -> HTML {
      FormSection(
        title: title, path: "/ledger", number: number, fields: "\(fields)",
        buttons: [StepButton(step: step, words: button)]
      ).html
    }
    let beside = URL(filePath: visit.desk.path).standardizedFileURL.path
    let folder = URL(filePath: beside).deletingLastPathComponent()
    let example = form["step"] == "example" ? form["path"] : nil
    return visit.page(
      "打开账本",
      """
      \(problem.map { Problem($0, visit.clock).html } ?? .none)
      \(part(
        "example", "先看一个例子",
        [
          "<p>红寺堡区 2024 年的例子：合计是公开数，人名、律所、案件、文号都是虚构的。可以随便点，不影响自己的账本。</p>",
          field(
            "example", "path", "例子放在哪里", example ?? folder.appending(path: "示例账本.sqlite").path),
        ], "打开例子"))
      \(part(
        "new", "新建自己的账本",
        [
          field("new", "agency", "单位全称", form["agency"] ?? "", hint: "例如 红寺堡区司法局"),
          field("new", "region", "地区", form["region"] ?? "", hint: "公开文字以它开头，例如 红寺堡区"),
          field("new", "name", "经办人姓名", form["name"] ?? visit.browser.operatorName ?? ""),
          field("new", "path", "账本文件", form["step"] == "new" ? form["path"] ?? beside : beside),
        ], "新建"))
      \(part(
        "open", "打开已有的账本",
        [field("open", "path", "账本文件", form["step"] == "open" ? form["path"] ?? beside : beside)],
        "打开"))
      """, status: status ?? (problem == nil ? 200 : 422))
  }
}
