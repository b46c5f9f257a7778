// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of blocks agrees with a map, through growth, removals and handles that come back. */
final class LedgerBlockTableTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithAMap(long seed) {
    Random random = new Random(seed);
    LedgerBlockTable blocks = new LedgerBlockTable();
    Map<Long, Integer> model = new HashMap<>();
    for (int call = 0; call < 200_000; call++) {
      long handle = random.nextInt(3_000) * 17L;
      int cell = blocks.find(handle);
      assertEquals(model.containsKey(handle), cell != LedgerBlockTable.NO_CELL);
      if (cell == LedgerBlockTable.NO_CELL) {
        blocks.add(handle, call, call + 5, call + 1, 3);
        model.put(handle, call);
      } else {
        assertEquals(model.remove(handle), blocks.from(cell));
        blocks.remove(cell);
      }
      assertEquals(model.size(), blocks.count());
    }
    assertAllFound(blocks, model);
  }

  private static void assertAllFound(LedgerBlockTable blocks, Map<Long, Integer> model) {
    List<Long> lost = new ArrayList<>();
    model.forEach(
        (handle, from) -> {
          int cell = blocks.find(handle);
          if (cell == LedgerBlockTable.NO_CELL
              || blocks.from(cell) != from
              || blocks.to(cell) != from + 5) {
            lost.add(handle);
          }
        });
    assertEquals(List.of(), lost);
  }
}
