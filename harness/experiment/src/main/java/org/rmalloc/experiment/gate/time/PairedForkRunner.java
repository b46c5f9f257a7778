// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.time;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the pairs of several trials, interleaved: each round makes a pair of every trial, so that a
 * busy minute hits all of them. The order within a pair alternates from round to round. Pairs of
 * the old build with itself go in between, over the trials in turn.
 */
public final class PairedForkRunner {
  /** The fewest pairs of equal builds: fewer cannot differ at 1 % on two sides. */
  public static final int EQUAL_PAIRS = 8;

  /** Processes of a pair. */
  public static final int FORKS = 4;

  /** Which build a process measures. */
  public enum Side {
    /** The old one. */
    BEFORE,
    /** The new one. */
    AFTER
  }

  /** Runs one process. */
  @FunctionalInterface
  public interface Forks {
    /** Measures a trial, by its index. */
    GateForkTime measure(int trial, Side side) throws IOException;
  }

  private final int trials;
  private final Forks forks;
  private final List<List<BuildTimePair>> pairs = new ArrayList<>();
  private final List<BuildTimePair> equalPairs = new ArrayList<>();

  /** Of so many trials. */
  public PairedForkRunner(int trials, Forks forks) {
    this.trials = trials;
    this.forks = forks;
    for (int i = 0; i < trials; i++) {
      pairs.add(new ArrayList<>());
    }
  }

  /** Makes so many pairs of each trial, and pairs of equal builds. */
  public void run(int rounds) throws IOException {
    int equal = Math.max(EQUAL_PAIRS, rounds);
    for (int round = 0; round < Math.max(rounds, equal); round++) {
      boolean beforeFirst = round % 2 == 0;
      for (int trial = 0; trial < trials && round < rounds; trial++) {
        pairs.get(trial).add(pair(trial, Side.AFTER, beforeFirst));
      }
      if (round < equal) {
        equalPairs.add(pair(round % trials, Side.BEFORE, beforeFirst));
      }
    }
  }

  /** Four processes in a row: old, new, new, old, or the other way round. */
  private BuildTimePair pair(int trial, Side second, boolean beforeFirst) throws IOException {
    Side outer = beforeFirst ? Side.BEFORE : second;
    Side inner = beforeFirst ? second : Side.BEFORE;
    GateForkTime first = forks.measure(trial, outer);
    GateForkTime between = forks.measure(trial, inner).with(forks.measure(trial, inner));
    GateForkTime around = first.with(forks.measure(trial, outer));
    return beforeFirst
        ? new BuildTimePair(around, between, true)
        : new BuildTimePair(between, around, false);
  }

  /** The pairs of a trial, in the order of rounds. */
  public List<BuildTimePair> pairs(int trial) {
    return List.copyOf(pairs.get(trial));
  }

  /** The pairs of the old build with itself. */
  public List<BuildTimePair> equalPairs() {
    return List.copyOf(equalPairs);
  }
}
