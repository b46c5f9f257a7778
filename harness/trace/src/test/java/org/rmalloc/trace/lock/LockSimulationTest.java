// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.RandomTraces;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.lifetime.Lifetimes;
import org.rmalloc.trace.ops.OpsWriter;

class LockSimulationTest {
  private static final int TRACES = 3_000;

  @Test
  void theClosedFormAgreesWithAWalkPerHandle() throws IOException {
    agrees(RecentAccessLockParameters.DEFAULT, false, true);
  }

  @Test
  void theClosedFormAgreesInTheMannerOf2014() throws IOException {
    agrees(RecentAccessLockParameters.DEFAULT, true, false);
  }

  @Test
  void theClosedFormAgreesAtOtherSpeeds() throws IOException {
    agrees(RecentAccessLockParameters.parse("1", "0.3"), false, true);
    agrees(RecentAccessLockParameters.parse("1", "0.3"), true, true);
    agrees(RecentAccessLockParameters.parse("0.2", "0.7"), false, true);
    agrees(RecentAccessLockParameters.parse("0.2", "0.7"), true, true);
    agrees(RecentAccessLockParameters.parse("3", "0.05"), false, true);
    agrees(RecentAccessLockParameters.parse("3", "0.05"), true, true);
    agrees(RecentAccessLockParameters.parse("0.000001", "1000"), false, true);
    agrees(RecentAccessLockParameters.parse("1000", "0.000001"), true, true);
    agrees(RecentAccessLockParameters.parse("1.5", "0.4"), true, true);
  }

  @Test
  void aBlockNeverFreedIsNeverLocked() {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    builder.add(OpKind.NEW, 0, 0, 8);
    builder.add(OpKind.LOAD, 0, 0, 8);
    Trace locks = LockSimulation.simulate(build(builder), LockSimulationMethod.FINE);
    assertEquals(1, locks.opCount());
  }

  @Test
  void aResizeEndsALock() throws IOException {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    builder.add(OpKind.NEW, 0, 0, 8);
    builder.add(OpKind.STORE, 0, 0, 8);
    builder.add(OpKind.RESIZE, 0, 0, 16);
    builder.add(OpKind.FREE, 0, 0, 0);
    Trace locks = LockSimulation.simulate(build(builder), LockSimulationMethod.FINE);
    List<String> expected = List.of("0 N 0 8", "0 L 0 0", "0 U 0 0", "0 R 0 16", "0 F 0 0");
    assertEquals(expected, lines(locks));
  }

  @Test
  void theCoarseSimulationLocksTemporariesFromBirthOn() throws IOException {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, true);
    builder.add(OpKind.NEW, 0, 99, 8);
    builder.add(OpKind.NEW, 1, 77, 9);
    builder.add(OpKind.LOAD, 1, 77, 1);
    builder.add(OpKind.RESIZE, 1, 78, 10);
    builder.add(OpKind.FREE, 1, 77, 0);
    builder.add(OpKind.LOAD, 0, 99, 1);
    builder.add(OpKind.LOAD, 0, 99, 1);
    Trace locks = LockSimulation.simulate(build(builder), LockSimulationMethod.COARSE);
    List<String> expected =
        List.of("0 N 0 8", "1 N 0 9", "1 L 0 0", "1 U 0 0", "1 R 0 10", "1 L 0 0", "1 F 0 0");
    assertEquals(expected, lines(locks));
  }

  /** 2014 did nothing otherwise here: addresses are 0 and a free unlocks nothing. */
  @Test
  void theCoarseSimulationAgreesWithAWalkPerHandleAtAnyThreshold() throws IOException {
    for (double threshold : new double[] {0, 0.001, 0.1, 0.25, 1 / 3.0, 0.5, 0.75, 0.999, 1}) {
      for (int seed = 0; seed < 1_000; seed++) {
        Trace trace = RandomTraces.access(seed, seed % 2 == 0);
        List<String> expected = CoarseOracle.lines(trace, threshold);
        LockSimulationMethod coarse = new LockSimulationMethod.Coarse(threshold);
        assertEquals(expected, simulated(trace, coarse), threshold + " " + seed);
      }
    }
  }

  @Test
  void refusesATraceWithLocks() {
    Trace locks = new TraceBuilder(Dialect.LOCK, false).build(TraceProvenance.made("test"));
    assertThrows(
        IllegalArgumentException.class,
        () -> LockSimulation.simulate(locks, LockSimulationMethod.FINE));
  }

  private static void agrees(RecentAccessLockParameters speeds, boolean compat2014, boolean resizes)
      throws IOException {
    for (int seed = 0; seed < TRACES; seed++) {
      Trace trace = RandomTraces.access(seed, resizes);
      List<String> expected = new LockOracle(trace, speeds, compat2014).lines();
      assertEquals(
          expected, simulated(trace, new LockSimulationMethod.Fine(speeds, compat2014)), "" + seed);
    }
  }

  /** As files have it: repeated locks of the manner of 2014 included. */
  private static List<String> simulated(Trace trace, LockSimulationMethod method)
      throws IOException {
    BitSet facts = method.facts(Lifetimes.of(trace));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OpsWriter writer = OpsWriter.bare(bytes)) {
      trace.writeTo(method.simulation(facts::get, writer));
    }
    return bytes.toString(StandardCharsets.US_ASCII).lines().toList();
  }

  private static List<String> lines(Trace trace) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OpsWriter writer = OpsWriter.bare(bytes)) {
      trace.writeTo(writer);
    }
    return bytes.toString(StandardCharsets.US_ASCII).lines().toList();
  }

  private static Trace build(TraceBuilder builder) {
    return builder.build(TraceProvenance.made("test"));
  }
}
