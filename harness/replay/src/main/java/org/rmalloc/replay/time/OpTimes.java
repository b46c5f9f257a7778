// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.io.IOException;
import java.util.List;
import org.rmalloc.replay.workload.TemporaryColumnFile;

/**
 * The time of each op, as measured: the timer's overhead is in it. The columns are handed out
 * themselves, not copies; nobody writes to them.
 */
final class OpTimes {
  /** Where no op was timed. */
  static final OpTimes NONE = new OpTimes(0, new int[0], new int[0], new long[0]);

  private final int passes;
  private final int[] opNanos;
  private final int[] oomOps;
  private final long[] oomNanos;

  OpTimes(int passes, int[] opNanos, int[] oomOps, long[] oomNanos) {
    this.passes = passes;
    this.opNanos = opNanos;
    this.oomOps = oomOps;
    this.oomNanos = oomNanos;
  }

  /** The passes over which each is the median. */
  int passes() {
    return passes;
  }

  /** By op, up to the one that could not be met, without out-of-memory handling. */
  int[] opNanos() {
    return opNanos;
  }

  /** The ops at which out-of-memory handling was called, ascending. */
  int[] oomOps() {
    return oomOps;
  }

  /** By call of out-of-memory handling. */
  long[] oomNanos() {
    return oomNanos;
  }

  /** Of each op the median over forks; of an even number of forks the lower of the two. */
  static OpTimes median(List<OpTimes> forks) {
    int[][] opNanos = forks.stream().map(OpTimes::opNanos).toArray(int[][]::new);
    long[][] oomNanos = forks.stream().map(OpTimes::oomNanos).toArray(long[][]::new);
    OpTimes first = forks.getFirst();
    return new OpTimes(
        first.passes,
        MediansOverPasses.ofInts(opNanos, first.opNanos.length),
        first.oomOps,
        MediansOverPasses.ofLongs(oomNanos, first.oomNanos.length));
  }

  void write(TemporaryColumnFile out) throws IOException {
    out.writeLong(passes);
    out.writeInts(opNanos);
    out.writeInts(oomOps);
    out.writeLongs(oomNanos);
  }

  static OpTimes read(TemporaryColumnFile in) throws IOException {
    return new OpTimes((int) in.readLong(), in.readInts(), in.readInts(), in.readLongs());
  }
}
