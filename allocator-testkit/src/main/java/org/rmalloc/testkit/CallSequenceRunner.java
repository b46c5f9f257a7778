// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.function.LongSupplier;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.contract.AddressKeepingClient;
import org.rmalloc.contract.AllocatorClient;
import org.rmalloc.contract.CallResult;
import org.rmalloc.contract.ContractTestHeap;
import org.rmalloc.contract.PayloadCheckingClient;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.LoadStoreCountingHeap;

/** Makes the calls of a sequence through a client, and keeps the model of its blocks. */
final class CallSequenceRunner {
  private static final CallResult NO_RESULT = new CallResult(0, 0, 0);

  private final AllocatorClient client;
  private final Allocator allocator;
  private final LiveBlockModel model;
  private CallResult last = NO_RESULT;

  /** A run of {@code allocator}, called through {@code client}, for {@code blocks} blocks. */
  CallSequenceRunner(AllocatorClient client, Allocator allocator, int blocks) {
    this.client = client;
    this.allocator = allocator;
    this.model = new LiveBlockModel(blocks);
  }

  /** A run of an unchecked allocator, made on {@code heap}, whose accesses are limited. */
  static CallSequenceRunner unchecked(
      AllocatorUnderTest candidate, ContractTestHeap heap, int blocks) {
    return unchecked(candidate, heap, heap::cost, blocks);
  }

  /** A run of an unchecked allocator, made on {@code heap}. */
  static CallSequenceRunner unchecked(
      AllocatorUnderTest candidate, LoadStoreCountingHeap heap, int blocks) {
    return unchecked(candidate, heap, heap::cost, blocks);
  }

  /** A run of an unchecked allocator, made on {@code heap}, which has counted {@code cost}. */
  static CallSequenceRunner unchecked(
      AllocatorUnderTest candidate, Heap heap, LongSupplier cost, int blocks) {
    Allocator allocator = candidate.create(heap, PlacementListener.NONE);
    boolean hasAddresses = candidate.hasAddresses();
    CompactionBudget budget = CompactionBudget.UNLIMITED;
    return new CallSequenceRunner(
        new PayloadCheckingClient(allocator, heap, cost, blocks, hasAddresses, budget),
        allocator,
        blocks);
  }

  /** A run of an allocator made on {@code heap}, whose client keeps addresses. */
  static CallSequenceRunner byAddress(PinnedAllocator allocator, Heap heap, int blocks) {
    return new CallSequenceRunner(
        new AddressKeepingClient(allocator, heap, blocks, CompactionBudget.UNLIMITED),
        allocator,
        blocks);
  }

  /** Makes one call; false if it named a block that is in no state for it and so was skipped. */
  boolean apply(CallSequence sequence, int op) {
    AllocatorCallKind call = sequence.call(op);
    int block = sequence.block(op);
    long amount = sequence.amount(op);
    if (!isApplicable(call, block)) {
      return false;
    }
    last =
        switch (call) {
          case MALLOC -> client.malloc(block, amount, sequence.alignment(op));
          case REALLOC -> client.realloc(block, amount);
          case FREE -> client.free(block);
          case LOCK -> client.lock(block);
          case UNLOCK -> client.unlock(block);
          case WEAK_LOCK -> client.weakLock(block);
          case COMPACT -> client.compact(new EndingBudget(amount));
        };
    updateModel(call, block, amount, sequence.alignment(op));
    return true;
  }

  /** Makes all calls of {@code sequence}. */
  void applyAll(CallSequence sequence) {
    for (int op = 0; op < sequence.size(); op++) {
      apply(sequence, op);
    }
  }

  Allocator allocator() {
    return allocator;
  }

  LiveBlockModel model() {
    return model;
  }

  /** What came of the last call that was made. */
  CallResult last() {
    return last;
  }

  /** Whether any request so far failed at first. */
  boolean wasOutOfMemory() {
    return client.wasOutOfMemory();
  }

  private boolean isApplicable(AllocatorCallKind call, int block) {
    return switch (call) {
      case MALLOC -> !model.isLive(block);
      case COMPACT -> true;
      case LOCK -> model.isLive(block) && model.lockDepth(block) < Allocator.MAX_LOCK_DEPTH;
      case UNLOCK -> model.isLive(block) && model.lockDepth(block) > 0;
      case REALLOC, FREE, WEAK_LOCK -> model.isLive(block);
    };
  }

  private void updateModel(AllocatorCallKind call, int block, long sizeBytes, int alignment) {
    switch (call) {
      case MALLOC -> {
        if (last.isMet()) {
          model.add(block, last.value(), sizeBytes, last.address(), alignment);
        }
      }
      case REALLOC -> {
        if (last.isMet()) {
          model.resize(block, sizeBytes, last.address());
        }
      }
      case FREE -> model.remove(block);
      case LOCK -> model.addLock(block, last.address());
      case UNLOCK -> model.removeLock(block);
      case WEAK_LOCK, COMPACT -> {}
    }
  }

  /**
   * Allows steps until {@code maximumBytes} are moved, but always a first one: compactions are to
   * stop everywhere, so the last step allowed may be larger than what is left.
   */
  private record EndingBudget(long maximumBytes) implements CompactionBudget {
    @Override
    public boolean allowsStep(long stepBytes, long bytesMoved) {
      return true;
    }

    @Override
    public boolean allowsMore(long bytesMoved) {
      return bytesMoved < maximumBytes;
    }
  }
}
