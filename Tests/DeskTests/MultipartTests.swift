import Foundation
import TestSupport
import Testing

@testable import Desk

@Suite("带文件的表单", .ownThreads)
struct MultipartTests {
  private static let seed = UInt64.random(in: 0...UInt64.max)

  /// A part of a form: a field, or a file where it has a name.
  private struct Part: Equatable {
    let name: String
    let file: String?
    let bytes: [UInt8]
  }

  private static let boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW"

  private static func form(_ parts: [Part]) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in parts {
      let file = part.file.map { "; filename=\"\($0)\"\r\nContent-Type: text/csv" } ?? ""
      bytes += Array(
        "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(file)\r\n\r\n".utf8
      )
      bytes += part.bytes + [13, 10]
    }
    return bytes + Array("--\(boundary)--\r\n".utf8)
  }

  /// Bytes that look much like the boundary.
  private static func bytes(_ generator: inout SeededGenerator, isText: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<generator.number(0...12) {
      switch generator.number(0...6) {
      case 0: bytes += [13, 10]
      case 1: bytes += Array("\r\n--".utf8)
      case 2: bytes += Array("\r\n--\(boundary.dropLast())".utf8)
      case 3: bytes += Array(boundary.utf8)
      case 4: bytes += [13]
      case 5: bytes += Array(generator.cellText().utf8)
      default: bytes += isText ? [0x61] : (0..<40).map { _ in UInt8(generator.number(0...255)) }
      }
    }
    // A browser chooses a boundary that stands nowhere in what it sends.
    return bytes.firstRange(of: Array("\r\n--\(boundary)".utf8)) == nil ? bytes : []
  }

  /// What a reader makes of a form that comes in some pieces.
  private static func read(
    _ bytes: [UInt8], in folder: UploadFolder, _ pieces: [Int]
  ) throws -> (Fields, [Part]) {
    let kind = "multipart/form-data; boundary=\(boundary)"
    var reader = try #require(MultipartReader(contentType: kind, into: folder))
    var start = 0
    for end in pieces.sorted() + [bytes.count] {
      try reader.read(bytes[start..<end])
      start = end
      #expect(reader.waitingCount <= (4 << 10) + 100)
    }
    let (fields, uploads) = try reader.finish()
    return (
      fields,
      uploads.map { upload in
        Part(
          name: "", file: upload.name,
          bytes: FileManager.default.contents(atPath: upload.path).map(Array.init) ?? [])
      }
    )
  }

  @Test("however the bytes of a form are cut, its fields and files are the same")
  func anySplit() throws {
    var generator = SeededGenerator(seed: Self.seed)
    let folder = try UploadFolder()
    for round in 0..<60 {
      let note = "seed \(Self.seed), round \(round)"
      let parts = (0..<generator.number(0...5)).map { index -> Part in
        let isFile = generator.chance(oneIn: 2)
        return Part(
          name: "f\(index)", file: isFile ? "表\(index).csv" : nil,
          bytes: Self.bytes(&generator, isText: !isFile))
      }
      let bytes = Self.form(parts)
      var cuts: [[Int]] = [[], Array(0..<bytes.count)]
      for _ in 0..<4 {
        cuts.append((0..<generator.number(1...9)).map { _ in generator.number(0...bytes.count) })
      }
      for cut in cuts {
        let (fields, files) = try Self.read(bytes, in: folder, cut)
        let typed = parts.filter { $0.file == nil }.map { part in
          (part.name, String(decoding: part.bytes, as: UTF8.self).replacing("\r\n", with: "\n"))
        }
        #expect(fields == Fields(typed), "\(note)")
        #expect(files.map(\.file) == parts.map(\.file).filter { $0 != nil }, "\(note)")
        #expect(files.map(\.bytes) == parts.filter { $0.file != nil }.map(\.bytes), "\(note)")
      }
      #expect(try Self.names(in: folder) == [], "\(note)")
    }
  }

  private static func names(in folder: UploadFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0 != "lock" }
  }

  @Test("whatever bytes come, the reader ends, keeps within its bounds, and leaves no file")
  func fuzz() throws {
    var generator = SeededGenerator(seed: Self.seed)
    let folder = try UploadFolder()
    let words = [
      "\r\n", "--", Self.boundary, "--\(Self.boundary)", "filename=\"\"", "filename=\"", "name=\"",
      "\"",
      "; ",
      "Content-Disposition: form-data", "\r\n\r\n", "\u{0}", "\u{FF}", ":", "\r", "\n",
    ].map { Array($0.utf8) }
    var refused = 0
    for round in 0..<400 {
      var bytes = Self.form([
        Part(name: "a", file: nil, bytes: Self.bytes(&generator, isText: true)),
        Part(name: "b", file: "b.csv", bytes: Self.bytes(&generator, isText: false)),
        Part(name: "c", file: "", bytes: []),
      ])
      for _ in 0..<generator.number(1...6) {
        let place = generator.number(0...bytes.count)
        switch generator.number(0...3) {
        case 0: bytes.insert(contentsOf: words.randomElement(using: &generator) ?? [], at: place)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + generator.number(0...30)))
        case 2 where place < bytes.count: bytes[place] = UInt8(generator.number(0...255))
        default: bytes.insert(contentsOf: bytes.prefix(generator.number(0...200)), at: place)
        }
      }
      let cuts = (0..<generator.number(0...6)).map { _ in generator.number(0...bytes.count) }
      do {
        _ = try Self.read(bytes, in: folder, cuts)
      } catch let fault as RequestFault {
        refused += 1
        #expect([.malformed, .tooLarge].contains(fault), "seed \(Self.seed), round \(round)")
      }
      #expect(try Self.names(in: folder) == [], "seed \(Self.seed), round \(round)")
    }
    #expect(refused > 50)
  }

  @Test("each bound holds: a field, all fields, a head, the number of files and of fields")
  func bounds() throws {
    let folder = try UploadFolder()
    func fault(_ parts: [Part]) -> RequestFault? {
      do {
        _ = try Self.read(Self.form(parts), in: folder, [])
        return nil
      } catch {
        return error as? RequestFault
      }
    }
    func text(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x61, count: count) }
    let most = MultipartReader.fieldSizeMax
    #expect(fault([Part(name: "a", file: nil, bytes: text(most))]) == nil)
    #expect(fault([Part(name: "a", file: nil, bytes: text(most + 1))]) == .tooLarge)
    let many = (0..<16).map { Part(name: "f\($0)", file: nil, bytes: text(most)) }
    #expect(fault(many) == .tooLarge)
    let long = String(repeating: "a", count: 5_000)
    #expect(fault([Part(name: long, file: nil, bytes: [])]) == .tooLarge)
    #expect(fault([Part(name: "a", file: long, bytes: [])]) == .tooLarge)
    let files = (0...MultipartReader.filesMax).map { Part(name: "f", file: "\($0)", bytes: [1]) }
    #expect(fault(files) == .tooLarge && fault(files.dropLast()) == nil)
    let empty = [Part](repeating: Part(name: "f", file: "", bytes: []), count: 16_000)
    #expect(fault(empty) == .tooLarge)
    let fields = [Part](repeating: Part(name: "f", file: nil, bytes: []), count: 4_001)
    #expect(fault(fields) == .tooLarge && fault(fields.dropLast()) == nil)
    #expect(try Self.names(in: folder) == [])
  }

  @Test("a field in which no file was chosen is no file; a file without bytes is one")
  func emptyFiles() throws {
    let folder = try UploadFolder()
    let bytes = Self.form([
      Part(name: "a", file: "", bytes: []), Part(name: "b", file: "空.csv", bytes: []),
    ])
    let (_, files) = try Self.read(bytes, in: folder, [])
    #expect(files == [Part(name: "", file: "空.csv", bytes: [])])
  }
}
