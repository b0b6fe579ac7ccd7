package import LedgerCore

/// Why the province's database could not be reached, read or written.
///
/// No text carries a password, a value of a row, or words of the server.
package enum DatabaseFault: OfficerError, Equatable {
  /// The address is none of a PostgreSQL database.
  case badAddress
  /// Nobody answers there, or the database is not there.
  case unreachable(place: String)
  /// User or password is wrong.
  case refused(place: String)
  /// The connection ended while it was used.
  case gone
  /// There is nothing of a province in it.
  case notPrepared
  /// It was prepared by a program that knows more.
  case newerSchema(found: Int, known: Int)
  /// It holds what another province took.
  case otherProvince(held: String)
  /// The user may not do this.
  case notPermitted
  /// The user may see bureaus, but not this one.
  case beyondRegion(code: RegionCode)
  /// The user has no region to look at.
  case noRegion
  /// What is asked needs the names of recipients, which the user may not see.
  case namesNeeded
  /// Somebody else moved what was to be written.
  case contended
  case full
  case readOnly
  /// What is held in it does not hold together.
  case damaged(bureau: RegionCode, ledger: Int)
  /// Another refusal; the five signs of SQLSTATE.
  case other(state: String)

  package var description: String {
    switch self {
    case .badAddress:
      "数据库地址不对：写成 postgresql://用户@主机:端口/库名 的样子；密码不要写在里面，放在环境变量 PGPASSWORD 或 ~/.pgpass 里"
    case .unreachable(let place):
      "连不上数据库（\(place)）：请核对主机、端口和库名，看服务器开着没有；没有改动"
    case .refused(let place):
      "数据库（\(place)）不认这个用户或密码：请核对用户名，密码放在环境变量 PGPASSWORD 或 ~/.pgpass 里；没有改动"
    case .gone:
      "与数据库的连接断了：正在办的这一步没有办成，以前收下的不受影响；请等服务器恢复后，把同样的命令再运行一次"
    case .notPrepared:
      "这个数据库里没有省级汇总的表，或者不让这个用户看：请先用 init --database 建立，或请管理员登记可看的地区"
    case .newerSchema(let found, let known):
      "这个数据库由更新的程序建立（版本 \(found)，本程序到 \(known)）：请先升级程序；没有改动"
    case .otherProvince(let held):
      "这个数据库里是“\(printable(held))”的账，与这个文件夹不是一家：请核对数据库地址和文件夹；没有改动"
    case .notPermitted: "数据库不允许这个用户这样做：请换有权的用户，或请管理员授权；没有改动"
    case .beyondRegion(let code): "\(code) 不在这个用户可看的地区：没有给出；确需查看的，请省里登记"
    case .noRegion: "数据库里没有登记这个用户可看的地区：请省里用 reader add 登记"
    case .namesNeeded:
      "这样查要看受援人的事实，这个用户只能看到合计：请省里登记为可看明细的用户，或不写截至日"
    case .contended: "别人正在收同一个单位的账，这一次没有收：请再运行一次"
    case .full: "数据库所在的磁盘满了：没有收，请清理后再运行一次"
    case .readOnly: "数据库现在只能读（可能是备机）：没有收，请连主库"
    case .damaged(let bureau, let ledger):
      "数据库里 \(bureau) 的第 \(ledger) 个账本与它的校验码对不上：没有继续；请用 verify 查看，必要时从备份恢复数据库"
    case .other(let state): "数据库没有接受（SQLSTATE \(state)）：没有改动；请把这个编号告诉维护人员"
    }
  }

  /// What a refusal of the server means.
  init(state: String) {
    switch state {
    case "42501": self = .notPermitted
    case "42P01", "3F000": self = .notPrepared
    case "40001", "40P01", "55P03": self = .contended
    case "53100": self = .full
    case "25006": self = .readOnly
    case "57P01", "57P02", "57P03", "08000", "08003", "08006": self = .gone
    default: self = .other(state: state)
    }
  }
}
