// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.heap.Heap;

final class FailingSequenceReporterTest {
  @TempDir private Path folder;

  @Test
  void namesTheSeedAndAShortTraceThatReplays() throws IOException {
    ToyProvider broken = ToyProvider.pinned("broken", Fault.REALLOC_LOSES_A_BYTE::create);
    RandomSequenceExaminer examiner =
        new RandomSequenceExaminer(new AllocatorUnderTest(broken, Map.of()), true, folder);
    ContractAssertionError failure =
        assertThrows(ContractAssertionError.class, () -> examineUpTo(100, examiner));
    List<String> lines = Files.readAllLines(onlyFile());
    assertEquals("# rmalloc-ops 1 dialect=lock", lines.getFirst());
    assertTrue(lines.contains("# allocator broken"), lines::toString);
    List<String> ops = lines.stream().filter(line -> !line.startsWith("#")).toList();
    assertTrue(ops.size() <= 4, ops::toString); // two mallocs, and a realloc that has to move
    assertTrue(ops.stream().allMatch(op -> op.matches("\\d+ [NFRLU] \\d+ \\d+")), ops::toString);
    assertTrue(ops.getLast().contains(" R "), ops::toString);
    assertTrue(failure.getMessage().contains("seed 0x"), failure::getMessage);
    assertTrue(failure.getMessage().contains(onlyFile().toString()), failure::getMessage);
    assertTrue(failure.getMessage().contains("-a broken --heap "), failure::getMessage);
  }

  private static void examineUpTo(long lastSeed, RandomSequenceExaminer examiner) {
    for (long seed = 1; seed <= lastSeed; seed++) {
      examiner.examine(
          RandomSequenceParameters.small(seed, Heap.MIN_CAPACITY), new CoverageQuotas());
    }
  }

  private Path onlyFile() throws IOException {
    try (var files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }
}
