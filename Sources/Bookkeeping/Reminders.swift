package import Reconciliation

extension [Finding] {
  /// What the rules say of an act and do not stop it for.
  var reminders: [Finding] { filter { $0.severity > .block } }
}

extension Finding {
  /// The finding as a person is reminded of it at entry.
  package var reminder: String {
    let title = RuleCatalogue.description(of: rule)?.title ?? ""
    return "提醒 \(rule) \(title)：\(message)"
  }
}
