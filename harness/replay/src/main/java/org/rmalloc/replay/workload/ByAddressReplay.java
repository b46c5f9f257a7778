// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.contract.OutOfMemoryRetry;
import org.rmalloc.trace.OpKind;

/**
 * The part of {@link PlainReplay} that calls an allocator by address: a block is found in one step,
 * in the client's own table. Allocates nothing while it runs.
 */
final class ByAddressReplay {
  private final Workload workload;
  private final OutOfMemoryRetry protocol;
  private final ClientPointerTable table;
  private long trail;

  ByAddressReplay(Workload workload, OutOfMemoryRetry protocol) {
    this.workload = workload;
    this.protocol = protocol;
    table = new ClientPointerTable(workload);
  }

  /**
   * Replays from an op up to another, or until a request that cannot be met.
   *
   * @param sum the checksum so far, which {@link #trail} continues
   * @return the op before which it stopped
   */
  int advance(PinnedAllocator allocator, int from, int end, long sum) {
    byte[] kinds = workload.kinds();
    int[] slots = workload.slots();
    long[] sizes = workload.sizes();
    ClientPointerTable table = this.table;
    for (int op = from; op < end; op++) {
      int slot = slots[op];
      switch (kinds[op]) {
        case OpKind.Code.NEW -> {
          // Not by table.allocate: that is compiled apart, and this into the loop.
          int address = allocator.mallocAddress(sizes[op]);
          if (address == PinnedAllocator.NO_ADDRESS) {
            address = protocol.retryMallocAddress(allocator, sizes[op]);
          }
          if (address == PinnedAllocator.NO_ADDRESS) {
            return stopped(op, HandleAndAddressChecksum.mix(sum, Allocator.NO_HANDLE));
          }
          table.put(slot, address);
          sum = HandleAndAddressChecksum.mix(sum, address);
        }
        case OpKind.Code.FREE -> allocator.freeAddress(table.address(slot));
        case OpKind.Code.RESIZE -> {
          if (!table.resize(allocator, protocol, slot, sizes[op])) {
            return stopped(op, sum);
          }
        }
        case OpKind.Code.LOCK -> sum = HandleAndAddressChecksum.mix(sum, table.lock(slot));
        case OpKind.Code.UNLOCK -> table.unlock(slot);
        default -> throw new IllegalStateException("op %d is of an unknown kind".formatted(op));
      }
    }
    return stopped(end, sum);
  }

  private int stopped(int op, long sum) {
    trail = sum;
    return op;
  }

  /** The checksum of the addresses of allocations and locks up to where it stopped. */
  long trail() {
    return trail;
  }
}
