import Bookkeeping
import Desk
import Foundation
import LedgerCore
import LedgerStore

/// The key that a person has opened for a while: in the user's runtime folder, which lies in
/// memory, as a file that only this user reads and that serves one ledger.
struct SignedIn {
  private let file: String
  private let ledger: String

  /// How long a key stays open where nothing is said, in minutes.
  static let usualMinutes = 30
  static let minutesMax = 600

  /// - Throws: ``Fault`` where there is no such folder.
  init(_ store: LedgerStore) throws {
    let identity = try store.read { try $0.journal.entry(1)?.digest } ?? Data()
    ledger = hexadecimal(identity)
    file = try Self.folder() + "/" + ledger.prefix(32)
  }

  /// Why a key cannot be kept open.
  enum Fault: OfficerError {
    case noFolder
    case notWritten

    var description: String {
      switch self {
      case .noFolder:
        "没有可以放登录密钥的地方（XDG_RUNTIME_DIR、/run/user 或 /dev/shm，只有本人能读的内存文件夹）：没有登录"
      case .notWritten: "登录密钥写不进内存文件夹：没有登录，请检查空间和权限"
      }
    }
  }

  /// Keeps a key open.
  ///
  /// - Throws: ``Fault``.
  func keep(_ signer: EntrySigner, minutes: Int) throws {
    let lines = [
      Self.mark, ledger, "\(getuid())", Self.boot, "\(signer.person)",
      "\(secondsSinceStart() + minutes * 60)", hexadecimal(signer.key.secret),
    ]
    guard Self.replace(file + ".key", by: lines.joined(separator: "\n")) else {
      throw Fault.notWritten
    }
  }

  /// Ends what was kept; false where nothing was.
  func end() -> Bool { unlink(file + ".key") == 0 }

  /// The person and the key that are open; nil where none is, or its time is over.
  private func opened() -> (person: Int, key: OpenKey)? {
    guard let text = Self.read(file + ".key") else { return nil }
    let lines = text.split(separator: "\n").map(String.init)
    guard lines.count == 7, lines[0] == Self.mark, lines[1] == ledger, lines[2] == "\(getuid())",
      lines[3] == Self.boot, let person = Int(lines[4]), let until = Int(lines[5]),
      let secret = Data(hexadecimal: lines[6]), let key = OpenKey(secret: secret)
    else { return nil }
    guard until > secondsSinceStart() else {
      _ = end()
      return nil
    }
    return (person, key)
  }

  private static let mark = "legalaid-key/1"

  /// Who signs in a ledger: whoever has a key open; nil where nobody has, or it has no people.
  static func signer(of store: LedgerStore) throws -> EntrySigner? {
    guard try store.read({ try $0.people.isSet() }), let kept = try? SignedIn(store),
      let (person, key) = kept.opened()
    else { return nil }
    return try SignIn(store).resume(person, key)
  }
}

// Wrong passwords: each makes the next trial wait longer.
extension SignedIn {
  /// After so many seconds a wrong password is forgotten.
  private static let forgottenAfter = 900

  /// Makes a trial of a password, after as long a pause as the wrong ones before ask for.
  ///
  /// It counts as wrong until it is not: who ends the program meanwhile gains nothing.
  func trying<Value>(_ trial: () throws -> Value) throws -> Value {
    startTrial()
    do {
      let value = try trial()
      unlink(file + ".wrong")
      return value
    } catch {
      countTrial(wrongTrials().count)
      throw error
    }
  }

  private func startTrial() {
    let (count, last) = wrongTrials()
    let left = last + SignIn.pause(afterWrong: count) - secondsSinceStart()
    if left > 0 {
      Output.note("前面的密码不对，请等 \(left) 秒")
      sleep(UInt32(left))
    }
    countTrial(count + 1)
  }

  private func countTrial(_ count: Int) {
    _ = Self.replace(file + ".wrong", by: "\(count)\n\(secondsSinceStart())\n\(Self.boot)")
  }

  private func wrongTrials() -> (count: Int, last: Int) {
    let lines = (Self.read(file + ".wrong") ?? "").split(separator: "\n").map(String.init)
    guard lines.count == 3, let count = Int(lines[0]), let last = Int(lines[1]),
      lines[2] == Self.boot, last + Self.forgottenAfter > secondsSinceStart(), count > 0
    else { return (0, 0) }
    return (count, last)
  }
}

// The folder, its files, and the time.
extension SignedIn {
  /// The user's own folder in memory, made where it is not there yet.
  private static func folder() throws -> String {
    let user = "\(getuid())"
    var places = ["/run/user/\(user)/legalaid", "/dev/shm/legalaid-\(user)"]
    if let own = getenv("XDG_RUNTIME_DIR").map({ String(cString: $0) }), own.hasPrefix("/") {
      places.insert(own + "/legalaid", at: 0)
    }
    guard let place = places.first(where: isOwn) else { throw Fault.noFolder }
    return place
  }

  /// Whether a folder is there, or could be made, that nobody else can look into.
  private static func isOwn(_ path: String) -> Bool {
    var found = stat()
    if lstat(path, &found) != 0 {
      guard mkdir(path, 0o700) == 0, lstat(path, &found) == 0 else { return false }
    }
    return found.st_mode & S_IFMT == S_IFDIR && found.st_uid == getuid()
      && found.st_mode & 0o077 == 0
  }

  /// A small file of this user's that nobody else can read; nil for any other.
  private static func read(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var found = stat()
    guard fstat(descriptor, &found) == 0, found.st_mode & S_IFMT == S_IFREG,
      found.st_uid == getuid(), found.st_mode & 0o077 == 0
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: 1_024)
    let count = bytes.withUnsafeMutableBytes {
      Glibc.read(descriptor, $0.baseAddress, $0.count)
    }
    guard count > 0 else { return nil }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// Puts a file that only this user reads in another's place: the old one stands, or the whole
  /// new one.
  ///
  /// - Returns: Whether the new one stands.
  private static func replace(_ path: String, by text: String) -> Bool {
    let draft = path + ".new"
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    let bytes = Array(text.utf8)
    let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    guard written == bytes.count, rename(draft, path) == 0 else {
      unlink(draft)
      return false
    }
    return true
  }

  /// Which start of the machine this is.
  private static let boot =
    (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))?.trimmed
    ?? "-"
}
