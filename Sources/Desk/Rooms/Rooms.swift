/// Which room answers which address.
enum Rooms {
  /// - Throws: ``RequestFault/notFound`` for an address of no room; what the room throws.
  static func answer(_ visit: Visit) throws -> Response {
    let path = visit.request.path
    if path.hasPrefix("/act/") {
      guard let form = AllForms.named(String(path.dropFirst("/act/".count))) else {
        throw RequestFault.notFound
      }
      return try FormFlow(visit: visit, form: form).answer()
    }
    guard let room = rooms[path] else { throw RequestFault.notFound }
    return try room(visit)
  }

  private static let rooms: [String: @Sendable (Visit) throws -> Response] = [
    "/ledger": FirstRoom.answer,
    "/who": WhoRoom.answer,
    NamesRoom.path: NamesRoom.answer,
    "/receipt": ReceiptRoom.answer,
    "/": TodayRoom.answer,
    "/cases": CasesRoom.list,
    "/case": CaseRoom.answer,
    "/claims": ClaimsRoom.list,
    "/duty": DutyRoom.list,
    "/funds": FundsRoom.list,
    "/payments": PaymentsRoom.list,
    "/bank": BankRoom.answer,
    "/payees": PayeesRoom.list,
    "/reconcile": ReconcileRoom.answer,
    "/reports": ReportsRoom.list,
    "/reports/paper": ReportsRoom.paper,
    "/figure": FigureRoom.answer,
    "/check-text": CheckTextRoom.answer,
    "/year-end": YearEndRoom.answer,
    "/year-end/pack": YearEndRoom.pack,
    "/standards": StandardsRoom.answer,
    "/safety": SafetyRoom.answer,
    "/people": PeopleRoom.answer,
    PeopleRoom.tablePath: PeopleRoom.table,
    "/publish": PublishRoom.answer,
    "/settings": SettingsRoom.answer,
    "/import": ImportRoom.answer,
    "/log": LogRoom.answer,
    "/rules": RulesRoom.answer,
    "/help": HelpRoom.answer,
    "/find": FindRoom.answer,
  ]
}
