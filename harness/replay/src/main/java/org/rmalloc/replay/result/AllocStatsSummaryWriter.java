// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;

/** The summary after the rows; {@link AllocStatsSummaryReader} reads its fields in this order. */
final class AllocStatsSummaryWriter {
  private AllocStatsSummaryWriter() {}

  static void write(JsonGenerator json, ReplaySummary summary) {
    json.writeObjectPropertyStart("summary");
    json.writeNumberProperty("requests", summary.requests());
    json.writeNumberProperty("locks", summary.lockCalls());
    writeOutcome(json, summary.outcome());
    summary.space().ifPresent(space -> writeSpace(json, space, summary.timing().isPresent()));
    summary.pages().ifPresent(pages -> LibraryMemoryPageJsonWriter.write(json, pages));
    summary.timing().ifPresent(timing -> AllocStatsTimingWriter.write(json, timing));
    json.writeEndObject();
  }

  private static void writeOutcome(JsonGenerator json, ReplayOutcome outcome) {
    json.writeBooleanProperty("finished", outcome.finished());
    json.writeStringProperty("outcome", outcome.word());
    json.writeStringProperty("reason", outcome.reason());
    switch (outcome) {
      case ReplayOutcome.OutOfMemory(UnmetRequest stop) -> writeStop(json, stop);
      case ReplayOutcome.Ended(String _, long opIndex, String _) -> writeStop(json, opIndex);
      case ReplayOutcome.Finished _, ReplayOutcome.Refused _, ReplayOutcome.NotTried _ ->
          json.writeNullProperty("stopped_at");
    }
  }

  private static void writeSpace(JsonGenerator json, SpaceFigures space, boolean timed) {
    writePeaks(json, space.peaks());
    json.writeNumberProperty("largest_free_minimum", space.minima().largestFree());
    json.writeNumberProperty("maxmem_minimum", space.minima().maxmem());
    writeCost(json, space.cost());
    writeCompactions(json, space.compactions(), timed);
    writeFragmentation(json, space.fragmentation());
    json.writeStringProperty("checksum", space.checksum());
  }

  private static void writeStop(JsonGenerator json, UnmetRequest stop) {
    json.writeObjectPropertyStart("stopped_at");
    json.writeNumberProperty("op_index", stop.opIndex());
    json.writeStringProperty("op", String.valueOf(stop.op().letter()));
    json.writeNumberProperty("size", stop.sizeBytes());
    json.writeBooleanProperty("locked", stop.locked());
    json.writeNumberProperty("used", stop.usedBytes());
    json.writeNumberProperty("free", stop.freeBytes());
    json.writeNumberProperty("largest_free", stop.largestFree());
    json.writeEndObject();
  }

  /** Of a malloc library no more is known than where it was. */
  private static void writeStop(JsonGenerator json, long opIndex) {
    json.writeObjectPropertyStart("stopped_at");
    json.writeNumberProperty("op_index", opIndex);
    json.writeEndObject();
  }

  private static void writePeaks(JsonGenerator json, ReplayPeaks peaks) {
    json.writeObjectPropertyStart("peaks");
    json.writeNumberProperty("used", peaks.usedBytes());
    json.writeNumberProperty("used_at", peaks.usedAt());
    json.writeNumberProperty("footprint", peaks.footprintBytes());
    json.writeNumberProperty("footprint_at", peaks.footprintAt());
    json.writeNumberProperty("overhead_at_footprint", peaks.overheadAtFootprint());
    json.writeNumberProperty("overhead", peaks.overheadBytes());
    json.writeNumberProperty("internal", peaks.internalBytes());
    json.writeNumberProperty("cost", peaks.cost());
    json.writeNumberProperty("oom_cost", peaks.oomCost());
    json.writeEndObject();
  }

  private static void writeCost(JsonGenerator json, AllocatorLoadStoreTotals cost) {
    json.writeObjectPropertyStart("cost");
    json.writeNumberProperty("requests", cost.requests());
    json.writeNumberProperty("locks", cost.locks());
    json.writeNumberProperty("oom", cost.oom());
    json.writeEndObject();
  }

  private static void writeCompactions(
      JsonGenerator json, CompactionTotals compactions, boolean timed) {
    json.writeObjectPropertyStart("compactions");
    json.writeNumberProperty("count", compactions.count());
    json.writeNumberProperty("calls", compactions.calls());
    json.writeNumberProperty("bytes_moved", compactions.bytesMoved());
    json.writeNumberProperty("blocks_moved", compactions.blocksMoved());
    json.writeNumberProperty("steps", compactions.steps());
    json.writeNumberProperty("cut_short", compactions.cutShort());
    json.writeNumberProperty("pause_bytes", compactions.pauseBytes());
    if (timed) {
      json.writeNumberProperty("longest_pause_ns", compactions.longestPauseNanos());
    }
    json.writeEndObject();
  }

  private static void writeFragmentation(JsonGenerator json, Fragmentation measures) {
    json.writeObjectPropertyStart("fragmentation");
    writeMeasure(json, "measure_1", measures.measure1());
    writeMeasure(json, "measure_2", measures.measure2());
    writeMeasure(json, "measure_3", measures.measure3());
    writeMeasure(json, "measure_4", measures.measure4());
    json.writeEndObject();
  }

  private static void writeMeasure(JsonGenerator json, String name, OptionalDouble measure) {
    if (measure.isPresent()) {
      json.writeNumberProperty(name, measure.getAsDouble());
    } else {
      json.writeNullProperty(name);
    }
  }
}
