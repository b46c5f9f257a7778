// SPDX-License-Identifier: Apache-2.0
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
final class ThroughputMeasurer {
  private static final long MIN_WINDOW_NANOS = 100_000;
  private static final int MAX_REPEATS = 1_000;
  private static final long MAX_HEAP_BYTES = 32 << 20; // of all repeats together

  private final PlainReplay replay;
  private final Supplier<Allocator> allocators;
  private final TimingWindowLayout windows;
  private final CpuOrWallClock clock;
  private final TimingWindowMinima minima;
  private final List<Double> wallPerCpu = new ArrayList<>(); // by pass
  private int repeats = 1;

  ThroughputMeasurer(
      PlainReplay replay,
      Supplier<Allocator> allocators,
      TimingWindowLayout windows,
      CpuOrWallClock clock) {
    this.replay = replay;
    this.allocators = allocators;
    this.windows = windows;
    this.clock = clock;
    minima = new TimingWindowMinima(windows.count());
  }

  /** Forgets what was measured so far, and repeats short passes as often as that calls for. */
  void begin(long heapSize) {
    if (windows.isShort()) {
      long wanted = Math.ceilDiv(MIN_WINDOW_NANOS, Math.max(1, (long) minima.of(0)));
      long affordable = Math.max(1, MAX_HEAP_BYTES / heapSize);
      repeats = (int) Math.clamp(wanted, 1, Math.min(MAX_REPEATS, affordable));
    }
    minima.clear();
    wallPerCpu.clear();
  }

  /** Makes a pass. */
  void pass() {
    if (windows.isShort()) {
      repeatedly();
    } else {
      windowByWindow();
    }
  }

  private void repeatedly() {
    List<Allocator> fresh = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      fresh.add(allocators.get());
    }
    long wall = System.nanoTime();
    long cpu = clock.nanos();
    for (int i = 0; i < repeats; i++) {
      replay.run(fresh.get(i));
    }
    noteWindow(0, wall, System.nanoTime(), cpu, clock.nanos());
    notePass(System.nanoTime() - wall, clock.nanos() - cpu);
  }

  private void windowByWindow() {
    replay.begin(allocators.get());
    long passWall = System.nanoTime();
    long passCpu = clock.nanos();
    long wall = passWall;
    long cpu = passCpu;
    for (int window = 0; window < windows.count(); window++) {
      replay.advance(windows.end(window));
      long wallNow = System.nanoTime();
      long cpuNow = clock.nanos();
      noteWindow(window, wall, wallNow, cpu, cpuNow);
      wall = wallNow;
      cpu = cpuNow;
    }
    notePass(wall - passWall, cpu - passCpu);
  }

  private void noteWindow(int window, long wallFrom, long wallTo, long cpuFrom, long cpuTo) {
    minima.note(window, cpuTo - cpuFrom, wallTo - wallFrom);
  }

  private void notePass(long wallNanos, long cpuNanos) {
    wallPerCpu.add(wallNanos / (double) Math.max(1, cpuNanos));
  }

  /** The sum of the minima so far, the clock's overhead included; infinite before a pass. */
  double sumOfMinima() {
    return minima.sum() / repeats;
  }

  /** Passes since {@link #begin}, those repeated in one window apart. */
  int passes() {
    return wallPerCpu.size();
  }

  /** The sums of the minima, by block of windows, what reading the clock took being taken off. */
  List<Double> blockNanos() {
    long overheadNanos = clock.overheadNanos();
    double[] nanos = new double[windows.count()];
    for (int window = 0; window < nanos.length; window++) {
      nanos[window] = Math.max(0, minima.of(window) - overheadNanos) / repeats;
    }
    return Arrays.stream(windows.blockSums(nanos))
        .map(ThroughputMeasurer::rounded)
        .boxed()
        .toList();
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
