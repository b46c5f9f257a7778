// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.ContenderIdentity;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.mapping.ReallocMode;

/** A trial's canonical form and key. */
final class TrialTest {
  private static final TraceIdentity TRACE = new TraceIdentity("ab".repeat(32), List.of());
  private static final ContenderIdentity LIFO =
      ContenderIdentity.of(Contender.Kind.ARENA, "firstfit", Map.of("order", "lifo", "align", "8"));

  @Test
  void theCanonicalFormIsWorkedByHand() {
    String expected =
        "{\"trace\":{\"sha256\":\"%s\",\"reading\":[]},".formatted("ab".repeat(32))
            + "\"contender\":{\"kind\":\"arena\",\"name\":\"firstfit\","
            + "\"options\":{\"align\":\"8\",\"order\":\"lifo\"}},"
            + "\"setting\":{\"heap\":\"2x\",\"locks\":\"fine\",\"realloc\":\"resize\",\"rounds\":1,"
            + "\"kill_percent\":null,\"seed\":null,\"budget\":null}}";
    Trial trial = new Trial(TRACE, LIFO, TrialSetting.DEFAULT);
    assertEquals(expected, trial.canonical());
    // printf '%s' '…' | sha256sum
    assertEquals("da806dbc77786b7543fb8f1fbc63c76a051e6beecb1123adbe57e60add81db4c", trial.key());
  }

  @Test
  void whatHasNoEffectIsNoPartOfTheKey() {
    assertEquals(key(setting("2x", 1, 100, 1)), key(setting("2.00x", 1, 50, 7)));
    assertEquals(key(setting("65536", 3, 0, 1)), key(setting("64KiB", 3, 0, 7)));
  }

  @Test
  void whatHasAnEffectIsPartOfTheKey() {
    String key = key(setting("2x", 3, 50, 1));
    assertNotEquals(key, key(setting("2x", 3, 50, 2)));
    assertNotEquals(key, key(setting("2x", 3, 51, 1)));
    assertNotEquals(key, key(setting("2x", 2, 50, 1)));
    assertNotEquals(key, key(setting("2.1x", 3, 50, 1)));
    assertNotEquals(key, key(setting("2x", 3, 50, 1).withLocks(LockSimulationSetting.NONE)));
    assertNotEquals(key, key(setting("2x", 3, 50, 1).withBudget(new CompactionLimit(1))));
    Trial lenient =
        new Trial(
            new TraceIdentity(TRACE.sha256(), List.of("lenient")), LIFO, setting("2x", 3, 50, 1));
    assertNotEquals(key, lenient.key());
  }

  @Test
  void roundsAndPercentHaveRanges() {
    for (int[] wrong : new int[][] {{0, 50}, {1, -1}, {1, 101}}) {
      assertThrows(UsageException.class, () -> setting("2x", wrong[0], wrong[1], 1));
    }
  }

  private static String key(TrialSetting setting) {
    return new Trial(TRACE, LIFO, setting).key();
  }

  private static TrialSetting setting(String heap, int rounds, int killPercent, long seed) {
    return new TrialSetting(
        HeapSize.parse(heap),
        LockSimulationSetting.FINE,
        ReallocMode.RESIZE,
        rounds,
        killPercent,
        seed,
        CompactionLimit.NONE);
  }
}
