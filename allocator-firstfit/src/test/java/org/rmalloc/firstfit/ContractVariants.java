// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import java.util.List;
import java.util.Map;

/** The choices of options with which the sequential fits go through the contract suite. */
final class ContractVariants {
  private ContractVariants() {}

  static List<Map<String, String>> all() {
    return List.of(
        Map.of(),
        Map.of("search", "list"),
        Map.of("order", "lifo"),
        Map.of("order", "fifo"),
        Map.of("order", "lifo", "search", "list"),
        Map.of("order", "fifo", "search", "list"),
        Map.of("align", "4"),
        Map.of("align", "16", "header", "8", "search", "list"),
        Map.of("align", "1", "header", "0"),
        Map.of("align", "4", "header", "16", "order", "fifo"));
  }
}
