import Foundation
import PackagePlugin

/// Compiles every text file below a target's folder into the target.
///
/// The built executable needs no files beside it; `embeddedFiles` lists their paths and texts.
@main
struct EmbedText: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = target.directoryURL
    let inputs = textFiles(below: folder)
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(inputs.count) text files of \(target.name)",
        executable: try context.tool(named: "embed-text").url,
        arguments: [folder.path, output.path] + inputs.map(\.path),
        inputFiles: inputs,
        outputFiles: [output])
    ]
  }

  /// Data files only: no Swift, no README, no golden output, which only tests read.
  private func textFiles(below folder: URL) -> [URL] {
    let kinds: Set = ["sql", "csv", "yaml", "mustache", "md", "css", "js"]
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (files?.compactMap { $0 as? URL } ?? [])
      .filter { kinds.contains($0.pathExtension) && !$0.path.contains("/golden/") }
      .filter { $0.lastPathComponent != "README.md" }
      .sorted { $0.path < $1.path }
  }
}
