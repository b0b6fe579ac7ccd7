/// An error that an officer can act on: its description is Chinese and says what was read, where,
/// and what to do.
///
/// Every other error comes from a library, and is named without its details, which may hold what
/// was read.
package protocol OfficerError: Error, CustomStringConvertible {}
