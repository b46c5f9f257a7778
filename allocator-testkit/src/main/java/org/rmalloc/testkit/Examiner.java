package org.rmalloc.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.heap.CountingHeap;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/** Puts a candidate through random sequences, and shrinks the first that it fails. */
final class Examiner {
  private static final int PLANS_PER_PLAIN_RERUN = 8;
  private static final long MOST_OPS_TO_SHRINK = 3_000_000;

  private final Candidate candidate;
  private final boolean restoresWhenEmpty;
  private final Path failures;

  /**
   * An examiner of {@code candidate}.
   *
   * @param failures the folder for traces of sequences that fail
   */
  Examiner(Candidate candidate, boolean restoresWhenEmpty, Path failures) {
    this.candidate = candidate;
    this.restoresWhenEmpty = restoresWhenEmpty;
    this.failures = failures;
  }

  /** Draws and makes the calls of {@code plan}; throws a {@link ContractFailure} that tells all. */
  void examine(Plan plan, Shares shares) {
    OpSequence sequence = new OpSequence();
    Contents contents = new Contents(plan.capacity());
    try {
      Trial trial = newTrial(plan, plan.ops(), contents);
      draw(plan, trial, sequence, shares);
      compareReruns(plan, trial, sequence, contents);
      trial.finish();
    } catch (ContractFailure | RuntimeException | StackOverflowError fault) {
      throw report(plan, sequence, fault);
    }
  }

  /** What is wrong when {@code sequence} is run on a heap as {@code plan} has it, if anything. */
  Optional<Throwable> faultOf(Plan plan, OpSequence sequence) {
    Contents contents = new Contents(plan.capacity());
    try {
      Trial trial = newTrial(plan, sequence.blockCount(), contents);
      for (int op = 0; op < sequence.size(); op++) {
        trial.apply(sequence.call(op), sequence.block(op), sequence.amount(op));
      }
      compareReruns(plan, trial, sequence, contents);
      trial.finish();
      return Optional.empty();
    } catch (ContractFailure | RuntimeException | StackOverflowError fault) {
      return Optional.of(fault);
    }
  }

  private Trial newTrial(Plan plan, int blocks, Contents contents) {
    return new Trial(
        candidate, plan.capacity(), blocks, plan.checkInterval(), contents, restoresWhenEmpty);
  }

  private static void draw(Plan plan, Trial trial, OpSequence sequence, Shares shares) {
    Model model = trial.run().model();
    OpGenerator generator = new OpGenerator(plan, model, trial.allocator()::largestFree);
    for (int op = 0; op < plan.ops(); op++) {
      generator.addTo(sequence);
      Call call = sequence.call(op);
      int block = sequence.block(op);
      if (trial.apply(call, block, sequence.amount(op))) {
        shares.count(call, block, model);
        if (call == Call.MALLOC && !model.isLive(block)) {
          generator.noteFailure();
        }
      }
    }
    shares.countSequence(trial.run().wasOutOfMemory());
  }

  /** The same calls on the project's own heaps, unchecked and unheard, must come to the same. */
  private void compareReruns(Plan plan, Trial trial, OpSequence sequence, Contents contents) {
    CountingHeap counting = new CountingHeap(plan.capacity());
    Run rerun = rerun(counting, counting::cost, sequence, contents);
    String difference = trial.run().journal().differenceFrom(rerun.journal());
    ContractFailure.require(
        difference.isEmpty(), "the same calls on a counting heap: " + difference);
    requireSameBytes(trial, counting);
    if (plan.seed() % PLANS_PER_PLAIN_RERUN == 0) {
      PlainHeap plain = new PlainHeap(plan.capacity());
      rerun(plain, () -> 0, sequence, contents);
      requireSameBytes(trial, plain);
    }
  }

  private Run rerun(
      Heap heap, java.util.function.LongSupplier cost, OpSequence sequence, Contents contents) {
    Allocator allocator = candidate.create(heap, Optional.empty());
    Model model = new Model(sequence.blockCount());
    Run run = new Run(candidate, allocator, heap, cost, contents, model, Watch.NONE);
    run.applyAll(sequence);
    return run;
  }

  private static void requireSameBytes(Trial trial, Heap other) {
    byte[] bytes = trial.heap().snapshot()[0];
    int at = other.payload().mismatch(0, bytes, 0, bytes.length);
    ContractFailure.require(at < 0, "the same calls left another heap: byte " + at);
  }

  private ContractFailure report(Plan plan, OpSequence sequence, Throwable fault) {
    Shrinker shrinker = new Shrinker(part -> faultOf(plan, part).isPresent(), MOST_OPS_TO_SHRINK);
    OpSequence shrunk = faultOf(plan, sequence).isPresent() ? shrinker.shrink(sequence) : sequence;
    Throwable shrunkFault = faultOf(plan, shrunk).orElse(fault);
    String name = candidate.provider().name();
    Path file = failures.resolve("%s-%d.ops".formatted(name, plan.seed()));
    trace(plan, shrunk, shrunkFault).writeTo(file);
    return new ContractFailure(
        "%s, heap of %d bytes, seed %d: %s; shrunk to %d ops: %s; see %s, replay it with: rmalloc stats %s -a %s --heap %d"
            .formatted(
                candidate,
                plan.capacity(),
                plan.seed(),
                message(fault),
                shrunk.size(),
                message(shrunkFault),
                file,
                file.getFileName(),
                name,
                plan.capacity()),
        shrunkFault);
  }

  private TraceText trace(Plan plan, OpSequence sequence, Throwable fault) {
    TraceText trace = new TraceText(comments(plan, fault));
    Trial trial = newTrial(plan, sequence.blockCount(), new Contents(plan.capacity()));
    for (int op = 0; op < sequence.size(); op++) {
      Call call = sequence.call(op);
      int block = sequence.block(op);
      try {
        if (trial.apply(call, block, sequence.amount(op))) {
          trace.add(call, block, sequence.amount(op), trial.run().model());
        }
      } catch (ContractFailure | RuntimeException | StackOverflowError _) {
        trace.addLast(call, block, sequence.amount(op));
        break;
      }
    }
    return trace;
  }

  private List<String> comments(Plan plan, Throwable fault) {
    List<String> comments = new ArrayList<>();
    comments.add("allocator " + candidate.provider().name());
    candidate.given().forEach((option, value) -> comments.add("option " + option + "=" + value));
    comments.add("heap " + plan.capacity());
    comments.add("seed " + plan.seed());
    message(fault).lines().forEach(comments::add);
    return comments;
  }

  private static String message(Throwable fault) {
    return fault instanceof ContractFailure ? fault.getMessage() : fault.toString();
  }
}
