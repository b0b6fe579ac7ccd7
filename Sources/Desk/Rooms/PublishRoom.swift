import Bookkeeping
import LedgerCore
import LedgerStore
import Wording

/// 向省里报送: what was recorded written as a signed file, the province's receipt filed, and the key
/// that signs.
enum PublishRoom {
  private static let formName = "publishing"

  static func answer(_ visit: Visit) throws -> Response {
    try visit.forms(named: formName) {
      try page(visit, $0, problem: $1)
    } act: {
      try done(visit)
    }
  }

  private static func done(_ visit: Visit) throws -> DoneAct {
    let form = visit.request.form
    let next = [Link("向省里报送", RoomName.publishing.path)]
    let session = try visit.session(isRehearsal: false)
    switch form["step"] {
    case "key":
      let agency = try session.store.read { try $0.bureau().agency }
      let password = try NewPassword(form, of: agency).text
      let receipt = try KeepPublishing(session).newKey(password: password)
      return DoneAct(
        receipt, "生成报送用的密钥 \(receipt.recorded.keyID)",
        preview: "公钥：\(receipt.recorded.publicKey)（请告诉省里登记）", next: next)
    case "receipt":
      let receipt = try FileReceipt(session)(
        WordReading.wholePath(form["file"] ?? ""), acceptedKey: form.words("key"))
      let filed = receipt.recorded
      return DoneAct(
        receipt, receipt.entry == nil ? "回执以前登记过" : "登记回执",
        preview: filed.inWords(local: visit.clock.local), next: next)
    default:
      let whole = form["whole"] == "1"
      let written = try PublishLedger(session)(
        into: WordReading.wholePath(form["folder"] ?? ""), from: whole ? .entry(0) : .lastReceipt
      ) { form["password"] ?? "" }
      return DoneAct(
        "写出 \(written.place)", preview: written.content, next: next)
    }
  }

  // MARK: The page

  private static func page(
    _ visit: Visit, _ number: FormNumber, problem: (any Error)?
  ) throws -> Response {
    let store = try visit.store()
    let (code, hasPeople, receipts) = try store.read { ledger in
      (
        try ledger.publishing.regionCode(), try ledger.people.isSet(),
        try ledger.publishing.receipts()
      )
    }
    let keys = try KeepPublishing.keys(of: store)
    let last = receipts.max { $0.throughEntry < $1.throughEntry }
    let state =
      last.map {
        "\($0.receiver)最后一次收到第 1–\($0.throughEntry) 号流水（\(visit.clock.local($0.receivedAt))）。"
      } ?? "还没有登记过省里的回执。"
    let codeWords: HTML =
      if let code {
        "<p>行政区划代码 \(code.description)。</p>"
      } else {
        "<p>先登记行政区划代码。</p>" + [Link("登记行政区划代码", SettingForms.regionCode.path)].buttons
      }
    let shown = keys.map { key -> HTML in
      "<li>\(key.person.map { "\($0)：" } ?? "")<code>\(key.publicKey)</code>（标识 \(key.keyID)）</li>"
    }
    let keyWords: HTML =
      keys.isEmpty
      ? "<p>还没有报送用的密钥：先在下面生成，把公钥告诉省里登记。</p>" : "<p>公钥（告诉省里登记）：</p><ul>\(shown)</ul>"
    return visit.page(
      "向省里报送", room: .publishing,
      """
      \(problem.map { Problem($0, visit.clock).html } ?? .none)
      <p>\(state)写出的文件含姓名和账号，只交给省里。</p>
      \(codeWords)\(keyWords)
      \(writing(visit, number, hasPeople: hasPeople))
      \(filing(visit, number))
      \(hasPeople ? .none : sealing(visit, number))
      """, status: problem == nil ? 200 : 422)
  }

  private static func writing(_ visit: Visit, _ number: FormNumber, hasPeople: Bool) -> HTML {
    let password = Field(
      name: "password", title: "报送密钥的密码", kind: .password, isRequired: true)
    return section(
      "写出新记的流水", "write", "写出", visit, number,
      [Field(name: "folder", title: "写到这个文件夹", isRequired: true, hint: "例如优盘")]
        + (hasPeople ? [] : [password])
        + [Field(name: "whole", title: "从头写整本账（省里要求时）", kind: .tick)])
  }

  private static func filing(_ visit: Visit, _ number: FormNumber) -> HTML {
    section(
      "登记省里的回执", "receipt", "登记回执", visit, number,
      [
        Field(name: "file", title: "回执文件", isRequired: true),
        Field(name: "key", title: "省里新密钥的标识", hint: "省里换了密钥、已打电话核对的才写"),
      ])
  }

  private static func sealing(_ visit: Visit, _ number: FormNumber) -> HTML {
    section(
      "生成新的密钥", "key", "生成密钥", visit, number,
      [
        Field(
          name: "password", title: "密码", kind: .password, isRequired: true,
          hint: "密钥用它封在账本里；忘了就再生成一个，把新公钥告诉省里"),
        Field(name: "again", title: "再输一次", kind: .password, isRequired: true),
      ])
  }

  private static func section(
    _ title: String, _ step: String, _ button: String, _ visit: Visit, _ number: FormNumber,
    _ fields: [Field]
  ) -> HTML {
    FormSection(
      title: title, path: RoomName.publishing.path, number: number,
      fields: fields.map { visit.view($0, in: step) }.joined(),
      buttons: [StepButton(step: step, words: button)]
    ).html
  }
}
