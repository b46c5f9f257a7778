// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.report.table.Table.Cell;

class TablePrintingTest {
  private static final Table TABLE =
      Table.titled("a & b: 50%")
          .text("allocator")
          .figures("time", "ns")
          .row(List.of(Cell.of("first_fit"), new Cell("12", true)))
          .row("x, \"y\" | <b>", "7")
          .note("a note")
          .build();

  @Test
  void textSetsNamesLeftAndFiguresRight() {
    assertEquals(
        """
        a & b: 50%
        allocator     time
                        ns
        ------------  ----
        first_fit      *12
        x, "y" | <b>     7
        a note
        """,
        TextTablePrinter.of(TABLE, 100));
  }

  @Test
  void aWideTableIsCutToTheWidth() {
    Table wide =
        Table.titled("t").text("name").figures("f", "").row("n".repeat(200), "12345").build();
    for (String line : TextTablePrinter.of(wide, 40).lines().toList()) {
      assertTrue(line.length() <= 40, line);
    }
  }

  @Test
  void aNameCannotSteerTheTerminal() {
    Table hostile = Table.titled("\u001b[2J").text("name").row("a\u001b]0;x\u0007\u202e").build();
    assertTrue(
        TextTablePrinter.of(hostile, 80).chars().allMatch(c -> c == '\n' || (c >= 32 && c < 127)));
  }

  @Test
  void markdownEscapesWhatItWouldActOn() {
    String text = MarkdownTablePrinter.of(TABLE);
    assertTrue(text.contains("| first\\_fit | **12** |"), text);
    assertTrue(text.contains("| x, \"y\" \\| &lt;b> | 7 |"), text);
    assertTrue(MarkdownTablePrinter.of(hostile("$x$ ~y~")).contains("| \\$x\\$ \\~y\\~ |"));
  }

  @Test
  void csvQuotesWhatItMust() {
    assertEquals(
        "allocator,time\nfirst_fit,12\n\"x, \"\"y\"\" | <b>\",7\n", CsvTablePrinter.of(TABLE));
  }

  @Test
  void csvHoldsNoFormula() {
    Table.Builder table = Table.titled("t").text("name");
    for (String name :
        List.of("=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "-12", "-1.5E-7", "-", "a=1")) {
      table.row(name);
    }
    assertEquals(
        "name\n'=1+1\n'+1+1\n'-2+3\n'@SUM(1)\n'\t=1\n-12\n-1.5E-7\n-\na=1\n",
        CsvTablePrinter.of(table.build()));
  }

  @Test
  void latexEscapesWhatItWouldActOn() {
    String text = LatexTablePrinter.of(TABLE);
    assertTrue(text.contains("\\caption{a \\& b: 50\\%}"), text);
    assertTrue(text.contains("first\\_fit & \\textbf{12} \\\\\n"), text);
  }

  @Test
  void latexCompiles(@TempDir Path folder) throws IOException, InterruptedException {
    Path compiler = onPath("pdflatex");
    Files.writeString(
        folder.resolve("t.tex"),
        LatexTablePrinter.document(List.of(TABLE, hostile("\\end{~^}…µ×ß漢\n"))));
    Process process =
        new ProcessBuilder(
                compiler.toString(), "-interaction=nonstopmode", "-halt-on-error", "t.tex")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), log);
  }

  private static Table hostile(String name) {
    return Table.titled(name).text(name).row(name).note(name).build();
  }

  private static Path onPath(String command) {
    List<Path> found =
        Arrays.stream(System.getenv("PATH").split(":"))
            .map(folder -> Path.of(folder, command))
            .filter(Files::isExecutable)
            .toList();
    assumeTrue(!found.isEmpty(), "did not run: no " + command + " on the PATH");
    return found.getFirst();
  }
}
