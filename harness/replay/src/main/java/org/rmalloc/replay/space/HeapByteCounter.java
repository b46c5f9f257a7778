// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.contract.ledger.HeapLedger;

/**
 * Where the bytes of the heap are after each op: live bytes by the harness's own count, free ones
 * and extents by the ledger. For an allocator without addresses all that is not live is free.
 */
final class HeapByteCounter {
  private final long heapSize;
  private final boolean hasAddresses;
  private final HeapLedger ledger;
  private long used;

  HeapByteCounter(int heapSize, boolean hasAddresses) {
    this.heapSize = heapSize;
    this.hasAddresses = hasAddresses;
    ledger = new HeapLedger(heapSize);
  }

  /** What the allocator tells of its placements. */
  HeapLedger listener() {
    return ledger;
  }

  /** Live bytes have changed. */
  void addUsed(long bytes) {
    used += bytes;
  }

  long used() {
    return used;
  }

  long free() {
    return hasAddresses ? ledger.freeBytes() : heapSize - used;
  }

  long overhead() {
    return heapSize - used - free();
  }

  long internal() {
    return hasAddresses ? ledger.internalBytes() : 0;
  }

  /** Holds the ledger's live bytes against the harness's own. */
  void check() {
    if (hasAddresses && ledger.usedBytes() != used) {
      throw new InvariantViolation(
          "%d bytes are live, but the allocator reported %d".formatted(used, ledger.usedBytes()));
    }
  }
}
