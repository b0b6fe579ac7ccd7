import LedgerCore

/// What must hold of the small values that people write.
enum ValueLaws {
  /// What was read is printed in two ways that are read as the same; a refusal has its words.
  static func checkAmount(_ text: String) throws {
    let amount: Money
    do {
      amount = try Money(yuan: text)
    } catch {
      try checkWords(error.description)
      try checkWords(error.advice)
      return
    }
    try law(amount.fen.magnitude <= Money.largestFact.fen.magnitude, "\(amount.fen) is too large")
    for printed in [amount.yuanText, amount.groupedYuanText, "¥\(amount.yuanText)元"]
    where !printed.hasPrefix("¥-") {
      try law((try? Money(yuan: printed)) == amount, "\(amount.fen) is printed as \(printed)")
    }
    try checkWords(amount.capitals)
    try checkWords(amount.exactWanText)
  }

  static func checkDay(_ text: String) throws {
    let day: Day
    do {
      day = try Day(text: text)
    } catch {
      try checkWords(error.description)
      try checkWords(error.advice)
      return
    }
    try law(day >= .earliest && day <= .latest, "\(day) is out of bounds")
    try law((try? Day(text: day.description)) == day, "\(day) is not read again")
    let chinese = "\(day.year)年\(day.month)月\(day.day)日"
    try law((try? Day(text: chinese)) == day, "\(chinese) is not \(day)")
    try law(Day(number: Int(day.number)) == day, "\(day.number) is not \(day)")
    if let next = day.adding(days: 1) { try law(next.days(since: day) == 1, "after \(day)") }
  }

  /// Two ways to write one number are one number; what is normal stays as it is.
  static func checkNumber(_ text: String) throws {
    let key = normalized(text)
    try law(same(normalized(key), key), "\(key) is not normal")
    try law(same(normalized(halfWidth(text)), key), "half width is another number than \(key)")
    try law(same(normalized(" \(text)\u{3000}"), key), "white space makes another number of \(key)")
    guard let number = DocumentNumber(text) else {
      return try law(key.isEmpty, "no number of \(key)")
    }
    try law(DocumentNumber(number.printed) == number, "\(number.printed) is another number")
    try law(DocumentNumber(number.key) == number, "\(number.key) is another number")
    let order = number < DocumentNumber(prefix: number.printed, index: 7)
    try law(order, "a number comes after the one that goes on with it")
    try checkWords("〔" + printable(number.printed) + "〕")
  }

  /// By bytes, as the database compares.
  private static func same(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
  }
}
