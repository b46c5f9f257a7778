// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.nio.file.Path;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.PlainHeap;

/** Puts a candidate through random sequences with everything checked on the way. */
final class RandomSequenceExaminer {
  private static final int PLANS_PER_PLAIN_RERUN = 8;

  private final AllocatorUnderTest candidate;
  private final boolean restoresWhenEmpty;
  private final FailingSequenceReporter report;

  /**
   * An examiner of {@code candidate}.
   *
   * @param failures the folder for traces of sequences that fail
   */
  RandomSequenceExaminer(AllocatorUnderTest candidate, boolean restoresWhenEmpty, Path failures) {
    this.candidate = candidate;
    this.restoresWhenEmpty = restoresWhenEmpty;
    this.report = new FailingSequenceReporter(candidate, failures, restoresWhenEmpty);
  }

  /**
   * Draws and makes the calls of {@code plan}; throws a {@link ContractAssertionError} that reports
   * all.
   */
  void examine(RandomSequenceParameters plan, CoverageQuotas quotas) {
    report.examine(
        plan,
        new CallSequence(),
        drawn -> drawAndCheck(plan, drawn, quotas),
        part -> check(plan, part));
  }

  private void drawAndCheck(
      RandomSequenceParameters plan, CallSequence sequence, CoverageQuotas quotas) {
    CheckedSequenceRun checked = new CheckedSequenceRun(candidate, plan, plan.ops());
    LiveBlockModel model = checked.run().model();
    RandomCallGenerator generator =
        new RandomCallGenerator(
            plan,
            model,
            checked.run().allocator()::largestFree,
            candidate.provider().maximumAlignment());
    for (int op = 0; op < plan.ops(); op++) {
      generator.addTo(sequence);
      if (checked.apply(sequence, op)) {
        quotas.count(sequence, op, model);
      }
    }
    quotas.countSequence(checked.run().wasOutOfMemory());
    finish(plan, checked, sequence);
  }

  private void check(RandomSequenceParameters plan, CallSequence sequence) {
    CheckedSequenceRun checked = new CheckedSequenceRun(candidate, plan, sequence.blockCount());
    for (int op = 0; op < sequence.size(); op++) {
      checked.apply(sequence, op);
    }
    finish(plan, checked, sequence);
  }

  private void finish(
      RandomSequenceParameters plan, CheckedSequenceRun checked, CallSequence sequence) {
    if (plan.seed() % PLANS_PER_PLAIN_RERUN == 0) {
      compareWithPlainHeap(plan, checked, sequence);
    }
    checked.finish(restoresWhenEmpty);
  }

  /** The same calls on the heap that is used for timing must come to the same. */
  private void compareWithPlainHeap(
      RandomSequenceParameters plan, CheckedSequenceRun checked, CallSequence sequence) {
    PlainHeap plain = new PlainHeap(plan.capacity());
    CallSequenceRunner.unchecked(candidate, plain, () -> 0, sequence.blockCount())
        .applyAll(sequence);
    requireEqual(checked, plain, "when they are timed");
    PlainHeap addressed = new PlainHeap(plan.capacity());
    if (candidate.create(addressed, PlacementListener.NONE) instanceof PinnedAllocator pinned) {
      CallSequenceRunner.byAddress(pinned, addressed, sequence.blockCount()).applyAll(sequence);
      requireEqual(checked, addressed, "when they name blocks by address");
    }
  }

  private static void requireEqual(CheckedSequenceRun checked, PlainHeap heap, String when) {
    int at = checked.differenceFrom(heap);
    if (at >= 0) {
      throw new ContractAssertionError(
          "the allocator leaves another heap by the same calls %s; first byte that differs: %d"
              .formatted(when, at));
    }
  }
}
