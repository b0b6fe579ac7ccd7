import LedgerCore

/// Why a segment or a receipt is refused; nothing of it was taken.
package enum SegmentFault: OfficerError, Equatable {
  /// The file is not what it should be, or a part of it is missing.
  case malformed(String)
  /// Written by a program that knows more than this one.
  case newerSchema(found: Int, known: Int)
  /// No signature by a key that counts.
  case notSigned
  /// The signature does not fit what is written.
  case forged
  /// The body is not the one that was signed.
  case otherBody
  /// What the body says does not hold together; the entry where it shows, 0 for the whole.
  case contradictory(entry: Int)
  /// An entry is not signed by who should have signed it, in the check's words.
  case badEntrySignature([String])

  package var description: String {
    switch self {
    case .malformed(let what): "文件不完整或不是这种文件（\(what)）：没有收；请重新拷贝，或请发出的人重新生成"
    case .newerSchema(let found, let known):
      "文件由更新的程序写出（账本版本 \(found)，本程序到 \(known)）：没有收；请先升级程序"
    case .notSigned: "没有登记过的密钥的签名：没有收；请核对密钥是否登记、是否已停用"
    case .forged: "签名与内容不符：内容被改动，或不是这个密钥签的；没有收"
    case .otherBody: "内容与文件头写的校验码不符：文件损坏或被改动；没有收，请重新拷贝"
    case .contradictory(let entry):
      "第 \(entry) 号流水的内容与校验码对不上：没有收；请发出的人核验账本后重新生成"
    case .badEntrySignature(let problems):
      "流水的签名有问题，没有收：\(problems.joined(separator: "；"))"
    }
  }
}
