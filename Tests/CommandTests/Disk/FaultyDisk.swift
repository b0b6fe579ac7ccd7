#if os(Linux)
  import Foundation

  /// What is to happen to the files of a run, through the library that is preloaded into it.
  struct FaultyDisk: Sendable {
    /// The one thing that goes wrong; calls that change files are counted from 1.
    enum Fault: Sendable {
      case killed(at: Int)
      /// The process waits there until it is told to go on.
      case stopped(at: Int)
      case refused(at: Int, as: Refusal)
      /// A call that reads is refused; those are counted on their own.
      case unreadable(at: Int)
    }

    /// How the disk refuses a call.
    enum Refusal: String, CaseIterable, Sendable {
      /// This one call fails.
      case ioError = "EIO"
      /// There is no room for it, nor for anything later.
      case full = "ENOSPC"
      /// A half is written; then there is no room.
      case half = "SHORT"
    }

    let fault: Fault?
    /// Where all calls are written down.
    var record: String?

    /// An instant on the last day of 2024, at which all runs take place: two runs of a command
    /// write the same bytes.
    private static let clock = 1_735_610_000

    func environment(in folder: String) throws -> [String: String?] {
      var variables: [String: String?] = [
        "LD_PRELOAD": try Program.products().appending(path: "libFaultyDisk.so").path,
        "DISK_FOLDER": URL(filePath: folder).resolvingSymlinksInPath().path,
        "DISK_CLOCK": "\(Self.clock)",
        "DISK_RECORD": record,
      ]
      switch fault {
      case nil: break
      case .killed(let number): variables["DISK_KILL_AT"] = "\(number)"
      case .stopped(let number): variables["DISK_STOP_AT"] = "\(number)"
      case .refused(let number, let refusal):
        variables["DISK_FAIL_AT"] = "\(number)"
        variables["DISK_FAIL_AS"] = refusal.rawValue
      case .unreadable(let number): variables["DISK_FAIL_READ_AT"] = "\(number)"
      }
      return variables
    }
  }

  /// A call of a program that changed its files, or said something.
  struct DiskCall: Sendable {
    enum Verb: String, Sendable {
      /// Bytes at a place of a file.
      case write
      case truncate
      case sync
      case syncFolder
      /// A file that was not there.
      case create
      /// A file that was there, opened by a call that could have made it.
      case open
      /// The same, with its content taken away.
      case empty
      case rename
      case link
      /// A file or an empty folder.
      case unlink
      case mkdir
      /// Something on standard output.
      case say
      /// How many calls read; the last line of the record.
      case reads
    }

    /// Of the call, or of the one before when this is no change of a file.
    let number: Int
    let verb: Verb
    /// The inode.
    let file: UInt64
    let offset: Int
    let isRefused: Bool
    /// From the watched folder; empty for the folder itself.
    let path: String
    let otherPath: String
    let bytes: [UInt8]
  }

  extension DiskCall {
    /// Reads a record that the library wrote.
    static func all(in record: Data, of folder: String) throws -> [DiskCall] {
      let top = URL(filePath: folder).resolvingSymlinksInPath().path
      var rest = record[...]
      var calls: [DiskCall] = []
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        let words = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
        let numbers = words.compactMap { Int($0) }
        guard words.count == 8, numbers.count == 7, let verb = Verb(rawValue: String(words[1]))
        else { throw TestFault(description: "no record of a disk: \(words)") }
        rest = rest[(end + 1)...]
        func take(_ count: Int) -> Data {
          defer { rest = rest.dropFirst(count) }
          return Data(rest.prefix(count))
        }
        func path(_ count: Int) -> String {
          let path = String(decoding: take(count), as: UTF8.self)
          return path == top || path.isEmpty ? "" : String(path.dropFirst(top.count + 1))
        }
        calls.append(
          DiskCall(
            number: numbers[0], verb: verb, file: UInt64(numbers[1]), offset: numbers[2],
            isRefused: numbers[3] != 0, path: path(numbers[4]), otherPath: path(numbers[5]),
            bytes: [UInt8](take(numbers[6]))))
      }
      return calls
    }
  }
#endif
