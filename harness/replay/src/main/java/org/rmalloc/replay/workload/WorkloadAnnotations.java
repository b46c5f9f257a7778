// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import org.rmalloc.trace.OpAnnotations;

/**
 * Alignments, threads and times of a workload's ops, in columns that are empty where the trace says
 * none. They are handed out themselves, not copies; nobody writes to them.
 *
 * @param alignments by op: log2 of what an allocation asks for, at most {@link
 *     #MAX_LOG2_ALIGNMENT}; 0 of other ops
 * @param threads by op: 0 or more
 * @param clocks by op, in nanoseconds since the program started: the last time said before it
 */
@SuppressWarnings("ArrayRecordComponent") // columns, shared on purpose
record WorkloadAnnotations(byte[] alignments, int[] threads, long[] clocks) {
  /** What an {@code int} holds; a larger alignment counts as this. No arena has either. */
  static final int MAX_LOG2_ALIGNMENT = 30;

  /** Nothing is said. */
  static final WorkloadAnnotations NONE =
      new WorkloadAnnotations(new byte[0], new int[0], new long[0]);

  /** Empty columns for what a trace says, of {@code ops} entries each. */
  static WorkloadAnnotations sized(OpAnnotations marks, int ops) {
    return new WorkloadAnnotations(
        new byte[marks.hasAlignments() ? ops : 0],
        new int[marks.hasThreads() ? ops : 0],
        new long[marks.clockOps().length > 0 ? ops : 0]);
  }

  /**
   * Copies what a trace says of an op.
   *
   * @param from the op there
   * @param to the op here
   * @param clock the last clock mark before it; −1 for none
   */
  void copy(OpAnnotations marks, int from, int to, int clock) {
    if (alignments.length > 0) {
      alignments[to] = (byte) Math.min(marks.log2Alignment(from), MAX_LOG2_ALIGNMENT);
    }
    if (threads.length > 0) {
      threads[to] = marks.thread(from);
    }
    if (clocks.length > 0 && clock >= 0) {
      clocks[to] = marks.clockNanos()[clock];
    }
  }
}
