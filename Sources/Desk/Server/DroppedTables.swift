/// Tables that were dropped on the page of imports and are not entered yet.
struct DroppedTables: Sendable {
  var uploads: [Upload]
}
