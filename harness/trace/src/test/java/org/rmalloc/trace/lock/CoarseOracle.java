// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lock;

import java.util.ArrayList;
import java.util.List;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;

/** The coarse simulation by its definition: a walk of all ops for each handle. */
final class CoarseOracle {
  private CoarseOracle() {}

  /** The lines of the lock trace. */
  static List<String> lines(Trace trace, double threshold) {
    List<String> lines = new ArrayList<>();
    for (int op = 0; op < trace.opCount(); op++) {
      OpKind kind = trace.kind(op);
      if (kind.isAccess()) {
        continue;
      }
      int handle = trace.handles()[op];
      boolean locks = kind != OpKind.FREE && macro(trace, handle) < threshold;
      if (locks && kind == OpKind.RESIZE) {
        lines.add(handle + " U 0 0");
      }
      long size = kind == OpKind.FREE ? 0 : trace.sizes()[op];
      lines.add("%d %c 0 %d".formatted(handle, kind.letter(), size));
      if (locks) {
        lines.add(handle + " L 0 0");
      }
    }
    return lines;
  }

  /** The accesses while a block lives, its own counting as 1 at least, of all. */
  private static double macro(Trace trace, int handle) {
    long all = 0;
    long own = 0;
    long inLife = 0;
    boolean lives = false;
    for (int op = 0; op < trace.opCount(); op++) {
      boolean isOwn = trace.handles()[op] == handle;
      OpKind kind = trace.kind(op);
      if (kind.isAccess()) {
        all++;
        own += isOwn ? 1 : 0;
        inLife += lives ? 1 : 0;
      } else if (isOwn && kind != OpKind.RESIZE) {
        lives = kind == OpKind.NEW;
      }
    }
    return all == 0 ? Double.NaN : (double) (own == 0 ? inLife + 1 : inLife) / all;
  }
}
