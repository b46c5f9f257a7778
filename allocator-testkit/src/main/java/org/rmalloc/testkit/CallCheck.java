package org.rmalloc.testkit;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.Compaction;
import org.rmalloc.allocator.ReallocOutcome;

/**
 * Checks each call: its outcome is what the allocator itself foretold, a failed one changed
 * nothing, a locked block stayed where it was, and probes neither count nor change anything.
 */
final class CallCheck implements Watch {
  private static final long NOT_ASKED = -2;

  private final Allocator allocator;
  private final boolean relocates;
  private final boolean hasAddresses;
  private final Model model;
  private final TallyHeap heap;
  private final ExtentMap extents;

  private boolean foretelling;
  private long largest = NOT_ASKED; // of the next request, as foretold
  private long largestRelieved = NOT_ASKED; // of the next request after relief, as foretold
  private long relocations;
  private long addressBefore;
  private byte[][] before = {};

  CallCheck(
      Candidate candidate, Allocator allocator, Model model, TallyHeap heap, ExtentMap extents) {
    this.allocator = allocator;
    this.relocates = candidate.relocates();
    this.hasAddresses = candidate.hasAddresses();
    this.model = model;
    this.heap = heap;
    this.extents = extents;
  }

  /** From now on, whether to foretell outcomes and compare bytes: it costs O(heap) a call. */
  void setForetelling(boolean foretelling) {
    this.foretelling = foretelling;
  }

  @Override
  public void beforeMalloc(long sizeBytes) {
    relocations = extents.relocations();
    if (foretelling) {
      largest = foretold(false);
      before = sizeBytes > largest ? heap.snapshot() : before;
    }
  }

  @Override
  public void afterMalloc(long sizeBytes, long handle) {
    if (extents.relocations() != relocations) {
      throw new ContractFailure("malloc moved a block");
    }
    if (foretelling && (handle != 0) != (sizeBytes <= largest)) {
      throw ContractFailure.of(
          "malloc of %d %s, the largest request was said to be %d",
          sizeBytes, handle == 0 ? "failed" : "succeeded", largest);
    }
    if (foretelling && handle == 0) {
      requireUnchanged("a malloc of %d that failed".formatted(sizeBytes));
    }
  }

  @Override
  public void afterPlacement(long handle, long sizeBytes, long address) {
    if (hasAddresses) {
      checkAddress(handle, address, sizeBytes);
    }
  }

  @Override
  public void beforeRealloc(int block, long sizeBytes) {
    addressBefore = hasAddresses ? extents.address(model.handle(block)) : 0;
    if (foretelling) {
      before = heap.snapshot();
    }
  }

  @Override
  public void afterRealloc(int block, long sizeBytes, ReallocOutcome outcome, long address) {
    long handle = model.handle(block);
    if (outcome == ReallocOutcome.FAILED) {
      checkFailedRealloc(block, handle, sizeBytes);
    } else if (model.lockDepth(block) > 0 && outcome != ReallocOutcome.IN_PLACE) {
      throw ContractFailure.of("handle %d is locked, its realloc was %s", handle, outcome);
    }
    if (hasAddresses) {
      boolean stays = outcome == ReallocOutcome.IN_PLACE || outcome == ReallocOutcome.FAILED;
      if (stays != (address == addressBefore)) {
        throw ContractFailure.of("realloc was %s, from %d to %d", outcome, addressBefore, address);
      }
      long extent = outcome == ReallocOutcome.FAILED ? model.sizeBytes(block) : sizeBytes;
      checkAddress(handle, address, extent);
    }
  }

  private void checkFailedRealloc(int block, long handle, long sizeBytes) {
    if (sizeBytes <= model.sizeBytes(block)) {
      throw ContractFailure.of(
          "realloc of handle %d from %d to %d failed", handle, model.sizeBytes(block), sizeBytes);
    }
    if (foretelling) {
      requireUnchanged("a realloc of handle %d that failed".formatted(handle));
    }
  }

  @Override
  public void beforeRelief() {
    if (foretelling) {
      largest = foretold(false);
      largestRelieved = foretold(true);
      if (largestRelieved < largest) {
        throw ContractFailure.of("maxmem is %d, the largest request %d", largestRelieved, largest);
      }
    }
    beforeCompaction();
  }

  @Override
  public void afterRelief(long sizeBytes, MeteredBudget budget, Compaction compaction) {
    afterCompaction(budget, compaction);
    if (!compaction.finished()) {
      throw ContractFailure.of("relief with an unlimited budget did not finish: %s", compaction);
    }
    if (foretelling) {
      checkRelieved(sizeBytes, Math.max(largest, foretold(false)));
    }
  }

  private void checkRelieved(long sizeBytes, long relieved) {
    boolean fits = sizeBytes <= relieved;
    if (relieved > largestRelieved || fits != (sizeBytes <= largestRelieved)) {
      throw ContractFailure.of(
          "maxmem was said to be %d, the largest request is %d after relief for %d, and was %d",
          largestRelieved, foretold(false), sizeBytes, largest);
    }
  }

  @Override
  public void afterLock(int block, long address) {
    if (hasAddresses) {
      long handle = model.handle(block);
      checkAddress(handle, address, model.sizeBytes(block));
      if (model.lockDepth(block) > 0 && address != model.address(block)) {
        throw ContractFailure.of(
            "handle %d: locked at %d, then at %d", handle, model.address(block), address);
      }
    }
  }

  @Override
  public void beforeCompaction() {
    relocations = extents.relocations();
  }

  @Override
  public void afterCompaction(MeteredBudget budget, Compaction compaction) {
    if (!relocates && !compaction.equals(Compaction.NOTHING)) {
      throw ContractFailure.of("does not relocate, yet did %s", compaction);
    }
    if (budget.wasAbused()) {
      throw ContractFailure.of(
          "took a step that the budget had not allowed, or moved other bytes than it had asked"
              + " for");
    }
    if (compaction.steps() != budget.steps()) {
      throw ContractFailure.of(
          "asked the budget for %d steps, but did %s", budget.steps(), compaction);
    }
    if (!compaction.finished() && !budget.ended()) {
      throw ContractFailure.of("stopped before the budget ended: %s", compaction);
    }
    checkMoves(budget, compaction);
  }

  private void checkMoves(MeteredBudget budget, Compaction compaction) {
    long moves = extents.relocations() - relocations;
    if (hasAddresses && compaction.blocksMoved() < moves) {
      throw ContractFailure.of("told the listener of %d moves, but did %s", moves, compaction);
    }
    if (compaction.bytesMoved() != budget.bytesMoved()) {
      throw ContractFailure.of(
          "told the budget of %d bytes, but did %s", budget.bytesMoved(), compaction);
    }
  }

  private long foretold(boolean relieved) {
    long costBefore = heap.cost();
    long storesBefore = heap.uncountedStores();
    long answer = relieved ? allocator.maxmem() : allocator.largestFree();
    if (heap.cost() != costBefore || heap.uncountedStores() != storesBefore) {
      throw ContractFailure.of(
          "%s counted or changed something", relieved ? "maxmem" : "largestFree");
    }
    return answer;
  }

  private void checkAddress(long handle, long address, long sizeBytes) {
    if (address < 0 || address > heap.capacity() - sizeBytes) {
      throw ContractFailure.of(
          "handle %d: %d bytes at %d, not in the heap", handle, sizeBytes, address);
    }
    if (address != extents.address(handle)) {
      throw ContractFailure.of(
          "handle %d: said to be at %d, the listener was told %d",
          handle, address, extents.address(handle));
    }
  }

  private void requireUnchanged(String call) {
    String difference = heap.differenceFrom(before);
    if (!difference.isEmpty()) {
      throw ContractFailure.of("%s changed %s", call, difference);
    }
  }
}
