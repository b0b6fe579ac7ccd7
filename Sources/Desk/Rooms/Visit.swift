import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore

/// One request of one browser, and what a room needs to answer it.
struct Visit: Sendable {
  let desk: Desk
  let request: Request
  let browser: BrowserSession

  var clock: Desk.Clock { desk.clock }
  var today: Day { desk.clock.today() }

  /// - Throws: ``StoreFault`` when there is no ledger.
  func store() throws -> LedgerStore { try desk.store() }

  /// Whether the ledger can be read still, whatever a fault said of it.
  var hasLedger: Bool { (try? store().read { try $0.journal.head() }) != nil }

  /// Who acts: whoever has signed in, or the name that was typed in a ledger without people.
  func personName() throws -> String? {
    if let signer = browser.signer { return signer.name }
    return try store().read { try $0.people.isSet() } ? nil : browser.operatorName
  }

  /// The session of an act.
  ///
  /// - Parameters:
  ///   - isRehearsal: Whether nothing is to be written.
  ///   - request: How the act is carried out again by a second person.
  ///   - confirmation: That the act is somebody's whom this one confirms.
  /// - Returns: The session, signed where the ledger has people.
  /// - Throws: ``WhoActs`` when nobody is known to act; a fault of the store.
  func session(
    isRehearsal: Bool, request: [String]? = nil, confirmation: Confirmation? = nil
  ) throws -> Session {
    let store = try store()
    let hasPeople = try store.read { try $0.people.isSet() }
    let signer = hasPeople ? try resumed(in: store) : nil
    guard let name = signer?.name ?? (hasPeople ? nil : browser.operatorName) else {
      throw WhoActs(hasPeople: hasPeople)
    }
    return Session(
      store: store, operatorName: name, now: clock.now(), today: today, isRehearsal: isRehearsal,
      signer: signer, confirmation: confirmation, request: request)
  }

  /// The signer of this browser as the ledger now has them.
  private func resumed(in store: LedgerStore) throws -> EntrySigner? {
    guard let signer = browser.signer else { return nil }
    let resumed = try SignIn(store).resume(signer.person, signer.key)
    if resumed == nil { browser.signer = nil }
    return resumed
  }

  /// Nobody is known to act; the page asks who it is.
  struct WhoActs: OfficerError {
    let hasPeople: Bool
    let description = "还没有写明经办人，或还没有登录；账本没有改动"
  }

  /// A page of the desk.
  func page(
    _ title: String, room: RoomName? = nil, _ body: HTML, status: Int = 200, refresh: Int? = nil
  ) -> Response {
    .page(
      Frame(title: title, room: room, standing: standing(), refresh: refresh).page(body),
      status: status)
  }

  private func standing() -> Frame.Standing? {
    guard let store = try? store(), let bureau = try? store.read({ try $0.bureau() }) else {
      return nil
    }
    return Frame.Standing(
      agency: bureau.agency, ledger: URL(filePath: desk.path).lastPathComponent,
      person: (try? personName()) ?? nil,
      works: browser.works().map { number, work in
        let words = work.hasEnded ? "办完了" : "正在办理"
        return Link("\(words)：\(work.title)", ReceiptRoom.address(of: number))
      })
  }

  /// A new number for a form that is about the ledger that is open now.
  func newForm(_ name: String) -> FormNumber {
    browser.newForm(name, of: (try? desk.identity()) ?? nil)
  }

  /// Looks at the number of a form that was sent.
  ///
  /// - Throws: ``RequestFault`` where it is none of this form's in this browser, or was made for
  ///   another ledger; a fault of the store.
  func checkForm(_ name: String) throws -> (FormNumber, FormRecord) {
    guard request.method == .post else { throw RequestFault.wrongMethod }
    let number = request.form["form"].map(FormNumber.init)
    guard let number, let record = browser.form(number, named: name) else {
      throw RequestFault.expiredForm
    }
    if let ledger = record.ledger, try ledger != desk.identity() {
      throw RequestFault.otherLedger
    }
    return (number, record)
  }
}

// The one act of a form.
extension Visit {
  /// Does the act of a form, unless it was done before, and shows its receipt.
  ///
  /// - Parameters:
  ///   - number: Of the form; after a refusal it serves again.
  ///   - fields: What was typed, to be kept while it is asked who acts.
  ///   - form: Into which it was typed.
  ///   - act: The act.
  ///   - refused: The page that tells why nothing was done.
  /// - Returns: The receipt, a question who acts, or what `refused` answers.
  /// - Throws: A fault of the store; what `refused` throws.
  func once(
    _ number: FormNumber, keeping fields: Fields? = nil, of form: ActForm? = nil,
    _ act: () throws -> DoneAct, refused: (any Error) throws -> Response
  ) throws -> Response {
    // A second click is answered by what the first one did.
    guard browser.begin(number) else { return .receipt(number) }
    do {
      browser.settle(number, .done(try act()))
    } catch let proposed as ActProposed {
      browser.settle(number, .done(DoneAct(proposed).forReceipt))
    } catch {
      browser.settle(number, .open)
      switch error {
      case let unknown as WhoActs:
        return WhoRoom.ask(
          self, unknown, keeping: fields, of: form, back: form == nil ? request.path : nil)
      case let fault as StoreFault: throw fault
      default: return try refused(error)
      }
    }
    return .receipt(number)
  }
}

// A page with several forms.
extension Visit {
  /// A page whose forms have one number: shown, or the act of the form that was sent.
  ///
  /// - Parameters:
  ///   - name: Of the forms.
  ///   - page: The page under a number, with why the act was refused.
  ///   - act: The act of the form that was sent.
  /// - Returns: The page, the receipt, or a question who acts.
  /// - Throws: A fault of the form or the store; what the page throws.
  func forms(
    named name: String, page: (FormNumber, (any Error)?) throws -> Response,
    act: () throws -> DoneAct
  ) throws -> Response {
    guard request.method == .post else { return try page(newForm(name), nil) }
    let (number, _) = try checkForm(name)
    return try once(number, act) { try page(number, $0) }
  }

  /// A field of one of them, with what was typed; a password is not shown again.
  ///
  /// - Parameters:
  ///   - field: The field.
  ///   - step: What its form is sent as.
  /// - Returns: The field with its label.
  func view(_ field: Field, in step: String) -> HTML {
    FieldView(
      field: field, values: field.kind.isPassword ? [] : request.form.all(field.name),
      today: today, prefix: step
    ).html
  }
}

extension Response {
  /// The page that tells what became of a form.
  static func receipt(_ number: FormNumber) -> Response {
    .redirect(ReceiptRoom.address(of: number))
  }
}
