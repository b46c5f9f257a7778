// SPDX-License-Identifier: Apache-2.0
import java.util.List;

/**
 * A table of the paper. Cells are text; the first {@code left} columns are set to the left, the
 * others to the right.
 *
 * @param paragraphs whether the left columns hold sentences, which are broken into lines
 */
record PaperTable(
    String caption, int left, boolean paragraphs, List<String> heading, List<List<String>> rows) {
  PaperTable {
    heading = List.copyOf(heading);
    rows = List.copyOf(rows);
    for (List<String> row : rows) {
      if (row.size() != heading.size()) {
        throw new PaperException(
            caption + ": a row of " + row.size() + " cells under " + heading.size());
      }
    }
  }

  PaperTable(String caption, int left, List<String> heading, List<List<String>> rows) {
    this(caption, left, false, heading, rows);
  }
}
