/// A matter that the legal-aid agency accepted and had handled (法律援助案件).
///
/// A stage of a criminal matter is a case of its own.
package struct LegalAidCase: Equatable, Sendable {
  package let number: CaseNumber
  package var type: CaseType
  /// 服务形式, as the register writes it.
  package var serviceForm: String?
  /// 办理阶段, as the register writes it.
  package var stage: String?
  /// 受援人: stays in the ledger; never printed unmasked.
  package var recipient: String
  /// 受援人类别: tags, not a partition; as the register writes them.
  package var recipientCategories: String?
  package var acceptedOn: Day
  /// May lie before acceptance: 先行提供, 法律援助法 第四十四条.
  package var assignedOn: Day?
  /// 承办人.
  package var lawyer: String?
  /// 承办单位.
  package var firm: String?
  package var closing: Closing?
  /// 归档日期.
  package var filedOn: Day?
  /// 等级, as the quality review writes it.
  package var grade: String?
  package var judgmentNumber: JudgmentNumber?
  /// 案由.
  package var matter: String?
  /// What its price rests on besides.
  package var details = CaseDetails()

  /// The end of a case: its day and how it ended, never one without the other.
  package struct Closing: Equatable, Sendable {
    package var on: Day
    package var outcome: Outcome

    package init(on: Day, outcome: Outcome) {
      self.on = on
      self.outcome = outcome
    }
  }

  /// A case as it is accepted: nothing is known but what acceptance says.
  package init(number: CaseNumber, type: CaseType, recipient: String, acceptedOn: Day) {
    self.number = number
    self.type = type
    self.recipient = recipient
    self.acceptedOn = acceptedOn
  }
}
