// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.baseline;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rmalloc.experiment.matrix.GateMetric;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.result.SpaceFigures;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.result.UnmetRequest;

/**
 * The deterministic figures of a trial.
 *
 * @param finished whether every request was met
 * @param stoppedAt op index of the request that could not be met; empty when it finished, or when
 *     nothing was replayed
 * @param values by figure; what was not measured is missing, what there is none of is empty
 */
public record DeterministicTrialFigures(
    boolean finished, OptionalLong stoppedAt, Map<GateMetric, OptionalLong> values) {

  /** Copies the map. */
  public DeterministicTrialFigures {
    Map<GateMetric, OptionalLong> copy = new EnumMap<>(GateMetric.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** Of a result. */
  public static DeterministicTrialFigures of(TrialResult result, boolean smallestHeapSearched) {
    Map<GateMetric, OptionalLong> values = new EnumMap<>(GateMetric.class);
    if (smallestHeapSearched) {
      SmallestHeapResult smallest = result.header().smallestHeap();
      values.put(GateMetric.MIN_HEAP, smallest.bytes());
      values.put(GateMetric.MIN_HEAP_LUCKY, smallest.lucky());
    }
    result.summary().space().ifPresent(space -> putAll(values, space));
    Optional<UnmetRequest> stop = result.summary().stop();
    return new DeterministicTrialFigures(
        result.summary().finished(),
        stop.map(one -> OptionalLong.of(one.opIndex())).orElse(OptionalLong.empty()),
        values);
  }

  private static void putAll(Map<GateMetric, OptionalLong> values, SpaceFigures space) {
    put(values, GateMetric.FOOTPRINT, space.peaks().footprintBytes());
    put(values, GateMetric.OVERHEAD, space.peaks().overheadAtFootprint());
    put(values, GateMetric.INTERNAL, space.peaks().internalBytes());
    put(values, GateMetric.LARGEST_FREE_MINIMUM, space.minima().largestFree());
    put(values, GateMetric.MAXMEM_MINIMUM, space.minima().maxmem());
    put(values, GateMetric.COST, space.cost().requests());
    put(values, GateMetric.LOCK_COST, space.cost().locks());
    put(values, GateMetric.OOM_COST, space.cost().oom());
    put(values, GateMetric.COMPACTIONS, space.compactions().count());
    put(values, GateMetric.BYTES_MOVED, space.compactions().bytesMoved());
    put(values, GateMetric.PAUSE_BYTES, space.compactions().pauseBytes());
  }

  private static void put(Map<GateMetric, OptionalLong> values, GateMetric figure, long value) {
    values.put(figure, OptionalLong.of(value));
  }
}
