package org.rmalloc.testkit;

import java.util.Arrays;

/** What came of each call, as numbers, to be compared with another run of the same calls. */
final class Journal {
  private static final int COLUMNS = 3;

  private long[] entries = new long[COLUMNS * 64];
  private int size;

  /** Notes a call's result, the address it gave, and its cost. */
  void add(long result, long address, long cost) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * size);
    }
    entries[size] = result;
    entries[size + 1] = address;
    entries[size + 2] = cost;
    size += COLUMNS;
  }

  /** The first difference from {@code other} in words; empty when there is none. */
  String differenceFrom(Journal other) {
    int at = Arrays.mismatch(entries, 0, size, other.entries, 0, other.size);
    if (at < 0) {
      return "";
    }
    if (at >= Math.min(size, other.size)) {
      return "%d calls here, %d there".formatted(size / COLUMNS, other.size / COLUMNS);
    }
    String what =
        switch (at % COLUMNS) {
          case 0 -> "result";
          case 1 -> "address";
          default -> "cost";
        };
    return "call %d: %s %d here, %d there"
        .formatted(at / COLUMNS, what, entries[at], other.entries[at]);
  }
}
