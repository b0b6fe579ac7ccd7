import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore

// What people cost: the same work in a ledger that has them, beside one that has none.
extension Bench {
  /// Payments one a commit in one process, whose key is opened once, beside the same unsigned.
  func signedPayments() throws -> [ReportRow] {
    let count = BookPlan.waiting
    var ratios: [Double] = []
    var times: (signed: [Double], unsigned: [Double]) = ([], [])
    for _ in 0..<rounds {
      try prepareWork()
      let unsigned = try recordPayments(count)
      try prepareWork()
      let signed = try recordPayments(count) { try Self.firstPerson(of: $0) }
      ratios.append(signed.reduce(0, +) / unsigned.reduce(0, +))
      times.signed += signed
      times.unsigned += unsigned
    }
    let ratio = ratios.median
    return [
      ReportRow(
        name: "签名的支付（一个进程）／不签名的", value: duration(times.signed.median),
        baseline: duration(times.unsigned.median), ratio: ratio, target: "≤ 1.15",
        isMet: ratio <= 1.15)
    ]
  }

  /// The verification of a journal of as many entries as the book has cases, each signed, beside
  /// the same unsigned.
  func signedVerification() throws -> [ReportRow] {
    let unsigned = try journal(isSigned: false)
    let signed = try journal(isSigned: true)
    let both = try inTurn(
      { try legalaid("verify", "--ledger", signed) },
      { try legalaid("verify", "--ledger", unsigned) })
    return [row("核验 \(plan.cases) 笔签名的流水／不签名的", both, atMost: 1.5)]
  }

  /// A ledger of many entries that register a case each, unless the folder has it.
  private func journal(isSigned: Bool) throws -> String {
    let name = "\(isSigned ? "signed" : "unsigned")-\(plan.cases)-\(plan.seed).sqlite"
    let path = folder.appending(path: name).path
    guard !FileManager.default.fileExists(atPath: path) else { return path }
    let stamp = EntryStamp(recordedAt: BookPlan.instant, operatorName: "测试", kind: "init")
    try LedgerStore.create(
      at: path, bureau: Bureau(agency: "测试区司法局", region: "测试区"), stamp: stamp)
    let store = try LedgerStore.open(at: path)
    defer { try? store.close() }
    let signer = try isSigned ? Self.firstPerson(of: store) : nil
    let entry = EntryStamp(recordedAt: BookPlan.instant, operatorName: "测试", kind: "case accept")
    for index in 0..<plan.cases {
      try store.append(entry, signer: signer) { try $0.append(plan.waitingCase(index + 1)) }
    }
    return path
  }

  private static func firstPerson(of store: LedgerStore) throws -> EntrySigner {
    let person = try FirstPerson("测试", password: "ceshi-mima-01")
    _ = try person.start(in: store, now: BookPlan.instant, today: .latest)
    return person.signer
  }
}
