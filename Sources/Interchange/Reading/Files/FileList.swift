private import Foundation
internal import LedgerCore

/// What the named paths come to: files to read in order, and what is to be said of the rest.
enum FileListEntry: Equatable {
  case file(path: String, length: Int)
  case fault(ImportFault)
  case notice(ImportNotice)

  /// The entries of files and folders; a folder means the tables in it, known by their extensions,
  /// in order of code points.
  static func entries(paths: [String]) -> [FileListEntry] {
    var seen: Set<String> = []
    return paths.flatMap(entries).map { entry in
      guard case .file(let path, _) = entry else { return entry }
      let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      guard !seen.insert(target).inserted else { return entry }
      return .notice(ImportNotice(file: path, text: "同一个文件列了两次，只读一次"))
    }
  }

  private static let extensions = [
    ".csv", ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".tsv", ".htm", ".html",
  ]

  /// Whether a file of a folder is meant as a table; a text without tabs is a note.
  private static func isTable(_ path: String) -> Bool {
    let name = path.lowercased()
    if extensions.contains(where: name.hasSuffix) { return true }
    return name.hasSuffix(".txt") && (try? TextStream.head(of: path))?.contains(0x09) == true
  }

  private static func entries(path: String) -> [FileListEntry] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return [.fault(FileFlaw.missing.fault(file: path, row: nil))]
    }
    return isFolder.boolValue ? folderEntries(path) : [fileEntry(path)]
  }

  private static func fileEntry(_ path: String) -> FileListEntry {
    // Attributes are those of a link itself, so the link is followed first.
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: target) else {
      return .fault(FileFlaw.unreadable.fault(file: path, row: nil))
    }
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      return .fault(FileFlaw.notAFile.fault(file: path, row: nil))
    }
    let length = (attributes[.size] as? NSNumber)?.intValue ?? 0
    return .file(path: path, length: length)
  }

  private static func folderEntries(_ folder: String) -> [FileListEntry] {
    guard let all = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      return [.fault(FileFlaw.unreadable.fault(file: folder, row: nil))]
    }
    // `~$` is the mark that Excel leaves beside a workbook while it is open.
    let names = all.filter { !$0.hasPrefix(".") && !$0.hasPrefix("~$") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    var others: [String] = []
    var entries: [FileListEntry] = []
    for name in names {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: prefix + name, isDirectory: &isFolder)
      if isTable(prefix + name), !isFolder.boolValue {
        entries.append(fileEntry(prefix + name))
      } else if !name.lowercased().hasSuffix(".yaml") {
        // Standards are read by the one who keeps them.
        others.append(name)
      }
    }
    if entries.isEmpty {
      let fault = ImportFault(
        file: folder, problem: "文件夹里没有 CSV 或 Excel 文件",
        read: "读到 \(others.count) 个其他文件或文件夹",
        advice: "请把各表另存为 .csv 或 .xlsx 放进这个文件夹")
      return [.fault(fault)]
    }
    if !others.isEmpty {
      let shown = others.prefix(10).map { excerpt($0, scalarsMax: 40) }.joined(separator: "、")
      let text = "没有读取的其他文件或文件夹：\(shown)\(others.count > 10 ? " 等" : "")"
      entries.append(.notice(ImportNotice(file: folder, text: text)))
    }
    return entries
  }
}
