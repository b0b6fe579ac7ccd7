/// Several documents as one, under a cover with the list of what is in it.
struct Booklet: Sendable {
  let title: String
  /// What follows the title.
  let cover: [Page.Block]
  /// Each part begins with its title.
  let parts: [Page.Block]
}
