// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.baseline;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rmalloc.experiment.matrix.Figure;
import org.rmalloc.replay.result.Result;
import org.rmalloc.replay.result.SmallestHeap;
import org.rmalloc.replay.result.SpaceFigures;
import org.rmalloc.replay.result.Stop;

/**
 * The deterministic figures of a trial.
 *
 * @param finished whether every request was met
 * @param stoppedAt op index of the request that could not be met; empty when it finished, or when
 *     nothing was replayed
 * @param values by figure; what was not measured is missing, what there is none of is empty
 */
public record TrialFigures(
    boolean finished, OptionalLong stoppedAt, Map<Figure, OptionalLong> values) {

  /** Copies the map. */
  public TrialFigures {
    Map<Figure, OptionalLong> copy = new EnumMap<>(Figure.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** Of a result. */
  public static TrialFigures of(Result result, boolean smallestHeapSearched) {
    Map<Figure, OptionalLong> values = new EnumMap<>(Figure.class);
    if (smallestHeapSearched) {
      SmallestHeap smallest = result.header().smallestHeap();
      values.put(Figure.MIN_HEAP, smallest.bytes());
      values.put(Figure.MIN_HEAP_LUCKY, smallest.lucky());
    }
    result.summary().space().ifPresent(space -> putAll(values, space));
    Optional<Stop> stop = result.summary().stop();
    return new TrialFigures(
        result.summary().finished(),
        stop.map(one -> OptionalLong.of(one.opIndex())).orElse(OptionalLong.empty()),
        values);
  }

  private static void putAll(Map<Figure, OptionalLong> values, SpaceFigures space) {
    put(values, Figure.FOOTPRINT, space.peaks().footprintBytes());
    put(values, Figure.OVERHEAD, space.peaks().overheadAtFootprint());
    put(values, Figure.INTERNAL, space.peaks().internalBytes());
    put(values, Figure.LARGEST_FREE_MINIMUM, space.minima().largestFree());
    put(values, Figure.MAXMEM_MINIMUM, space.minima().maxmem());
    put(values, Figure.COST, space.cost().requests());
    put(values, Figure.LOCK_COST, space.cost().locks());
    put(values, Figure.OOM_COST, space.cost().oom());
    put(values, Figure.COMPACTIONS, space.compactions().count());
    put(values, Figure.BYTES_MOVED, space.compactions().bytesMoved());
    put(values, Figure.PAUSE_BYTES, space.compactions().pauseBytes());
  }

  private static void put(Map<Figure, OptionalLong> values, Figure figure, long value) {
    values.put(figure, OptionalLong.of(value));
  }
}
