// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import java.util.Arrays;
import org.rmalloc.trace.OpKind;

/** Beginnings of workloads. */
public final class Prefixes {
  private Prefixes() {}

  /** The ops up to and with a request, counted from 0. */
  public static Workload upTo(Workload workload, long request) {
    int op = -1;
    for (long seen = -1; seen < request; ) {
      if (workload.kinds()[++op] <= OpKind.Code.RESIZE) {
        seen++;
      }
    }
    return new Workload(
        Arrays.copyOf(workload.kinds(), op + 1),
        Arrays.copyOf(workload.slots(), op + 1),
        Arrays.copyOf(workload.sizes(), op + 1),
        AlignmentThreadClockColumns.NONE,
        workload.slotCount(),
        workload.peakLive(),
        workload.peakRequest(),
        request + 1);
  }
}
