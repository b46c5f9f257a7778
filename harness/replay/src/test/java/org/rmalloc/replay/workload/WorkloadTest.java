package org.rmalloc.replay.workload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Provenance;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.UsageException;

/** How a trace is packed for replay, and handed over. */
final class WorkloadTest {
  @TempDir private Path folder;

  @Test
  void aFreedBlocksSlotIsTakenOver() {
    Workload workload = Workload.of(Traces.of("N0:5 N1:6 F0 N2:7 L2 U2 R1:9 F1 F2"));
    assertArrayEquals(new int[] {0, 1, 0, 0, 0, 0, 1, 1, 0}, workload.slots());
    assertEquals(2, workload.slotCount());
    assertEquals(7, workload.requestCount());
    assertEquals(2, workload.lockCount());
    assertEquals(16, workload.peakLive()); // 9 + 7
    assertEquals(4, workload.peakRequest());
    assertArrayEquals(new long[] {5, 6, 5, 7, 0, 0, 9, 9, 7}, workload.sizes());
  }

  @Test
  void accessesAreLeftOut() {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    builder.add(OpKind.NEW, 0, 100, 8);
    builder.add(OpKind.LOAD, 0, 104, 4);
    builder.add(OpKind.STORE, 0, 104, 4);
    builder.add(OpKind.MODIFY, 0, 104, 4);
    builder.add(OpKind.FREE, 0, 100, 0);
    Workload workload = Workload.of(builder.build(Provenance.made("test")));
    assertArrayEquals(new byte[] {OpKind.Code.NEW, OpKind.Code.FREE}, workload.kinds());
  }

  @Test
  void aTraceWithoutARequestIsRefused() {
    TraceBuilder builder = new TraceBuilder(Dialect.LOCK, false);
    var empty = builder.build(Provenance.made("empty.ops"));
    String message = assertThrows(UsageException.class, () -> Workload.of(empty)).getMessage();
    assertEquals("empty.ops: no N, F or R; there is nothing to replay", message);
  }

  @Test
  void aWorkloadSurvivesItsFile() throws IOException {
    Workload workload = Workload.of(Traces.random(3, 60_000, 300, true));
    Path file = folder.resolve("workload");
    WorkloadFile.write(workload, file);
    Workload read = WorkloadFile.read(file);
    assertArrayEquals(workload.kinds(), read.kinds());
    assertArrayEquals(workload.slots(), read.slots());
    assertArrayEquals(workload.sizes(), read.sizes());
    assertEquals(workload.slotCount(), read.slotCount());
    assertEquals(workload.peakLive(), read.peakLive());
    assertEquals(workload.peakRequest(), read.peakRequest());
    assertEquals(workload.requestCount(), read.requestCount());
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    Path file = folder.resolve("workload");
    WorkloadFile.write(Workload.of(Traces.random(3, 40, 5, true)), file);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(EOFException.class, () -> WorkloadFile.read(file), "cut at " + length);
    }
    assertTrue(whole.length > 400);
  }
}
