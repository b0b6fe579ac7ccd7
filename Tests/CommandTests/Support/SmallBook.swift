import Testing

/// A ledger of 2024 in which cases wait to be paid.
enum SmallBook {
  static let document = "红财〔2024〕1号"

  /// A workplace with one appropriation, and cases 案1, 案2 … of 800 yuan each, approved and unpaid.
  static func workplace(cases: Int = 1, appropriated: String = "10,000") async throws -> Workplace {
    let workplace = try await Workplace.withLedger()
    try workplace.write(
      "指标文号,资金来源,预算年度,下达日期,金额\n\(document),本级财政,2024,2024-01-10,\"\(appropriated)\"\n",
      to: "表/指标.csv")
    var register = "案件编号,案件类型,受援人,受理日期,指派日期,承办人,承办单位,结案日期,案由\n"
    var claims = "申报编号,案件编号,申报日期,申报金额,核发日期,核发金额,申报人,审核人\n"
    for number in 1...cases {
      register +=
        "案\(number),民事,\(Secret.recipient),2024-01-05,2024-01-06,王五五,甲律师事务所,2024-03-01,赡养\n"
      claims += "申\(number),案\(number),2024-03-05,800,2024-03-10,800,王五五,赵六六\n"
    }
    try workplace.write(register, to: "表/案件.csv")
    try workplace.write(claims, to: "表/申报.csv")
    let run = try await workplace.legalaid("import", "表")
    #expect(run.exitCode == 0, "\(run.stderr)")
    return workplace
  }

  /// The command line that pays a case.
  static func pay(_ voucher: String, _ number: Int, _ rest: String...) -> [String] {
    [
      "pay", "record", voucher, "--case", "案\(number)", "--document", document, "--on",
      "2024-04-01",
    ]
      + rest
  }
}
