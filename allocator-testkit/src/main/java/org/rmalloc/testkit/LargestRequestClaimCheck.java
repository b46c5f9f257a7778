// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.nio.file.Path;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.contract.ContractTestHeap;

/**
 * Confirms by asking what a candidate says of the largest request it would satisfy, now and after
 * relief, in random states: that request succeeds, and every larger one fails and changes nothing.
 */
final class LargestRequestClaimCheck {
  private final AllocatorUnderTest candidate;
  private final FailingSequenceReporter report;

  LargestRequestClaimCheck(AllocatorUnderTest candidate, Path failures) {
    this.candidate = candidate;
    this.report = new FailingSequenceReporter(candidate, failures, false);
  }

  /** Examines the state in which {@code plan}'s calls end. */
  void examine(RandomSequenceParameters plan, StateCoverageQuotas quotas) {
    report.examine(
        plan,
        new CallSequence(),
        drawn -> drawAndCheck(plan, drawn, quotas),
        part -> check(plan, part));
  }

  private void drawAndCheck(
      RandomSequenceParameters plan, CallSequence sequence, StateCoverageQuotas quotas) {
    ContractTestHeap heap = new ContractTestHeap(plan.capacity());
    CallSequenceRunner run = CallSequenceRunner.unchecked(candidate, heap, plan.ops());
    RandomCallGenerator generator =
        new RandomCallGenerator(
            plan,
            run.model(),
            run.allocator()::largestFree,
            candidate.provider().maximumAlignment());
    for (int op = 0; op < plan.ops(); op++) {
      generator.addTo(sequence);
      heap.allowOneCall();
      run.apply(sequence, op);
    }
    quotas.count(run);
    checkLargestFree(run.allocator(), heap);
    checkMaxmem(plan, sequence);
  }

  private void check(RandomSequenceParameters plan, CallSequence sequence) {
    ContractTestHeap heap = new ContractTestHeap(plan.capacity());
    checkLargestFree(rerun(heap, sequence), heap);
    checkMaxmem(plan, sequence);
  }

  private static void checkLargestFree(Allocator allocator, ContractTestHeap heap) {
    long largest = allocator.largestFree();
    checkLargerFail(allocator, heap, largest, "its largest request");
    if (largest >= 0 && allocator.malloc(largest) == 0) {
      throw ContractAssertionError.of(
          "the allocator reports its largest request as %d bytes, but a malloc of that size fails",
          largest);
    }
  }

  /** A sequence always leads to the same state: the second copy is the first one's equal. */
  private void checkMaxmem(RandomSequenceParameters plan, CallSequence sequence) {
    ContractTestHeap heap = new ContractTestHeap(plan.capacity());
    Allocator allocator = rerun(heap, sequence);
    long largest = allocator.largestFree();
    long maximum = allocator.maxmem();
    if (maximum < largest) {
      throw ContractAssertionError.of(
          "the allocator reports maxmem as %d bytes, less than the %d bytes that it reports as"
              + " largestFree at the same time",
          maximum, largest);
    }
    allocator.relieve(Math.max(0, maximum), CompactionBudget.UNLIMITED);
    checkLargerFail(allocator, heap, maximum, "maxmem");
    if (maximum > largest && allocator.malloc(maximum) == 0) {
      throw ContractAssertionError.of(
          "the allocator reports maxmem as %d bytes, but a malloc of that size fails even after it"
              + " was asked to make room",
          maximum);
    }
  }

  private static void checkLargerFail(
      Allocator allocator, ContractTestHeap heap, long answer, String what) {
    heap.mark();
    int capacity = heap.capacity();
    for (long size = answer + 1; size <= capacity; size++) {
      checkFails(allocator, heap, size, answer, what);
    }
    checkFails(allocator, heap, capacity + 1L, answer, what);
    checkFails(allocator, heap, Integer.MAX_VALUE, answer, what);
    checkFails(allocator, heap, 1L << 32, answer, what); // its low half is 0
    checkFails(allocator, heap, Long.MAX_VALUE, answer, what);
    String change = heap.changeSinceMark();
    if (!change.isEmpty()) {
      throw new ContractAssertionError("mallocs failed, but changed " + change);
    }
  }

  private static void checkFails(
      Allocator allocator, ContractTestHeap heap, long size, long answer, String what) {
    heap.allowOneCall();
    if (allocator.malloc(size) != 0) {
      throw ContractAssertionError.of(
          "the allocator reports %s as %d bytes, but a malloc of %d bytes succeeds",
          what, answer, size);
    }
  }

  private Allocator rerun(ContractTestHeap heap, CallSequence sequence) {
    CallSequenceRunner run = CallSequenceRunner.unchecked(candidate, heap, sequence.blockCount());
    for (int op = 0; op < sequence.size(); op++) {
      heap.allowOneCall();
      run.apply(sequence, op);
    }
    return run.allocator();
  }
}
