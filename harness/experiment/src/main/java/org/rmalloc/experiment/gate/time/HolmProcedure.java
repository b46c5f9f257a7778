// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.time;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.rmalloc.trace.UsageException;

/**
 * The test that a gate makes of the pairs of several trials: one-sided signed-rank tests at a rate
 * of false alarms for all trials together, by Holm's procedure.
 *
 * <p>Source: Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal
 * of Statistics 6 (1979).
 *
 * @param alpha the promised rate of gates with a false alarm, such as 0.01
 * @param trials how many are tested together, 1 or more
 */
public record HolmProcedure(double alpha, int trials) {
  /** The promised rate where nothing else is asked for. */
  public static final double DEFAULT_ALPHA = 0.01;

  /** The rate that the smallest p of several must keep. */
  public double strictest() {
    return alpha / trials;
  }

  /** The fewest pairs that can reach {@link #strictest}: n pairs have no smaller p than 2⁻ⁿ. */
  public int fewestPairs() {
    int pairs = 1;
    while (Math.scalb(1.0, -pairs) > strictest()) {
      pairs++;
    }
    return pairs;
  }

  /**
   * Refuses a number of pairs that cannot keep the promise.
   *
   * @throws UsageException with the arithmetic
   */
  public void check(int pairs) {
    if (pairs < fewestPairs()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--pairs %d: %d pairs cannot show a change, since their smallest p is 1/2^%d = %.4f,"
                  + " and p must be below %.2g = %.2g / %d timed trials; expected %d pairs or more",
              pairs,
              pairs,
              pairs,
              Math.scalb(1.0, -pairs),
              strictest(),
              alpha,
              trials,
              fewestPairs()));
    }
  }

  /** Which of the hypotheses are rejected, by their p in any order. */
  public boolean[] rejected(List<Double> ps) {
    List<Integer> order =
        IntStream.range(0, ps.size()).boxed().sorted(Comparator.comparing(ps::get)).toList();
    boolean[] rejected = new boolean[ps.size()];
    for (int rank = 0; rank < order.size(); rank++) {
      if (ps.get(order.get(rank)) > alpha / (ps.size() - rank)) {
        break;
      }
      rejected[order.get(rank)] = true;
    }
    return rejected;
  }
}
