/// Every act of the desk, by its name in addresses.
enum AllForms {
  static let all: [ActForm] = [
    CaseForms.all, ClaimForms.all, DutyForms.all, FundForms.all, PaymentForms.all, BankForms.all,
    PayeeForms.all, YearForms.all, PeopleForms.all, StandardForms.all, CorrectionForms.all,
    SettingForms.all,
  ].flatMap(\.self)

  private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { $1 })

  static func named(_ name: String) -> ActForm? { byName[name] }
}
