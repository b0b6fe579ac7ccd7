import LedgerCore
import LedgerStore
import TestSupport

extension RegionCode {
  static let sample = RegionCode("640303") ?? samples[0]
  private static let samples = ["640303"].compactMap(RegionCode.init)
}

extension FiledReceipt {
  static func sample(_ entry: Int = 1, head: String = sha256("head")) -> FiledReceipt {
    FiledReceipt(
      throughEntry: entry, head: head, receivedAt: "2025-01-08T00:00:00Z", receiver: "某省司法厅",
      receiverKey: OpenKey.sample(9).publicKey, text: "legalaid-receipt/1\n")
  }
}

extension ReportingBureau {
  static let samples = [Month(text: "2024-01")].compactMap(\.self).map {
    ReportingBureau(code: .sample, name: "测试区司法局", city: "测试市", expectedFrom: $0)
  }
}

extension ReportingKey {
  static let sample = ReportingKey(
    bureau: .sample, publicKey: OpenKey.sample(3).publicKey, kind: .registered)
}

extension ReceivedSegment {
  static let sample = ReceivedSegment(
    bureau: .sample, identity: sha256("first"), firstEntry: 1, lastEntry: 2,
    head: sha256("last"), outcome: .taken, fileDigest: sha256("file"))
}

extension Allocation {
  static func sample() throws -> Allocation {
    Allocation(
      document: try .of("上文2"), from: .sample, to: .sample, fiscalYear: try .of(2024),
      source: .centralTransfer, sentOn: try .of("2024-03-01"), amount: try .yuan("20000"),
      superiorDocument: try .of("部文1"))
  }
}
