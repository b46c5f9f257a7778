// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.Capability;
import org.rmalloc.heap.PlainHeap;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.contender.NoopProvider;
import org.rmalloc.replay.toy.Found;
import org.rmalloc.replay.toy.Toy;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.trial.CompactionLimit;

/** The plain replay and the one that takes a fingerprint go the same way, and allocate nothing. */
final class ReplaysAgreeTest {

  static List<JavaAllocatorContender> allocators() {
    return Found.all();
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void plainAndWitnessedReplaysEndAtTheSameOp(JavaAllocatorContender contender) {
    for (int seed = 1; seed <= 10; seed++) {
      Workload workload = Workload.of(Traces.random(seed, 2_000, 40, true));
      for (int tenths = 9; tenths <= 20; tenths += 2) {
        long heapSize = workload.peakLive() * tenths / 10;
        PlainReplay plain = new PlainReplay(workload, CompactionLimit.NONE);
        int opsMet = plain.run(contender.create(new PlainHeap(heapSize)));
        FingerprintingReplay reference = reference(workload, contender);
        assertEquals(opsMet, reference.run(contender.create(new PlainHeap(heapSize))).opsMet());
        assertEquals(plain.trail(), reference.trail());
        assertTrue(tenths > 9 || opsMet < workload.opCount(), "below the peak nothing finishes");
      }
    }
  }

  @Test
  void theTrailTellsHandlesApart() {
    long one = trail("N0:8 N1:8 F0 N2:8");
    assertNotEquals(one, trail("N0:8 N1:8"));
    assertEquals(one, trail("N0:8 N1:8 F0 N2:8"));
  }

  @Test
  void theWitnessTellsPlacesApart() {
    JavaAllocatorContender contender = Toy.sliding();
    ReplayFingerprint lower =
        fingerprint(Workload.of(Traces.of("N0:8 N1:8 F0 N2:8")), contender, 128);
    ReplayFingerprint higher =
        fingerprint(Workload.of(Traces.of("N0:8 N1:8 F0 N2:9")), contender, 128);
    assertEquals(lower.opsMet(), higher.opsMet());
    assertNotEquals(lower.checksum(), higher.checksum());
    assertEquals(24, lower.peakFootprint());
    assertEquals(37, higher.peakFootprint());
  }

  @Test
  void aBudgetLimitsEachRelief() {
    // 30 free in three pieces: one step of 14 bytes makes 20 together, all steps make 34
    String ops = "N0:6 N1:10 N2:6 N3:10 F0 F2 N4:20";
    Workload workload = Workload.of(Traces.of(ops));
    assertEquals(workload.opCount(), met(workload, CompactionLimit.NONE));
    assertEquals(workload.opCount() - 1, met(workload, new CompactionLimit(1)));
  }

  @Test
  void thePlainReplayAllocatesNothing() {
    Workload workload = Workload.of(Traces.random(1, 50_000, 100, true));
    PlainReplay replay = new PlainReplay(workload, CompactionLimit.NONE);
    Allocator allocator = NoopProvider.contender().create(new PlainHeap(64));
    replay.run(allocator);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    thread.getCurrentThreadAllocatedBytes();
    long before = thread.getCurrentThreadAllocatedBytes();
    replay.run(allocator);
    long allocated = thread.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 1_000, allocated + " bytes"); // an object an op would be 800,000
  }

  private static int met(Workload workload, CompactionLimit limit) {
    return new PlainReplay(workload, limit).run(Toy.sliding().create(new PlainHeap(64)));
  }

  private static long trail(String ops) {
    PlainReplay replay = new PlainReplay(Workload.of(Traces.of(ops)), CompactionLimit.NONE);
    replay.run(Toy.sliding().create(new PlainHeap(128)));
    return replay.trail();
  }

  private static ReplayFingerprint fingerprint(
      Workload workload, JavaAllocatorContender contender, long heapSize) {
    return reference(workload, contender).run(contender.create(new PlainHeap(heapSize)));
  }

  private static FingerprintingReplay reference(
      Workload workload, JavaAllocatorContender contender) {
    return new FingerprintingReplay(
        workload, CompactionLimit.NONE, contender.can(Capability.ADDRESSES));
  }
}
