// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.List;

/** The names of a row's columns, in order. The last two are left out of an untimed file. */
final class AllocStatsColumnNames {
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

  /** Of a malloc library. The last is left out of an untimed file. */
  static final List<String> TIMED_PAGES =
      List.of("op_index", "op", "size", "used", "resident", "mapped", "current_op_time");

  static final List<String> UNTIMED_PAGES = TIMED_PAGES.subList(0, 6);

  private AllocStatsColumnNames() {}

  static List<String> of(AllocStatsHeader header) {
    if (header.isNative()) {
      return header.timed() ? TIMED_PAGES : UNTIMED_PAGES;
    }
    return header.timed() ? TIMED : UNTIMED;
  }
}
