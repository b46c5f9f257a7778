// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.cli.Execution;

/**
 * The contract suite's failures end in a command; given to the command line as it stands, it shows
 * the fault again. The fault is an option of the allocator's, without which there is none: so the
 * options are part of it.
 */
final class FailureReplayTest {
  private static final int CHECK_FAILED = 1;
  private static final String START = "replay: ./rmalloc ";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void thePrintedCommandShowsTheFault(BrokenAllocator.Fault fault) {
    List<String> command = command(failureOf(fault));
    assertEquals("check", command.getFirst());
    assertTrue(command.containsAll(List.of("-a", "test-broken", "--heap")), command::toString);
    assertTrue(command.contains("test-broken.fault=" + text(fault)), command::toString);
    assertTrue(command.contains("test-broken.order=lifo"), command::toString);

    Execution execution = Execution.of(command);
    assertEquals(CHECK_FAILED, execution.status(), execution::toString);
    assertTrue(
        execution
            .err()
            .matches(
                "rmalloc: test-broken breaks its contract: (op \\d+|at the end of the trace):"
                    + " .*\\n"),
        execution::toString);
    assertEquals("", execution.out());

    command.remove("test-broken.fault=" + text(fault));
    command.remove("--option"); // the first of two: order stays
    assertEquals(0, Execution.of(command).status(), "sound without the option");
  }

  @Test
  void aFolderWithABlankIsQuoted() {
    folder = folder.resolve("it's a folder");
    String failure = failureOf(BrokenAllocator.Fault.LOSES_A_BYTE);
    assertTrue(failure.contains("/it'\\''s a folder/test-broken-"), failure);
  }

  /** What the suite says of an allocator with a fault. */
  private String failureOf(BrokenAllocator.Fault fault) {
    Map<String, String> options = Map.of("order", "lifo", "fault", text(fault));
    AllocatorUnderTest candidate = new AllocatorUnderTest(new BrokenProvider(), options);
    RandomSequenceExaminer examiner = new RandomSequenceExaminer(candidate, true, folder);
    return assertThrows(ContractAssertionError.class, () -> examineUpTo(200, candidate, examiner))
        .getMessage();
  }

  private static void examineUpTo(
      long lastSeed, AllocatorUnderTest candidate, RandomSequenceExaminer examiner) {
    for (long seed = 1; seed <= lastSeed; seed++) {
      examiner.examine(
          RandomSequenceParameters.small(seed, candidate.minimumCapacity()), new CoverageQuotas());
    }
  }

  private static List<String> command(String failure) {
    String line = failure.lines().filter(one -> one.startsWith(START)).findFirst().orElseThrow();
    return new ArrayList<>(List.of(line.substring(START.length()).split(" ", -1)));
  }

  private static String text(BrokenAllocator.Fault fault) {
    return AllocatorOption.text(fault);
  }
}
