// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.split;

import java.util.ArrayList;
import java.util.List;
import org.rmalloc.report.table.QuantityFormatter;
import org.rmalloc.report.table.Table;
import org.rmalloc.report.table.Table.Cell;

/** Splits as a table, over one trace or many: parts in percent of the peak of live bytes. */
public final class FootprintSplitTable {
  /** What the table and the section of the page are called. */
  public static final String TITLE =
      "What the peak footprints consist of, and what would reduce each part";

  private static final String UNIT = "% of peak live";

  private final List<FootprintSplit> splits;
  private final List<FootprintPart> parts;
  private final boolean severalTraces;
  private final boolean severalHeaps;

  private FootprintSplitTable(List<FootprintSplit> splits) {
    this.splits = splits;
    parts =
        FootprintSplits.parts(splits).stream().filter(part -> part != FootprintPart.LIVE).toList();
    severalTraces = FootprintSplits.differ(splits, FootprintSplit::trace);
    severalHeaps = FootprintSplits.differ(splits, FootprintSplit::heap);
  }

  /** The table; a column for each part that some split has. */
  public static Table of(List<FootprintSplit> splits) {
    return new FootprintSplitTable(splits).table();
  }

  private Table table() {
    Table.Builder table = Table.titled(TITLE);
    if (severalTraces) {
      table.text("trace");
    }
    if (severalHeaps) {
      table.text("heap");
    }
    table.text("allocator").figures("live", "B").figures("footprint", "B");
    parts.forEach(part -> table.figures(part.words(), UNIT));
    table.figures("beyond live bytes", UNIT);
    splits.forEach(split -> table.row(row(split)));
    notes().forEach(table::note);
    return table.build();
  }

  private List<Cell> row(FootprintSplit split) {
    List<String> cells = new ArrayList<>();
    if (severalTraces) {
      cells.add(split.trace());
    }
    if (severalHeaps) {
      cells.add(split.heap());
    }
    cells.add(split.label());
    cells.add(Long.toString(split.peakLive()));
    cells.add(Long.toString(split.footprint()));
    parts.forEach(part -> cells.add(cell(split, part)));
    cells.add(percent(split, split.footprint() - split.peakLive()));
    return cells.stream().map(Cell::of).toList();
  }

  private static String cell(FootprintSplit split, FootprintPart part) {
    String percent = percent(split, split.bytes(part));
    return switch (part) {
      case ROUNDING -> split.cut() ? percent + " cut" : percent;
      case MOVING -> split.certain() ? percent : "<=" + percent;
      case LIVE, FORESIGHT, UNDIVIDED, HOLES -> percent;
    };
  }

  private static String percent(FootprintSplit split, long bytes) {
    return QuantityFormatter.decimals(split.percentOfLive(bytes), 2);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (splits.stream().anyMatch(split -> split.bytes(FootprintPart.UNDIVIDED) > 0)) {
      notes.add(
          "moving or foresight: these cannot be divided, since 'planned' was not measured; add it"
              + " to -a.");
    }
    if (splits.stream().anyMatch(split -> !split.certain())) {
      notes.add(
          "<=: the plan is not proved to be the lowest; a lower one would make 'needs moving'"
              + " smaller and 'lack of foresight' larger.");
    }
    if (splits.stream().anyMatch(FootprintSplit::cut)) {
      notes.add(
          "cut: the overhead at the peak is larger than what the footprint has above the plan; the"
              + " part shows only that much of it.");
    }
    return notes;
  }
}
