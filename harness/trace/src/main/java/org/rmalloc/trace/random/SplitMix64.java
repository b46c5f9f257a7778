// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.random;

/**
 * A seeded generator of random bits: equal seeds give equal numbers on every machine and in every
 * version of Java. O(1) a draw. Not thread-safe.
 *
 * <p>Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014;
 * constants of the variant by Vigna, {@code splitmix64.c}.
 */
public final class SplitMix64 {
  private long state;

  /** A generator; every seed will do. */
  public SplitMix64(long seed) {
    state = seed;
  }

  /** 64 random bits. */
  public long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * A number from 0 to {@code bound}, exclusive, each as likely as the next to within 2⁻⁶⁴ of
   * {@code bound}.
   *
   * @param bound 1 or more
   */
  public long below(long bound) {
    // the high half of a 128-bit product scales 64 random bits to the range
    return Math.unsignedMultiplyHigh(next(), bound);
  }

  /** A number from 0 to 1, exclusive; one of 2⁵³. */
  public double unit() {
    return (next() >>> 11) * 0x1p-53;
  }
}
