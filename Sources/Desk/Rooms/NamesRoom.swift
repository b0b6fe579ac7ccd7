import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore

/// Names of recipients that somebody had shown: for one page of one browser, for a while.
struct ShownNames: Sendable {
  /// How long names stay, in seconds.
  static let time = 10 * 60

  /// Who asked, under which entry; what is shown ends when the ledger has that entry no more.
  let person: String
  let entry: Int
  let digest: Data
  /// In seconds of the clock of sessions.
  let end: Int
}

extension Visit {
  /// The names that this browser's person has shown on a page; nil where they are masked.
  func shownNames(on page: NamedPage) throws -> ShownNames? {
    guard let shown = browser[page] else { return nil }
    let isShown =
      try desk.sessions.now < shown.end && personName() == shown.person
      && store().read { try $0.journal.entry(shown.entry)?.digest } == shown.digest
    guard isShown else {
      browser[page] = nil
      return nil
    }
    return shown
  }

  /// The button that shows the names of a page, or says how long they are shown and masks them.
  ///
  /// - Parameters:
  ///   - page: On which it stands.
  ///   - back: The address to which it leads back.
  ///   - shown: What is shown now.
  /// - Returns: A form.
  func namesButton(on page: NamedPage, back: String, _ shown: ShownNames?) -> HTML {
    let minutes = shown.map { ($0.end - desk.sessions.now + 59) / 60 }
    let words: HTML =
      if let shown, let minutes {
        "姓名还显示 \(minutes) 分钟，已记入流水第 \(shown.entry) 号。"
      } else {
        "显示姓名要记入流水。"
      }
    var number = HTML.none
    if case .legalAidCase(let caseNumber) = page {
      number = "<input type=\"hidden\" name=\"number\" value=\"\(typed: caseNumber.printed)\">"
    }
    return """
      <form method="post" action="\(NamesRoom.path)" class="names">
      \(newForm(NamesRoom.formName).input)\(number)\
      <input type="hidden" name="back" value="\(typed: back)">\
      <button name="step" value="\(shown == nil ? "show" : "mask")" data-once>\
      \(shown == nil ? "显示姓名" : "隐去姓名")</button> <span class="note">\(words)</span></form>
      """
  }
}

/// 显示姓名: shows the names of a page, or masks them again, and leads back to it.
enum NamesRoom {
  static let path = "/names"
  static let formName = "names"

  static func answer(_ visit: Visit) throws -> Response {
    let (number, _) = try visit.checkForm(formName)
    let form = visit.request.form
    let page: NamedPage =
      if let text = form["number"] {
        .legalAidCase(try CaseNumber(text).orNotFound())
      } else {
        .caseList
      }
    let back = Response.redirect(WhoRoom.address(form["back"]) ?? RoomName.cases.path)
    // A second click finds what the first one did.
    guard visit.browser.begin(number) else { return back }
    do {
      visit.browser[page] = form["step"] == "mask" ? nil : try shown(page, visit)
    } catch let unknown as Visit.WhoActs {
      return WhoRoom.ask(visit, unknown, back: form["back"])
    } catch {
      return visit.page("姓名没有显示", Problem(error, visit.clock).html, status: 422)
    }
    return back
  }

  private static func shown(_ page: NamedPage, _ visit: Visit) throws -> ShownNames? {
    let session = try visit.session(isRehearsal: false)
    guard let entry = try ShowNames(session)(on: page).entry,
      let digest = try session.store.read({ try $0.journal.entry(entry)?.digest })
    else { return nil }
    return ShownNames(
      person: session.operatorName, entry: entry, digest: digest,
      end: visit.desk.sessions.now + ShownNames.time)
  }
}

extension CaseNumber? {
  fileprivate func orNotFound() throws(RequestFault) -> CaseNumber {
    guard let number = self else { throw .notFound }
    return number
  }
}
