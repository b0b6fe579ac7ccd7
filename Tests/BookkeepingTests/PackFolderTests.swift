import Bookkeeping
import Foundation
import LedgerCore
import LedgerStore
import TestSupport
import Testing

@Suite("报表包的文件夹")
struct PackFolderTests {
  private let place: TemporaryFolder
  private let files = [
    PackFile(name: "对账表.txt", text: "对账表\n"), PackFile(name: "空.csv", text: ""),
  ]

  init() throws {
    place = try TemporaryFolder()
  }

  private var folder: PackFolder { PackFolder(place.file("2024年度报表包")) }

  private func expectWhole(sourceLocation: SourceLocation = #_sourceLocation) throws {
    #expect(try place.names() == ["2024年度报表包"], sourceLocation: sourceLocation)
    for file in files {
      #expect(
        try place.text(of: "2024年度报表包/\(file.name)") == file.text, sourceLocation: sourceLocation)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(names) == Set(files.map(\.name)), sourceLocation: sourceLocation)
  }

  @Test("nothing stands under the folder's name until it is whole, and then nothing beside it")
  func publishes() throws {
    try folder.prepare(files)
    #expect(!FileManager.default.fileExists(atPath: folder.path))
    #expect(try place.names().count == 1)
    try folder.publish(files)
    try expectWhole()
    for file in files {
      let path = place.file("2024年度报表包/\(file.name)")
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }
  }

  @Test("what was prepared can be taken back")
  func discards() throws {
    try folder.prepare(files)
    folder.discard()
    #expect(try place.names() == [])
    try folder.publish(files)
    #expect(try place.names() == [])
  }

  @Test("a folder that holds the same pack is left as it is")
  func again() throws {
    for _ in 1...2 {
      try folder.prepare(files)
      try folder.publish(files)
    }
    try expectWhole()
  }

  @Test(
    "a folder that holds anything else is never changed",
    arguments: [
      ["对账表.txt": "别的\n", "空.csv": ""], ["对账表.txt": "对账表\n"], [:],
      ["对账表.txt": "对账表\n", "空.csv": "", "我的.txt": "批注"],
    ])
  func taken(held: [String: String]) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: false)
    for (name, text) in held { try place.write(text, to: "2024年度报表包/\(name)") }
    let fault = #expect(throws: PackFolder.Fault.self) { try folder.prepare(files) }
    #expect(try #require(fault).description.contains("“\(folder.path)”已经存在，内容不同"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(names) == Set(held.keys))
    for (name, text) in held { #expect(try place.text(of: "2024年度报表包/\(name)") == text) }
    #expect(try place.names() == ["2024年度报表包"])
  }

  @Test("a file under the folder's name, or in the place of its parent, is a fault")
  func file() throws {
    try place.write("文件", to: "2024年度报表包")
    #expect(throws: PackFolder.Fault.self) { try folder.prepare(files) }
    let inside = PackFolder(place.file("2024年度报表包/包"))
    let fault = #expect(throws: PackFolder.Fault.self) { try inside.prepare(files) }
    #expect(try #require(fault).description.contains("不能把报表包写到"))
    #expect(try place.text(of: "2024年度报表包") == "文件")
    #expect(try place.names() == ["2024年度报表包"])
  }

  @Test(
    "the name taken between preparing and publishing: by the same pack it is done, else refused")
  func race() throws {
    for text in ["对账表\n", "别的\n"] {
      let other = try TemporaryFolder()
      let folder = PackFolder(other.file("包"))
      try folder.prepare(files)
      try FileManager.default.createDirectory(
        atPath: folder.path, withIntermediateDirectories: false)
      try other.write(text, to: "包/对账表.txt")
      try other.write("", to: "包/空.csv")
      if text == files[0].text {
        try folder.publish(files)
      } else {
        #expect(throws: PackFolder.Fault.self) { try folder.publish(files) }
      }
      #expect(try other.text(of: "包/对账表.txt") == text)
      #expect(try other.names() == ["包"])
    }
  }

  @Test("the draft of a run that was killed is removed by the next, that of a living one is not")
  func abandoned() throws {
    // No system counts its processes this far.
    let dead = ".2024年度报表包.draft-2147483646"
    let living = ".2024年度报表包.draft-\(getppid())"
    let others = [".别的包.draft-2147483646", ".2024年度报表包.draft-我"]
    for name in [dead, living] + others { try place.write("半", to: "\(name)") }
    try folder.prepare(files)
    try folder.publish(files)
    #expect(try Set(place.names()) == Set([living, "2024年度报表包"] + others))
  }

  @Test("the pack of an open year is made anew, that of a closed one is what was sealed")
  func read() throws {
    let session = try Session.sample(.clean())
    let open = try ReadPack(session.store)(.of(2024)) { outcome in
      [PackFile(name: "甲", text: outcome.ledgerHead)]
    }
    #expect(!open.isSealed && open.times == 0)
    #expect(open.files.map(\.text) == [try session.head()])
    let closed = try session.close()
    try session.hold {
      $0.lines = [try .sample("凭9/1", paid: "2025-03-01", case: nil, use: .other)]
    }
    func sealed() throws -> ReadPack.Outcome {
      try ReadPack(session.store)(.of(2024)) { _ in
        Issue.record("a pack was made of a closed year")
        return []
      }
    }
    #expect(try sealed().isSealed && sealed().times == 1 && sealed().files == closed.pack)
    try session.reopen()
    let reopened = try ReadPack(session.store)(.of(2024)) { _ in [] }
    #expect(!reopened.isSealed && reopened.times == 1 && reopened.files.isEmpty)
    let again = try session.close()
    #expect(try sealed().times == 2 && sealed().files == again.pack && again.pack != closed.pack)
  }
}
