package import LedgerCore

extension Dialect {
  /// The pages and fields of the desk.
  package static let desk = Dialect { step in
    switch step {
    case .verify, .backUp, .settleHead: "“备份与核验”页"
    case .importTables, .importAsAmendment, .amendByImport: "“导入表格”页"
    case .signIn: "右上角“经办人”"
    case .listPending, .confirm: "“人员与待复核”页"
    case .startPeople: "“人员与待复核”页"
    case .stateRegionCode: "“设置”页"
    case .makePublishingKey, .publish: "“向省里报送”页"
    case .acceptReceiverKey: "“省里新密钥的标识”一栏"
    case .override: "表单下面的“仍照记”和理由"
    case .giveReason: "“理由”一栏"
    case .explainFinding: "“对账与说明”页"
    case .nameAmount: "“金额”一栏"
    case .namePayee: "“收款单位”一栏"
    case .nameFirm: "“承办单位”一栏"
    case .payBatch: "“支付”页的成批支付"
    case .matchLine, .chooseVoucher, .undoMatch, .undoMatchOf, .setLineAside, .takeBackSetAside,
      .listUnmatched:
      "“国库核对”页"
    case .loadStandard, .priceCase: "“标准与政策”页"
    case .closeYear, .reopenYear: "“年终结账”页"
    case .readGuide(let chapter): "“帮助”第 \(chapter) 章"
    default: nil
    }
  }
}
