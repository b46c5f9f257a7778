// SPDX-License-Identifier: Apache-2.0
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.allocator.AllocatorProvider;

/** Two builds of an allocator, replayed beside each other, each figure compared after each op. */
final class BothBuilds {
  private static final List<String> LARGER_IS_WORSE =
      List.of(
          "footprint",
          "overhead",
          "internal",
          "cost",
          "lock_cost",
          "oom_cost",
          "bytes_moved",
          "pause_bytes");
  private static final List<String> SMALLER_IS_WORSE =
      List.of("largest_free_minimum", "maxmem_minimum");
  private static final int NEVER = -1;

  private final Ops ops;
  private final AllocatorProvider old;
  private final AllocatorProvider now;
  private final Map<String, Integer> firstWorse = new HashMap<>();
  private int placementsPart = NEVER;
  private Replay before;
  private Replay after;

  /** Of a trace in a heap of twice its peak of live bytes. */
  BothBuilds(Ops ops, AllocatorProvider old, AllocatorProvider now) {
    this.ops = ops;
    this.old = old;
    this.now = now;
    before = new Replay(ops, old, 2 * ops.peakLive());
    after = new Replay(ops, now, 2 * ops.peakLive());
    boolean goesOn = true;
    while (goesOn) {
      goesOn = before.step() & after.step();
      compare();
    }
  }

  private void compare() {
    LARGER_IS_WORSE.forEach(key -> note(key, after.figure(key) - before.figure(key)));
    SMALLER_IS_WORSE.forEach(key -> note(key, before.figure(key) - after.figure(key)));
    if (placementsPart == NEVER && before.placements() != after.placements()) {
      placementsPart = after.request();
    }
  }

  private void note(String key, long worseBy) {
    if (worseBy > 0) {
      firstWorse.putIfAbsent(key, after.request());
    }
  }

  /** The first request after which a figure is worse, as if the trace ended there; −1 if none. */
  int firstWorse(String key) {
    return firstWorse.getOrDefault(key, NEVER);
  }

  /** The first request after which a figure of the new build is larger than a value. */
  int firstAbove(String key, long value) {
    Replay replay = new Replay(ops, now, 2 * ops.peakLive());
    while (replay.figure(key) <= value && replay.step()) {
      // goes on
    }
    return replay.figure(key) > value ? replay.request() : NEVER;
  }

  /** The request that the new build cannot meet in a heap in which the old one can; −1 if none. */
  int stopsIn(long heapBytes) {
    return stop(old, heapBytes) == NEVER ? stop(now, heapBytes) : NEVER;
  }

  /** The request that the new build cannot meet in the trial's heap; −1 if none. */
  int stops() {
    return stop(now, 2 * ops.peakLive());
  }

  private int stop(AllocatorProvider build, long heapBytes) {
    Replay replay = new Replay(ops, build, heapBytes);
    while (replay.step()) {
      // goes on
    }
    return replay.isFinished() ? NEVER : replay.request();
  }

  /** The first request whose block, or a block that it moved, lies elsewhere; −1 if none. */
  int placementsPart() {
    return placementsPart;
  }

  /** A figure of the old build at the end. */
  long before(String key) {
    return before.figure(key);
  }

  /** A figure of the new build at the end. */
  long after(String key) {
    return after.figure(key);
  }
}
