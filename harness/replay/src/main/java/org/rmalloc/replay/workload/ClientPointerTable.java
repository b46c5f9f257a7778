// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.contract.OutOfMemoryRetry;

/**
 * The pointers that a client keeps itself, as a C program does, of blocks that never move: one
 * address for each live block, and how deep the client locked it.
 */
public final class ClientPointerTable {
  private final int[] addresses; // by slot
  private final byte[] depths; // by slot; empty when no block is ever locked

  /** A table for the blocks of a workload. */
  public ClientPointerTable(Workload workload) {
    addresses = new int[workload.slotCount()];
    depths = new byte[workload.lockCount() == 0 ? 0 : workload.slotCount()];
  }

  /**
   * Whether an allocator can be called by address in a workload: it moves nothing, and no block is
   * aligned, for an aligned block may start behind the address that was allocated.
   */
  public static boolean suits(Allocator allocator, Workload workload) {
    return allocator instanceof PinnedAllocator && workload.alignments().length == 0;
  }

  /** The slot's address. */
  public int address(int slot) {
    return addresses[slot];
  }

  /** Allocates a block, in two attempts; false when both failed. */
  public boolean allocate(
      PinnedAllocator allocator, OutOfMemoryRetry protocol, int slot, long sizeBytes) {
    int address = allocator.mallocAddress(sizeBytes);
    if (address == PinnedAllocator.NO_ADDRESS) {
      address = protocol.retryMallocAddress(allocator, sizeBytes);
    }
    put(slot, address);
    return address != PinnedAllocator.NO_ADDRESS;
  }

  /** Keeps the address of a block that was just allocated. */
  void put(int slot, int address) {
    addresses[slot] = address;
    if (depths.length > 0) {
      depths[slot] = 0; // freeing the block before ended its locks
    }
  }

  /** Resizes a block, in two attempts; false, and nothing changed, when both failed. */
  public boolean resize(
      PinnedAllocator allocator, OutOfMemoryRetry protocol, int slot, long sizeBytes) {
    int before = addresses[slot];
    boolean mayMove = depths.length == 0 || depths[slot] == 0;
    int address = allocator.reallocAddress(before, sizeBytes, mayMove);
    if (address == PinnedAllocator.NO_ADDRESS) {
      address = protocol.retryReallocAddress(allocator, before, sizeBytes, mayMove);
    }
    addresses[slot] = address == PinnedAllocator.NO_ADDRESS ? before : address;
    return address != PinnedAllocator.NO_ADDRESS;
  }

  /** Locks a block and returns its address. */
  public int lock(int slot) {
    depths[slot]++;
    return addresses[slot];
  }

  /** Undoes one {@link #lock}. */
  public void unlock(int slot) {
    depths[slot]--;
  }
}
