package org.rmalloc.replay.result;

/**
 * Nanoseconds an op, L and U included, over passes in which the clock was read twice.
 *
 * @param passes measured
 * @param medianNanos of the passes
 * @param minimumNanos the fastest pass
 * @param maximumNanos the slowest pass
 */
public record Throughput(
    int passes, double medianNanos, double minimumNanos, double maximumNanos) {}
