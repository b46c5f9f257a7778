// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.SplittableRandom;

/**
 * What a random sequence is to be like. All of it is drawn from one seed.
 *
 * @param seed of the plan and of the sequence
 * @param capacity of the heap, in bytes
 * @param ops how many calls to make
 * @param targetLiveBytes where live bytes hover, failures aside
 * @param largestBytes the largest request, but for the rare ones of just what is left
 * @param sizes how request sizes are spread
 * @param lockPercent of calls that lock or unlock
 * @param reallocPercent of calls that resize
 * @param compactPercent of calls that compact
 * @param exactPercent of mallocs that ask for the largest free size, or one byte more
 * @param alignedPercent of mallocs that ask for an alignment
 */
record RandomSequenceParameters(
    long seed,
    int capacity,
    int ops,
    long targetLiveBytes,
    long largestBytes,
    Sizes sizes,
    int lockPercent,
    int reallocPercent,
    int compactPercent,
    int exactPercent,
    int alignedPercent) {

  /** How request sizes are spread, from 0 to a largest. */
  enum Sizes {
    UNIFORM,
    /** As many from 1 to 2 as from 500 to 1,000. */
    LOG_UNIFORM,
    /** Four different ones, as of a program with four types. */
    FEW
  }

  static final int SMALL_CAPACITY = 8 << 10;
  static final int LARGE_CAPACITY = 16 << 20;
  private static final int ALIGNED_PERCENT = 10;

  /** A heap of up to 8 KiB, filled to between 40 and 115 %. */
  static RandomSequenceParameters small(long seed, int minimumCapacity) {
    SplittableRandom random = new SplittableRandom(seed);
    int capacity = logUniform(random, minimumCapacity, Math.max(minimumCapacity, SMALL_CAPACITY));
    int ops = logUniform(random, 8, 512);
    return draw(seed, random, capacity, ops, 0.40 + 0.75 * random.nextDouble());
  }

  /** A heap of 1.05 to 4 times its live bytes. */
  static RandomSequenceParameters roomy(long seed, int capacity, int ops) {
    SplittableRandom random = new SplittableRandom(seed);
    double factor = 1.05 * Math.pow(4 / 1.05, random.nextDouble());
    return draw(seed, random, capacity, ops, 1 / factor);
  }

  /** A small state to probe: in a heap of up to 2 KiB, or at times of up to 128 KiB. */
  static RandomSequenceParameters state(long seed, int minimumCapacity) {
    SplittableRandom random = new SplittableRandom(~seed);
    int maximum = random.nextInt(10) > 0 ? SMALL_CAPACITY / 4 : SMALL_CAPACITY * 16;
    int capacity = logUniform(random, minimumCapacity, Math.max(minimumCapacity, maximum));
    return roomy(seed, capacity, logUniform(random, 8, 256));
  }

  /** A plan for the same sizes, but without locks and in a heap of {@code vastCapacity} bytes. */
  RandomSequenceParameters withoutBounds(int vastCapacity) {
    return new RandomSequenceParameters(
        seed,
        vastCapacity,
        ops,
        targetLiveBytes,
        largestBytes,
        sizes,
        0,
        reallocPercent,
        compactPercent,
        exactPercent,
        alignedPercent);
  }

  private static RandomSequenceParameters draw(
      long seed, SplittableRandom random, int capacity, int ops, double fillRatio) {
    long target = Math.max(1, (long) (fillRatio * capacity));
    long minimum = Math.max(8, target / 64);
    boolean large = capacity > SMALL_CAPACITY;
    return new RandomSequenceParameters(
        seed,
        capacity,
        ops,
        target,
        large ? logUniform(random, 512, 8192) : minimum + random.nextLong(Math.max(1, target / 4)),
        Sizes.values()[random.nextInt(Sizes.values().length)],
        random.nextInt(4) == 0 ? 0 : 4 + random.nextInt(20),
        4 + random.nextInt(12),
        large || random.nextInt(4) == 0 ? 0 : random.nextInt(6),
        large ? 0 : random.nextInt(4),
        ALIGNED_PERCENT);
  }

  /** How many calls lie between two checks of the state: 1 up to 8 KiB, 1,000 from 16 MiB on. */
  int checkInterval() {
    return capacity <= SMALL_CAPACITY
        ? 1
        : (int) Math.min(1000, 1000L * capacity / LARGE_CAPACITY + 1);
  }

  static int logUniform(SplittableRandom random, int minimum, int maximum) {
    return (int) Math.round(minimum * Math.pow((double) maximum / minimum, random.nextDouble()));
  }
}
