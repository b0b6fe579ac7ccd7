import Bookkeeping
import LedgerCore

/// An act that was refused after its preview was made, with the preview in words.
struct ShownRefusal: OfficerError {
  let preview: String
  let refusal: any OfficerError

  var description: String { refusal.description }
  var guidance: Guidance { refusal.guidance }

  /// Does an act; of one that is refused after its preview was made the preview is kept.
  static func showing<Preview: Sendable, Result>(
    _ words: (Preview) -> String, _ act: () throws -> Result
  ) throws -> Result {
    do {
      return try act()
    } catch let refused as RefusedAct<Preview> {
      throw ShownRefusal(preview: words(refused.preview), refusal: refused.refusal)
    }
  }
}
