import Foundation
import Testing

/// Expects a run that refused: its code, nothing on standard output, Chinese words on standard
/// error and no English sentence among them.
func expectRefused(
  _ run: Run, code: Int32 = 1, saying words: [String] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(run.exitCode == code, "\(run.stderr)", sourceLocation: sourceLocation)
  #expect(!run.isKilled, sourceLocation: sourceLocation)
  #expect(run.stdout == "", sourceLocation: sourceLocation)
  #expect(run.stderr.hasPrefix("错误："), "\(run.stderr)", sourceLocation: sourceLocation)
  #expect(englishSentence(in: run.stderr) == nil, sourceLocation: sourceLocation)
  for word in words {
    #expect(run.stderr.contains(word), "\(run.stderr)", sourceLocation: sourceLocation)
  }
}

/// That an import was stopped: as a refusal, with what was skipped told before it.
func expectStopped(
  _ run: Run, saying words: [String], sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(run.exitCode == 1 && run.stdout == "", "\(run.stderr)", sourceLocation: sourceLocation)
  for word in words + ["错误："] {
    #expect(run.stderr.contains(word), "\(run.stderr)", sourceLocation: sourceLocation)
  }
}

/// The first English words that stand side by side where no command line is quoted.
func englishSentence(in text: String) -> String? {
  for line in text.split(separator: "\n") {
    if ["用法：", "详细说明："].contains(where: line.hasPrefix) { continue }
    let line = line.replacing(/legalaid( [a-z-]+)*|CSV UTF-8/, with: "")
    if let match = line.firstMatch(of: /[A-Za-z']{2,} [A-Za-z']{2,}/) {
      return String(match.output)
    }
  }
  return nil
}

/// The JSON that a command printed.
func json(_ text: String) throws -> [String: Any] {
  guard let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
  else { throw TestFault(description: "no JSON object: \(text.prefix(200))") }
  return object
}

/// A part of a printed JSON, written again with its keys in order, to be compared.
func canonical(_ part: Any?) throws -> String {
  guard let part else { throw TestFault(description: "the part is missing") }
  let data = try JSONSerialization.data(
    withJSONObject: part, options: [.sortedKeys, .fragmentsAllowed, .prettyPrinted])
  return String(decoding: data, as: UTF8.self)
}

extension [String: Any] {
  /// How many findings each rule has.
  var countsByRule: [String: Int] { self["counts_by_rule"] as? [String: Int] ?? [:] }
}
