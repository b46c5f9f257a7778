// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A table of the study: a heading, and rows of as many cells. */
record TsvTable(Path file, List<Row> rows) {

  /** A row by the names of its columns; an empty cell says that there is nothing to say. */
  record Row(Path file, int line, Map<String, String> cells) {
    String text(String column) {
      String cell = cells.get(column);
      if (cell == null) {
        throw new PaperException(file + ":" + line + ": no column " + column);
      }
      return cell;
    }

    boolean has(String column) {
      return !text(column).isEmpty();
    }

    double number(String column) {
      try {
        return Double.parseDouble(text(column));
      } catch (NumberFormatException e) {
        throw new PaperException(
            file + ":" + line + ": found '" + text(column) + "', expected a number: " + column);
      }
    }

    boolean is(String column, String text) {
      return text(column).equals(text);
    }
  }

  /**
   * Reads a table whose cells are separated by tabs, or by commas where the name ends in .csv.
   *
   * @throws PaperException if it is missing, which names the command that makes it, or damaged
   */
  static TsvTable read(Path file, String madeBy) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new PaperException(file + ": missing; make it by " + madeBy);
    }
    String separator = file.toString().endsWith(".csv") ? "," : "\t";
    List<String> lines = Files.readAllLines(file);
    if (lines.size() < 2) {
      throw new PaperException(file + ": found no row; make it again by " + madeBy);
    }
    String[] heading = lines.getFirst().split(separator, -1);
    List<Row> rows = new ArrayList<>();
    for (int line = 2; line <= lines.size(); line++) {
      rows.add(row(file, line, heading, lines.get(line - 1).split(separator, -1)));
    }
    return new TsvTable(file, List.copyOf(rows));
  }

  private static Row row(Path file, int line, String[] heading, String[] cells) {
    if (cells.length != heading.length) {
      throw new PaperException(
          "%s:%d: found %d cells, expected %d".formatted(file, line, cells.length, heading.length));
    }
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i++) {
      named.put(heading[i], cells[i]);
    }
    return new Row(file, line, named);
  }

  List<Row> where(Predicate<Row> condition) {
    return rows.stream().filter(condition).toList();
  }

  /** The values of a column, each once, in the order of the rows. */
  List<String> values(String column) {
    return rows.stream().map(row -> row.text(column)).distinct().toList();
  }
}
