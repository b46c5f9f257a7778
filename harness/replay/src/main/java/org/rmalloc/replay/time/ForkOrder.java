// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.rmalloc.trace.random.SplitMix64;

/**
 * The order in which contenders are forked: in rounds of one fork of each, every round shuffled, so
 * that a busy minute hits all of them and none is always first.
 */
public final class ForkOrder {
  private ForkOrder() {}

  /**
   * The order of all forks, as indexes of contenders.
   *
   * @param contenders 0 or more
   * @param forks of each contender, 1 or more
   */
  public static List<Integer> of(int contenders, int forks, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    List<Integer> order = new ArrayList<>();
    for (int round = 0; round < forks; round++) {
      order.addAll(shuffled(contenders, random));
    }
    return order;
  }

  /** Source: R. Durstenfeld, "Algorithm 235: Random permutation", CACM 7, 1964. */
  private static List<Integer> shuffled(int count, SplitMix64 random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    for (int i = count - 1; i > 0; i--) {
      int other = (int) random.below(i + 1);
      order.set(i, order.set(other, order.get(i)));
    }
    return order;
  }
}
