import Foundation
import LedgerCore
import TestSupport
import Testing

@testable import LedgerStore

@Suite("一个账本一个文件名")
struct SoleNameTests {
  private func link(_ folder: TemporaryFolder, as name: String) throws {
    try FileManager.default.linkItem(atPath: folder.file(), toPath: folder.file(name))
  }

  @Test("a ledger of two names is opened under neither, and under the one that stays")
  func twoNames() throws {
    let folder = try TemporaryFolder()
    try folder.newLedger().close()
    try link(folder, as: "other.sqlite")
    let before = try folder.bytes()
    for name in [TemporaryFolder.ledgerName, "other.sqlite"] {
      let path = folder.file(name)
      #expect(throws: StoreFault.severalNames(path: path)) { try LedgerStore.open(at: path) }
      #expect(throws: StoreFault.severalNames(path: path)) {
        try LedgerStore.open(at: path, isAlone: true)
      }
    }
    #expect(try folder.bytes() == before)
    unlink(folder.file("other.sqlite"))
    #expect(try LedgerStore.open(at: folder.file()).problems() == [])
  }

  @Test("a symbolic link is no second name, and a ledger may be opened by it")
  func symbolicLink() throws {
    let folder = try TemporaryFolder()
    try folder.newLedger().close()
    let link = folder.file("link.sqlite")
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: folder.file())
    let store = try LedgerStore.open(at: link)
    try store.append(.sample()) { try $0.append(LegalAidCase.sample()) }
    try store.close()
    #expect(
      try LedgerStore.open(at: folder.file()).read { try Verification(of: $0).entryCount } == 2)
  }

  @Test("nothing is appended once the file has got a second name")
  func meanwhile() throws {
    let folder = try TemporaryFolder()
    let store = try folder.newLedger()
    let head = try store.head()
    try link(folder, as: "other.sqlite")
    #expect(throws: StoreFault.severalNames(path: folder.file())) {
      try store.append(.sample()) { try $0.append(LegalAidCase.sample()) }
    }
    #expect(try store.head() == head)
  }

  @Test("the second name that a run of ours left is taken away, and the file stays")
  func leftNames() throws {
    let left = [".ledger.sqlite.new-99999999", "ledger.sqlite.replaced-20250101T000000Z"]
    for name in left {
      let folder = try TemporaryFolder()
      try folder.newLedger().close()
      try link(folder, as: name)
      #expect(try LedgerStore.open(at: folder.file()).problems() == [])
      #expect(!FileManager.default.fileExists(atPath: folder.file(name)))
    }
  }

  @Test("another file under such a name is left alone")
  func strangers() throws {
    let folder = try TemporaryFolder()
    try folder.newLedger().close()
    let names = ["ledger.sqlite.replaced-20250101T000000Z", ".ledger.sqlite.new-7"]
    for name in names { try folder.write("别的文件", to: name) }
    try link(folder, as: "other.sqlite")
    #expect(throws: StoreFault.severalNames(path: folder.file())) {
      try LedgerStore.open(at: folder.file())
    }
    for name in names { #expect(try folder.text(of: name) == "别的文件") }
  }
}

@Suite("网络共享盘")
struct NetworkPlaceTests {
  private static let mounts = """
    22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
    97 22 0:52 / /mnt/共享 rw,nosuid shared:80 - fuse.sshfs 服务器:/账 rw,user_id=1000
    98 22 0:53 / /media/盘 rw,nosuid shared:81 - fuseblk /dev/sdb1 rw
    99 22 0:54 / /mnt/云 rw shared:82 master:3 - fuse.rclone 云: rw
    100 22 0:55 / /mnt/局 rw,relatime - nfs4 10.0.0.1:/局 rw,vers=4.2
    101 22 0:56 / /mnt/科 rw,relatime - cifs //服务器/科 rw,vers=3.1.1
    102 22 0:57 / /mnt/c rw - 9p C: rw
    103 22
    """

  @Test(
    "a file system of another machine is known by its name",
    arguments: [
      ("0:52", "fuse.sshfs"), ("0:54", "fuse.rclone"), ("0:55", "nfs4"), ("0:56", "cifs"),
      ("0:57", "9p"), ("0:53", nil), ("8:1", nil), ("0:5", nil), ("0:99", nil),
    ] as [(String, String?)])
  func kinds(_ device: String, _ kind: String?) {
    let place = NetworkPlace(device: device, mounts: Self.mounts)
    #expect(place?.kind == kind)
    if let kind { #expect(place?.warning.words.contains(kind) == true) }
  }

  @Test("a folder of this machine is none, and neither is a file that is not there")
  func here() throws {
    let folder = try TemporaryFolder()
    try folder.newLedger().close()
    #expect(NetworkPlace(of: folder.file()) == nil)
    #expect(NetworkPlace(of: folder.file("no.sqlite")) == nil)
  }
}
