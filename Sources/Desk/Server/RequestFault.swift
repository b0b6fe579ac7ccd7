import LedgerCore

/// Why a request is not answered as it was asked (拒绝的请求), and what the page for it says.
///
/// Nothing was written in the ledger.
enum RequestFault: OfficerError, Equatable {
  /// It is not HTTP as a browser writes it.
  case malformed
  /// Its line, headers or fields have no end that a page of ours would have.
  case tooLarge
  /// What was dropped is larger than any table.
  case uploadTooLarge
  /// It did not come to its end in time.
  case tooSlow
  /// It was addressed to another name than ours.
  case wrongHost
  /// It came from a page that is not ours.
  case foreignOrigin
  /// Nobody has opened the desk in this browser, or too long ago.
  case noSession
  /// The form it came from is not, or no longer, known.
  case expiredForm
  case notFound
  case wrongMethod
  /// There is no room left for what was dropped.
  case diskFull
  /// The form it came from was made for another ledger.
  case otherLedger
  /// More browsers than the desk serves at once.
  case tooMany

  var description: String { "\(title)：\(advice)" }

  var status: Int {
    switch self {
    case .malformed: 400
    case .tooLarge, .uploadTooLarge: 413
    case .tooSlow: 408
    case .wrongHost: 421
    case .foreignOrigin, .noSession: 403
    case .expiredForm, .otherLedger: 409
    case .notFound: 404
    case .wrongMethod: 405
    case .diskFull: 507
    case .tooMany: 503
    }
  }

  var title: String {
    switch self {
    case .malformed: "看不懂这个请求"
    case .tooLarge: "提交的内容太大"
    case .uploadTooLarge: "文件太大"
    case .tooSlow: "提交得太慢，没有收完"
    case .wrongHost: "地址不对"
    case .foreignOrigin: "这个请求不是从工作台的页面来的"
    case .noSession: "还没有打开工作台，或者已经过了时间"
    case .expiredForm: "这张表单已经失效"
    case .notFound: "没有这一页"
    case .wrongMethod: "这一页不能这样打开"
    case .diskFull: "磁盘满了"
    case .otherLedger: "账本已经换过了"
    case .tooMany: "同时打开的页面太多"
    }
  }

  /// What is safe, and what to do.
  var advice: String {
    let safe = "账本没有改动。"
    switch self {
    case .malformed: return safe + "请从工作台的页面重新点一次。"
    case .tooLarge: return safe + "请从工作台的页面重新填写，一项不要超过一万字。"
    case .uploadTooLarge:
      return safe + "一次最多放 \(Upload.sizeMax >> 20) MB 的表格：请分成几个文件，或检查是不是拿错了文件。"
    case .tooSlow: return safe + "请再试一次；文件很大的，请先分成几个。"
    case .wrongHost, .foreignOrigin:
      return safe + "请关掉这一页，用工作台自己打开的页面办理。"
    case .noSession:
      return safe + "地址只能用一次，半小时没有人用也会过时：请再打开一次工作台，从新打开的页面进入；没有确定的表单要重新填。"
    case .expiredForm: return safe + "请回到列表，重新打开这张表单；刚才办过的，看流水里有没有。"
    case .notFound: return "请从左边的菜单进入。"
    case .wrongMethod: return safe + "请从左边的菜单进入。"
    case .diskFull: return safe + "请腾出空间以后再试。"
    case .otherLedger:
      return safe + "这张表单是为原来的账本打开的，没有记到现在的账本里：请看清现在是哪个账本，再重新打开表单。"
    case .tooMany: return safe + "请关掉几页，过一会儿再试。"
    }
  }
}
