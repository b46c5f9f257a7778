// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

import java.util.Arrays;

/**
 * The alignments, threads and times of a trace, in columns that are empty where nothing says any:
 * see {@link OpAnnotationKind}. They are handed out themselves, not copies; nobody writes to them.
 *
 * @param alignments by op: log2 of what an allocation asks for, 0 of other ops; or empty
 * @param threads by op: the thread; or empty, where all ops are of thread 0
 * @param clockOps by clock mark: the op that it stands before, in order; the count of ops at the
 *     end
 * @param clockNanos by clock mark: nanoseconds since the program started
 */
@SuppressWarnings("ArrayRecordComponent") // columns, shared on purpose
public record OpAnnotations(byte[] alignments, int[] threads, int[] clockOps, long[] clockNanos) {
  /** No marks. */
  public static final OpAnnotations NONE =
      new OpAnnotations(new byte[0], new int[0], new int[0], new long[0]);

  /** Whether nothing is said. */
  public boolean isEmpty() {
    return alignments.length == 0 && threads.length == 0 && clockOps.length == 0;
  }

  /** Whether an allocation asks for an alignment. */
  public boolean hasAlignments() {
    return alignments.length > 0;
  }

  /** Whether ops are of more threads than thread 0. */
  public boolean hasThreads() {
    return threads.length > 0;
  }

  /** Log2 of the alignment that an op asks for: 0 for none. */
  public int log2Alignment(int op) {
    return alignments.length == 0 ? 0 : alignments[op];
  }

  /** The thread of an op. */
  public int thread(int op) {
    return threads.length == 0 ? 0 : threads[op];
  }

  /** Log2 of the largest alignment that an allocation asks for: 0 for none. */
  public int maximumLog2Alignment() {
    int maximum = 0;
    for (byte log2 : alignments) {
      maximum = Math.max(maximum, log2);
    }
    return maximum;
  }

  /** Allocations that ask for an alignment. O(ops). */
  public long alignedCount() {
    long count = 0;
    for (byte log2 : alignments) {
      count += log2 > 0 ? 1 : 0;
    }
    return count;
  }

  /** The same without alignments. */
  public OpAnnotations withoutAlignments() {
    return new OpAnnotations(NONE.alignments, threads, clockOps, clockNanos);
  }

  /** Collects marks while ops are added. */
  static final class Builder {
    private byte[] alignments = NONE.alignments;
    private int[] threads = NONE.threads;
    private int[] clockOps = NONE.clockOps;
    private long[] clockNanos = NONE.clockNanos;
    private int clocks;
    private int thread;
    private int nextLog2;

    /** Takes a mark before op {@code op}. */
    void add(OpAnnotationKind mark, long value, int op) {
      switch (mark) {
        case ALIGNMENT -> nextLog2 = Long.numberOfTrailingZeros(value);
        case THREAD -> thread = (int) value;
        case CLOCK -> addClock(op, value);
      }
    }

    /** Op {@code op} is about to be added; of an allocation that is refused nothing is kept. */
    int takeAlignment() {
      int log2 = nextLog2;
      nextLog2 = 0;
      return log2;
    }

    /** Op {@code op} was added. */
    void added(int op, int log2Alignment) {
      if (log2Alignment > 0) {
        alignments = op < alignments.length ? alignments : Arrays.copyOf(alignments, longer(op));
        alignments[op] = (byte) log2Alignment;
      }
      if (thread > 0) {
        threads = op < threads.length ? threads : Arrays.copyOf(threads, longer(op));
        threads[op] = thread;
      }
    }

    /** The marks of {@code ops} ops. */
    OpAnnotations build(int ops) {
      return new OpAnnotations(
          alignments.length == 0 ? alignments : Arrays.copyOf(alignments, ops),
          threads.length == 0 ? threads : Arrays.copyOf(threads, ops),
          Arrays.copyOf(clockOps, clocks),
          Arrays.copyOf(clockNanos, clocks));
    }

    /** Of two marks before one op the later one counts. */
    private void addClock(int op, long nanos) {
      if (clocks > 0 && clockOps[clocks - 1] == op) {
        clocks--;
      }
      if (clocks == clockOps.length) {
        int room = Math.max(16, 2 * clocks);
        clockOps = Arrays.copyOf(clockOps, room);
        clockNanos = Arrays.copyOf(clockNanos, room);
      }
      clockOps[clocks] = op;
      clockNanos[clocks++] = nanos;
    }

    private static int longer(int op) {
      return (int) Math.min(Integer.MAX_VALUE - 8, Math.max(1024, op + 1 + op / 2L));
    }
  }
}
