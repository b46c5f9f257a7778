// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CapacityBlindnessCheckTest {
  @TempDir private Path folder;

  @Test
  void theToyThatNeverLooksAtTheCapacityPasses() {
    examine(ToyProvider.SLIDING);
  }

  @Test
  void aFootprintThatIsTooLargeIsFound() {
    requireFound(24, "8 bytes less is enough");
  }

  @Test
  void aFootprintThatIsTooSmallIsFound() {
    requireFound(-4, "a heap of that size is too small");
  }

  private void requireFound(int excessBytes, String symptom) {
    ToyProvider broken =
        ToyProvider.pinned(
            "broken",
            (heap, listener) ->
                new ForwardingAllocator(new SlidingAllocator(heap, listener)) {
                  @Override
                  public long footprint() {
                    return super.footprint() + excessBytes;
                  }
                });
    ContractAssertionError failure =
        assertThrows(ContractAssertionError.class, () -> examine(broken));
    assertTrue(failure.getMessage().contains(symptom), failure::getMessage);
  }

  private void examine(ToyProvider provider) {
    CapacityBlindnessCheck examiner =
        new CapacityBlindnessCheck(new AllocatorUnderTest(provider, Map.of()), folder);
    for (long seed = 1; seed <= 20; seed++) {
      examiner.examine(
          RandomSequenceParameters.roomy(seed, RandomSequenceParameters.SMALL_CAPACITY, 200));
    }
  }
}
