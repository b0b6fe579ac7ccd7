extension Document {
  /// The tags that a template may name, each with its value in this document.
  package var tagTable: ReportTable {
    ReportTable(
      id: "tags", title: "模板可用的标签",
      columns: [.text("tag", "标签"), .text("title", "含义"), .text("value", "现在的值")],
      rows: ParagraphTag.main.map { tag in
        [.text("{{\(tag.name)}}"), .text(tag.title), .text(values.value(of: tag).text)]
      },
      notes: [
        "标签可以写左边的名称，也可以写它的含义，例如 {{本年支出}}",
        "{{#标签}}……{{/标签}}：有这项内容（不是 0）才出现，其中 {{.}} 是它的值；{{^标签}}……{{/标签}}：没有时才出现",
        "金额以万元为单位，分项相加等于合计；标签后面加 Yuan，例如 {{paidYuan}}，是元，到分",
        "标签后面加 Growth，例如 {{paidGrowth}}，是“同比增长……”或“同比下降……”，上年没有记录时不出现",
        "季度、月份和其他时段，本年度、期末等说法随时段变化；{{! 备注 }} 不输出；换行只为好读，空行分段",
      ])
  }
}
