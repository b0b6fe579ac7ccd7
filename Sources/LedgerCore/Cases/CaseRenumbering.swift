/// That a case was registered under a wrong number and has another one now (改号).
package struct CaseRenumbering: Equatable, Sendable {
  package let old: CaseNumber
  package let new: CaseNumber
  /// Never empty.
  package let reason: String

  package init(from old: CaseNumber, to new: CaseNumber, reason: String) {
    self.old = old
    self.new = new
    self.reason = reason
  }
}

/// All renumberings of a ledger: which case a number meant when something cited it.
///
/// A number may pass from case to case: 甲 becomes 丙, 乙 becomes 甲. So what cites a number is asked
/// for its journal entry; the renumberings after it decide. There are few or none.
package struct CaseRenumberings: Sendable {
  /// A renumbering with the journal entry it stands under.
  package struct Recorded: Equatable, Sendable {
    package let entry: Int
    package let renumbering: CaseRenumbering

    package init(entry: Int, _ renumbering: CaseRenumbering) {
      self.entry = entry
      self.renumbering = renumbering
    }
  }

  /// A number that a case had, after one entry and through another.
  package struct Stretch: Equatable, Sendable {
    package let number: CaseNumber
    /// 0 for the beginning of the ledger.
    package let after: Int
    /// nil for the case's present number.
    package let through: Int?
  }

  /// In the order of recording.
  package let all: [Recorded]
  /// The keys of all numbers that one of them names.
  package let keys: Set<String>

  package init(_ all: [Recorded] = []) {
    self.all = all
    keys = Set(all.flatMap { [$0.renumbering.old.key, $0.renumbering.new.key] })
  }

  package var isEmpty: Bool { all.isEmpty }

  /// The present number of the case that a number meant in a journal entry.
  package func present(_ number: CaseNumber, citedIn entry: Int) -> CaseNumber {
    all.reduce(number) { number, recorded in
      recorded.entry > entry && recorded.renumbering.old == number
        ? recorded.renumbering.new : number
    }
  }

  /// The last entry in which a case gave a number up; 0 when none did.
  package func lastLeft(_ number: CaseNumber) -> Int {
    all.last { $0.renumbering.old == number }?.entry ?? 0
  }

  /// The numbers that the case of a present number had, the first of them first.
  package func course(of number: CaseNumber) -> [Stretch] {
    var stretches: [Stretch] = []
    var (number, end) = (number, Int?.none)
    while true {
      let before = all.filter { $0.entry < end ?? .max }
      let came = before.last { $0.renumbering.new == number }
      let left = before.last { $0.renumbering.old == number }?.entry ?? 0
      // Whoever gave the number up since it came is another case, registered anew.
      guard let came, came.entry > left else {
        stretches.append(Stretch(number: number, after: left, through: end))
        return stretches.reversed()
      }
      // The entry itself says the case under its new number.
      stretches.append(Stretch(number: number, after: came.entry - 1, through: end))
      (number, end) = (came.renumbering.old, came.entry)
    }
  }

  /// What the cases that have any of these numbers now were called in a journal entry, by the keys
  /// of their present ones; nil for a case that was registered only later.
  package func numbers(in entry: Int) -> [String: CaseNumber?] {
    let numbers = all.flatMap { [$0.renumbering.old, $0.renumbering.new] }
    return Dictionary(
      numbers.map { number in
        let then = course(of: number).first { stretch in
          stretch.after < entry && entry <= stretch.through ?? .max
        }
        return (number.key, then?.number)
      }, uniquingKeysWith: { first, _ in first })
  }
}
