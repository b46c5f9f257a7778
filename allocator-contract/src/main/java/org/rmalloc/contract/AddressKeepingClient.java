// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;

/**
 * A client of an allocator that moves nothing, which keeps its blocks' addresses itself; aligned
 * blocks alone it calls by handle. It fills its blocks, so that the heap must end with the same
 * bytes as that of an {@link PayloadCheckingClient} that made the same calls. It counts no cost.
 */
public final class AddressKeepingClient implements AllocatorClient {
  private final PinnedAllocator allocator;
  private final OutOfMemoryRetry protocol;
  private final PayloadCheck payloads;
  private final long[] handles; // by block; NO_HANDLE where it is called by address
  private final int[] addresses; // by block
  private final int[] depths; // by block: how often it is locked
  private boolean outOfMemory;

  /**
   * A client of {@code allocator}, which manages {@code heap}.
   *
   * @param blocks the client's names for blocks: 0 to {@code blocks} exclusive
   * @param reliefBudget of each call of the out-of-memory hook
   */
  public AddressKeepingClient(
      PinnedAllocator allocator, Heap heap, int blocks, CompactionBudget reliefBudget) {
    this.allocator = allocator;
    protocol = new OutOfMemoryRetry(reliefBudget, (_, _) -> outOfMemory = true);
    payloads = new PayloadCheck(heap.payload(), name -> address((int) name - 1), blocks);
    handles = new long[blocks];
    addresses = new int[blocks];
    depths = new int[blocks];
  }

  @Override
  public CallResult malloc(int block, long sizeBytes, int alignment) {
    boolean met = alignment == 1 ? placed(block, sizeBytes) : placed(block, sizeBytes, alignment);
    if (!met) {
      return result(false, block);
    }
    depths[block] = 0;
    payloads.placed(block, handle(block), sizeBytes);
    return result(true, block);
  }

  private boolean placed(int block, long sizeBytes) {
    int address = allocator.mallocAddress(sizeBytes);
    if (address == PinnedAllocator.NO_ADDRESS) {
      address = protocol.retryMallocAddress(allocator, sizeBytes);
    }
    handles[block] = Allocator.NO_HANDLE;
    addresses[block] = address;
    return address != PinnedAllocator.NO_ADDRESS;
  }

  private boolean placed(int block, long sizeBytes, int alignment) {
    handles[block] = protocol.malloc(allocator, sizeBytes, alignment);
    return handles[block] != Allocator.NO_HANDLE;
  }

  @Override
  public CallResult realloc(int block, long sizeBytes) {
    boolean met =
        isByAddress(block)
            ? resized(block, sizeBytes)
            : protocol.realloc(allocator, handles[block], sizeBytes) != ReallocOutcome.FAILED;
    if (met) {
      payloads.resized(block, sizeBytes);
    }
    return result(met, block);
  }

  private boolean resized(int block, long sizeBytes) {
    boolean mayMove = depths[block] == 0;
    int address = allocator.reallocAddress(addresses[block], sizeBytes, mayMove);
    if (address == PinnedAllocator.NO_ADDRESS) {
      address = protocol.retryReallocAddress(allocator, addresses[block], sizeBytes, mayMove);
    }
    if (address == PinnedAllocator.NO_ADDRESS) {
      return false;
    }
    addresses[block] = address;
    return true;
  }

  @Override
  public CallResult free(int block) {
    payloads.freeing(block);
    if (isByAddress(block)) {
      allocator.freeAddress(addresses[block]);
    } else {
      allocator.free(handles[block]);
    }
    return new CallResult(0, 0, 0);
  }

  @Override
  public CallResult lock(int block) {
    depths[block]++;
    return new CallResult(
        0, isByAddress(block) ? addresses[block] : allocator.lock(handles[block]), 0);
  }

  @Override
  public CallResult unlock(int block) {
    depths[block]--;
    if (!isByAddress(block)) {
      allocator.unlock(handles[block]);
    }
    return new CallResult(0, 0, 0);
  }

  @Override
  public CallResult weakLock(int block) {
    return new CallResult(0, address(block), 0);
  }

  @Override
  public CallResult compact(CompactionBudget budget) {
    CompactionResult done = allocator.compact(budget);
    return new CallResult(done.bytesMoved(), done.steps(), 0);
  }

  /** The client's own name for a block: a number from 1 on. */
  @Override
  public long handle(int block) {
    return block + 1L;
  }

  @Override
  public boolean wasOutOfMemory() {
    return outOfMemory;
  }

  private boolean isByAddress(int block) {
    return handles[block] == Allocator.NO_HANDLE;
  }

  private long address(int block) {
    return isByAddress(block) ? addresses[block] : allocator.weakLock(handles[block]);
  }

  private CallResult result(boolean met, int block) {
    return met ? new CallResult(handle(block), address(block), 0) : new CallResult(0, 0, 0);
  }
}
