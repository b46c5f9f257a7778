// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;

/**
 * The fine simulation by its definition: a walk of all ops for each handle, O(handles · ops). Lives
 * are counted in millionths. Resizes end the use of a block.
 */
final class LockOracle {
  private final Trace trace;
  private final RecentAccessLockParameters speeds;
  private final boolean compat2014;

  /** By op: the changes before it, as lines, by handle. */
  private final TreeMap<Integer, TreeMap<Integer, String>> changes = new TreeMap<>();

  LockOracle(Trace trace, RecentAccessLockParameters speeds, boolean compat2014) {
    this.trace = trace;
    this.speeds = speeds;
    this.compat2014 = compat2014;
  }

  /** The lines of the lock trace. */
  List<String> lines() {
    for (int handle = 0; handle < trace.handleCount(); handle++) {
      int birth = indexOf(OpKind.NEW, handle);
      int free = indexOf(OpKind.FREE, handle);
      if (free >= 0) {
        walk(handle, birth, free);
      }
    }
    return written();
  }

  private void walk(int handle, int birth, int free) {
    long life = 0;
    for (int op = birth + 1; op < free; op++) {
      boolean wasLocked = life > 0;
      if (trace.handles()[op] != handle) {
        life = fallen(life);
      } else if (trace.kind(op) == OpKind.RESIZE) {
        life = 0;
      } else {
        life += speeds.gainMicros();
      }
      if (wasLocked != life > 0) {
        String line = handle + (wasLocked ? " U 0 0" : " L 0 0");
        changes.computeIfAbsent(op, key -> new TreeMap<>()).put(handle, line);
      }
    }
  }

  private long fallen(long life) {
    if (compat2014) {
      return life < speeds.lossMicros() ? life : life - speeds.lossMicros();
    }
    return Math.max(0, life - speeds.lossMicros());
  }

  private int indexOf(OpKind kind, int handle) {
    for (int op = 0; op < trace.opCount(); op++) {
      if (trace.kind(op) == kind && trace.handles()[op] == handle) {
        return op;
      }
    }
    return -1;
  }

  private List<String> written() {
    List<String> lines = new ArrayList<>();
    for (int op = 0; op < trace.opCount(); op++) {
      TreeMap<Integer, String> before = changes.getOrDefault(op, new TreeMap<>());
      if (compat2014 && !before.isEmpty()) {
        lines.add(before.lastEntry().getValue());
      } else {
        lines.addAll(before.values());
      }
      OpKind kind = trace.kind(op);
      if (!kind.isAccess()) {
        long size = kind == OpKind.FREE ? 0 : trace.sizes()[op];
        lines.add(
            "%d %c %d %d"
                .formatted(trace.handles()[op], kind.letter(), trace.addresses()[op], size));
      }
    }
    return lines;
  }
}
