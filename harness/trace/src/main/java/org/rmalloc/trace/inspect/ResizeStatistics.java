// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.inspect;

import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;

/**
 * How often blocks were resized.
 *
 * @param blocks resized at least once
 * @param longest the most resizes of one block
 * @param growing resizes to a larger size than before
 * @param longestFrom the size at birth of the block resized most often, of several the first that
 *     came so far
 * @param longestTo its size after its last resize
 */
record ResizeStatistics(long blocks, long longest, long growing, long longestFrom, long longestTo) {
  static ResizeStatistics of(Trace trace) {
    int[] resizes = new int[trace.handleCount()];
    long[] firstSizes = new long[trace.handleCount()];
    long[] sizes = new long[trace.handleCount()];
    long blocks = 0;
    long growing = 0;
    int longest = -1; // a handle
    for (int op = 0; op < trace.opCount(); op++) {
      int handle = trace.handles()[op];
      long size = trace.sizes()[op];
      if (trace.kinds()[op] == OpKind.Code.NEW) {
        firstSizes[handle] = size;
        sizes[handle] = size;
      } else if (trace.kinds()[op] == OpKind.Code.RESIZE) {
        blocks += resizes[handle]++ == 0 ? 1 : 0;
        growing += size > sizes[handle] ? 1 : 0;
        longest = longest < 0 || resizes[handle] > resizes[longest] ? handle : longest;
        sizes[handle] = size;
      }
    }
    return longest < 0
        ? new ResizeStatistics(0, 0, 0, 0, 0)
        : new ResizeStatistics(
            blocks, resizes[longest], growing, firstSizes[longest], sizes[longest]);
  }
}
