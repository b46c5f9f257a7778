package org.rmalloc.testkit;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.rmalloc.heap.CountingHeap;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/** Puts a candidate through random sequences with everything checked on the way. */
final class Examiner {
  private static final int PLANS_PER_PLAIN_RERUN = 8;

  private final Candidate candidate;
  private final boolean restoresWhenEmpty;
  private final FailureReport report;

  /**
   * An examiner of {@code candidate}.
   *
   * @param failures the folder for traces of sequences that fail
   */
  Examiner(Candidate candidate, boolean restoresWhenEmpty, Path failures) {
    this.candidate = candidate;
    this.restoresWhenEmpty = restoresWhenEmpty;
    this.report = new FailureReport(candidate, failures, restoresWhenEmpty);
  }

  /** Draws and makes the calls of {@code plan}; throws a {@link ContractFailure} that tells all. */
  void examine(Plan plan, Shares shares) {
    OpSequence sequence = new OpSequence();
    Optional<Throwable> fault =
        ((Examination) drawn -> drawAndCheck(plan, drawn, shares)).faultOf(sequence);
    if (fault.isPresent()) {
      throw report.of(plan, sequence, fault.get(), part -> check(plan, part));
    }
  }

  private void drawAndCheck(Plan plan, OpSequence sequence, Shares shares) {
    Trial trial = new Trial(candidate, plan, plan.ops(), restoresWhenEmpty);
    Model model = trial.run().model();
    OpGenerator generator = new OpGenerator(plan, model, trial.allocator()::largestFree);
    for (int op = 0; op < plan.ops(); op++) {
      generator.addTo(sequence);
      if (trial.apply(sequence, op)) {
        shares.count(sequence, op, model);
      }
    }
    shares.countSequence(trial.run().wasOutOfMemory());
    finish(plan, trial, sequence);
  }

  private void check(Plan plan, OpSequence sequence) {
    Trial trial = new Trial(candidate, plan, sequence.blockCount(), restoresWhenEmpty);
    for (int op = 0; op < sequence.size(); op++) {
      trial.apply(sequence, op);
    }
    finish(plan, trial, sequence);
  }

  /** The same calls on the project's own heaps, unchecked and unheard, must come to the same. */
  private void finish(Plan plan, Trial trial, OpSequence sequence) {
    CountingHeap counting = new CountingHeap(plan.capacity());
    Run rerun = rerun(trial, counting, counting::cost, sequence);
    String difference = trial.run().journal().differenceFrom(rerun.journal());
    if (!difference.isEmpty()) {
      throw new ContractFailure("the same calls on a counting heap: " + difference);
    }
    if (plan.seed() % PLANS_PER_PLAIN_RERUN == 0) {
      rerun(trial, new PlainHeap(plan.capacity()), () -> 0, sequence);
    }
    trial.finish();
  }

  private Run rerun(Trial trial, Heap heap, LongSupplier cost, OpSequence sequence) {
    Run run = Run.unchecked(candidate, heap, cost, sequence.blockCount());
    run.applyAll(sequence);
    int at = trial.heap().differenceFrom(heap);
    if (at >= 0) {
      throw new ContractFailure("the same calls left another heap: byte " + at);
    }
    return run;
  }
}
