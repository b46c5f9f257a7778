// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import java.util.List;
import java.util.Map;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.testkit.AllocatorContract;

/** Two-level segregated fit keeps the contract that every allocator keeps. */
final class TlsfContractTest extends AllocatorContract {
  @Override
  protected AllocatorProvider provider() {
    return new TlsfProvider();
  }

  @Override
  protected List<Map<String, String>> optionVariants() {
    return List.of(
        Map.of(),
        Map.of("roots", "beside"),
        Map.of("log2-lists", "4"),
        Map.of("log2-lists", "2"),
        Map.of("log2-lists", "1", "roots", "beside"));
  }
}
