/// How the bars of a series are filled: told apart without colour, on any printer.
package enum Hatching: String, CaseIterable, Sendable {
  case solid
  case blank
  case diagonal
  case dotted
  case crossed

  /// What fills a shape, in the picture of an identifier.
  func fill(in picture: String) -> String {
    switch self {
    case .solid: "#444"
    case .blank: "#fff"
    case .diagonal, .dotted, .crossed: "url(#\(name(in: picture)))"
    }
  }

  /// The pattern that the fill names; nil for a fill without lines.
  func definition(in picture: String) -> String? {
    let lines: String? =
      switch self {
      case .solid, .blank: nil
      case .diagonal: #"<path d="M-1 1L1 -1M-1 6L6 -1M4 6L6 4" stroke="black" stroke-width="1"/>"#
      case .dotted: #"<circle cx="2.5" cy="2.5" r="1.1" fill="black"/>"#
      case .crossed: #"<path d="M0 2.5H5M2.5 0V5" stroke="black" stroke-width="0.8"/>"#
      }
    return lines.map { lines in
      """
      <pattern id="\(name(in: picture))" width="5" height="5" patternUnits="userSpaceOnUse">\
      <rect width="5" height="5" fill="#fff"/>\(lines)</pattern>
      """
    }
  }

  private func name(in picture: String) -> String { "\(picture)-\(rawValue)" }
}
