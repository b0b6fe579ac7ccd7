package import LedgerCore
import LedgerStore

/// Why something of a bureau was not recorded.
package enum BureauRefusal: OfficerError, Equatable {
  case unknown(RegionCode)
  case badKey
  case keyOfAnother(RegionCode)

  package var description: String {
    switch self {
    case .unknown(let code): "没有登记报送单位 \(code)：请先登记单位；没有改动"
    case .badKey: "公钥不对：是 64 位十六进制数字，请照县里显示的公钥写；没有改动"
    case .keyOfAnother(let code): "这个公钥已登记为 \(code) 的：一个密钥只能属于一个单位；没有改动"
    }
  }
}

/// Keeps who sends to the province, and by which keys.
package struct KeepBureaus {
  private let session: ProvinceSession

  package init(_ session: ProvinceSession) { self.session = session }

  /// Registers a bureau, or states anew what is expected of it.
  ///
  /// - Throws: A fault of the store.
  package func add(_ bureau: ReportingBureau) throws {
    try session.append("bureau add") { writer in
      if try !writer.ledger.province.bureaus().contains(bureau) { try writer.append(bureau) }
    }
  }

  /// Registers a key by which a bureau's segments may be signed, or ends it.
  ///
  /// - Throws: ``BureauRefusal`` or a fault of the store.
  package func register(_ key: ReportingKey) throws {
    _ = try session.province.holdings.bureau(key.bureau)
    guard key.publicKey.utf8.count == 64, SignedText.isPublicKey(key.publicKey) else {
      throw BureauRefusal.badKey
    }
    try session.append("key register") { writer in
      let said = try writer.ledger.province.keys().last { $0.publicKey == key.publicKey }
      if let said, said.bureau != key.bureau { throw BureauRefusal.keyOfAnother(said.bureau) }
      if said != key { try writer.append(key) }
    }
  }
}
