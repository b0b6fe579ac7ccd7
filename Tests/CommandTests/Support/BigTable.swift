/// Tables of many rows.
enum BigTable {
  /// So many cases of 2024, none with anything wrong.
  static func cases(_ count: Int, prefix: String = "案") -> String {
    var text = "案件编号,案件类型,受援人,受理日期,指派日期,承办人,承办单位,案由\n"
    for number in 1...count {
      let day = number % 28 + 1
      text += "\(prefix)\(number),民事,受援人\(number),2024-03-\(day < 10 ? "0" : "")\(day),,"
      text += "承办人\(number % 40),某某律师事务所,第 \(number) 件的案由\n"
    }
    return text
  }
}
