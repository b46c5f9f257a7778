// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.natives;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.NativeProcessFigures;
import org.rmalloc.report.sound.ConfidenceInterval;
import org.rmalloc.report.sound.TimeRanks;
import tools.jackson.core.JsonGenerator;

/** Malloc libraries in {@code compare --format json}: the names are those of {@code run}. */
public final class LibraryJsonWriter {
  private LibraryJsonWriter() {}

  /** Writes a group as an object. */
  public static void write(JsonGenerator json, ComparableLibraries group, List<String> findings) {
    TimeRanks ranks = TimeRanks.of(group.results());
    json.writeStartObject();
    json.writeStringProperty("app", group.trace());
    json.writeStringProperty("kind", "native");
    json.writeArrayPropertyStart("verdict");
    findings.forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("libraries");
    for (int i = 0; i < group.libraries().size(); i++) {
      library(json, group.libraries().get(i), ranks.rank(i), ranks.knownInterval(i));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void library(
      JsonGenerator json, LibraryStatsFile library, int rank, Optional<ConfidenceInterval> time) {
    ContenderFigures figures = ContenderFigures.of(library.result());
    json.writeStartObject();
    json.writeStringProperty("driver", library.label());
    json.writeStringProperty("name", figures.name());
    json.writeStringProperty("version", library.result().header().version());
    json.writeBooleanProperty("finished", figures.finished());
    json.writeStringProperty("reason", figures.reason());
    number(json, "rank", rank == 0 ? OptionalLong.empty() : OptionalLong.of(rank));
    pages(json, figures.process());
    times(json, figures, time);
    json.writeEndObject();
  }

  private static void pages(JsonGenerator json, NativeProcessFigures process) {
    number(json, "resident_peak", process.residentPeak());
    number(json, "resident_at_peak_live", process.residentAtPeakLive());
    number(json, "resident_end", process.residentEnd());
    number(json, "resident_recorded_peak", process.residentRecordedPeak());
    number(json, "start", process.start());
    number(json, "mapped_peak", process.mappedPeak());
    number(json, "reserved", process.reserved());
    number(json, "usable_ratio", process.usableRatio());
    number(json, "instructions_per_op", process.instructionsPerOp());
  }

  private static void times(
      JsonGenerator json, ContenderFigures figures, Optional<ConfidenceInterval> time) {
    number(json, "throughput_ns", figures.throughputNanos());
    number(json, "throughput_low_ns", end(time, ConfidenceInterval::low));
    number(json, "throughput_high_ns", end(time, ConfidenceInterval::high));
    number(json, "cold_ns", figures.process().coldNanos());
    number(json, "p50_ns", figures.p50Nanos());
    number(json, "p99_ns", figures.p99Nanos());
    number(json, "max_ns", figures.maxNanos());
  }

  private static OptionalDouble end(
      Optional<ConfidenceInterval> time, ToDoubleFunction<ConfidenceInterval> which) {
    return time.map(known -> OptionalDouble.of(which.applyAsDouble(known)))
        .orElse(OptionalDouble.empty());
  }

  private static void number(JsonGenerator json, String name, OptionalLong value) {
    if (value.isPresent()) {
      json.writeNumberProperty(name, value.getAsLong());
    } else {
      json.writeNullProperty(name);
    }
  }

  private static void number(JsonGenerator json, String name, OptionalDouble value) {
    if (value.isPresent()) {
      json.writeNumberProperty(name, value.getAsDouble());
    } else {
      json.writeNullProperty(name);
    }
  }
}
