// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.nio.file.Path;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.LoadStoreCountingHeap;

/**
 * Confirms that a candidate never looks at the capacity before it is exhausted: in a heap as large
 * as the peak footprint in a vast one everything goes as before, and in one 8 bytes smaller it does
 * not finish.
 */
final class CapacityBlindnessCheck {
  private static final int VAST_CAPACITY = 1 << 20;
  private static final int SMALLER_BYTES = 8;

  private final AllocatorUnderTest candidate;
  private final FailingSequenceReporter report;

  CapacityBlindnessCheck(AllocatorUnderTest candidate, Path failures) {
    this.candidate = candidate;
    this.report = new FailingSequenceReporter(candidate, failures, false);
  }

  /**
   * Examines the calls of {@code bounded}, without those that fail in any heap: of locked blocks.
   */
  void examine(RandomSequenceParameters bounded) {
    RandomSequenceParameters plan = bounded.withoutBounds(VAST_CAPACITY);
    report.examine(plan, draw(plan), this::check, this::check);
  }

  private CallSequence draw(RandomSequenceParameters plan) {
    CallSequence sequence = new CallSequence();
    CallSequenceRunner run = run(VAST_CAPACITY, plan.ops());
    RandomCallGenerator generator =
        new RandomCallGenerator(
            plan, run.model(), () -> 0, candidate.provider().maximumAlignment());
    for (int op = 0; op < plan.ops(); op++) {
      generator.addTo(sequence);
      run.apply(sequence, op);
    }
    return sequence;
  }

  private void check(CallSequence sequence) {
    CallSequenceRunner vast = run(VAST_CAPACITY, sequence.blockCount());
    int peak = Math.toIntExact(peakFootprint(vast, sequence));
    if (!candidate.accepts(peak - SMALLER_BYTES)) {
      return;
    }
    CallSequenceRunner close = run(peak, sequence.blockCount());
    String difference = firstDifference(run(VAST_CAPACITY, sequence.blockCount()), close, sequence);
    if (close.wasOutOfMemory()) {
      throw ContractAssertionError.of(
          "the peak footprint was %d bytes, yet a heap of that size is too small", peak);
    }
    if (!difference.isEmpty()) {
      throw ContractAssertionError.of(
          "the same calls have other results in a heap of %d bytes than in one of %d: %s",
          VAST_CAPACITY, peak, difference);
    }
    CallSequenceRunner smaller = run(peak - SMALLER_BYTES, sequence.blockCount());
    smaller.applyAll(sequence);
    if (!smaller.wasOutOfMemory()) {
      throw ContractAssertionError.of(
          "the peak footprint was %d bytes, yet a heap of 8 bytes less is enough", peak);
    }
  }

  private static long peakFootprint(CallSequenceRunner run, CallSequence sequence) {
    long peak = Heap.MIN_CAPACITY;
    for (int op = 0; op < sequence.size(); op++) {
      run.apply(sequence, op);
      peak = Math.max(peak, run.allocator().footprint());
    }
    if (run.wasOutOfMemory()) {
      throw ContractAssertionError.of(
          "the allocator ran out of memory in a vast heap, of %d bytes", VAST_CAPACITY);
    }
    return peak;
  }

  /** The first call of two runs that does not come to the same, in words; empty if none. */
  private static String firstDifference(
      CallSequenceRunner vast, CallSequenceRunner close, CallSequence sequence) {
    for (int op = 0; op < sequence.size(); op++) {
      if (vast.apply(sequence, op) && close.apply(sequence, op)) {
        String difference = vast.last().differenceFrom(close.last());
        if (!difference.isEmpty()) {
          return "call %d: %s".formatted(op, difference);
        }
      }
    }
    return "";
  }

  private CallSequenceRunner run(int capacity, int blocks) {
    LoadStoreCountingHeap heap = new LoadStoreCountingHeap(capacity);
    return CallSequenceRunner.unchecked(candidate, heap, blocks);
  }
}
