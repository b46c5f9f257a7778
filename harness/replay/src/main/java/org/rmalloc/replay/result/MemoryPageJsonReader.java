// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

/** Reads what {@link LibraryMemoryPageJsonWriter} writes. */
final class MemoryPageJsonReader {
  private final OrderedJsonFieldReader fields;

  MemoryPageJsonReader(OrderedJsonFieldReader fields) {
    this.fields = fields;
  }

  LibraryMemoryPageFigures read() throws InvalidAllocStatsException {
    fields.beginObject("pages");
    LibraryMemoryPageFigures pages =
        new LibraryMemoryPageFigures(
            fields.count("start"),
            fields.count("resident_peak"),
            fields.countOrNull("resident_at_peak_live"),
            fields.count("resident_end"),
            fields.countOrNull("resident_recorded_peak"),
            fields.count("mapped_peak"),
            fields.count("reserved"),
            fields.countOrNull("usable_at_peak_live"),
            fields.textOrNull("inexact_because"),
            fields.truth("fixed_addresses"),
            fields.countOrNull("resident_spread"),
            fields.isNext("randomised") && fields.truth("randomised"),
            fields.decimalOrNull("instructions_per_op"));
    fields.endObject();
    return pages;
  }
}
