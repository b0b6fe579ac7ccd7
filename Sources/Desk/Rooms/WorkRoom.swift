import Foundation
import LedgerCore
import LedgerStore

/// 正在办理: what takes long is done on, whoever looks; its page says how far it is and comes again
/// by itself, and the result waits under its address.
enum WorkRoom {
  /// How often a page of something under way comes again, in seconds.
  private static let pause = 2

  /// Answers a visit when that is done in time, else with the page of what is under way.
  ///
  /// - Parameters:
  ///   - visit: Its form's number, or its address, is what the work is known by.
  ///   - answer: Answers it, be it with why not.
  /// - Returns: The answer, or the way to where it will be.
  static func answer(
    _ visit: Visit, _ answer: @escaping @Sendable (Visit) -> Response
  ) -> Response {
    let (request, browser) = (visit.request, visit.browser)
    let number = request.method == .post ? FormNumber(text: request.form["form"] ?? "") : nil
    // What has no number of ours is refused at once.
    if let number, browser.form(number) == nil { return answer(visit) }
    let name = number?.text ?? request.query.address(at: request.path)
    // A second click waits for what the first one began.
    if let number, let earlier = browser.work(number.text), !earlier.hasEnded {
      return .receipt(number)
    }
    let head = try? visit.store().read { try $0.journal.head() }
    var work = number == nil ? browser.work(name) : nil
    if work?.holds(for: head) != true { work = nil }
    let underWay =
      work
      ?? visit.desk.begin(Self.title(of: request), head: head) { work in
        let listener = WorkShare.Listener { share in
          work.tell("\(share.words)，约 \(share.percent)%")
        }
        return WorkShare.$listener.withValue(listener) { answer(visit) }
      }
    if let response = underWay.response(within: visit.desk.patience) {
      browser.forgetWork(name)
      return response
    }
    browser.keep(underWay, as: name)
    return number.map { .receipt($0) } ?? page(visit, underWay)
  }

  /// What a request is called while it is worked on.
  private static func title(of request: Request) -> String {
    if request.path.hasPrefix("/act/"),
      let form = AllForms.named(String(request.path.dropFirst("/act/".count)))
    {
      return form.title
    }
    return RoomName.allCases.first { $0 != .today && request.path.hasPrefix($0.path) }?.rawValue
      ?? RoomName.today.rawValue
  }

  /// How far something is; the page comes again until it is done.
  static func page(_ visit: Visit, _ work: Work) -> Response {
    let words: HTML = work.words.map { words -> HTML in "<p role=\"status\">\(words)</p>" } ?? .none
    return visit.page(
      "正在办理",
      """
      <p>\(work.title)：正在办理，已用 \(work.seconds) 秒；这一页每 \(pause) 秒自己更新一次。</p>
      \(words)
      <p>不用等在这里：可以<a href="\(RoomName.today.path)">先办别的</a>，办完以后，结果在这一页的地址里，\
      每一页的上方也有路可以回来。没有办完就停止工作台或断电的，账本不会只记一半。</p>
      """, refresh: pause)
  }
}

extension Desk {
  /// Begins something that may take long; the desk does not end before it has.
  func begin(
    _ title: String, head: String?, _ answer: @escaping @Sendable (Work) -> Response
  ) -> Work {
    Work(title, head: head, among: works, time: sessions.time, answer)
  }
}
