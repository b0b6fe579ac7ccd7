/// How a page looks on paper and on a screen.
///
/// Nothing rests on colour: what weighs more has the heavier border and the word for it. Headings
/// of a table come again on each sheet and totals do not: a total repeated on every sheet would
/// pass for that sheet's own.
enum PageStyle {
  static let text = """
    @page {
      size: A4;
      margin: 20mm 16mm;
      @bottom-center {
        content: "第 " counter(page) " 页，共 " counter(pages) " 页";
        font-family: "Songti SC", STSong, "Noto Serif CJK SC", SimSun, serif;
        font-size: 9pt;
      }
    }
    @page across { size: A4 landscape; }
    .across, section:has(> .across) { page: across; }
    * { box-sizing: border-box; }
    body {
      margin: 0;
      background: #fff;
      color: #000;
      font-family: "Songti SC", STSong, "Noto Serif CJK SC", "Source Han Serif SC",
        "Noto Serif SC", SimSun, serif;
      font-size: 10.5pt;
      font-variant-numeric: tabular-nums;
      line-height: 1.6;
      text-autospace: normal;
    }
    main { max-width: 200mm; margin: 0 auto; padding: 10mm; }
    h1, h2, h3, h4, caption, figcaption, thead, tfoot, dt, .banner, nav {
      font-family: "Heiti SC", STHeiti, "Noto Sans CJK SC", "Source Han Sans SC",
        "Noto Sans SC", "Microsoft YaHei", SimHei, sans-serif;
      font-weight: bold;
    }
    svg, .skip {
      font-family: "Heiti SC", STHeiti, "Noto Sans CJK SC", "Source Han Sans SC",
        "Noto Sans SC", "Microsoft YaHei", SimHei, sans-serif;
    }
    h1, h2, h3, h4, caption, figcaption, thead { break-after: avoid; break-inside: avoid; }
    h1 { margin: 0 0 1em; font-size: 15pt; text-align: center; text-wrap: balance; }
    h2 { margin: 1.6em 0 0.6em; font-size: 13pt; }
    h3 { margin: 0 0 0.4em; font-size: 11pt; }
    h4 { margin: 0 0 0.4em; font-size: 10.5pt; }
    article > h2:first-child { margin-top: 0; }
    article > section > h3 { margin-top: 1.6em; }
    p { margin: 0.3em 0; orphans: 2; widows: 2; }
    .prose { text-indent: 2em; text-align: justify; line-height: 1.8; line-break: strict; }
    h3 + dl, h4 + dl { break-after: avoid; break-inside: avoid; }
    table + dl, table + dl + .sentences, .scroll + dl, .scroll + dl + .sentences {
      break-before: avoid;
    }
    .sentences { margin: 1em 0; break-inside: avoid; }
    .sentences p { white-space: pre-wrap; }
    .note { break-before: avoid; font-size: 9pt; }
    header { max-width: 200mm; margin: 0 auto; padding: 10mm 10mm 0; }
    header dl { padding: 0.6em 0; border: solid #000; border-width: 1.5pt 0; }
    nav { max-width: 200mm; margin: 0 auto 1.6em; padding: 0 10mm; font-weight: normal; }
    nav h2 { margin: 0.4em 0; }
    nav ol { margin: 0; padding: 0 0 0 1.2em; list-style: none; }
    nav > ol { padding: 0; }
    a { color: inherit; }
    main:focus { outline: none; }
    .skip { position: absolute; left: -100vw; padding: 0.4em 1em; background: #fff; }
    .skip:focus { left: 0; }
    .scroll { overflow-x: auto; }
    figure { margin: 1em 0; break-inside: avoid; }
    figure:has(+ table.small), figure:has(+ .scroll > table.small) { break-after: avoid; }
    .scroll:has(> table.small) { break-inside: avoid; }
    figcaption { padding-bottom: 0.6em; }
    svg {
      display: block;
      width: 100%;
      min-width: 140mm;
      max-width: 178mm;
      height: auto;
      font-size: 11px;
    }
    .banner {
      margin: 1em 0;
      padding: 0.6em 1em;
      border: 2.5pt solid #000;
      break-inside: avoid;
    }
    dl { margin: 0.6em 0; }
    dl div { break-inside: avoid; }
    dt, dd { display: inline; margin: 0; }
    dd { overflow-wrap: anywhere; }
    table { width: 100%; margin: 1em 0 0.4em; border-collapse: collapse; font-size: 9pt; }
    caption { padding-bottom: 0.4em; font-size: 10.5pt; text-align: left; }
    th, td {
      padding: 0.2em 0.5em;
      border: 0.5pt solid #000;
      overflow-wrap: anywhere;
      text-align: left;
      vertical-align: top;
    }
    thead { display: table-header-group; }
    tfoot { display: table-row-group; border-top: 1.5pt solid #000; }
    thead th { border-bottom-width: 1.5pt; vertical-align: bottom; }
    tbody th { font-weight: normal; }
    tr, table.small { break-inside: avoid; }
    .number { text-align: right; }
    .short, td.number, tfoot th { white-space: nowrap; }
    .wide { font-size: 8pt; }
    .wide th, .wide td { padding: 0.2em 0.35em; }
    .wide thead th { white-space: normal; word-break: keep-all; overflow-wrap: break-word; }
    .wide tbody th:not(.short), .wide tbody th.short + td:not(.short):not(.number) {
      min-width: 10em;
    }
    .dense { font-size: 7pt; }
    .dense th, .dense td { padding: 0.2em; }
    .block, .high, .medium, .info { margin: 1.2em 0; padding-left: 0.8em; }
    .block { border-left: 6pt double #000; }
    .high { border-left: 4pt solid #000; }
    .medium { border-left: 2pt solid #000; }
    .info { border-left: 1pt dotted #000; }
    .unseen {
      width: 1px;
      height: 1px;
      margin: -1px;
      padding: 0;
      overflow: hidden;
      clip-path: inset(50%);
      font-size: 1px;
      white-space: nowrap;
    }
    article + article { margin-top: 15mm; break-before: page; }
    @media print {
      main, header, nav { max-width: none; padding: 0; }
      .skip { display: none; }
      .scroll { overflow: visible; }
      a { text-decoration: none; }
      article + article { margin-top: 0; }
    }
    """
}
