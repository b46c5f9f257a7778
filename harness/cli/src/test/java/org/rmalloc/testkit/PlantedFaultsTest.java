// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.cli.Execution;

/**
 * Every fault that the kit's own tests plant is seen by {@code check}, through the command that the
 * contract suite prints for it.
 */
final class PlantedFaultsTest {
  private static final int CHECK_FAILED = 1;
  private static final int SEQUENCES = 150;
  private static final String START = "replay";

  @TempDir private Path folder;

  static Stream<Arguments> faults() {
    return providers()
        .flatMap(
            provider ->
                Arrays.stream(provider.options().getFirst().domain().split(", "))
                    .map(fault -> Arguments.of(provider, fault)));
  }

  @Test
  void thereAreMany() {
    assertTrue(faults().count() > 35, faults().count() + " faults");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void thePrintedCommandShowsTheFault(AllocatorProvider provider, String fault) {
    String failure = failureOf(provider, fault);
    Execution execution = Execution.of(command(failure));
    assertEquals(CHECK_FAILED, execution.status(), () -> failure + "\n" + execution);
    assertTrue(
        execution.err().startsWith("rmalloc: " + provider.name() + " breaks its contract: "),
        execution::toString);
  }

  private static Stream<AllocatorProvider> providers() {
    return ServiceLoader.load(AllocatorProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().startsWith("test-planted-"));
  }

  private String failureOf(AllocatorProvider provider, String fault) {
    AllocatorUnderTest candidate = new AllocatorUnderTest(provider, Map.of("fault", fault));
    RandomSequenceExaminer examiner = new RandomSequenceExaminer(candidate, true, folder);
    return assertThrows(
            ContractAssertionError.class, () -> examineUpTo(SEQUENCES, candidate, examiner))
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
    return List.of(line.substring(line.indexOf("./rmalloc ") + 10).split(" ", -1));
  }
}
