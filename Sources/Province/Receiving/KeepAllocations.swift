package import Interchange
package import LedgerCore
import LedgerStore

/// Records the money that was sent down (下达), from a table of it.
package struct KeepAllocations {
  private let session: ProvinceSession
  private let today: Day

  /// - Parameters:
  ///   - session: In whose ledger.
  ///   - today: Nothing later has happened.
  package init(_ session: ProvinceSession, today: Day) {
    self.session = session
    self.today = today
  }

  /// Rows that do not say what they should; nothing was recorded.
  package struct Refused: OfficerError {
    package let faults: [ImportFault]

    package var description: String { guidance.words }

    package var guidance: Guidance {
      faults.prefix(50).map(\.guidance).joined(separator: "\n")
        + (faults.count > 50 ? "\n共 \(faults.count) 处，列出前 50 处" : "\n没有登记，请改好后重新导入")
    }
  }

  private static let required = ["下达文号", "接收方代码", "预算年度", "资金来源", "下达日期", "金额"]
  private static let optional = ["下达方代码", "上级文号"]

  /// Reads a table and records the rows that are new; a row that is there already, cell by cell, is
  /// passed over, so that the same table may come again.
  ///
  /// - Returns: How many rows were new, and how many were there.
  /// - Throws: ``Refused`` or ``ImportFault``; then nothing is recorded.
  package func callAsFunction(_ path: String) throws -> (added: Int, known: Int) {
    let rows = try NamedRows.read(path, required: Self.required, optional: Self.optional)
    let own = try session.province.store.read { try $0.publishing.regionCode() }
    var (allocations, faults): ([Allocation], [ImportFault]) = ([], [])
    for row in rows {
      do throws(ImportFault) {
        allocations.append(try allocation(row, own))
      } catch {
        faults.append(error)
      }
    }
    guard faults.isEmpty else { throw Refused(faults: faults) }
    return try record(allocations)
  }

  /// Records the rows that are not there yet.
  ///
  /// - Returns: How many rows were new, and how many were there.
  package func record(_ allocations: [Allocation]) throws -> (added: Int, known: Int) {
    try session.append("allocate") { writer in
      var left = try writer.ledger.province.allocations()
      var added = 0
      for allocation in allocations {
        // Two rows alike in one table are two; each of them is known once.
        if let known = left.firstIndex(of: allocation) {
          left.remove(at: known)
        } else {
          try writer.append(allocation)
          added += 1
        }
      }
      return (added, allocations.count - added)
    }
  }

  private func allocation(
    _ row: NamedRows.Row, _ own: RegionCode?
  ) throws(ImportFault) -> Allocation {
    guard let document = DocumentNumber(row["下达文号"]),
      NumberFlaw(of: row["下达文号"], isCited: false) == nil
    else { throw row.fault("下达文号", "不能为空，也不能有看不见的字符", "请写文号") }
    let sender = row["下达方代码"].isEmpty ? own : RegionCode(row["下达方代码"])
    guard let sender else { throw row.fault("下达方代码", "不是行政区划代码", "请写 6 位数字") }
    guard let receiver = RegionCode(row["接收方代码"]) else {
      throw row.fault("接收方代码", "不是行政区划代码", "请写 6 位数字")
    }
    guard let year = FiscalYear(text: row["预算年度"]) else {
      throw row.fault("预算年度", "不是年度", "请写 4 位数字，例如 2024")
    }
    guard let source = FundSource(name: row["资金来源"]) else {
      throw row.fault(
        "资金来源", "不是资金来源",
        "可写：\(FundSource.allCases.map(\.rawValue).joined(separator: "、"))")
    }
    let (day, amount) = (try self.day(row), try self.amount(row))
    guard day <= today else {
      throw row.fault("下达日期", "晚于今天（\(today)）", "还没有发生的不能登记，请核对")
    }
    return Allocation(
      document: document, from: sender, to: receiver, fiscalYear: year, source: source,
      sentOn: day, amount: amount, superiorDocument: DocumentNumber(row["上级文号"]))
  }

  private func day(_ row: NamedRows.Row) throws(ImportFault) -> Day {
    do throws(DayTextError) {
      return try Day(text: row["下达日期"])
    } catch {
      throw row.fault("下达日期", error.description, Guidance(error.advice))
    }
  }

  /// More or less than zero; a minus takes back.
  private func amount(_ row: NamedRows.Row) throws(ImportFault) -> Money {
    let amount: Money
    do throws(MoneyTextError) {
      amount = try Money(yuan: row["金额"])
    } catch {
      throw row.fault("金额", error.description, Guidance(error.advice))
    }
    guard amount != .zero else { throw row.fault("金额", "不能是 0", "请写金额，收回写负数") }
    return amount
  }
}
