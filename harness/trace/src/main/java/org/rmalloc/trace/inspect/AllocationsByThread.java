// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.inspect;

import java.util.Arrays;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;

/**
 * Which threads use the heap, and who frees what another allocated.
 *
 * @param threads that have an op
 * @param allocations by thread
 * @param frees in all
 * @param crossFrees of these, those by another thread than the one that allocated the block
 */
@SuppressWarnings("ArrayRecordComponent") // handed out once, to be printed
record AllocationsByThread(int threads, long[] allocations, long frees, long crossFrees) {
  /** One pass over a trace. */
  static AllocationsByThread of(Trace trace) {
    int highest = Arrays.stream(trace.marks().threads()).max().orElse(0);
    long[] allocations = new long[highest + 1];
    boolean[] seen = new boolean[highest + 1];
    int[] owners = new int[trace.handleCount()];
    long frees = 0;
    long crossFrees = 0;
    for (int op = 0; op < trace.opCount(); op++) {
      int thread = trace.marks().thread(op);
      int handle = trace.handles()[op];
      seen[thread] = true;
      if (trace.kinds()[op] == OpKind.Code.NEW) {
        allocations[thread]++;
        owners[handle] = thread;
      } else if (trace.kinds()[op] == OpKind.Code.FREE) {
        frees++;
        crossFrees += owners[handle] == thread ? 0 : 1;
      }
    }
    int threads = 0;
    for (boolean one : seen) {
      threads += one ? 1 : 0;
    }
    return new AllocationsByThread(threads, allocations, frees, crossFrees);
  }

  /** The threads that allocate most often, at most {@code count} of them. */
  int[] busiest(int count) {
    Integer[] order = new Integer[allocations.length];
    Arrays.setAll(order, thread -> thread);
    Arrays.sort(order, (a, b) -> Long.compare(allocations[b], allocations[a]));
    return Arrays.stream(order).limit(count).mapToInt(Integer::intValue).toArray();
  }
}
