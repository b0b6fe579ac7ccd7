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
    "/receipt": ReceiptRoom.answer,
    "/": TodayRoom.answer,
    "/cases": CasesRoom.list,
    "/case": CasesRoom.one,
    "/claims": ClaimsRoom.list,
    "/duty": DutyRoom.list,
    "/funds": FundsRoom.list,
    "/payments": PaymentsRoom.list,
    "/log": LogRoom.answer,
    "/rules": RulesRoom.answer,
    "/help": HelpRoom.answer,
    "/find": FindRoom.answer,
  ]
}
