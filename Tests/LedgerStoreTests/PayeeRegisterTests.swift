import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("收款人登记")
struct PayeeRegisterTests {
  @Test("the last revision of a payee stands, in order of registration")
  func revisions() throws {
    let store = try LedgerStore.sample()
    try store.append(.sample()) { writer in
      for number in [1, 2] { try writer.append(Payee.sample(number)) }
      try writer.append(Payee.sample(1, account: "11112222"), reason: "换了账户")
    }
    let payees = try store.read { try $0.payees.all() }
    #expect(payees == [try .sample(1, account: "11112222"), try .sample(2)])
    #expect(try store.problems() == [])
  }

  @Test("a payee is found by any of its names, as names are compared, while it is in use")
  func names() throws {
    let store = try LedgerStore.sample()
    try store.append(.sample()) { writer in
      try writer.append(Payee.sample(1))
      try writer.append(Payee.sample(2, isEnded: true))
    }
    for (name, number) in [("甲1所", 1), ("甲１ 所", 1), ("第1所", 1), ("甲2所", nil), ("甲", nil)]
      as [(String, Int?)]
    {
      #expect(try store.read { try $0.payees.inUse(called: name)?.number } == number, "\(name)")
    }
  }
}
