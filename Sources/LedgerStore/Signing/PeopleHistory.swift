import Foundation
import LedgerCore

/// The people of a ledger as they stood at each entry, walked from the first entry to the last.
struct PeopleHistory {
  /// The entry from which on every one is signed; nil for a ledger without people.
  let start: Int?
  private let revisions: [(entry: Int, revision: Revision<Person>)]
  private let keys: [(entry: Int, key: PersonKey)]
  private var nextRevision = 0
  private var nextKey = 0
  /// As they stand before the entry that was come to; at the first of all as it makes them.
  private(set) var people: [Int: Person] = [:]
  /// The keys that people sign with, by person.
  private(set) var signing: [Int: PersonKey] = [:]

  init(_ register: PeopleRegister) throws {
    start = try register.startEntry()
    revisions = try register.revisions()
    keys = try register.keys()
  }

  /// Goes on to an entry; entries come in order.
  mutating func come(to entry: Int) {
    let last = entry == start ? entry : entry - 1
    while nextRevision < revisions.count, revisions[nextRevision].entry <= last {
      let person = revisions[nextRevision].revision.fact
      people[person.number] = person
      nextRevision += 1
    }
    while nextKey < keys.count, keys[nextKey].entry <= last {
      let key = keys[nextKey].key
      signing[key.person] = key
      nextKey += 1
    }
  }

  /// Whether somebody else than a person could confirm what has a ground.
  func canBeConfirmed(_ ground: SecondPersonGround, notBy person: Int) -> Bool {
    people.values.contains { $0.number != person && $0.acts(as: ground.confirmers) }
  }
}
