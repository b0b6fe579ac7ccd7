private import Foundation

/// A text in Unicode's compatibility form, composed (NFKC): ⽅ is 方, ﾌ is フ, ① is 1.
///
/// The one thing that the core asks of a library: the tables for it are long, and change with
/// Unicode only by what is new in it.
func compatibilityForm(_ text: String) -> String {
  text.precomposedStringWithCompatibilityMapping
}
