/// What a count in the text of an annual report is about, and the row of the tables that has it.
enum RequestSubject: String, CaseIterable, Sendable {
  case received = "收到的政府信息公开申请"
  case carriedIn = "上年结转申请"
  case answered = "答复（办结）的申请"
  case carriedOut = "结转下年度的申请"
  case open = "予以公开"
  case partlyOpen = "部分公开"
  case refused = "不予公开"
  case unavailable = "无法提供"
  case notHandled = "不予处理"
  case otherwise = "其他处理"
  case reviews = "行政复议"
  case upheld = "行政复议结果维持"
  case corrected = "行政复议结果纠正"
  case pending = "行政复议尚未审结"
  case lawsuits = "行政诉讼"
  case documents = "制发行政规范性文件"
  case licences = "行政许可决定"
  case penalties = "行政处罚决定"
  case fee = "信息处理费"

  /// What the sentence has spoken of before a figure.
  enum Context {
    case none
    case requests
    case reviews
    case lawsuits

    /// The words before a figure may lead to another matter.
    mutating func go(on label: ArraySlice<Unicode.Scalar>) {
      if let review = review.last(in: label) {
        let suit = suit.last(in: label)
        self = suit.map { $0.lowerBound > review.lowerBound } ?? false ? .lawsuits : .reviews
      } else if suit.isFound(in: label) {
        self = .lawsuits
      } else if RequestSubject.isAboutRequests(label) {
        self = .requests
      }
    }
  }

  init?(_ label: ArraySlice<Unicode.Scalar>, in context: Context) {
    let label = label.outsideParentheses[...]
    if let act = Self.act(of: label) {
      self = act
      return
    }
    switch context {
    case .none: return nil
    case .requests:
      guard let subject = Self.request(of: label) else { return nil }
      self = subject
    case .reviews, .lawsuits:
      let total: RequestSubject = context == .reviews ? .reviews : .lawsuits
      if totals.isEnd(of: label) {
        self = total
      } else if context == .reviews,
        let subject = Self.reviewResults.first(where: {
          $0.0.isFound(in: label)
        })
      {
        self = subject.1
      } else {
        return nil
      }
    }
  }

  private static func request(of label: ArraySlice<Unicode.Scalar>) -> RequestSubject? {
    if channels.isFound(in: label) { return nil }
    if let result = results.first(where: { $0.0.isFound(in: label) }) { return result.1 }
    let isRequest = request.isFound(in: label) || newly.isFound(in: label) || bare.isEnd(of: label)
    return coming.isFound(in: label) && isRequest ? .received : nil
  }

  private static func act(of label: ArraySlice<Unicode.Scalar>) -> RequestSubject? {
    acts.first { $0.0.isFound(in: label) && $0.1.isEnd(of: label) }?.2
  }

  /// Where the tables have it.
  var place: String {
    switch self {
    case .received: "表三“本年新收”总计"
    case .carriedIn: "表三“上年结转”总计"
    case .answered: "表三办理结果总计"
    case .carriedOut: "表三“结转下年度继续办理”总计"
    case .open, .partlyOpen, .refused, .unavailable, .notHandled, .otherwise:
      "表三“\(rawValue)”各行总计"
    case .reviews, .upheld, .corrected, .pending: "表四\(rawValue)"
    case .lawsuits: "表四行政诉讼总计"
    case .documents, .licences, .penalties, .fee: "表二"
    }
  }

  /// The heading of its rows in table three.
  var heading: String? {
    switch self {
    case .open, .partlyOpen, .refused, .unavailable, .notHandled, .otherwise: rawValue
    default: nil
    }
  }

  static func isAboutRequests(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    request.isFound(in: text)
  }

  static func isAboutReviews(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    information.isFound(in: text) && (review.isFound(in: text) || suit.isFound(in: text))
  }

  static func isAboutActs(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    acts.contains { $0.0.isFound(in: text) } || isFee(text)
  }

  static func isFee(_ text: ArraySlice<Unicode.Scalar>) -> Bool { fees.isFound(in: text) }

  static func isNew(_ label: ArraySlice<Unicode.Scalar>) -> Bool { newly.isFound(in: label) }

  static func isIncluded(_ label: ArraySlice<Unicode.Scalar>) -> Bool {
    including.isFound(in: label)
  }

  /// What a sentence says there was none of, and where.
  static func nothing(in text: ArraySlice<Unicode.Scalar>) -> [(RequestSubject, Range<Int>)] {
    var found: [(RequestSubject, Range<Int>)] = []
    var rest = text
    while let no = none.first(in: rest) {
      let behind = text[no.upperBound...].prefix(60).prefix { !"，。；（".unicodeScalars.contains($0) }
      rest = text[no.upperBound...]
      if let place = request.first(in: behind), coming.isFound(in: text[no]) {
        found.append((.received, no.lowerBound..<place.upperBound))
      }
      if let place = review.first(in: behind) {
        found.append((.reviews, no.lowerBound..<place.upperBound))
      }
      if let place = suit.first(in: behind) {
        found.append((.lawsuits, no.lowerBound..<place.upperBound))
      }
      if carried.first(in: behind)?.lowerBound == behind.startIndex {
        found.append((.carriedIn, no.lowerBound..<min(behind.endIndex, no.upperBound + 4)))
      }
    }
    return found
  }

  private static let information = Words("信息公开 依申请 公开申请")
  private static let request = Words("信息公开申请 依申请公开 公开申请 申请公开 公开的申请 信息公开依申请")
  private static let newly = Words("新收 新受理")
  private static let coming = Words("新收 收到 受理 接到 共收 接收 新受理 共处理")
  /// A count directly behind its verb: 共受理59件.
  private static let bare = Words("共受理 共收到 新收 收到 受理 申请")
  private static let carried = Words("上年结转 上年度结转")
  private static let channels = Words("网络 信函 当面 邮件 传真 平台 邮寄 现场 网上 自然人 法人 企业 电话 信件 在线")
  private static let including = Words("含 包括 包含 其中")
  private static let fees = Words("信息处理费 信息公开收费 收取信息")
  private static let none = Words(
    "没有接到 没有收到 未收到 未接到 未受理 没有受理 未新收 没有新收 未发生 没有发生 未产生 没有产生 无因 没有因 未有 均无 没有出现 未出现 未 没有 无")
  private static let results: [(Words, RequestSubject)] = [
    (Words("上年结转 上年度结转 去年结转"), .carriedIn),
    (Words("结转下年 结转至下年 结转到下年 转下年 结转2"), .carriedOut),
    (Words("不予公开"), .refused), (Words("部分公开"), .partlyOpen), (Words("予以公开"), .open),
    (Words("无法提供"), .unavailable), (Words("不予处理"), .notHandled), (Words("其他处理"), .otherwise),
    (Words("答复 办结 办理完毕 办理完成 已办理", notIn: "未答复 未办结 答复率"), .answered),
  ]
  private static let reviewResults: [(Words, RequestSubject)] = [
    (Words("维持"), .upheld), (Words("纠正"), .corrected), (Words("未审结 尚未审结 正在审理"), .pending),
  ]
  private static let acts: [(Words, Words, RequestSubject)] = [
    (Words("制发 制定 印发 出台"), Words("行政规范性文件"), .documents),
    (Words("作出 办理"), Words("行政许可 行政许可决定"), .licences),
    (Words("作出 办理"), Words("行政处罚 行政处罚决定"), .penalties),
  ]
}

private let review = Words("行政复议 复议")
private let suit = Words("行政诉讼 诉讼 应诉")
private let totals = Words(
  "行政复议案件 行政复议案 行政复议 行政复议申请 复议 复议案件 行政诉讼 行政诉讼案件 诉讼 诉讼案件 行政诉讼案")
