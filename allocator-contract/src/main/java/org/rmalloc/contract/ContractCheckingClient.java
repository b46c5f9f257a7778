// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import static org.rmalloc.contract.TilingCheck.violation;

import java.util.function.Function;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.contract.ledger.HeapLedger;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.LoadStoreCountingHeap;

/**
 * The judge: a client that holds an allocator to the whole contract, C1 to C12 of this package.
 *
 * <p>It makes each call twice: of an allocator under the {@link ContractCheckingAllocator}, with a
 * listener and on a {@link ContractTestHeap}; and of a twin that nobody checks or listens to, on a
 * {@link LoadStoreCountingHeap}. Both must come to the same. Every {@link InvariantViolation} is a
 * fault of the allocator's. Deterministic. O(heap) a call, or one call in {@code checkInterval}.
 */
public final class ContractCheckingClient implements AllocatorClient {
  private static final int CALLS_PER_MISUSE = 64;
  private static final long UNSIGNED_INTS = 1L << Integer.SIZE; // as an int it is 0
  private static final long MAX_BUDGET = 1L << 40;

  private final int checkInterval;
  private final ContractTestHeap heap;
  private final Heap twinHeap;
  private final boolean hasAddresses;
  private final ContractCheckingAllocator checker;
  private final MisuseCheck misuse;
  private final PayloadCheckingClient client;
  private final PayloadCheckingClient twin;
  private final long maximumAtFirst; // the largest request while all is free
  private long calls;

  /**
   * A client of an allocator that {@code provider} makes.
   *
   * @param capacity of the heap, in bytes, of which {@code provider} accepts one
   * @param blocks the client's names for blocks: 0 to {@code blocks} exclusive
   * @param reliefBudget of each call of the out-of-memory hook
   * @param checkInterval calls from one check of what costs O(heap) to the next, 1 or more
   */
  public ContractCheckingClient(
      AllocatorProvider provider,
      OptionValues options,
      int capacity,
      int blocks,
      CompactionBudget reliefBudget,
      int checkInterval) {
    this.checkInterval = checkInterval;
    hasAddresses = provider.capabilities().contains(Capability.ADDRESSES);
    heap = new ContractTestHeap(capacity);
    checker = new ContractCheckingAllocator(provider, options, heap);
    client =
        new PayloadCheckingClient(checker, heap, heap::cost, blocks, hasAddresses, reliefBudget);
    misuse = new MisuseCheck(checker.checked(), heap);
    LoadStoreCountingHeap counting = new LoadStoreCountingHeap(capacity);
    twinHeap = counting;
    Allocator unchecked = provider.create(counting, options, PlacementListener.NONE);
    twin =
        new PayloadCheckingClient(
            unchecked, counting, counting::cost, blocks, hasAddresses, reliefBudget);
    maximumAtFirst = checker.checked().maxmem(); // a fault is to show at a call
  }

  /** The checked allocator, to be asked what it would satisfy and to be walked. */
  public Allocator allocator() {
    return checker;
  }

  /** The heap of the checked allocator. */
  public ContractTestHeap heap() {
    return heap;
  }

  /** Live bytes. */
  public long liveBytes() {
    return checker.live().bytes();
  }

  /** Bytes in free tiles; where blocks have no addresses, all that is not live. */
  public long freeBytes() {
    HeapLedger ledger = checker.ledger();
    return hasAddresses ? ledger.freeBytes() : heap.capacity() - liveBytes();
  }

  /** How deep a live block is locked. */
  public int lockDepth(int block) {
    return checker.checked().lockDepth(handle(block));
  }

  @Override
  public CallResult malloc(int block, long sizeBytes, int alignment) {
    return both(block, one -> one.malloc(block, sizeBytes, alignment));
  }

  @Override
  public CallResult realloc(int block, long sizeBytes) {
    return both(block, one -> one.realloc(block, sizeBytes));
  }

  @Override
  public CallResult free(int block) {
    return both(block, one -> one.free(block));
  }

  @Override
  public CallResult lock(int block) {
    return both(block, one -> one.lock(block));
  }

  @Override
  public CallResult unlock(int block) {
    return both(block, one -> one.unlock(block));
  }

  @Override
  public CallResult weakLock(int block) {
    return both(block, one -> one.weakLock(block));
  }

  @Override
  public CallResult compact(CompactionBudget budget) {
    return both(one -> one.compact(budget));
  }

  @Override
  public long handle(int block) {
    return client.handle(block);
  }

  @Override
  public boolean wasOutOfMemory() {
    return client.wasOutOfMemory();
  }

  /**
   * Ends the sequence: checks everything once more, compacts bit by bit, frees all blocks, oldest
   * first, and compacts again. Afterwards there is nothing left to call.
   *
   * @param restores whether requests as large as at first must be met again then
   */
  public void finish(boolean restores) {
    checker.setThorough(true);
    client.checkPayloads();
    checker.checkThoroughly();
    compareHeaps();
    checkLargerFail(checker.largestFree());
    compactWithinBudgets();
    checkLargestSucceeds();
    freeAll();
    checker.setThorough(true);
    checker.compact(CompactionBudget.UNLIMITED);
    checker.checkThoroughly();
    if (restores && checker.maxmem() != maximumAtFirst) {
      throw violation(
          "C11: all blocks are freed, but the largest request that compaction makes room for"
              + " (maxmem) is %d bytes, and was %d at first",
          checker.maxmem(), maximumAtFirst);
    }
  }

  private void checkLargerFail(long largest) {
    long[] sizes = {
      largest + 1, heap.capacity() + 1L, Integer.MAX_VALUE, UNSIGNED_INTS, Long.MAX_VALUE
    };
    for (long sizeBytes : sizes) {
      long _ = checker.malloc(sizeBytes); // the checker predicts that it fails
    }
  }

  private void checkLargestSucceeds() {
    long maximum = checker.maxmem();
    if (maximum < 0) {
      return;
    }
    long handle = checker.malloc(maximum);
    if (handle == Allocator.NO_HANDLE) { // relief may make a request fail that would have succeeded
      checker.relieve(maximum, CompactionBudget.UNLIMITED);
      handle = checker.malloc(maximum);
    }
    if (handle == Allocator.NO_HANDLE) {
      throw violation(
          "C2: maxmem was reported as %d bytes, but a malloc of that size fails even after the"
              + " allocator was asked to make room for it",
          maximum);
    }
    checker.free(handle);
  }

  /**
   * A trace has no compactions but those for want of memory; here ever larger budgets are tried.
   */
  private void compactWithinBudgets() {
    long bytes = 0;
    while (bytes < MAX_BUDGET && !checker.compact(CompactionBudget.bytes(bytes)).finished()) {
      client.checkPayloads();
      bytes = 2 * bytes + 1;
    }
    client.checkPayloads();
  }

  private void freeAll() {
    for (int block : client.liveBlocks()) {
      checker.setThorough(calls++ % checkInterval == 0);
      client.free(block);
    }
  }

  private CallResult both(int block, Function<AllocatorClient, CallResult> call) {
    long handleBefore = handle(block);
    CallResult result = both(call);
    misuse.note(handleBefore, handle(block));
    if (calls % ((long) CALLS_PER_MISUSE * checkInterval) == 0) {
      misuse.tryOne();
    }
    return result;
  }

  private CallResult both(Function<AllocatorClient, CallResult> call) {
    boolean due = calls % checkInterval == 0;
    checker.setThorough(due);
    CallResult result = call.apply(client);
    requireEqual(result, twinResult(call));
    if (due) {
      client.checkPayloads();
      compareHeaps();
    }
    calls++;
    return result;
  }

  private CallResult twinResult(Function<AllocatorClient, CallResult> call) {
    try {
      return call.apply(twin);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      InvariantViolation violation = violation("C9: the same call without a listener fails: %s", e);
      violation.initCause(e);
      throw violation;
    }
  }

  private static void requireEqual(CallResult result, CallResult twin) {
    String difference = result.differenceFrom(twin);
    if (!difference.isEmpty()) {
      throw violation("C9: the same calls without a listener give another result: %s", difference);
    }
  }

  private void compareHeaps() {
    int at = heap.differenceFrom(twinHeap);
    if (at >= 0) {
      throw violation(
          "C9: the same calls without a listener leave another heap, first at byte %d", at);
    }
  }
}
