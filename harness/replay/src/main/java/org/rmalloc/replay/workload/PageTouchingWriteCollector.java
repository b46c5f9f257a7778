// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import java.util.Arrays;
import java.util.BitSet;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.TraceChecker;

/**
 * Collects the writes of a trace that may touch a page which no write before them touched, wherever
 * its block lies: the others are left out, so that a trace of 10⁸ accesses leaves few.
 *
 * <p>A block is looked at in granules of {@value #GRANULE} bytes. A granule between two touched
 * ones, all within {@value #PAGE} bytes, is left out: at most one page boundary lies between the
 * two, so that one of them is on the granule's page.
 */
final class PageTouchingWriteCollector {
  private static final int GRANULE = 8; // blocks begin at multiples of it
  private static final int PAGE = 4096; // the smallest there is
  private static final int GRANULES = PAGE / GRANULE;

  private final TraceChecker checker = new TraceChecker(Dialect.ACCESS);
  private final Workload workload;
  private int nextOp; // of the workload
  private int request = -1; // the last one seen

  private int[] slotOf = new int[256]; // by dense handle
  private final long[] addresses; // by slot, of the live block
  private final long[] sizes;
  private final BitSet[] touched; // granules; null before the first

  private int[] requests = new int[256];
  private int[] slots = new int[256];
  private long[] froms = new long[256];
  private long[] lengths = new long[256];
  private int count;

  /**
   * No touches yet.
   *
   * @param workload whose requests are those of the trace
   */
  PageTouchingWriteCollector(Workload workload) {
    this.workload = workload;
    addresses = new long[workload.slotCount()];
    sizes = new long[workload.slotCount()];
    touched = new BitSet[workload.slotCount()];
  }

  int count() {
    return count;
  }

  /** After which request. */
  int request(int touch) {
    return requests[touch];
  }

  int slot(int touch) {
    return slots[touch];
  }

  /** From which byte of the block. */
  long from(int touch) {
    return froms[touch];
  }

  long bytes(int touch) {
    return lengths[touch];
  }

  /** Takes the next op, which is refused where no trace holds it. */
  void add(OpKind kind, int fileHandle, long address, long sizeBytes) {
    int handle = checker.check(kind, fileHandle, sizeBytes);
    if (kind.isRequest()) {
      addRequest(kind, handle, address, sizeBytes);
    } else if (kind == OpKind.STORE || kind == OpKind.MODIFY) {
      addWrite(slotOf[handle], address - addresses[slotOf[handle]], sizeBytes);
    }
  }

  private void addRequest(OpKind kind, int handle, long address, long sizeBytes) {
    while (workload.kinds()[nextOp] > OpKind.Code.RESIZE) {
      nextOp++; // a lock
    }
    int slot = workload.slots()[nextOp++];
    request++;
    if (handle >= slotOf.length) {
      slotOf = Arrays.copyOf(slotOf, 2 * handle);
    }
    slotOf[handle] = slot;
    if (kind != OpKind.RESIZE) {
      touched[slot] = null;
    }
    addresses[slot] = address;
    sizes[slot] = kind == OpKind.FREE ? 0 : sizeBytes;
    if (touched[slot] != null) {
      touched[slot].clear(granuleAfter(sizeBytes), Integer.MAX_VALUE);
    }
  }

  /** Of a write beyond its block nothing is taken. */
  private void addWrite(int slot, long from, long bytes) {
    long to = Math.min(sizes[slot], from + bytes);
    if (from < 0 || from >= to || to > (long) GRANULE * Integer.MAX_VALUE) {
      return;
    }
    if (touched[slot] == null) {
      touched[slot] = new BitSet();
    }
    int last = granuleAfter(to);
    for (int granule = (int) (from / GRANULE); granule < last; granule++) {
      if (!touched[slot].get(granule)) {
        if (!isBetween(touched[slot], granule)) {
          addTouch(slot, (long) granule * GRANULE);
        }
        touched[slot].set(granule);
      }
    }
  }

  /** The first granule that begins at a byte or after it. */
  private static int granuleAfter(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE - 1L, (bytes + GRANULE - 1) / GRANULE);
  }

  private static boolean isBetween(BitSet granules, int granule) {
    int before = granules.previousSetBit(granule);
    int after = before < 0 ? -1 : granules.nextSetBit(granule);
    return after >= 0 && after - before < GRANULES;
  }

  /** A granule after the last one of its kind lengthens it. */
  private void addTouch(int slot, long from) {
    int last = count - 1;
    if (count > 0
        && requests[last] == request
        && slots[last] == slot
        && froms[last] + lengths[last] == from) {
      lengths[last] += GRANULE;
      return;
    }
    if (count == requests.length) {
      grow();
    }
    requests[count] = request;
    slots[count] = slot;
    froms[count] = from;
    lengths[count++] = GRANULE;
  }

  private void grow() {
    requests = Arrays.copyOf(requests, 2 * count);
    slots = Arrays.copyOf(slots, 2 * count);
    froms = Arrays.copyOf(froms, 2 * count);
    lengths = Arrays.copyOf(lengths, 2 * count);
  }
}
