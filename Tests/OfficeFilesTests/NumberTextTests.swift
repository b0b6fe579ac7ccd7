import Foundation
import TestSupport
import Testing

@testable import OfficeFiles

@Suite("工作簿里的数字")
struct NumberTextTests {
  @Test(
    "a number is read as a person typed it",
    arguments: [
      ("1234.5600000000001", "1234.56"), ("1234.56", "1234.56"), ("0", "0"), ("-0", "0"),
      ("364", "364"), ("0.30000000000000004", "0.3"), ("99999999999999.99", "100000000000000"),
      ("2.5E-2", "0.025"), ("1.5E3", "1500"), ("-800.10", "-800.1"),
      ("9999.9999999999995", "10000"),
      ("123456789012345", "123456789012345"), ("9.07", "9.07"), ("x", "x"), ("", ""),
      ("1.2.3", "1.2.3"), (".5", "0.5"), ("1e", "1e"),
      ("609.9999999999994", "610"), ("609.9999999999", "610"), ("610.0000001", "610.0000001"),
      ("0.07999999999999996", "0.08"), ("1234567.8900000012", "1234567.89"),
      ("-609.9950000000001", "-609.995"), ("123456789.123", "123456789.123"),
      ("12345678901.123", "12345678901.123"), ("999.9999999999", "1000"), ("0.005", "0.005"),
      ("0.0000000001", "0.0000000001"), ("610.12999999999", "610.13"),
    ])
  func text(written: String, text: String) {
    let number = NumberText(written)
    #expect(number.text == text)
    #expect(!number.isBeyondPrecision)
  }

  @Test(
    "a number with more digits than a spreadsheet keeps is known as such",
    arguments: ["6.22E+18", "1234567890123456", "622202010000012340", "1e15"])
  func lost(written: String) {
    let number = NumberText(written)
    #expect(number.isBeyondPrecision)
    #expect(number.text == written)
  }

  @Test("whatever binary adds behind the fifteenth digit is taken away again")
  func binary() throws {
    var generator = SeededGenerator(seed: 20_240_305)
    for _ in 0..<20_000 {
      let fen = Int64.random(in: 1...10_000_000_000_000, using: &generator)
      let yuan = Double(fen) / 100
      for digits in [15, 16, 17] {
        let written = String(format: "%.\(digits)g", yuan)
        let number = NumberText(written)
        let whole = fen / 100
        let rest = fen % 100
        let decimals =
          rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : ".\(rest < 10 ? "0" : "")\(rest)"
        #expect(number.text == "\(whole)\(decimals)", "\(written)")
      }
    }
  }
}
