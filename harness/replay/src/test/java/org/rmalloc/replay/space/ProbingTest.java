package org.rmalloc.replay.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.heap.PlainHeap;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.progress.Meter;
import org.rmalloc.replay.stats.DataPoint;
import org.rmalloc.replay.toy.Found;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.workload.CompactionLimit;
import org.rmalloc.replay.workload.PlainReplay;
import org.rmalloc.replay.workload.Prefixes;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.random.SplitMix64;

/**
 * What a row says of the largest request is what trying finds: the trace is replayed again up to
 * that op for every try, since a try changes the heap.
 */
final class ProbingTest {
  private static final int PROBED_OPS = 25;
  private static final int TRIES_ABOVE = 12;

  static List<Driver> allocators() {
    return Found.all();
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void largestFreeAndMaxmemAreWhatTryingFinds(Driver driver) throws IOException {
    SplitMix64 random = new SplitMix64(driver.name().hashCode());
    for (int factor = 11; factor <= 25; factor += 7) {
      Workload workload = Workload.of(Traces.random(factor, 3_000, 50, true));
      int heapSize = (int) (workload.peakLive() * factor / 10);
      Map<Long, DataPoint> rows = rows(driver, workload, heapSize);
      for (int i = 0; i < PROBED_OPS; i++) {
        long index = random.below(rows.size());
        probe(new Probe(driver, Prefixes.upTo(workload, index), heapSize), rows.get(index), random);
      }
    }
  }

  private static void probe(Probe probe, DataPoint row, SplitMix64 random) {
    assertLargest(row.largestFree(), size -> probe.succeeds(size, false), random, "largest_free");
    assertLargest(row.maxmem(), size -> probe.succeeds(size, true), random, "maxmem");
  }

  private static void assertLargest(
      long largest, LongPredicate succeeds, SplitMix64 random, String what) {
    assertTrue(largest < 0 || succeeds.test(largest), () -> what + " " + largest + " fails");
    assertEquals(false, succeeds.test(largest + 1), () -> what + " " + largest + " and one more");
    for (int i = 0; i < TRIES_ABOVE; i++) {
      long size = largest + 1 + random.below(random.below(2) == 0 ? 64 : 8_192);
      assertEquals(false, succeeds.test(size), () -> "%s %d: %d".formatted(what, largest, size));
    }
  }

  private static Map<Long, DataPoint> rows(Driver driver, Workload workload, int heapSize)
      throws IOException {
    Map<Long, DataPoint> rows = new HashMap<>();
    SpaceOptions options = new SpaceOptions(heapSize).at(DataPoints.ALL);
    SpaceResult result =
        new SpacePass(workload, driver, options)
            .run(point -> rows.put(point.opIndex(), point), Meter.silent());
    result.stoppedAt().ifPresent(stop -> rows.remove(stop.opIndex())); // its retry changed the heap
    return rows;
  }

  /** A heap as it is after some ops. */
  private record Probe(Driver driver, Workload prefix, int heapSize) {

    boolean succeeds(long sizeBytes, boolean withRelief) {
      Allocator allocator = driver.create(new PlainHeap(heapSize));
      int opsMet = new PlainReplay(prefix, CompactionLimit.NONE).run(allocator);
      assertEquals(prefix.opCount(), opsMet);
      if (allocator.malloc(sizeBytes) != 0) {
        return true;
      }
      if (!withRelief) {
        return false;
      }
      allocator.relieve(CompactionBudget.UNLIMITED);
      return allocator.malloc(sizeBytes) != 0;
    }
  }
}
