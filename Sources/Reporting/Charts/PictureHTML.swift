/// A picture as HTML: drawings under their titles, or a sentence where there is nothing to draw.
enum PictureHTML {
  /// - Returns: The lines of the elements.
  static func lines(_ picture: Picture, of table: ReportTable) -> [String] {
    let charts = picture.charts(of: table)
    guard !charts.isEmpty else {
      return [HTMLTable.element("p", "图：\(picture.title)——没有可画的数据。", #" class="note""#)]
    }
    return charts.flatMap { chart in
      [
        "<figure>", HTMLTable.element("figcaption", "图：" + chart.title),
        HTMLTable.scrolling(BarChartSVG.text(chart), named: "图：" + chart.title), "</figure>",
      ]
    }
  }
}
