package org.rmalloc.replay.time;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.replay.workload.PlainReplay;

/**
 * Measures how long a plain replay takes: of each window the minimum over the passes. A trace
 * shorter than a window is replayed several times within one, each time on a heap of its own made
 * beforehand, so that reading the clock weighs little.
 */
final class Throughput {
  private static final long MIN_WINDOW_NANOS = 100_000;
  private static final int MAX_REPEATS = 1_000;
  private static final long MAX_HEAP_BYTES = 32 << 20; // of all repeats together

  private final PlainReplay replay;
  private final Supplier<Allocator> allocators;
  private final Windows windows;
  private final PassClock clock;
  private final double[] minima; // by window, nanoseconds
  private final List<Double> wallPerCpu = new ArrayList<>();
  private int repeats = 1;
  private long cpuNanos;

  Throughput(PlainReplay replay, Supplier<Allocator> allocators, Windows windows, PassClock clock) {
    this.replay = replay;
    this.allocators = allocators;
    this.windows = windows;
    this.clock = clock;
    minima = new double[windows.count()];
    Arrays.fill(minima, Double.POSITIVE_INFINITY);
  }

  /** Forgets what was measured so far, and repeats short passes as often as that calls for. */
  void begin(long heapSize) {
    if (windows.isShort()) {
      long wanted = Math.ceilDiv(MIN_WINDOW_NANOS, Math.max(1, (long) minima[0]));
      long affordable = Math.max(1, MAX_HEAP_BYTES / heapSize);
      repeats = (int) Math.clamp(wanted, 1, Math.min(MAX_REPEATS, affordable));
    }
    Arrays.fill(minima, Double.POSITIVE_INFINITY);
    wallPerCpu.clear();
  }

  /** Makes a pass. */
  void pass() {
    List<Allocator> fresh = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      fresh.add(allocators.get());
    }
    long wall = System.nanoTime();
    long cpu = windows.isShort() ? repeatedly(fresh) : windowByWindow(fresh.getFirst());
    wallPerCpu.add((System.nanoTime() - wall) / (double) Math.max(1, cpu));
    cpuNanos = cpu;
  }

  private long repeatedly(List<Allocator> fresh) {
    long start = clock.nanos();
    for (int i = 0; i < repeats; i++) {
      replay.run(fresh.get(i));
    }
    long nanos = clock.nanos() - start;
    note(0, nanos, repeats);
    return nanos;
  }

  private long windowByWindow(Allocator allocator) {
    replay.begin(allocator);
    long start = clock.nanos();
    long from = start;
    for (int window = 0; window < minima.length; window++) {
      replay.advance(windows.end(window));
      long now = clock.nanos();
      note(window, now - from, 1);
      from = now;
    }
    return from - start;
  }

  private void note(int window, long nanos, int passes) {
    double net = Math.max(0, nanos - clock.overheadNanos());
    minima[window] = Math.min(minima[window], net / passes);
  }

  /** CPU time of the last pass. */
  long cpuNanos() {
    return cpuNanos;
  }

  /** Passes since {@link #begin}, those repeated in one window apart. */
  int passes() {
    return wallPerCpu.size();
  }

  /** The sums of the minima, by block of windows. */
  List<Double> blockNanos() {
    return Arrays.stream(windows.blockSums(minima)).map(Throughput::rounded).boxed().toList();
  }

  /** Wall time divided by CPU time, the median over the passes. */
  double wallPerCpu() {
    List<Double> sorted = wallPerCpu.stream().sorted().toList();
    return rounded(sorted.get(sorted.size() / 2));
  }

  /** To a thousandth: digits beyond are of no clock. */
  private static double rounded(double value) {
    return Math.rint(value * 1e3) / 1e3;
  }
}
