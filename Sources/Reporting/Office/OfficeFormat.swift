package import OfficeFiles

/// A format of office programs, in which a document is bytes rather than text.
package enum OfficeFormat: String, CaseIterable, Sendable {
  /// Word, as official documents are set.
  case docx
  /// Excel.
  case xlsx
}

extension Page {
  /// The page as a file; the same page gives the same bytes.
  ///
  /// - Throws: ``OfficeFlaw`` when the file cannot be made.
  package func file(_ format: OfficeFormat) throws(OfficeFlaw) -> [UInt8] {
    switch format {
    case .docx: try PageWord.document(of: self).file()
    case .xlsx: try PageWorkbook.workbook(of: self).file()
    }
  }

  /// The first title, of the page or of a table.
  var name: String? {
    blocks.lazy.compactMap { block in
      switch block {
      case .title(let title): title
      case .table(let table): table.title
      default: nil
      }
    }.first
  }
}
