// SPDX-License-Identifier: Apache-2.0
import java.util.List;
import java.util.function.Function;

/** The paper as LaTeX for pdflatex; charts are PDF files in the folder {@code figures}. */
final class LatexWriter {
  private static final String HEAD =
      """
      \\documentclass[10pt,a4paper]{article}
      \\usepackage[utf8]{inputenc}
      \\usepackage[T1]{fontenc}
      \\usepackage{lmodern}
      \\usepackage[margin=24mm]{geometry}
      \\usepackage{booktabs,graphicx,textcomp,array}
      \\usepackage[hidelinks,pdfcreator={},pdfproducer={}]{hyperref}
      \\pdfinfoomitdate=1 \\pdftrailerid{}
      \\DeclareUnicodeCharacter{2212}{\\ensuremath{-}}
      \\DeclareUnicodeCharacter{2264}{\\ensuremath{\\le}}
      \\setlength{\\parskip}{.4\\baselineskip plus 1pt}\\setlength{\\parindent}{0pt}
      \\setlength{\\emergencystretch}{3em}
      \\renewcommand{\\topfraction}{.95}\\renewcommand{\\bottomfraction}{.95}\\renewcommand{\\textfraction}{.05}\\renewcommand{\\floatpagefraction}{.8}
      \\newsavebox{\\wide}\\setlength{\\tabcolsep}{4pt}
      \\newcommand{\\fit}[1]{\\sbox{\\wide}{#1}\\ifdim\\wd\\wide>\\textwidth\\resizebox{\\textwidth}{!}{\\usebox{\\wide}}\\else\\usebox{\\wide}\\fi}
      \\newcommand{\\code}[1]{\\texttt{\\hyphenchar\\font=`\\-#1}}
      \\title{%s}\\date{}\\author{The rmalloc project}
      \\begin{document}
      \\maketitle
      """;

  private final Function<String, PaperTable> tables;
  private final Inline inline;
  private final StringBuilder out = new StringBuilder();

  LatexWriter(Function<String, PaperTable> tables, List<Block.Reference> references) {
    this.tables = tables;
    this.inline =
        new Inline(
            references,
            LatexWriter::escape,
            "\\emph{%s}",
            "\\code{%s}",
            "\\hyperlink{r%1$d}{[%1$d]}");
  }

  String write(String title, List<Block> blocks) {
    out.append(HEAD.formatted(escape(title)));
    blocks.forEach(this::block);
    return out.append("\\end{document}\n").toString();
  }

  private void block(Block block) {
    switch (block) {
      case Block.Heading(int level, String text) -> heading(level, text);
      case Block.Paragraph(String text) -> out.append(inline.of(text)).append("\n\n");
      case Block.Items(List<String> texts) -> {
        out.append("\\begin{itemize}\\setlength{\\itemsep}{0pt}\n");
        texts.forEach(text -> out.append("\\item ").append(inline.of(text)).append('\n'));
        out.append("\\end{itemize}\n");
      }
      case Block.Table(String name) -> {
        PaperTable table = tables.apply(name);
        if (!table.rows().isEmpty()) {
          table(table);
        }
      }
      case Block.Figure(List<String> names, String caption) -> figure(names, caption);
      case Block.References(List<Block.Reference> all) -> references(all);
    }
  }

  private void heading(int level, String text) {
    if (text.startsWith("Appendix")) {
      out.append("\\clearpage\n"); // so that no table of what is before it follows it
    }
    if (level > 1) { // the first is the title
      out.append("\\%ssection{%s}%n".formatted(level == 2 ? "" : "sub", inline.of(text)));
    }
  }

  private void table(PaperTable table) {
    boolean scaled = !table.paragraphs(); // those with sentences fill the width
    out.append("\\begin{table}[htbp]\\centering\\footnotesize\n\\caption{")
        .append(inline.of(table.caption()))
        .append("}\n\\smallskip\n");
    out.append(scaled ? "\\fit{%\n" : "");
    out.append("\\begin{tabular}{")
        .append(columns(table))
        .append("}\n\\toprule\n")
        .append(row(table.heading()))
        .append("\\midrule\n");
    table.rows().forEach(cells -> out.append(row(cells)));
    out.append("\\bottomrule\n\\end{tabular}")
        .append(scaled ? "}" : "")
        .append("\n\\end{table}\n\n");
  }

  private static String columns(PaperTable table) {
    int all = table.heading().size();
    if (table.paragraphs()) { // a name, a sentence, and the rest
      double width = 0.88 - 0.18 * (all - 2);
      return "l>{\\raggedright\\arraybackslash}p{%.2f\\textwidth}".formatted(width)
          + "l".repeat(all - 2);
    }
    return "l".repeat(table.left()) + "r".repeat(all - table.left());
  }

  private String row(List<String> cells) {
    return String.join(" & ", cells.stream().map(inline::of).toList()) + " \\\\\n";
  }

  private void figure(List<String> names, String caption) {
    out.append("\\begin{figure}[htbp]\\centering\n");
    names.forEach(
        name ->
            out.append(
                "\\includegraphics[width=.9\\textwidth]{figures/%s.pdf}\\\\[4pt]%n"
                    .formatted(name)));
    out.append("\\caption{").append(inline.of(caption)).append("}\n\\end{figure}\n\n");
  }

  private void references(List<Block.Reference> all) {
    out.append(
        "\\begin{list}{}{\\setlength{\\leftmargin}{2em}\\setlength{\\itemsep}{0pt}}\\small\n");
    for (int i = 0; i < all.size(); i++) {
      out.append(
          "\\item[\\hypertarget{r%1$d}{[%1$d]}] %2$s%n"
              .formatted(i + 1, inline.of(all.get(i).text())));
    }
    out.append("\\end{list}\n");
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      out.append(
          switch (c) {
            case '\\' -> "\\textbackslash{}";
            case '&', '%', '$', '#', '_', '{', '}' -> "\\" + c;
            case '~' -> "\\textasciitilde{}";
            case '^' -> "\\textasciicircum{}";
            case '–' -> "--";
            case '×' -> "\\texttimes{}";
            case '†' -> "\\dag{}";
            case '[' -> "{[}";
            case ']' -> "{]}";
            default -> String.valueOf(c);
          });
    }
    return out.toString();
  }
}
