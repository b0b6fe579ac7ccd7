import LedgerCore
import Reporting

/// A report's page in the desk, and by itself for the printer.
enum Paper {
  /// The page with the style of the reports, without the desk around it.
  static func whole(_ page: Page, title: String) -> HTML {
    """
    <!DOCTYPE html>
    <html lang="zh-CN">
    <head>
    <meta charset="utf-8">
    <title>\(title)</title>
    <link rel="stylesheet" href="/paper.css">
    <script src="/desk.js" defer></script>
    </head>
    <body data-print>
    <main>
    \(HTML(made: page.htmlFragment(above: 0)))
    </main>
    </body>
    </html>

    """
  }

  /// The page in the desk.
  static func sheet(_ page: Page) -> HTML {
    """
    <div class="sheet" role="region" tabindex="0" aria-label="正文">
    \(HTML(made: page.htmlFragment()))
    </div>
    """
  }

  /// The page in the desk, where every figure leads to the facts behind it.
  static func linked(_ page: Page, _ query: Fields) -> HTML {
    let markup = sheet(page).markup
    let figure = #/<(td|th|dd)([^>]*) data-figure="([a-z0-9_]+)"([^>]*)>([^<]*)</#
    return HTML(
      made: markup.replacing(figure) { match in
        var figure = Fields([("name", String(match.output.3))])
        for name in ["year", "span"] { figure[name] = query[name] }
        let link: HTML = "\(typed: figure.address(at: "/figure"))"
        let (element, before, after) = (match.output.1, match.output.2, match.output.4)
        let words = match.output.5
        return
          "<\(element)\(before)\(after)><a class=\"figure\" href=\"\(link.markup)\">\(words)</a><"
      })
  }
}
