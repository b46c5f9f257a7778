package org.rmalloc.testkit;

import java.util.function.LongSupplier;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.Compaction;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.Payload;

/**
 * Makes the calls of a sequence, keeps the model and the journal, and writes what blocks hold. Out
 * of memory is handled as a replay does: relieve once, retry once.
 */
final class Run {
  private final Allocator allocator;
  private final Payload payload;
  private final LongSupplier cost;
  private final boolean hasAddresses;
  private final Contents contents;
  private final Model model;
  private final Watch watch;
  private final Journal journal = new Journal();
  private boolean outOfMemory;

  /**
   * A run of {@code candidate}'s {@code allocator}, which was made on {@code heap}.
   *
   * @param cost what the heap has counted so far
   */
  Run(
      Candidate candidate,
      Allocator allocator,
      Heap heap,
      LongSupplier cost,
      Contents contents,
      Model model,
      Watch watch) {
    this.allocator = allocator;
    this.payload = heap.payload();
    this.cost = cost;
    this.hasAddresses = candidate.hasAddresses();
    this.contents = contents;
    this.model = model;
    this.watch = watch;
  }

  /** A run of an unchecked allocator, made on {@code heap}, that nobody watches or listens to. */
  static Run unchecked(Candidate candidate, Heap heap, LongSupplier cost, int blocks) {
    Allocator allocator = candidate.create(heap, PlacementListener.NONE);
    Contents contents = Contents.upTo(heap.capacity());
    return new Run(candidate, allocator, heap, cost, contents, new Model(blocks), Watch.NONE);
  }

  /** Makes one call; false if it named a block that is in no state for it and so was skipped. */
  boolean apply(OpSequence sequence, int op) {
    Call call = sequence.call(op);
    int block = sequence.block(op);
    long amount = sequence.amount(op);
    if (!isApplicable(call, block)) {
      return false;
    }
    switch (call) {
      case MALLOC -> malloc(block, amount);
      case REALLOC -> realloc(block, amount);
      case FREE -> free(block);
      case LOCK -> lock(block);
      case UNLOCK -> unlock(block);
      case WEAK_LOCK -> weakLock(block);
      case COMPACT -> compact(amount);
    }
    return true;
  }

  /** Makes all calls of {@code sequence}. */
  void applyAll(OpSequence sequence) {
    for (int op = 0; op < sequence.size(); op++) {
      apply(sequence, op);
    }
  }

  Allocator allocator() {
    return allocator;
  }

  Model model() {
    return model;
  }

  Journal journal() {
    return journal;
  }

  /** Whether any request so far failed at first. */
  boolean wasOutOfMemory() {
    return outOfMemory;
  }

  private boolean isApplicable(Call call, int block) {
    return switch (call) {
      case MALLOC -> !model.isLive(block);
      case COMPACT -> true;
      case LOCK -> model.isLive(block) && model.lockDepth(block) < Allocator.MAX_LOCK_DEPTH;
      case UNLOCK -> model.isLive(block) && model.lockDepth(block) > 0;
      case REALLOC, FREE, WEAK_LOCK -> model.isLive(block);
    };
  }

  private void malloc(int block, long sizeBytes) {
    long costBefore = cost.getAsLong();
    long handle = tryMalloc(sizeBytes);
    if (handle == 0) {
      relieve(sizeBytes);
      handle = tryMalloc(sizeBytes);
    }
    if (handle == 0) {
      journal.add(0, 0, cost.getAsLong() - costBefore);
      return;
    }
    long address = allocator.weakLock(handle);
    watch.afterPlacement(handle, sizeBytes, address);
    journal.add(handle, address, cost.getAsLong() - costBefore);
    model.add(block, handle, sizeBytes, address);
    fill(block, 0);
  }

  private long tryMalloc(long sizeBytes) {
    watch.beforeMalloc(sizeBytes);
    long handle = allocator.malloc(sizeBytes);
    watch.afterMalloc(sizeBytes, handle);
    return handle;
  }

  private void realloc(int block, long sizeBytes) {
    long costBefore = cost.getAsLong();
    ReallocOutcome outcome = tryRealloc(block, sizeBytes);
    if (outcome == ReallocOutcome.FAILED) {
      relieve(sizeBytes);
      outcome = tryRealloc(block, sizeBytes);
    }
    long address = allocator.weakLock(model.handle(block)); // the retry's, or as it was
    journal.add(code(outcome), address, cost.getAsLong() - costBefore);
    if (outcome != ReallocOutcome.FAILED) {
      long kept = Math.min(sizeBytes, model.sizeBytes(block));
      model.resize(block, sizeBytes, address);
      fill(block, kept);
    }
  }

  private ReallocOutcome tryRealloc(int block, long sizeBytes) {
    watch.beforeRealloc(block, sizeBytes);
    ReallocOutcome outcome = allocator.realloc(model.handle(block), sizeBytes);
    long address = allocator.weakLock(model.handle(block));
    watch.afterRealloc(block, sizeBytes, outcome, address);
    return outcome;
  }

  private static long code(ReallocOutcome outcome) {
    return switch (outcome) {
      case IN_PLACE -> 1;
      case MOVED -> 2;
      case COPIED -> 3;
      case FAILED -> 0;
    };
  }

  private void relieve(long sizeBytes) {
    outOfMemory = true;
    watch.beforeRelief();
    MeteredBudget budget = new MeteredBudget(Long.MAX_VALUE);
    watch.afterRelief(sizeBytes, budget, allocator.relieve(sizeBytes, budget));
  }

  private void free(int block) {
    long costBefore = cost.getAsLong();
    allocator.free(model.handle(block));
    journal.add(0, 0, cost.getAsLong() - costBefore);
    model.remove(block);
  }

  private void lock(int block) {
    long costBefore = cost.getAsLong();
    long address = allocator.lock(model.handle(block));
    journal.add(0, address, cost.getAsLong() - costBefore);
    watch.afterLock(block, address);
    model.addLock(block, address);
  }

  private void unlock(int block) {
    long costBefore = cost.getAsLong();
    allocator.unlock(model.handle(block));
    journal.add(0, 0, cost.getAsLong() - costBefore);
    model.removeLock(block);
  }

  private void weakLock(int block) {
    long costBefore = cost.getAsLong();
    long address = allocator.weakLock(model.handle(block));
    journal.add(0, address, cost.getAsLong() - costBefore);
    watch.afterLock(block, address);
  }

  private void compact(long budgetBytes) {
    watch.beforeCompaction();
    MeteredBudget budget = new MeteredBudget(budgetBytes);
    long costBefore = cost.getAsLong();
    Compaction compaction = allocator.compact(budget);
    journal.add(compaction.bytesMoved(), compaction.steps(), cost.getAsLong() - costBefore);
    watch.afterCompaction(budget, compaction);
  }

  private void fill(int block, long from) {
    if (hasAddresses) {
      contents.write(payload, block, model.address(block), from, model.sizeBytes(block));
    }
  }
}
