import LedgerCore

/// Why a text is no password for a person: it could be guessed.
package enum PasswordFlaw: OfficerError, Equatable {
  case tooShort
  /// One character over and over, or the person's own name.
  case tooPlain

  package static let lengthMin = 8

  /// The flaw of a password; nil for one that can be taken.
  ///
  /// - Parameters:
  ///   - password: As typed.
  ///   - person: Whose it is to be: it must not hold their name.
  package init?(of password: String, for person: String) {
    let name = normalized(person)
    // A single character stands in too many words.
    let isNamed = name.count > 1 && normalized(password).contains(name)
    if password.count < Self.lengthMin {
      self = .tooShort
    } else if Set(password).count <= 2 || isNamed {
      self = .tooPlain
    } else {
      return nil
    }
  }

  package var description: String {
    switch self {
    case .tooShort: "密码至少要 \(Self.lengthMin) 个字符：请换一个，没有改动"
    case .tooPlain: "密码不能只有一种字符的重复，也不能含有姓名：请换一个，没有改动"
    }
  }
}
