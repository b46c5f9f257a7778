// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/** The pages in a summary; {@link MemoryPageJsonReader} reads its fields in this order. */
final class LibraryMemoryPageJsonWriter {
  private LibraryMemoryPageJsonWriter() {}

  static void write(JsonGenerator json, LibraryMemoryPageFigures pages) {
    json.writeObjectPropertyStart("pages");
    json.writeNumberProperty("start", pages.start());
    json.writeNumberProperty("resident_peak", pages.residentPeak());
    write(json, "resident_at_peak_live", pages.residentAtPeakLive());
    json.writeNumberProperty("resident_end", pages.residentEnd());
    write(json, "resident_recorded_peak", pages.residentRecordedPeak());
    json.writeNumberProperty("mapped_peak", pages.mappedPeak());
    json.writeNumberProperty("reserved", pages.reserved());
    write(json, "usable_at_peak_live", pages.usableAtPeakLive());
    if (pages.inexactBecause().isPresent()) {
      json.writeStringProperty("inexact_because", pages.inexactBecause().get());
    } else {
      json.writeNullProperty("inexact_because");
    }
    json.writeBooleanProperty("fixed_addresses", pages.fixedAddresses());
    write(json, "resident_spread", pages.residentSpread());
    json.writeBooleanProperty("randomised", pages.randomised());
    write(json, "instructions_per_op", pages.instructionsPerOp());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, OptionalLong value) {
    if (value.isPresent()) {
      json.writeNumberProperty(name, value.getAsLong());
    } else {
      json.writeNullProperty(name);
    }
  }

  private static void write(JsonGenerator json, String name, OptionalDouble value) {
    if (value.isPresent()) {
      json.writeNumberProperty(name, value.getAsDouble());
    } else {
      json.writeNullProperty(name);
    }
  }
}
