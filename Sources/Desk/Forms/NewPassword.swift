import LedgerCore
import Wording

/// A new password as it was typed twice.
struct NewPassword {
  let text: String

  /// - Parameters:
  ///   - form: With the fields `password` and `again`.
  ///   - person: Whose it is to be.
  /// - Throws: `WordReading.Problem`.
  init(_ form: Fields, of person: String) throws {
    let text = form["password"] ?? ""
    guard text == form["again"] else { throw WordReading.Problem(description: "两次输入的密码不一样：没有改动") }
    if let flaw = PasswordFlaw(of: text, for: person) {
      throw flaw
    }
    self.text = text
  }
}
