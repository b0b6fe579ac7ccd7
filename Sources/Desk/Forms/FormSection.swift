/// One of several things that a page offers, each with a form of its own.
struct FormSection {
  let title: String
  /// Where the form is sent.
  let path: String
  let number: FormNumber
  let fields: HTML
  let buttons: [StepButton]

  var html: HTML {
    """
    <section class="way"><h2>\(title)</h2><form method="post" action="\(path)" class="fill">
    \(fields)\(number.input)
    <p class="buttons">\(buttons.map(\.html).joined())</p></form></section>
    """
  }
}

/// A button that tells which step of a form is wanted.
struct StepButton {
  let step: String
  let words: String
  var isMain = true
  /// Whether a second click while the first is under way does nothing.
  var isOnce = true

  var html: HTML {
    let look: HTML = isMain ? "class=\"main\" " : .none
    let once: HTML = isOnce ? " data-once" : .none
    return "<button \(look)name=\"step\" value=\"\(step)\"\(once)>\(words)</button>"
  }
}
