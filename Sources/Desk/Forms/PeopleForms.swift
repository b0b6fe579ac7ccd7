import Bookkeeping
import LedgerCore
import Wording

/// The acts on people: roles changed, a person ended, what somebody asked for sent back.
///
/// What makes a key asks for a password, and stands in the room of people itself.
enum PeopleForms {
  static let all = [role, end, decline]

  private static let name = Field(name: "person", title: "姓名", isRequired: true)

  static let role = ActForm(
    name: "people-role", title: "改变职责", room: .people,
    fields: [name] + roleFields + [Field.reason]
  ) { values, session in
    let roles = roles(values)
    guard !roles.isEmpty else { throw values.fault("role-记账", "至少要有一项职责") }
    let receipt = try KeepPeople(session).setRoles(
      of: values.required("person", WordReading.words), to: roles,
      reason: values.required("reason", WordReading.words))
    return DoneAct(
      receipt, "人员 \(receipt.recorded.name) 的职责改为\(receipt.recorded.roles.inWords)",
      next: [Link("人员", RoomName.people.path)])
  }

  static let end = ActForm(
    name: "people-end", title: "停用人员", room: .people, hint: "以后不能再办；以前签的仍算数。",
    fields: [name, Field.reason]
  ) { values, session in
    let receipt = try KeepPeople(session).end(
      values.required("person", WordReading.words),
      reason: values.required("reason", WordReading.words))
    return DoneAct(
      receipt, "停用人员 \(receipt.recorded.name)", next: [Link("人员", RoomName.people.path)])
  }

  static let decline = ActForm(
    name: "decline", title: "退回待复核事项", room: .people,
    fields: [Field(name: "number", title: "待复核事项的号", isRequired: true), Field.reason]
  ) { values, session in
    let number = try values.required("number") { text in
      guard let number = Int(halfWidth(text).trimmed), number >= 1 else {
        throw WordReading.Problem(description: "要写从 1 开始的整数")
      }
      return number
    }
    let receipt = try DeclineProposal(session)(
      number, reason: values.required("reason", WordReading.words))
    return DoneAct(
      receipt, "退回第 \(number) 号待复核事项", next: [Link("待复核", RoomName.people.path)])
  }

  /// A tick for each role.
  static let roleFields = Role.allCases.map { role in
    Field(name: "role-\(role.rawValue)", title: role.rawValue, kind: .tick)
  }

  static func roles(_ values: Values) -> Set<Role> {
    Set(Role.allCases.filter { values.isTicked("role-\($0.rawValue)") })
  }
}
