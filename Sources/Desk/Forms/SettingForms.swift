import Bookkeeping
import LedgerCore
import Wording

/// The acts on what a ledger says of the bureau.
enum SettingForms {
  static let all = [regionCode]

  static let regionCode = ActForm(
    name: "region-code", title: "登记行政区划代码", room: .settings,
    hint: "省里按它认账本，6 位数字，例如红寺堡区是 640303。",
    fields: [Field(name: "code", title: "行政区划代码", isRequired: true)]
  ) { values, session in
    let receipt = try KeepPublishing(session).state(
      values.required("code", WordReading.regionCode))
    return DoneAct(
      receipt, "登记行政区划代码 \(receipt.recorded)",
      next: [Link("设置", RoomName.settings.path), Link("向省里报送", RoomName.publishing.path)])
  }
}
