import Foundation
import LedgerCore

/// Who is logged in, where nobody said who acts.
enum Login {
  /// The login name; where it names no person, the name that is given at the terminal.
  ///
  /// It is found, asked and told once, however often it is used.
  static let name: String = {
    let login = NSUserName().trimmed
    guard login.isEmpty || login == "root" else { return login }
    if isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 {
      FileHandle.standardError.write(Data("没有写明经办人，请输入姓名：".utf8))
      if let answer = readLine(strippingNewline: true)?.trimmed, !answer.isEmpty { return answer }
    }
    // Whoever works as the machine's administrator may do so on purpose: it is said, not refused.
    let recorded = login.isEmpty ? "（没有登录名）" : login
    Output.note(
      "注意：没有写明经办人，流水里记为“\(recorded)”，看不出是谁：请加 --operator 姓名，"
        + "或先设置环境变量 LEGALAID_OPERATOR")
    return recorded
  }()
}
