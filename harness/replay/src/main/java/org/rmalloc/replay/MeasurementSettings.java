// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.time.Duration;
import java.util.function.Consumer;
import org.rmalloc.replay.space.DataPointSampling;
import org.rmalloc.trace.UsageException;

/**
 * What is measured of a trial; no part of the trial. Start from {@link #DEFAULT}.
 *
 * @param dataPoints which requests become rows of an alloc-stats file
 * @param smallestHeap whether the smallest heap is searched
 * @param timed whether to time; otherwise all is deterministic, and files hold no times and no
 *     environment
 * @param forks how many processes time each contender, 1 or more; ranks in time need 3
 * @param forkSeed of the order in which contenders take turns, 0 or more
 * @param timeBudget about how long each process measures, its warm-up apart; a long trace takes
 *     longer, since a few full passes are always made
 * @param verifiesPayloads whether the space pass fills every block and looks for its contents;
 *     contenders without addresses are then not tried
 * @param concurrency how many replays may run at a time
 * @param natives what is measured of malloc libraries alone
 */
public record MeasurementSettings(
    DataPointSampling dataPoints,
    boolean smallestHeap,
    boolean timed,
    int forks,
    long forkSeed,
    Duration timeBudget,
    boolean verifiesPayloads,
    ReplayConcurrency concurrency,
    NativeMeasurementSettings natives) {
  /** How many processes time each contender. */
  public static final int DEFAULT_FORKS = 3;

  /** 3,000 data points, the smallest heap, three forks, one replay at a time. */
  public static final MeasurementSettings DEFAULT =
      new MeasurementSettings(
          DataPointSampling.DEFAULT,
          true,
          true,
          DEFAULT_FORKS,
          1,
          Duration.ofMillis(150),
          false,
          ReplayConcurrency.NONE,
          NativeMeasurementSettings.DEFAULT);

  /** Checks the number of forks. */
  public MeasurementSettings {
    if (forks < 1) {
      throw new UsageException("forks: %d; expected 1 or more".formatted(forks));
    }
    if (forkSeed < 0) {
      throw new UsageException("fork seed: %d; expected 0 or more".formatted(forkSeed));
    }
  }

  /** These measures with other data points, of every kind of contender. */
  public MeasurementSettings withDataPoints(DataPointSampling other) {
    return changed(
        draft -> {
          draft.dataPointSelection = other;
          draft.natives = natives.withDataPoints(other);
        });
  }

  /** These measures with others of malloc libraries. */
  public MeasurementSettings withNatives(NativeMeasurementSettings other) {
    return changed(draft -> draft.natives = other);
  }

  /** These measures without the search for the smallest heap. */
  public MeasurementSettings withoutSmallestHeap() {
    return changed(draft -> draft.smallestHeap = false);
  }

  /** These measures with the search for the smallest heap. */
  public MeasurementSettings withSmallestHeap() {
    return changed(draft -> draft.smallestHeap = true);
  }

  /** These measures with times. */
  public MeasurementSettings timedAlso() {
    return changed(draft -> draft.timed = true);
  }

  /** These measures without times. */
  public MeasurementSettings untimed() {
    return changed(draft -> draft.timed = false);
  }

  /** These measures with as many processes, in an order drawn by a seed. */
  public MeasurementSettings withForks(int count, long seed) {
    return changed(
        draft -> {
          draft.forks = count;
          draft.forkSeed = seed;
        });
  }

  /** These measures with another time for each process to measure in. */
  public MeasurementSettings withTimeBudget(Duration other) {
    return changed(draft -> draft.timeBudget = other);
  }

  /** These measures with payloads verified. */
  public MeasurementSettings verifyingPayloads() {
    return changed(draft -> draft.verifiesPayloads = true);
  }

  /** These measures with as many replays at a time. */
  public MeasurementSettings withConcurrency(ReplayConcurrency other) {
    return changed(draft -> draft.concurrency = other);
  }

  private MeasurementSettings changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.measures();
  }

  /** Measures while one of them changes. */
  private static final class Draft {
    private DataPointSampling dataPointSelection;
    private boolean smallestHeap;
    private boolean timed;
    private int forks;
    private long forkSeed;
    private Duration timeBudget;
    private boolean verifiesPayloads;
    private ReplayConcurrency concurrency;
    private NativeMeasurementSettings natives;

    Draft(MeasurementSettings measures) {
      dataPointSelection = measures.dataPoints;
      smallestHeap = measures.smallestHeap;
      timed = measures.timed;
      forks = measures.forks;
      forkSeed = measures.forkSeed;
      timeBudget = measures.timeBudget;
      verifiesPayloads = measures.verifiesPayloads;
      concurrency = measures.concurrency;
      natives = measures.natives;
    }

    MeasurementSettings measures() {
      return new MeasurementSettings(
          dataPointSelection,
          smallestHeap,
          timed,
          forks,
          forkSeed,
          timeBudget,
          verifiesPayloads,
          concurrency,
          natives);
    }
  }
}
