// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import java.util.List;
import java.util.Map;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.testkit.AllocatorContract;

final class Rmalloc2ContractTest extends AllocatorContract {
  @Override
  protected AllocatorProvider provider() {
    return new Rmalloc2Provider();
  }

  @Override
  protected List<Map<String, String>> optionVariants() {
    return List.of(
        Map.of(),
        Map.of("slab-max", "0"),
        Map.of("alignment", "4"),
        Map.of("alignment", "16"),
        Map.of("alignment", "4", "slab-max", "62", "slab-slots", "8"),
        Map.of("slab-max", "512"),
        Map.of("policy", "full"),
        Map.of("policy", "incremental"));
  }
}
