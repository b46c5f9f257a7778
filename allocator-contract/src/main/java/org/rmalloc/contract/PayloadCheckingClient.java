// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;

/** A client of one allocator, which calls it and checks nothing but what its own blocks hold. */
public final class PayloadCheckingClient implements AllocatorClient {
  private final Allocator allocator;
  private final LongSupplier cost;
  private final OutOfMemoryRetry protocol;
  private final Optional<PayloadCheck> payloads;
  private final long[] handles; // by block; NO_HANDLE while it is not live
  private final long[] placedBefore; // by block: how many blocks were placed before it
  private long placedCount;
  private boolean outOfMemory;

  /**
   * A client of {@code allocator}, which manages {@code heap}.
   *
   * @param cost what the heap has counted so far
   * @param blocks the client's names for blocks: 0 to {@code blocks} exclusive
   * @param hasAddresses whether blocks have addresses, and so can be filled
   * @param reliefBudget of each call of the out-of-memory hook
   */
  public PayloadCheckingClient(
      Allocator allocator,
      Heap heap,
      LongSupplier cost,
      int blocks,
      boolean hasAddresses,
      CompactionBudget reliefBudget) {
    this.allocator = allocator;
    this.cost = cost;
    protocol = new OutOfMemoryRetry(reliefBudget, (_, _) -> outOfMemory = true);
    payloads =
        hasAddresses
            ? Optional.of(new PayloadCheck(heap.payload(), allocator, blocks))
            : Optional.empty();
    handles = new long[blocks];
    placedBefore = new long[blocks];
  }

  @Override
  public CallResult malloc(int block, long sizeBytes, int alignment) {
    long before = cost.getAsLong();
    long handle = protocol.malloc(allocator, sizeBytes, alignment);
    if (handle == Allocator.NO_HANDLE) {
      return result(handle, 0, before);
    }
    CallResult result = result(handle, allocator.weakLock(handle), before);
    handles[block] = handle;
    placedBefore[block] = placedCount++;
    payloads.ifPresent(check -> check.placed(block, handle, sizeBytes));
    return result;
  }

  @Override
  public CallResult realloc(int block, long sizeBytes) {
    long before = cost.getAsLong();
    ReallocOutcome outcome = protocol.realloc(allocator, handles[block], sizeBytes);
    CallResult result = result(code(outcome), allocator.weakLock(handles[block]), before);
    if (result.isMet()) {
      payloads.ifPresent(check -> check.resized(block, sizeBytes));
    }
    return result;
  }

  private static long code(ReallocOutcome outcome) {
    return switch (outcome) {
      case FAILED -> 0;
      case IN_PLACE -> 1;
      case MOVED -> 2;
      case COPIED -> 3;
    };
  }

  @Override
  public CallResult free(int block) {
    payloads.ifPresent(check -> check.freeing(block));
    long before = cost.getAsLong();
    allocator.free(handles[block]);
    handles[block] = Allocator.NO_HANDLE;
    return result(0, 0, before);
  }

  @Override
  public CallResult lock(int block) {
    long before = cost.getAsLong();
    return result(0, allocator.lock(handles[block]), before);
  }

  @Override
  public CallResult unlock(int block) {
    long before = cost.getAsLong();
    allocator.unlock(handles[block]);
    return result(0, 0, before);
  }

  @Override
  public CallResult weakLock(int block) {
    long before = cost.getAsLong();
    return result(0, allocator.weakLock(handles[block]), before);
  }

  @Override
  public CallResult compact(CompactionBudget budget) {
    long before = cost.getAsLong();
    CompactionResult done = allocator.compact(budget);
    return result(done.bytesMoved(), done.steps(), before);
  }

  @Override
  public long handle(int block) {
    return handles[block];
  }

  @Override
  public boolean wasOutOfMemory() {
    return outOfMemory;
  }

  /** Every live block must hold what was written. O(blocks + live bytes). */
  void checkPayloads() {
    payloads.ifPresent(PayloadCheck::checkAll);
  }

  /** The live blocks, oldest first. */
  int[] liveBlocks() {
    return IntStream.range(0, handles.length)
        .filter(block -> handles[block] != Allocator.NO_HANDLE)
        .boxed()
        .sorted(Comparator.comparingLong(block -> placedBefore[block]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private CallResult result(long value, long address, long costBefore) {
    return new CallResult(value, address, cost.getAsLong() - costBefore);
  }
}
