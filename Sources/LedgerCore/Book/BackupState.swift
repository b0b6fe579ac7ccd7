/// The last backup of a ledger that was proven (备份), as it stands today.
package struct BackupState: Equatable, Sendable {
  /// The calendar day on which it was taken.
  package let takenOn: Day
  /// Journal entries written since.
  package let entriesSince: Int

  package init(takenOn: Day, entriesSince: Int) {
    self.takenOn = takenOn
    self.entriesSince = entriesSince
  }

  /// After how many days a backup is due, when anything was written since.
  package static let dueAfterDays = 7

  package func daysAgo(on today: Day) -> Int { max(0, today.days(since: takenOn)) }

  /// Whether it is time for the next one.
  package func isDue(on today: Day) -> Bool {
    entriesSince > 0 && daysAgo(on: today) >= Self.dueAfterDays
  }
}
