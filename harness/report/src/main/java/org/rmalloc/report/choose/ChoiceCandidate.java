// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.choose;

import java.util.OptionalDouble;

/**
 * One trial that finished: a contender in a heap, with what a user may care about.
 *
 * @param label of the contender
 * @param locks what was locked
 * @param heapBytes the heap
 * @param bytesMoved in the whole replay
 * @param pauseBytes the maximum of bytes moved while one request waited
 * @param pauseNanos the longest out-of-memory handling; 0 of who moves nothing; empty where no
 *     clock was read
 * @param time of a request, in what {@link TimeUnit} says
 */
public record ChoiceCandidate(
    String label,
    String locks,
    long heapBytes,
    long bytesMoved,
    long pauseBytes,
    OptionalDouble pauseNanos,
    double time) {
  /** What the times of candidates are that are compared with each other. */
  public enum TimeUnit {
    /** Loads and stores of 4 bytes a request, out-of-memory handling included. */
    COST,
    /** Nanoseconds an op. */
    NANOS
  }
}
