// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.SpaceFigures;
import org.rmalloc.replay.result.TrialResult;

/** A figure by which contenders are compared: above 0, and less is better. */
enum ComparedMetric {
  MIN_HEAP("Smallest heap", "x peak"),
  FOOTPRINT("Peak footprint", "x peak"),
  COST("Cost, out-of-memory handling included", "/request"),
  TIME("Time", "ns/op");

  private final String title;
  private final String unit;

  ComparedMetric(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  String title() {
    return title;
  }

  String unit() {
    return unit;
  }

  /** What a chart's axis is called. */
  String axis() {
    return switch (this) {
      case MIN_HEAP, FOOTPRINT -> title + " ÷ peak of live bytes";
      case COST -> "Loads and stores a request";
      case TIME -> "CPU time an op, ns";
    };
  }

  /** Its value; empty where the contender did not finish, or it was not measured. */
  OptionalDouble of(TrialResult result) {
    OptionalDouble value =
        switch (this) {
          case MIN_HEAP -> perLive(result, result.header().smallestHeap().bytes());
          case FOOTPRINT -> perLive(result, ContenderFigures.of(result).footprint());
          case COST -> costPerRequest(result);
          case TIME -> ContenderFigures.of(result).throughputNanos();
        };
    return this != MIN_HEAP && !result.summary().finished()
        ? OptionalDouble.empty()
        : positive(value);
  }

  private static OptionalDouble perLive(TrialResult result, OptionalLong bytes) {
    return bytes.isPresent()
        ? OptionalDouble.of((double) bytes.getAsLong() / result.header().peakLive())
        : OptionalDouble.empty();
  }

  private static OptionalDouble costPerRequest(TrialResult result) {
    return result.summary().space().isPresent()
        ? OptionalDouble.of(
            (double) total(result.summary().space().get()) / result.summary().requests())
        : OptionalDouble.empty();
  }

  private static long total(SpaceFigures space) {
    return space.cost().requests() + space.cost().oom();
  }

  /** A lower bound costs nothing: there is no ratio to it. */
  private static OptionalDouble positive(OptionalDouble value) {
    return value.isPresent() && value.getAsDouble() > 0 && Double.isFinite(value.getAsDouble())
        ? value
        : OptionalDouble.empty();
  }
}
