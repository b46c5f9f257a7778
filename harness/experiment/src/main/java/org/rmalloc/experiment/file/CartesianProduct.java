// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists that multiply. */
final class CartesianProduct {
  private CartesianProduct() {}

  /** Every choice of one value of each list, the last list's varying fastest. */
  static List<Map<String, String>> of(Map<String, List<String>> lists) {
    List<Map<String, String>> choices = List.of(Map.of());
    for (Map.Entry<String, List<String>> list : lists.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> choice : choices) {
        for (String value : list.getValue()) {
          Map<String, String> more = new LinkedHashMap<>(choice);
          more.put(list.getKey(), value);
          longer.add(more);
        }
      }
      choices = longer;
    }
    return choices;
  }
}
