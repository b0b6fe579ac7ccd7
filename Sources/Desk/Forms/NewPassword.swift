import LedgerCore
import Wording

/// A new password as it was typed twice.
struct NewPassword {
  let text: String

  /// Why it is none.
  struct Fault: OfficerError {
    let description: String
  }

  /// - Parameters:
  ///   - form: With the fields `password` and `again`.
  ///   - person: Whose it is to be.
  /// - Throws: ``Fault``.
  init(_ form: Fields, of person: String) throws(Fault) {
    let text = form["password"] ?? ""
    guard text == form["again"] else { throw Fault(description: "两次输入的密码不一样：没有改动") }
    if let flaw = PasswordFlaw(of: text, for: person) {
      throw Fault(description: flaw.description)
    }
    self.text = text
  }
}
