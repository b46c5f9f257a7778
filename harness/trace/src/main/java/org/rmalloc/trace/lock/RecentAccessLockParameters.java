// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lock;

import java.math.BigDecimal;

/**
 * How fast a block's life grows and falls in the fine simulation, in millionths, so that arithmetic
 * is exact.
 *
 * @param gainMicros what an access to the block adds; 1 or more
 * @param lossMicros what any other op takes away; 1 or more
 */
public record RecentAccessLockParameters(long gainMicros, long lossMicros) {
  private static final int DECIMALS = 6;
  private static final long MOST_MICROS = 1_000_000_000L;

  /** Of 2014: an access adds 1, another op takes 0.5 away. */
  public static final RecentAccessLockParameters DEFAULT =
      new RecentAccessLockParameters(1_000_000, 500_000);

  /** Checks the speeds. */
  public RecentAccessLockParameters {
    if (isOutside(gainMicros) || isOutside(lossMicros)) {
      throw new IllegalArgumentException(
          "found lock gain %s, lock loss %s; expected each from 0.000001 to 1000"
              .formatted(text(gainMicros), text(lossMicros)));
    }
  }

  /** Speeds as options give them: decimal numbers of up to six places. */
  public static RecentAccessLockParameters parse(String gain, String loss) {
    return new RecentAccessLockParameters(micros("--gain", gain), micros("--loss", loss));
  }

  /** These speeds in text, as a provenance says them. */
  public String label() {
    return "gain=%s loss=%s".formatted(text(gainMicros), text(lossMicros));
  }

  private static boolean isOutside(long micros) {
    return micros < 1 || micros > MOST_MICROS;
  }

  private static long micros(String option, String number) {
    try {
      return new BigDecimal(number).movePointRight(DECIMALS).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s: found '%s'; expected a lock's life from 0.000001 to 1000, of up to six decimals"
              .formatted(option, number),
          e);
    }
  }

  private static String text(long micros) {
    return BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros().toPlainString();
  }
}
