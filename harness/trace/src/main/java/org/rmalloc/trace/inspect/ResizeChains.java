package org.rmalloc.trace.inspect;

import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;

/**
 * How often blocks were resized.
 *
 * @param blocks resized at least once
 * @param longest the most resizes of one block
 * @param growing resizes to a larger size than before
 */
record ResizeChains(long blocks, long longest, long growing) {
  static ResizeChains of(Trace trace) {
    int[] resizes = new int[trace.handleCount()];
    long[] sizes = new long[trace.handleCount()];
    long blocks = 0;
    long longest = 0;
    long growing = 0;
    for (int op = 0; op < trace.opCount(); op++) {
      int handle = trace.handles()[op];
      long size = trace.sizes()[op];
      if (trace.kinds()[op] == OpKind.Code.RESIZE) {
        blocks += resizes[handle]++ == 0 ? 1 : 0;
        longest = Math.max(longest, resizes[handle]);
        growing += size > sizes[handle] ? 1 : 0;
      }
      if (trace.kinds()[op] == OpKind.Code.RESIZE || trace.kinds()[op] == OpKind.Code.NEW) {
        sizes[handle] = size;
      }
    }
    return new ResizeChains(blocks, longest, growing);
  }
}
