package org.rmalloc.testkit;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CheckedAllocator;
import org.rmalloc.allocator.CompactionBudget;

/** A candidate on a heap of its own, with everything checked: one call after another. */
final class Trial {
  private static final int OPS_PER_MISUSE = 64;

  private final boolean restoresWhenEmpty;
  private final int checkInterval;
  private final TallyHeap heap;
  private final ExtentMap extents;
  private final Allocator raw;
  private final Allocator checked;
  private final Model model;
  private final CallCheck calls;
  private final StateCheck states;
  private final MisuseCheck misuse;
  private final Run run;
  private final long mostAtFirst;
  private int ops;

  /**
   * A trial on a heap as {@code plan} has it.
   *
   * @param blocks how many blocks there may be
   * @param restoresWhenEmpty whether all that was ever free must be had again once all is freed
   */
  Trial(Candidate candidate, Plan plan, int blocks, boolean restoresWhenEmpty) {
    int capacity = plan.capacity();
    Contents contents = Contents.upTo(capacity);
    this.checkInterval = plan.checkInterval();
    this.restoresWhenEmpty = restoresWhenEmpty;
    heap = new TallyHeap(capacity);
    extents = new ExtentMap(capacity);
    model = new Model(blocks);
    raw = candidate.create(heap, extents);
    checked = new CheckedAllocator(raw);
    calls = new CallCheck(candidate, checked, model, heap, extents);
    states = new StateCheck(candidate, checked, heap, contents, model, extents);
    misuse = new MisuseCheck(checked, model, heap);
    run = new Run(candidate, checked, heap, heap::cost, contents, model, calls);
    mostAtFirst = checked.maxmem();
  }

  /** Makes a call and checks what came of it; false if it did not apply. */
  boolean apply(OpSequence sequence, int op) {
    int block = sequence.block(op);
    boolean due = ops % checkInterval == 0;
    calls.setForetelling(due);
    heap.allowOneCall();
    if (sequence.call(op) == Call.FREE && model.isLive(block)) {
      misuse.noteFreed(model.handle(block));
    }
    if (!run.apply(sequence, op)) {
      return false;
    }
    if (due) {
      states.check();
    }
    if (++ops % (OPS_PER_MISUSE * checkInterval) == 0) {
      misuse.tryOne();
    }
    return true;
  }

  /** Checks everything once more, then frees all blocks and checks what is left. */
  void finish() {
    heap.allowOneCall();
    checkProbes();
    states.checkThoroughly();
    freeAll();
    states.checkThoroughly();
    heap.allowOneCall();
    checked.compact(CompactionBudget.UNLIMITED);
    states.checkThoroughly();
    if (restoresWhenEmpty && checked.maxmem() != mostAtFirst) {
      throw new ContractFailure(
          "all is freed, yet maxmem is %d, and was %d at first"
              .formatted(checked.maxmem(), mostAtFirst));
    }
  }

  /** In order of birth, as a replay of the trace can, too. */
  private void freeAll() {
    for (int block = 0; model.liveCount() > 0; block++) {
      if (model.isLive(block)) {
        heap.allowOneCall();
        checked.free(model.handle(block));
        model.remove(block);
      }
    }
  }

  TallyHeap heap() {
    return heap;
  }

  Allocator allocator() {
    return checked;
  }

  Run run() {
    return run;
  }

  /** Walk and probes change nothing and count nothing. */
  private void checkProbes() {
    byte[][] before = heap.snapshot();
    long cost = heap.cost();
    WalkCheck.check(raw, heap.capacity());
    WalkCheck.check(checked, heap.capacity());
    checked.largestFree();
    checked.maxmem();
    checked.footprint();
    ContractFailure.require(heap.cost() == cost, "a probe or a walk counted");
    String difference = heap.differenceFrom(before);
    ContractFailure.require(difference.isEmpty(), "a probe or a walk changed " + difference);
  }
}
