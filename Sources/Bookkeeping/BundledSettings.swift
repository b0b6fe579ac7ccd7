package import LedgerCore
package import Reconciliation
import Schema
import Standards

extension RuleSettings {
  /// The official working-day calendar that the program brings along.
  ///
  /// It is read once, when it is first asked for; that it cannot be read, a test forbids.
  package static let bundledCalendar = Result { () throws(CalendarFault) in
    try WorkdayCalendar(table: CalendarTable.workdays)
  }
}

extension RegionPolicy {
  /// Why no policy that the program brings along decides.
  package enum NotBundled: OfficerError, Equatable {
    case noneInForce(Day)
    case severalInForce(Day, titles: [String])

    package var description: String { guidance.words }

    package var guidance: Guidance {
      switch self {
      case .noneInForce(let day): "没有 \(day) 有效的自带政策：请\(using: .namePolicy)指定政策文件"
      case .severalInForce(let day, let titles):
        """
        \(day) 有效的自带政策不止一个（\(titles.joined(separator: "、"))）：\
        请\(using: .namePolicy)指定政策文件
        """
      }
    }
  }

  /// The one policy among those that the program brings along that is in force on a day.
  ///
  /// - Throws: ``NotBundled`` when there is none, or more than one.
  package static func bundled(on day: Day) throws -> RegionPolicy {
    let policies = try BundledPolicies.all
      .map { try PolicyReader.read($0.text, file: "\($0.name).yaml") }
      .filter { $0.isInForce(on: day) }
    guard let policy = policies.first else { throw NotBundled.noneInForce(day) }
    guard policies.count == 1 else {
      throw NotBundled.severalInForce(day, titles: policies.map(\.title))
    }
    return policy
  }
}
