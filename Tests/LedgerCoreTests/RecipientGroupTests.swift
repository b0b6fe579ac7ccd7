import LedgerCore
import Testing

@Suite("受援人类别")
struct RecipientGroupTests {
  @Test(
    "the words of a register name groups, several at once, however they are parted",
    arguments: [
      ("农民工", [.migrantWorker]), ("农民工、残疾人", [.migrantWorker, .disabled]),
      ("妇女,老年人;未成年人", [.woman, .elderly, .minor]), ("妇女，老年人", [.woman, .elderly]),
      ("残疾人 妇女", [.disabled, .woman]), ("残疾人／妇女", [.disabled, .woman]),
      (" 农 民 工 ", [.other]), ("女性", [.woman]), ("特困人员", [.needy]), ("军属", [.soldier]),
      ("其他", [.other]), ("其他、妇女", [.woman]), ("", [.other]), ("、、", [.other]),
      ("外星人", [.other]), ("外星人、农民", [.farmer]), ("非农民工", [.other]),
    ] as [(String, Set<RecipientGroup>)])
  func words(text: String, groups: Set<RecipientGroup>) {
    #expect(RecipientGroup.groups(in: text) == groups)
  }

  @Test("nothing registered is none of the groups")
  func nothing() {
    #expect(RecipientGroup.groups(in: nil) == [.other])
  }

  @Test("every group is found by its own name")
  func ownName() {
    for group in RecipientGroup.allCases {
      #expect(RecipientGroup.groups(in: group.rawValue) == [group])
    }
  }
}
