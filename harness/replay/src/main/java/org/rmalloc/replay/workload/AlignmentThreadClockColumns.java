// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import java.util.Arrays;
import org.rmalloc.trace.OpAnnotations;

/**
 * Alignments, threads and times of a workload's ops, in columns that are empty where the trace says
 * none. They are handed out themselves, not copies; nobody writes to them.
 *
 * @param alignments by op: log2 of what an allocation asks for, at most {@link
 *     #MAX_LOG2_ALIGNMENT}; 0 of other ops
 * @param threads by op: 0 or more
 * @param clockOps by clock mark: the op that it stands before, ascending
 * @param clockNanos by clock mark: nanoseconds since the program started
 */
@SuppressWarnings("ArrayRecordComponent") // columns, shared on purpose
record AlignmentThreadClockColumns(
    byte[] alignments, int[] threads, int[] clockOps, long[] clockNanos) {
  /** What an {@code int} holds; a larger alignment counts as this. No arena has either. */
  static final int MAX_LOG2_ALIGNMENT = 30;

  /** Nothing is said. */
  static final AlignmentThreadClockColumns NONE =
      new AlignmentThreadClockColumns(new byte[0], new int[0], new int[0], new long[0]);

  /** What a trace says, all of whose ops are replayed: its own columns, but for huge alignments. */
  static AlignmentThreadClockColumns of(OpAnnotations marks) {
    byte[] alignments = marks.alignments();
    if (marks.maximumLog2Alignment() > MAX_LOG2_ALIGNMENT) {
      alignments = alignments.clone();
      for (int op = 0; op < alignments.length; op++) {
        alignments[op] = capped(alignments[op]);
      }
    }
    return new AlignmentThreadClockColumns(
        alignments, marks.threads(), marks.clockOps(), marks.clockNanos());
  }

  /** Empty columns for what a trace says of {@code ops} of its ops. */
  static AlignmentThreadClockColumns sized(OpAnnotations marks, int ops) {
    return new AlignmentThreadClockColumns(
        new byte[marks.hasAlignments() ? ops : 0],
        new int[marks.hasThreads() ? ops : 0],
        new int[marks.clockOps().length],
        marks.clockNanos());
  }

  /**
   * Copies what a trace says of an op.
   *
   * @param from the op there
   * @param to the op here
   */
  void copy(OpAnnotations marks, int from, int to) {
    if (alignments.length > 0) {
      alignments[to] = capped((byte) marks.log2Alignment(from));
    }
    if (threads.length > 0) {
      threads[to] = marks.thread(from);
    }
  }

  /** What a column of times says, which has an entry for each op: 0 before the first. */
  AlignmentThreadClockColumns withClocks(long[] byOp) {
    int[] ops = new int[byOp.length];
    long[] nanos = new long[byOp.length];
    int clocks = 0;
    for (int op = 0; op < byOp.length; op++) {
      if (byOp[op] != (clocks == 0 ? 0 : nanos[clocks - 1])) {
        ops[clocks] = op;
        nanos[clocks++] = byOp[op];
      }
    }
    return new AlignmentThreadClockColumns(
        alignments, threads, Arrays.copyOf(ops, clocks), Arrays.copyOf(nanos, clocks));
  }

  /** Such a column of {@code ops} entries; empty where no time is known. */
  long[] clocks(int ops) {
    long[] byOp = new long[clockOps.length == 0 ? 0 : ops];
    for (int clock = 0; clock < clockOps.length; clock++) {
      int end = clock + 1 < clockOps.length ? clockOps[clock + 1] : ops;
      Arrays.fill(byOp, clockOps[clock], end, clockNanos[clock]);
    }
    return byOp;
  }

  private static byte capped(byte log2Alignment) {
    return (byte) Math.min(log2Alignment, MAX_LOG2_ALIGNMENT);
  }
}
