// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.heap.Heap;

/** The sound toys pass; each broken one is found out, for the right reason. */
final class FaultDetectionTest {
  private static final int SEQUENCES = 150;

  @TempDir private Path folder;

  @Test
  void theSoundToysPass() {
    examine(ToyProvider.NAIVE);
    examine(ToyProvider.SLIDING);
  }

  @ParameterizedTest
  @EnumSource
  void eachFaultIsFound(Fault fault) {
    requireFound(fault, ToyProvider.pinned("broken", fault::create), fault.symptom());
  }

  @ParameterizedTest
  @EnumSource
  void eachFaultOfRelocationIsFound(RelocationFault fault) {
    requireFound(fault, ToyProvider.relocating("broken", fault::create), fault.symptom());
  }

  private void requireFound(Enum<?> fault, AllocatorProvider provider, String symptom) {
    ContractAssertionError failure =
        assertThrows(
            ContractAssertionError.class, () -> examine(provider), fault + " was not found");
    assertTrue(failure.getMessage().contains(symptom), failure::getMessage);
  }

  private void examine(AllocatorProvider provider) {
    RandomSequenceExaminer examiner =
        new RandomSequenceExaminer(new AllocatorUnderTest(provider, Map.of()), true, folder);
    for (long seed = 1; seed <= SEQUENCES; seed++) {
      examiner.examine(
          RandomSequenceParameters.small(seed, Heap.MIN_CAPACITY), new CoverageQuotas());
    }
  }
}
