package org.rmalloc.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a sequence that fails into as short a trace as can be found, and a message that names it.
 */
final class FailureReport {
  private static final long MOST_OPS_TO_SHRINK = 3_000_000;

  private final Candidate candidate;
  private final Path folder;

  /**
   * Reports for {@code candidate}.
   *
   * @param folder where traces go
   */
  FailureReport(Candidate candidate, Path folder) {
    this.candidate = candidate;
    this.folder = folder;
  }

  /**
   * A failure to throw.
   *
   * @param sequence the calls up to the fault
   * @param examination finds the fault again
   */
  ContractFailure of(Plan plan, OpSequence sequence, Throwable fault, Examination examination) {
    OpSequence shrunk = shrink(sequence, examination);
    Throwable shrunkFault = examination.faultOf(shrunk).orElse(fault);
    String name = candidate.provider().name();
    Path file = folder.resolve("%s-%x.ops".formatted(name, plan.seed()));
    trace(plan, shrunk, shrunkFault).writeTo(file);
    String message =
        """
        %s, heap of %d bytes, seed %#x: %s
        shrunk to %d ops: %s
        replay: rmalloc stats %s -a %s --heap %d\
        """
            .formatted(
                candidate,
                plan.capacity(),
                plan.seed(),
                messageOf(fault),
                shrunk.size(),
                messageOf(shrunkFault),
                file.toAbsolutePath(),
                name,
                plan.capacity());
    return new ContractFailure(message, shrunkFault);
  }

  private static OpSequence shrink(OpSequence sequence, Examination examination) {
    if (examination.faultOf(sequence).isEmpty()) {
      return sequence; // it does not come again: not even deterministic
    }
    Shrinker shrinker =
        new Shrinker(part -> examination.faultOf(part).isPresent(), MOST_OPS_TO_SHRINK);
    return shrinker.shrink(sequence);
  }

  private TraceText trace(Plan plan, OpSequence sequence, Throwable fault) {
    TraceText trace = new TraceText(comments(plan, fault));
    TallyHeap heap = new TallyHeap(plan.capacity());
    Run run = Run.unchecked(candidate, heap, heap::cost, sequence.blockCount());
    for (int op = 0; op < sequence.size(); op++) {
      heap.allowOneCall();
      try {
        if (run.apply(sequence, op)) {
          trace.add(sequence, op, run.model());
        }
      } catch (AssertionError | RuntimeException | StackOverflowError _) {
        trace.addLast(sequence, op);
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
    comments.add("seed 0x" + Long.toHexString(plan.seed()));
    messageOf(fault).lines().forEach(comments::add);
    return comments;
  }

  private static String messageOf(Throwable fault) {
    Optional<String> message = Optional.ofNullable(fault.getMessage());
    return fault instanceof ContractFailure ? message.orElse("") : fault.toString();
  }
}
