/// The branch of law a case belongs to (案件类型).
package enum CaseType: String, CaseIterable, Codable, Sendable {
  case civil = "民事"
  case criminal = "刑事"
  case administrative = "行政"

  /// Its place among all types, from 0.
  package var place: Int {
    switch self {
    case .civil: 0
    case .criminal: 1
    case .administrative: 2
    }
  }
}

/// How a case came to its end (结案方式).
package enum Outcome: String, CaseIterable, Sendable {
  /// Finished (办结); the default where only a closing date stands.
  case closed = "办结"
  /// Terminated before its end (终止), 法律援助法 第四十八条.
  case terminated = "终止"
  /// Withdrawn by the recipient (撤回).
  case withdrawn = "撤回"

  /// Its place among all outcomes, from 0.
  package var place: Int {
    switch self {
    case .closed: 0
    case .terminated: 1
    case .withdrawn: 2
    }
  }
}

/// What a duty shift is counted in (计量单位).
package enum DutyUnit: String, CaseIterable, Sendable {
  case day = "天"
  case halfDay = "半天"
  case person = "人次"
  case item = "件"
}
