// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.contract.ContractTestHeap;

/**
 * Turns a sequence that fails into as short a trace as can be found, and a message that names it.
 */
final class FailingSequenceReporter {
  private static final long MAX_OPS_TO_SHRINK = 3_000_000;

  private final AllocatorUnderTest candidate;
  private final Path folder;
  private final boolean restores;

  /**
   * Reports for {@code candidate}.
   *
   * @param folder where traces go
   * @param restores whether all that was ever free must be had again once all is freed
   */
  FailingSequenceReporter(AllocatorUnderTest candidate, Path folder, boolean restores) {
    this.candidate = candidate;
    this.folder = folder;
    this.restores = restores;
  }

  /**
   * Examines a sequence; throws a {@link ContractAssertionError} that reports the fault, if there
   * is one.
   *
   * @param sequence the calls up to the fault, once {@code first} has ended
   * @param first may draw the sequence on the way
   * @param again finds the fault again, in the sequence or a part of it
   */
  void examine(
      RandomSequenceParameters plan,
      CallSequence sequence,
      CallSequenceCheck first,
      CallSequenceCheck again) {
    Optional<Throwable> fault = first.faultOf(sequence);
    if (fault.isPresent()) {
      throw failure(plan, sequence, fault.get(), again);
    }
  }

  private ContractAssertionError failure(
      RandomSequenceParameters plan,
      CallSequence sequence,
      Throwable fault,
      CallSequenceCheck examination) {
    CallSequence shrunk = shrink(sequence, examination);
    Throwable shrunkFault = examination.faultOf(shrunk).orElse(fault);
    String name = candidate.provider().name();
    Path file = folder.resolve("%s-%x.ops".formatted(name, plan.seed())).toAbsolutePath();
    trace(plan, shrunk, shrunkFault).writeTo(file);
    String message =
        """
        %s, heap of %d bytes, seed %#x: %s
        shrunk to %d ops: %s
        replay%s: %s\
        """
            .formatted(
                candidate,
                plan.capacity(),
                plan.seed(),
                messageOf(fault),
                shrunk.size(),
                messageOf(shrunkFault),
                isTraceable(shrunk) ? "" : ", without what a trace cannot say, such as compactions",
                command(file, plan.capacity()));
    return new ContractAssertionError(message, shrunkFault);
  }

  private static boolean isTraceable(CallSequence sequence) {
    for (int op = 0; op < sequence.size(); op++) {
      if (!sequence.call(op).isTraceable()) {
        return false;
      }
    }
    return true;
  }

  /** What replays the trace as it failed, for a shell. */
  private String command(Path file, int capacity) {
    List<String> words = new ArrayList<>(List.of("./rmalloc", "check", file.toString()));
    words.addAll(List.of("-a", candidate.provider().name()));
    new TreeMap<>(candidate.given())
        .forEach(
            (option, value) -> {
              words.add("--option");
              words.add(candidate.provider().name() + "." + option + "=" + value);
            });
    words.addAll(List.of("--heap", Integer.toString(capacity)));
    if (restores) {
      words.add("--restores");
    }
    return words.stream().map(FailingSequenceReporter::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./=:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static CallSequence shrink(CallSequence sequence, CallSequenceCheck examination) {
    if (examination.faultOf(sequence).isEmpty()) {
      return sequence; // it does not come again: not even deterministic
    }
    FailingSequenceShrinker shrinker =
        new FailingSequenceShrinker(
            part -> part.size() > 0 && examination.faultOf(part).isPresent(), // a trace has an op
            MAX_OPS_TO_SHRINK);
    return shrinker.shrink(sequence);
  }

  private SequenceTraceWriter trace(
      RandomSequenceParameters plan, CallSequence sequence, Throwable fault) {
    SequenceTraceWriter trace = new SequenceTraceWriter(comments(plan, fault));
    ContractTestHeap heap = new ContractTestHeap(plan.capacity());
    CallSequenceRunner run = CallSequenceRunner.unchecked(candidate, heap, sequence.blockCount());
    for (int op = 0; op < sequence.size(); op++) {
      heap.allowOneCall();
      try {
        boolean applied = run.apply(sequence, op);
        if (applied && op < sequence.size() - 1) {
          trace.add(sequence, op, run.model());
        } else if (applied) {
          trace.addLast(sequence, op); // as it was asked for, even if it failed: that may be it
        }
      } catch (AssertionError | RuntimeException | StackOverflowError _) {
        trace.addLast(sequence, op);
        break;
      }
    }
    return trace;
  }

  private List<String> comments(RandomSequenceParameters plan, Throwable fault) {
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
    boolean speaksForItself =
        fault instanceof ContractAssertionError || fault instanceof InvariantViolation;
    return speaksForItself ? message.orElse("") : fault.toString();
  }
}
