import Foundation
import LedgerCore
import Wording

/// Passwords as they are read: at the terminal without echo, or from a file.
///
/// They are kept nowhere and told to nobody.
enum PasswordReading {
  /// Why there is no password.
  enum Fault: OfficerError {
    case noTerminal
    case noFile
    case flawed(PasswordFlaw)
    case notTheSame
    case nothingTyped
    case interrupted

    var description: String {
      switch self {
      case .noTerminal:
        "没有终端可以输入密码：请在终端里运行，或用环境变量 LEGALAID_PASSWORD_FILE 写明密码文件；没有改动"
      case .noFile:
        "LEGALAID_PASSWORD_FILE 写的密码文件读不出来，或没有写密码：请核对文件（第一行是密码）；没有改动"
      case .flawed(let flaw): flaw.description
      case .notTheSame: "两次输入的密码不同：请重新运行，没有改动"
      case .nothingTyped: "没有输入密码：请重新运行，没有改动"
      case .interrupted: "输入密码时中断了，没有改动"
      }
    }
  }

  /// The password that stands.
  ///
  /// - Throws: ``Fault``.
  static func present() throws(Fault) -> String {
    if let lines = try fileLines() {
      guard let first = lines.first else { throw .noFile }
      return first
    }
    return try asked("密码：")
  }

  /// The password of a second person who agrees: the second line of the file, or asked for.
  ///
  /// - Throws: ``Fault``.
  static func second(of person: String) throws(Fault) -> String {
    if let lines = try fileLines() {
      guard lines.count > 1 else { throw .noFile }
      return lines[1]
    }
    return try asked("\(printable(person)) 的密码：")
  }

  /// A new password of a person, asked for twice.
  ///
  /// - Parameters:
  ///   - person: Whose it is: it must not hold their name.
  ///   - line: Which line of the password file it is, from 0; the last where there are fewer.
  /// - Returns: The password.
  /// - Throws: ``Fault``.
  static func new(of person: String, line: Int = 0) throws(Fault) -> String {
    if let lines = try fileLines() {
      guard let last = lines.last else { throw .noFile }
      return try strong(lines.indices.contains(line) ? lines[line] : last, person)
    }
    let password = try strong(asked("\(printable(person)) 的新密码："), person)
    guard try asked("再输入一次：") == password else { throw .notTheSame }
    return password
  }

  private static func strong(_ password: String, _ person: String) throws(Fault) -> String {
    if let flaw = PasswordFlaw(of: password, for: person) { throw .flawed(flaw) }
    return password
  }

  /// The lines of the password file; nil where none is named.
  private static func fileLines() throws(Fault) -> [String]? {
    guard let path = getenv("LEGALAID_PASSWORD_FILE").map({ String(cString: $0) }), !path.isEmpty
    else { return nil }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw .noFile }
    var found = stat()
    if stat(path, &found) == 0, found.st_mode & 0o077 != 0 {
      Output.note("注意：密码文件别人也能读，请改成只有本人能读（chmod 600）")
    }
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    guard !lines.isEmpty else { throw .noFile }
    return lines
  }

  /// Asks at the terminal; nothing of what is typed is shown.
  private static func asked(_ prompt: String) throws(Fault) -> String {
    let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { throw .noTerminal }
    defer { close(terminal) }
    var before = termios()
    guard tcgetattr(terminal, &before) == 0 else { throw .noTerminal }
    var silent = before
    // Nor do signals of the keyboard end the program while the terminal shows nothing.
    silent.c_lflag &= ~tcflag_t(ECHO | ISIG)
    // The key that interrupts ends what is typed, as the one for a new line does.
    let interrupt = withUnsafeBytes(of: before.c_cc) { $0[Int(VINTR)] }
    withUnsafeMutableBytes(of: &silent.c_cc) { $0[Int(VEOL)] = interrupt }
    guard tcsetattr(terminal, TCSAFLUSH, &silent) == 0 else { throw .noTerminal }
    defer { tcsetattr(terminal, TCSAFLUSH, &before) }
    put(prompt, terminal)
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while read(terminal, &byte, 1) == 1, byte != UInt8(ascii: "\n"), byte != interrupt {
      bytes.append(byte)
    }
    put("\n", terminal)
    guard byte != interrupt else { throw .interrupted }
    let text = String(validating: bytes, as: UTF8.self) ?? ""
    guard !text.isEmpty else { throw .nothingTyped }
    return text
  }

  private static func put(_ text: String, _ descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}
