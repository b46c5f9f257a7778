// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.Capability;
import org.rmalloc.heap.PlainHeap;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.contender.NoopProvider;
import org.rmalloc.replay.result.ForkTimeSummary;
import org.rmalloc.replay.result.LatencyDistribution;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.FingerprintingReplay;
import org.rmalloc.replay.workload.ReplayFingerprint;
import org.rmalloc.replay.workload.Workload;

/** Forked virtual machines measure, agree with a replay here, and are refused when they do not. */
final class TimingForkLauncherTest {
  private static final long BUDGET_NANOS = 50_000_000;
  private static final Workload WORKLOAD = Workload.of(Traces.random(5, 3_000, 50, true));

  @Test
  void whatIsMeasuredIsTheSameReplay() throws IOException {
    JavaAllocatorContender contender = contender("rmalloc-compacting");
    long heapSize = WORKLOAD.peakLive() * 3 / 2;
    ContenderTimes times = measure(contender, heapSize);
    assertEquals(fingerprint(contender, heapSize), times.fingerprint());
    ForkTimeSummary fork = times.forks().getFirst();
    assertEquals(7, fork.position());
    assertTrue(fork.warmupPasses() >= 4, "two for each kind of pass");
    assertTrue(fork.latencyPasses() >= 3 && fork.latencyPasses() % 2 == 1, "an odd number");
    assertTrue(fork.throughputPasses() >= 3);
    assertEquals(Math.min(times.fingerprint().opsMet() + 1, WORKLOAD.opCount()), fork.ops());
    assertTrue(fork.nanosPerOp() > 0);
  }

  @Test
  void throughputAloneIsMeasuredWithoutTimingOps() throws IOException {
    JavaAllocatorContender contender = contender("rmalloc-compacting");
    long heapSize = WORKLOAD.peakLive() * 3 / 2;
    try (TimingForkLauncher pass = TimingForkLauncher.ofThroughput(WORKLOAD, BUDGET_NANOS)) {
      ForkOutputFile output = pass.fork(contender, heapSize, CompactionLimit.NONE, 0, _ -> {});
      ForkTimeResult result = ForkTimeResult.read(output.file());
      assertEquals(fingerprint(contender, heapSize), result.fingerprint());
      assertEquals(0, result.times().passes());
      ForkThroughput fork = pass.throughput(output);
      assertEquals(Math.min(result.fingerprint().opsMet() + 1, WORKLOAD.opCount()), fork.ops());
      assertTrue(fork.blockNanos().stream().allMatch(nanos -> nanos > 0), fork::toString);
      assertFalse(Files.exists(output.file()), "the file is gone");
    }
  }

  @Test
  void everyKindOfOpHasItsLatencies() throws IOException {
    ContenderTimes result = measure(contender("firstfit"), 1 << 20);
    List<String> ops = result.latency().stream().map(LatencyDistribution::op).toList();
    assertEquals(List.of("N", "F", "R", "L", "U", "request"), ops);
    long locks = result.latency().get(3).count() + result.latency().get(4).count();
    assertEquals(WORKLOAD.lockCount(), locks);
    assertEquals(WORKLOAD.requestCount(), result.latency().getLast().count());
    for (LatencyDistribution one : result.latency()) {
      assertTrue(one.p50() <= one.p90() && one.p90() <= one.p99(), one.toString());
      assertTrue(one.p99() <= one.p999() && one.p999() <= one.maximum(), one.toString());
    }
  }

  @Test
  void outOfMemoryHandlingIsTimedApart() throws IOException {
    ContenderTimes result = measure(contender("rmalloc-compacting"), WORKLOAD.peakLive() * 3 / 2);
    long pauses = 0;
    for (long request = 0; request < WORKLOAD.requestCount(); request++) {
      pauses += result.times().oomNanos(request) > 0 ? 1 : 0;
      if (result.fingerprint().opsMet() < WORKLOAD.opCount()) {
        break;
      }
    }
    assertTrue(pauses > 0 || result.fingerprint().opsMet() < WORKLOAD.opCount());
    assertTrue(result.times().longestPauseNanos() > 0);
  }

  @Test
  void noopIsMeasuredToo() throws IOException {
    ContenderTimes floor = measure(NoopProvider.contender(), 64);
    assertEquals(WORKLOAD.opCount(), floor.fingerprint().opsMet());
    assertEquals(0, floor.times().longestPauseNanos());
  }

  @Test
  void aReplayThatStopsIsMeasuredUpToThere() throws IOException {
    JavaAllocatorContender contender = contender("firstfit");
    long heapSize = WORKLOAD.peakLive() * 9 / 10;
    ContenderTimes result = measure(contender, heapSize);
    assertTrue(result.fingerprint().opsMet() < WORKLOAD.opCount());
    assertEquals(fingerprint(contender, heapSize), result.fingerprint());
  }

  @Test
  void anAllocatorThatIsNeverTheSameTwiceIsRefused() {
    IOException refusal =
        assertThrows(IOException.class, () -> measure(contender("test-fickle"), 1 << 20));
    assertTrue(
        refusal.getMessage().startsWith("the timing process of test-fickle failed with status 1:"));
    assertTrue(refusal.getMessage().contains("placed blocks differently"), refusal.getMessage());
  }

  @Test
  void aHeapTooSmallForTheAllocatorIsSaid() {
    IOException refusal =
        assertThrows(IOException.class, () -> measure(contender("test-greedy"), 1 << 10));
    assertTrue(refusal.getMessage().contains("at least 4096 are needed"), refusal.getMessage());
  }

  @Test
  void anInterruptEndsTheFork() throws Exception {
    long forksBefore = ProcessHandle.current().children().count();
    CancellationException[] cancelled = new CancellationException[1];
    Thread thread =
        Thread.ofPlatform()
            .start(
                () ->
                    cancelled[0] =
                        assertThrows(
                            CancellationException.class,
                            () -> measure(contender("test-slow"), 64)));
    while (ProcessHandle.current().children().count() == forksBefore) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    thread.join();
    assertEquals("interrupted", cancelled[0].getMessage());
    assertFalse(ProcessHandle.current().children().anyMatch(TimingForkLauncherTest::isTimingSlow));
  }

  private static boolean isTimingSlow(ProcessHandle fork) {
    return fork.isAlive() && fork.info().commandLine().orElse("").contains("test-slow");
  }

  private static JavaAllocatorContender contender(String name) {
    return Allocators.onClassPath().contender(name, Map.of());
  }

  private static ContenderTimes measure(JavaAllocatorContender contender, long heapSize)
      throws IOException {
    try (TimingForkLauncher pass = new TimingForkLauncher(WORKLOAD, BUDGET_NANOS)) {
      return pass.together(
          List.of(pass.fork(contender, heapSize, CompactionLimit.NONE, 7, _ -> {})));
    }
  }

  private static ReplayFingerprint fingerprint(JavaAllocatorContender contender, long heapSize) {
    return new FingerprintingReplay(
            WORKLOAD, CompactionLimit.NONE, contender.can(Capability.ADDRESSES))
        .run(contender.create(new PlainHeap(heapSize)));
  }
}
