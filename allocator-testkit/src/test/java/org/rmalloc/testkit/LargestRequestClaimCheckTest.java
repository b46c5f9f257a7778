// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.heap.Heap;

/** The proof by asking finds answers that are wrong, each for the right reason. */
final class LargestRequestClaimCheckTest {
  @TempDir private Path folder;

  @Test
  void theSoundToysPass() {
    examine(ToyProvider.NAIVE);
    examine(ToyProvider.SLIDING);
  }

  @Test
  void anAnswerTooLargeIsFound() {
    requireFound(Fault.LARGEST_FREE_IS_TOO_LARGE, "but a malloc of that size fails");
  }

  @Test
  void anAnswerTooSmallIsFound() {
    requireFound(Fault.LARGEST_FREE_IS_TOO_SMALL, "succeeds");
  }

  @Test
  void maxmemTooLargeIsFound() {
    requireFound(Fault.MAXMEM_IS_TOO_LARGE, "of that size fails even after it was asked");
  }

  @Test
  void aFailedMallocThatWritesIsFound() {
    requireFound(Fault.FAILED_MALLOC_WRITES, "changed heap byte");
  }

  @Test
  void maxmemTooSmallIsFound() {
    requireFound(RelocationFault.MAXMEM_OVERLOOKS_COMPACTION, "the allocator reports maxmem as");
  }

  @Test
  void aSizeOfWhichOnlyTheLowHalfIsLookedAtIsFound() {
    requireFound(
        Fault.ONLY_THE_LOW_HALF_OF_A_SIZE_COUNTS, "but a malloc of 4294967296 bytes succeeds");
  }

  @Test
  void reliefThatDoesLessThanPredictedIsFound() {
    requireFound(RelocationFault.RELIEF_STOPS_EARLY, "of that size fails even after it was asked");
  }

  private void requireFound(Fault fault, String symptom) {
    requireFound(ToyProvider.pinned("broken", fault::create), symptom);
  }

  private void requireFound(RelocationFault fault, String symptom) {
    requireFound(ToyProvider.relocating("broken", fault::create), symptom);
  }

  private void requireFound(AllocatorProvider provider, String symptom) {
    ContractAssertionError failure =
        assertThrows(ContractAssertionError.class, () -> examine(provider));
    assertTrue(failure.getMessage().contains(symptom), failure::getMessage);
  }

  private void examine(AllocatorProvider provider) {
    LargestRequestClaimCheck examiner =
        new LargestRequestClaimCheck(new AllocatorUnderTest(provider, Map.of()), folder);
    for (long seed = 1; seed <= 100; seed++) {
      examiner.examine(
          RandomSequenceParameters.state(seed, Heap.MIN_CAPACITY), new StateCoverageQuotas());
    }
  }
}
