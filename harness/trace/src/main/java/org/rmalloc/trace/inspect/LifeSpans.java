package org.rmalloc.trace.inspect;

import java.util.Arrays;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;

/** How long freed blocks lived. */
public final class LifeSpans {
  private LifeSpans() {}

  /** Of each freed block: the requests from its birth to its free, the free included. O(ops). */
  public static long[] inRequests(Trace trace) {
    long[] births = new long[trace.handleCount()];
    long[] spans = new long[trace.handleCount()];
    int freed = 0;
    long request = 0;
    for (int op = 0; op < trace.opCount(); op++) {
      byte kind = trace.kinds()[op];
      if (kind == OpKind.Code.NEW) {
        births[trace.handles()[op]] = request;
      } else if (kind == OpKind.Code.FREE) {
        spans[freed++] = request - births[trace.handles()[op]];
      }
      request += kind <= OpKind.Code.RESIZE ? 1 : 0;
    }
    return Arrays.copyOf(spans, freed);
  }

  /** What so many percent of spans, given in order, are no longer than: 1 to 100. */
  public static long most(long[] sortedSpans, int percent) {
    return sortedSpans[(int) Math.ceilDiv((long) percent * sortedSpans.length, 100) - 1];
  }
}
