// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.inspect;

import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;

/** Live bytes over a trace, cut into columns of as many requests each; of a column the most. */
public final class LiveBytesCurve {
  private LiveBytesCurve() {}

  /**
   * The curve; fewer columns where there are fewer requests. O(ops).
   *
   * @param requests of the trace
   */
  public static long[] of(Trace trace, long requests, int columns) {
    long[] most = new long[(int) Math.min(columns, Math.max(1, requests))];
    long[] blockSizes = new long[trace.handleCount()];
    long live = 0;
    long request = 0;
    for (int op = 0; op < trace.opCount(); op++) {
      byte kind = trace.kinds()[op];
      if (kind > OpKind.Code.RESIZE) {
        continue;
      }
      int handle = trace.handles()[op];
      long size = kind == OpKind.Code.FREE ? 0 : trace.sizes()[op];
      live += size - blockSizes[handle];
      blockSizes[handle] = size;
      int column = (int) (request++ * most.length / requests);
      most[column] = Math.max(most[column], live);
    }
    return most;
  }
}
