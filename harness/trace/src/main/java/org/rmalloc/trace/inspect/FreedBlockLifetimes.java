// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.inspect;

import java.util.stream.IntStream;
import org.rmalloc.trace.Trace;

/** How long freed blocks lived. */
public final class FreedBlockLifetimes {
  private FreedBlockLifetimes() {}

  /** Of each freed block: the requests from its birth to its free, the free included. O(ops). */
  public static long[] inRequests(Trace trace) {
    BlockLifespans lives = BlockLifespans.of(trace);
    return IntStream.range(0, lives.count())
        .mapToObj(lives::get)
        .filter(BlockLifespan::freed)
        .mapToLong(life -> life.end() - life.birth())
        .toArray();
  }

  /** What so many percent of spans, given in order, are no longer than: 1 to 100. */
  public static long most(long[] sortedSpans, int percent) {
    return sortedSpans[(int) Math.ceilDiv((long) percent * sortedSpans.length, 100) - 1];
  }
}
