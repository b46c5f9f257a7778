// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.table;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of ready-made texts: a title, columns, rows of one cell a column, and notes beneath.
 *
 * <p>Names that come from files are data: each way of printing escapes what it must.
 */
public record Table(String title, List<Column> columns, List<List<Cell>> rows, List<String> notes) {

  /** Copies the lists and checks that every row has a cell a column. */
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    for (List<Cell> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "table '%s' was made with a row of %d cells for %d columns"
                .formatted(title, row.size(), columns.size()));
      }
    }
  }

  /**
   * A column.
   *
   * @param unit shown beneath the name; empty for none
   */
  public record Column(String name, String unit, Align align) {
    /** A column of names. */
    public static Column ofText(String name) {
      return new Column(name, "", Align.LEFT);
    }

    /** A column of figures. */
    public static Column of(String name, String unit) {
      return new Column(name, unit, Align.RIGHT);
    }
  }

  /** To which side a column's cells are set. */
  public enum Align {
    LEFT,
    RIGHT
  }

  /**
   * A cell.
   *
   * @param best whether it is marked as the best of its column
   */
  public record Cell(String text, boolean best) {
    /** A cell without a mark. */
    public static Cell of(String text) {
      return new Cell(text, false);
    }
  }

  /** Starts a table. */
  public static Builder titled(String title) {
    return new Builder(title);
  }

  /** Collects a table's parts. */
  public static final class Builder {
    private final String title;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<Cell>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Builder(String title) {
      this.title = title;
    }

    /** Adds a column of names. */
    public Builder text(String name) {
      columns.add(Column.ofText(name));
      return this;
    }

    /** Adds a column of figures. */
    public Builder figures(String name, String unit) {
      columns.add(Column.of(name, unit));
      return this;
    }

    /** Adds a row. */
    public Builder row(List<Cell> cells) {
      rows.add(cells);
      return this;
    }

    /** Adds a row of unmarked cells. */
    public Builder row(String... cells) {
      return row(List.of(cells).stream().map(Cell::of).toList());
    }

    /** Adds a line beneath the table. */
    public Builder note(String note) {
      notes.add(note);
      return this;
    }

    /** The table. */
    public Table build() {
      return new Table(title, columns, rows, notes);
    }
  }
}
