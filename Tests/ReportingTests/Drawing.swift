import Foundation
import Testing

/// An SVG element as the tests measure it: places in hundredths of a unit.
struct Drawing {
  let width: Int
  let height: Int
  let bars: [Bar]
  let words: [Words]
  /// Where the lines of the ticks stand, in order.
  let ticks: [Int]
  let elements: [HTMLElements.Element]

  struct Bar {
    let left: Int
    let top: Int
    let width: Int
    let height: Int
    let fill: String
    var right: Int { left + width }
  }

  struct Words {
    let x: Int
    let y: Int
    /// `start`, `middle` or `end`.
    let anchor: String
    let text: String
  }

  init(_ svg: String) throws {
    elements = try HTMLElements("<!DOCTYPE html>\n" + svg).all
    let root = try #require(elements.first)
    try #require(root.name == "svg")
    let box = try #require(root.attributes["viewBox"]).split(separator: " ")
    try #require(box.count == 4 && box[0] == "0" && box[1] == "0")
    width = try Self.hundredths(box[2])
    height = try Self.hundredths(box[3])
    bars = try elements.filter { $0.name == "rect" && $0.attributes["stroke"] != nil }.map { bar in
      Bar(
        left: try Self.place("x", of: bar), top: try Self.place("y", of: bar),
        width: try Self.place("width", of: bar), height: try Self.place("height", of: bar),
        fill: try #require(bar.attributes["fill"]))
    }
    words = try Self.words(in: elements)
    let grid = try #require(elements.first { $0.attributes["stroke"] == "#999" })
    ticks = try (grid.attributes["d"] ?? "").split(separator: "M").map { line in
      try Self.hundredths(line.prefix { $0 != " " })
    }
  }

  /// Words with a place of their own, and the lines of names, which stand where their text ends.
  private static func words(in elements: [HTMLElements.Element]) throws -> [Words] {
    var words: [Words] = []
    var anchor = "start"
    for element in elements where ["text", "tspan"].contains(element.name) {
      if element.name == "text" { anchor = element.attributes["text-anchor"] ?? "start" }
      guard element.attributes["x"] != nil else { continue }
      words.append(
        Words(
          x: try place("x", of: element), y: try place("y", of: element), anchor: anchor,
          text: element.text))
    }
    return words
  }

  private static func place(_ name: String, of element: HTMLElements.Element) throws -> Int {
    try hundredths(try #require(element.attributes[name])[...])
  }

  /// `12.5` as 1250; anything but a plain decimal of two places is no place.
  private static func hundredths(_ text: Substring) throws -> Int {
    let match = try #require(text.wholeMatch(of: /(\d+)(?:\.(\d{1,2}))?/), "\(text)")
    let decimals = (match.2 ?? "0") + ((match.2?.count ?? 1) == 1 ? "0" : "")
    return try #require(Int(match.1)) * 100 + (try #require(Int(decimals)))
  }
}
