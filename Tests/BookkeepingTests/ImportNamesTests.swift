import Bookkeeping
import Interchange
import LedgerCore
import LedgerStore
import TestSupport
import Testing

private let header = "案件编号,案件类型,受援人,受理日期,承办人,承办单位,案由\n"

@Suite("导入：隐去的姓名和看不见的字符")
struct ImportNamesTests {
  private static func session() throws -> Session {
    let session = try Session.sample()
    _ = try session.importing(header + "案1,民事,李小兰,2024-01-05,王五五,甲所,\n")
    return session
  }

  private func registered(_ session: Session) throws -> LegalAidCase {
    try #require(try session.store.read { try $0.cases.legalAidCase(.of("案1")) })
  }

  @Test(
    "a masked name is the name that it masks, and what else the row says is taken",
    arguments: ["李某某", " 李 某某 ", "李*兰", "李＊＊", "李××"])
  func known(name: String) throws {
    let session = try Self.session()
    let row = "案1,民事,\(name),2024-01-05,王某某,甲所,赡养\n"
    let summary = try session.importing(header + row)
    #expect(summary.byKind[.cases]?.filled == 1)
    let again = try session.importing(header + row)
    #expect(again.byKind[.cases]?.unchanged == 1)
    let now = try registered(session)
    #expect(now.recipient == "李小兰" && now.lawyer == "王五五" && now.matter == "赡养")
  }

  @Test("a masked name of somebody else, or where none stands, is a fault, amended or not")
  func others() throws {
    let session = try Self.session()
    for reason in [nil, "核对"] {
      let faults = try session.faults(
        importing: header
          + "案1,民事,王某某,2024-01-05,赵某某,甲所,\n"  // two other people
          + "案2,民事,李某某,2024-01-05,,,\n",  // a new case
        amending: reason)
      #expect(faults.map(\.place) == ["1.csv:2:3", "1.csv:2:5", "1.csv:3:3"])
      #expect(faults.allSatisfy { $0.problem.contains("隐去了的姓名") })
      #expect(!faults.contains { $0.description.contains("李小兰") })
    }
    #expect(try registered(session).recipient == "李小兰")
  }

  @Test("names that only have 某 in them are names")
  func names() throws {
    let session = try Session.sample()
    let summary = try session.importing(header + "案3,民事,李某,2024-01-05,马某甲,甲某某律师事务所,\n")
    #expect(summary.byKind[.cases]?.added == 1)
  }

  @Test(
    "a row's own number shows all it holds",
    arguments: [
      ("案\u{AD}1", "U+00AD"), ("案\u{FE0F}1", "U+FE0F"), ("\u{200B}案1", "U+200B"),
      ("案1\u{202E}", "U+202E"), ("\"案\n1\"", "U+000A"), ("案\u{7}1", "U+0007"),
      ("案\u{3164}1", "U+3164"), ("案\u{E0101}1", "U+E0101"),
    ])
  func ownNumber(text: String, named: String) throws {
    let session = try Self.session()
    let faults = try session.faults(importing: header + "\(text),民事,李小兰,2024-01-05,,,\n")
    #expect(faults.map(\.place) == ["1.csv:2:1"])
    #expect(faults.first?.problem == "案件编号：号码里有看不见的字符 \(named)")
  }

  @Test("where a number is cited, what shows nothing in it is no part of it")
  func citedNumber() throws {
    let session = try Self.session()
    let claims = "申报编号,案件编号,申报日期,申报金额\n"
    _ = try session.importing(claims + "申1,案\u{AD}1,2024-03-05,800\n申2,案\u{2060}1,2024-03-05,800\n")
    let dossier = try session.store.read { try $0.cases.dossier(.of("案1")) }
    #expect(dossier.claims.map(\.caseNumber.printed) == ["案1", "案1"])
  }

  @Test("a number of 200 characters is taken, own or cited, and one of 201 is not")
  func length() throws {
    let session = try Self.session()
    let long = String(repeating: "长", count: 199)
    let claims = "申报编号,案件编号,申报日期,申报金额\n"
    _ = try session.importing(claims + "申\(long),案\(long),2024-03-05,800\n")
    let faults = try session.faults(
      importing: claims + "申\(long)1,案1,2024-03-05,800\n" + "申3,案\(long)1,2024-03-05,800\n")
    #expect(faults.map(\.place) == ["1.csv:2:1", "1.csv:3:2"])
    #expect(faults.allSatisfy { $0.problem.hasSuffix("号码有 201 个字符，最多 200 个") })
  }

  @Test("a name in another form of writing is no change")
  func sameName() throws {
    let session = try Session.sample()
    _ = try session.importing(header + "案1,民事,阿里·木,2024-01-05,方五,甲（乙）所,\n")
    let summary = try session.importing(header + "案1,民事,阿里•木,2024-01-05,⽅五,甲〈乙〉所,\n")
    #expect(summary.byKind[.cases]?.unchanged == 1)
  }
}
