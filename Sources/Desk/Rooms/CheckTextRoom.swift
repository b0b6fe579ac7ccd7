import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import Reconciliation
import Reporting
import TextCheck
import Wording

/// 核对文字: a text that is to be published, pasted or dropped, and what in it does not add up.
enum CheckTextRoom {
  private static let formName = "check-text"

  static func answer(_ visit: Visit) throws -> Response {
    guard visit.request.method == .post else { return page(visit, result: .none) }
    _ = try visit.checkForm(formName)
    let form = visit.request.form
    do {
      let upload = visit.request.uploads.first { $0.size > 0 }
      let typed = form["text"] ?? ""
      guard upload != nil || !typed.trimmed.isEmpty else {
        throw WordReading.Problem(description: "请贴入文字，或选一个文件")
      }
      let file = try upload.map { try PublishedFile(path: $0.path) }
      let text = PublishedText(utf8: file?.utf8 ?? Array(typed.utf8))
      let checked = TextCheckPage(
        of: upload?.name ?? "贴入的文字", text.reading(against: try book(form["year"], visit)),
        unread: file?.unread ?? [])
      return page(visit, result: Paper.sheet(checked.page))
    } catch let fault as StoreFault {
      throw fault
    } catch let fault as RequestFault {
      throw fault
    } catch {
      return page(visit, result: Problem(error, visit.clock).html, status: 422)
    }
  }

  /// The figures of the ledger for the year that is asked for; nil where none is.
  private static func book(_ year: String?, _ visit: Visit) throws -> BookFigures? {
    guard let year = year.flatMap(FiscalYear.init(text:)) else { return nil }
    let outcome = try visit.desk.held.reconciled(year, for: visit)
    return BookFigures(try Figures(outcome.result.book), of: year)
  }

  private static func page(_ visit: Visit, result: HTML, status: Int = 200) -> Response {
    let number = visit.newForm(formName)
    let years = ((try? visit.years()) ?? []).map { year -> HTML in
      "<option>\(year.description)</option>"
    }
    return visit.page(
      "核对文字", room: .checkText,
      """
      \(result)
      <form method="post" action="\(RoomName.checkText.path)" enctype="multipart/form-data" \
      class="fill">
      <p class="hint">只核对文中写明的数字关系：合计、比率、拨付与支出、表格；看不懂的句子不作判断。\
      .doc 和 .wps 请先用 Word 或 WPS 另存为 .docx；PDF 要装 poppler-utils。</p>
      <div class="field"><label for="f-text">文字</label>\
      <textarea id="f-text" name="text" rows="10">
      \(typed: visit.request.form["text"] ?? "")</textarea></div>
      <div class="field"><label for="f-file">或者选一个文件（文本、网页、Word、Excel、PDF）</label>\
      <input id="f-file" type="file" name="file"></div>
      <div class="field"><label for="f-year">和账本的哪一年对照</label>\
      <select id="f-year" name="year"><option value="">不对照</option>\(years)</select></div>
      \(number.input)
      <p class="buttons"><button class="main">核对</button></p>
      </form>
      """, status: status)
  }
}
