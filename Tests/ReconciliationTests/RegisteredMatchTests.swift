import LedgerCore
import Reconciliation
import TestSupport
import Testing

@Suite("登记和撤销的核对")
struct RegisteredMatchTests {
  @Test("人的决定", arguments: decisions)
  func decided(row: MatchingRow) throws { try row.check() }

  static let decisions = [
    MatchingRow("a posted match settles a tie", "posted 流1=凭1", "unique 流2=凭2") {
      $0.lines = [try .voucher("凭1"), try .voucher("凭2")]
      $0.bankLines = [try .sample(), try .sample("流2")]
      $0.bankMatches = [try .sample(.matched, "流1", "凭1")]
    },
    MatchingRow(
      "a posted sum holds although there is another way", "posted 流1=凭1+凭2", "? 凭3", "? 凭4"
    ) {
      $0.lines = [
        try .voucher("凭1", amount: "100"), try .voucher("凭2", amount: "400"),
        try .voucher("凭3", amount: "200"), try .voucher("凭4", amount: "300"),
      ]
      $0.bankLines = [try .sample(amount: "500")]
      $0.bankMatches = [try .sample(.matched, "流1", "凭2", "凭1")]
    },
    MatchingRow("posted vouchers may lie on two days", "posted 流1=凭1+凭2") {
      $0.lines = [
        try .voucher("凭1", amount: "100"), try .voucher("凭2", paid: "2024-04-06", amount: "400"),
      ]
      $0.bankLines = [try .sample(booked: "2024-04-03", amount: "500")]
      $0.bankMatches = [try .sample(.matched, "流1", "凭1", "凭2")]
    },
    MatchingRow("the newest decision stands", "~ 流1", "~ 凭1", "? 凭2", "~ 凭3") {
      $0.lines = [try .voucher("凭1"), try .voucher("凭2"), try .voucher("凭3")]
      $0.bankLines = [try .sample()]
      $0.bankMatches = [
        try .sample(.matched, "流1", "凭1"), try .sample(.undone, "流1", "凭2"),
      ]
    },
    MatchingRow("posted holds although the line has a number now", "posted 流1=凭1", "? 凭2") {
      $0.lines = [try .voucher("凭1"), try .voucher("凭2")]
      $0.bankLines = [try .sample(voucher: "凭2")]
      $0.bankMatches = [try .sample(.matched, "流1", "凭1")]
    },
    MatchingRow(
      "posted holds, and another line names the voucher", "posted 流1=凭1", "byNumber 流2=凭1"
    ) {
      $0.lines = [try .voucher("凭1")]
      $0.bankLines = [try .sample(), try .sample("流2", voucher: "凭1")]
      $0.bankMatches = [try .sample(.matched, "流1", "凭1")]
    },
    MatchingRow("posted lapses: the voucher was taken back in part", "? 流1", "? 凭1") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines = [line, try line.reversed(by: "冲1", on: "2024-05-01", amount: "1")]
      $0.bankLines = [try .sample()]
      $0.bankMatches = [try .sample(.matched, "流1", "凭1")]
    },
    MatchingRow("posted of any payee and day", "posted 流1=凭1") {
      $0.lines = [try .voucher("凭1", paid: "2024-06-07")]
      $0.bankLines = [try .sample(payee: "乙所")]
      $0.bankMatches = [try .sample(.matched, "流1", "凭1")]
    },
    MatchingRow("posted although the payment came back later", "posted 流1=凭1", "? 退1<凭1") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines = [line, try line.reversed(by: "退1", on: "2024-05-01", kind: .bankReturn)]
      $0.bankLines = [try .sample()]
      $0.bankMatches = [try .sample(.matched, "流1", "凭1")]
    },
    MatchingRow("a line that comes later pushes no posted one out", "posted 流1=凭1", "? 流2") {
      $0.lines = [try .voucher("凭1")]
      $0.bankLines = [try .sample(), try .sample("流2")]
      $0.bankMatches = [try .sample(.matched, "流1", "凭1")]
    },
    MatchingRow("several lines posted for one voucher", "posted 流1+流2=凭1") {
      $0.lines = [try .voucher("凭1")]
      $0.bankLines = [try .sample(amount: "400"), try .sample("流2", amount: "600")]
      $0.bankMatches = [
        try .sample(.matched, "流1", "凭1"), try .sample(.matched, "流2", "凭1"),
      ]
    },
    MatchingRow("posted lapses: one of several lines is not seen", "? 流1", "? 凭1") {
      $0.lines = [try .voucher("凭1")]
      $0.bankLines = [
        try .sample(amount: "400"), try .sample("流2", booked: "2025-01-01", amount: "600"),
      ]
      $0.bankMatches = [
        try .sample(.matched, "流1", "凭1"), try .sample(.matched, "流2", "凭1"),
      ]
    },
    MatchingRow(
      "a reversal voucher's number is all it returned", "posted 流1=退1<凭1+退1<凭2", "? 凭1", "? 凭2"
    ) {
      try $0.returnTogether()
      $0.bankLines = [try .sample(booked: "2024-06-01", amount: "-1300")]
      $0.bankMatches = [try .sample(.matched, "流1", "退1")]
    },
    MatchingRow(
      "with the number of what came back it is that one", "posted 流1=退1<凭2", "? 凭1", "? 凭2",
      "? 退1<凭1"
    ) {
      try $0.returnTogether()
      $0.bankLines = [try .sample(booked: "2024-07-01", amount: "-300")]
      $0.bankMatches = [try .sample(.matched, "流1", "退1", "凭2")]
    },
    MatchingRow(
      "where money came back a paid voucher's number is its return", "posted 流1=退1<凭2", "? 凭1",
      "? 凭2", "? 退1<凭1"
    ) {
      try $0.returnTogether()
      $0.bankLines = [try .sample(booked: "2024-07-01", amount: "-300")]
      $0.bankMatches = [try .sample(.matched, "流1", "凭2")]
    },
    MatchingRow("posted lapses: a voucher that is not seen", "unique 流1=凭1") {
      $0.lines = [try .voucher("凭1"), try .voucher("凭2", paid: "2025-01-01", amount: "1")]
      $0.bankLines = [try .sample()]
      $0.bankMatches = [try .sample(.matched, "流1", "凭1", "凭2")]
    },
    MatchingRow("of two posted matches of a voucher the older holds", "posted 流2=凭1", "? 流1") {
      $0.lines = [try .voucher("凭1")]
      $0.bankLines = [try .sample(), try .sample("流2")]
      $0.bankMatches = [
        try .sample(.matched, "流2", "凭1"), try .sample(.matched, "流1", "凭1"),
      ]
    },
    MatchingRow("undone: the number counts as unknown", "? 流1", "? 凭1") {
      $0.lines = [try .voucher("凭1")]
      $0.bankLines = [try .sample(voucher: "凭1")]
      $0.bankMatches = [try .sample(.undone, "流1", "凭1")]
    },
    MatchingRow("undone: a number that stands for the voucher too", "? 流1", "? 凭1") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines = [line, try line.reversed(by: "冲1", on: "2024-05-01", amount: "1")]
      $0.bankLines = [try .sample(amount: "-1", voucher: "冲1")]
      $0.bankMatches = [try .sample(.undone, "流1", "凭1")]
    },
    MatchingRow("undone: a return's number counts as unknown", "? 流1", "? 凭1", "? 退1<凭1") {
      let line = try PaymentLine.voucher("凭1")
      $0.lines = [line, try line.reversed(by: "退1", on: "2024-05-01", kind: .bankReturn)]
      $0.bankLines = [try .sample(booked: "2024-05-01", amount: "-1000", voucher: "退1")]
      $0.bankMatches = [try .sample(.undone, "流1", "退1", "凭1")]
    },
    MatchingRow("undone: the voucher is no candidate, another is", "unique 流1=凭2", "? 凭1") {
      $0.lines = [try .voucher("凭1"), try .voucher("凭2")]
      $0.bankLines = [try .sample()]
      $0.bankMatches = [try .sample(.undone, "流1", "凭1")]
    },
    MatchingRow("undone: the line is no rival, another takes it", "unique 流2=凭1", "? 流1") {
      $0.lines = [try .voucher("凭1")]
      $0.bankLines = [try .sample(), try .sample("流2")]
      $0.bankMatches = [try .sample(.undone, "流1", "凭1")]
    },
    MatchingRow(
      "undone: the sum does not count, the other way does", "sum 流1=凭3+凭4", "? 凭1", "? 凭2"
    ) {
      $0.lines = [
        try .voucher("凭1", amount: "100"), try .voucher("凭2", amount: "400"),
        try .voucher("凭3", amount: "200"), try .voucher("凭4", amount: "300"),
      ]
      $0.bankLines = [try .sample(amount: "500")]
      $0.bankMatches = [try .sample(.undone, "流1", "凭1", "凭2")]
    },
    MatchingRow("undone: part of the vouchers is not those vouchers", "sum 流1=凭1+凭2") {
      $0.lines = [try .voucher("凭1", amount: "100"), try .voucher("凭2", amount: "400")]
      $0.bankLines = [try .sample(amount: "500")]
      $0.bankMatches = [try .sample(.undone, "流1", "凭1")]
    },
  ]
}
