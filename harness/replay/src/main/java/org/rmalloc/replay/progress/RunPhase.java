// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.progress;

/** What a run spends its time on, one after the other. */
public enum RunPhase {
  /** A program is recorded. */
  RECORDING("recording"),
  /** The trace is read, its locks are simulated, its ops are packed. */
  READING("reading the trace"),
  /** Heap sizes are tried, for each contender. */
  SMALLEST_HEAPS("smallest heaps"),
  /** Contenders are timed, each in processes of its own. */
  TIMING("timing"),
  /** Contenders are replayed once more, checked, for their figures of space. */
  CHECKED_REPLAYS("checked replays"),
  /** An offline plan, and the frontier of contenders that relocate. */
  PLAN_AND_FRONTIER("plan and frontier"),
  /** Tables and pages are made of the results. */
  REPORT("tables and report");

  private final String words;

  RunPhase(String words) {
    this.words = words;
  }

  /** What a user reads. */
  public String words() {
    return words;
  }
}
