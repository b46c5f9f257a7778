// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import java.util.List;
import java.util.Map;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.testkit.AllocatorContract;

/** dlmalloc keeps the contract that every allocator keeps. */
final class DlMallocContractTest extends AllocatorContract {
  @Override
  protected AllocatorProvider provider() {
    return new DlMallocProvider();
  }

  /** Small steps first: the suite's heaps are small, too, and most should not fail at once. */
  @Override
  protected List<Map<String, String>> optionVariants() {
    return List.of(
        Map.of("granularity", "1"),
        Map.of("granularity", "8"),
        Map.of("granularity", "1", "trim-threshold", "0"),
        Map.of("granularity", "64", "start", "8"),
        Map.of("granularity", "16", "trim-threshold", "256"),
        Map.of("granularity", "128"),
        Map.of("granularity", "2"),
        Map.of());
  }

  /**
   * As in C: a claim that extends the top asks for the footer's 40 bytes again, which are there
   * already. {@link DlMallocClaimTest} holds it to those 40 bytes.
   */
  @Override
  protected boolean restoresWhenEmpty() {
    return false;
  }
}
