package org.rmalloc.replay.stats;

/**
 * Nanoseconds an op, L and U included, over passes in which the clock was read twice.
 *
 * @param passes measured
 * @param medianNanos of the passes
 * @param leastNanos the fastest pass
 * @param mostNanos the slowest pass
 */
public record Throughput(int passes, double medianNanos, double leastNanos, double mostNanos) {}
