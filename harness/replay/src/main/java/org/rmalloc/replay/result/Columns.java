package org.rmalloc.replay.result;

import java.util.List;

/** The names of a row's columns, in order. The last two are left out of an untimed file. */
final class Columns {
  static final List<String> TIMED =
      List.of(
          "op_index",
          "op",
          "size",
          "used",
          "free",
          "overhead",
          "internal",
          "footprint",
          "largest_free",
          "maxmem",
          "cost",
          "oom_cost",
          "current_op_time",
          "oom_time");

  static final List<String> UNTIMED = TIMED.subList(0, 12);

  private Columns() {}

  static List<String> of(boolean timed) {
    return timed ? TIMED : UNTIMED;
  }
}
