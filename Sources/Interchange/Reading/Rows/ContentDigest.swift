/// Sixteen hexadecimal digits for what a row says (FNV-1a).
///
/// A row without a number gets one from them, and the same row read again gets the same. Two rows
/// of one number that say different things contradict each other, and stop the import.
func contentDigest(of text: String) -> String {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  let digits = String(hash, radix: 16, uppercase: true)
  return String(repeating: "0", count: 16 - digits.utf8.count) + digits
}
