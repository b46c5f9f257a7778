// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;
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
    Workload workload = Workload.of(builder.build(TraceProvenance.made("test")));
    assertArrayEquals(new byte[] {OpKind.Code.NEW, OpKind.Code.FREE}, workload.kinds());
  }

  @Test
  void aTraceWithoutARequestIsRefused() {
    TraceBuilder builder = new TraceBuilder(Dialect.LOCK, false);
    var empty = builder.build(TraceProvenance.made("empty.ops"));
    String message = assertThrows(UsageException.class, () -> Workload.of(empty)).getMessage();
    assertEquals("empty.ops: no N, F or R; there is nothing to replay", message);
  }

  @Test
  void aWorkloadSurvivesItsFile() throws IOException {
    Workload workload = Workload.of(Traces.random(3, 60_000, 300, true));
    Path file = folder.resolve("workload");
    WorkloadFileCodec.write(workload, file);
    Workload read = WorkloadFileCodec.read(file);
    assertArrayEquals(workload.kinds(), read.kinds());
    assertArrayEquals(workload.slots(), read.slots());
    assertArrayEquals(workload.sizes(), read.sizes());
    assertEquals(workload.slotCount(), read.slotCount());
    assertEquals(workload.peakLive(), read.peakLive());
    assertEquals(workload.peakRequest(), read.peakRequest());
    assertEquals(workload.requestCount(), read.requestCount());
  }

  @Test
  void marksSurviveTheFile() throws IOException {
    for (int columns = 0; columns < 8; columns++) {
      Workload workload = marked(columns);
      Path file = folder.resolve("workload" + columns);
      WorkloadFileCodec.write(workload, file);
      Workload read = WorkloadFileCodec.read(file);
      assertArrayEquals(workload.sizes(), read.sizes());
      assertArrayEquals(workload.alignments(), read.alignments());
      assertArrayEquals(workload.threads(), read.threads());
      assertArrayEquals(workload.clocks(), read.clocks());
      assertEquals(0, Files.size(file) % 8);
    }
    Workload all = marked(7);
    assertArrayEquals(new byte[] {0, 12, 0, 0, 30}, all.alignments());
    assertArrayEquals(new int[] {0, 3, 3, 3, 0}, all.threads());
    assertArrayEquals(new long[] {0, 0, 77, 77, 77}, all.clocks());
    assertEquals(1 << 30, all.maximumAlignment());
    assertEquals(1, all.withoutAlignments().maximumAlignment());
  }

  /** Five requests and an access, with alignments (1), threads (2) and times (4) as asked. */
  private static Workload marked(int columns) {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    builder.add(OpKind.NEW, 0, 0, 8);
    mark(builder, columns, 2, OpAnnotationKind.THREAD, 3);
    mark(builder, columns, 1, OpAnnotationKind.ALIGNMENT, 4096);
    builder.add(OpKind.NEW, 1, 0, 8);
    mark(builder, columns, 4, OpAnnotationKind.CLOCK, 5);
    mark(builder, columns, 4, OpAnnotationKind.CLOCK, 77);
    builder.add(OpKind.LOAD, 1, 0, 8);
    builder.add(OpKind.FREE, 0, 0, 0);
    builder.add(OpKind.RESIZE, 1, 0, 9);
    mark(builder, columns, 2, OpAnnotationKind.THREAD, 0);
    mark(builder, columns, 1, OpAnnotationKind.ALIGNMENT, 1L << 40);
    builder.add(OpKind.NEW, 2, 0, 8);
    return Workload.of(builder.build(TraceProvenance.made("test")));
  }

  private static void mark(
      TraceBuilder builder, int columns, int column, OpAnnotationKind mark, long value) {
    if ((columns & column) != 0) {
      builder.mark(mark, value);
    }
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    Path file = folder.resolve("workload");
    byte[] whole = written(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      String message = refusal(file);
      String expected =
          length < WorkloadHeader.BYTES
              ? "@0x0: workload file of a timing process: found other data"
              : "@0x38: workload file of a timing process: found %d bytes, expected %d"
                  .formatted(length, whole.length);
      assertEquals(file + expected, message);
    }
    assertTrue(whole.length > 400);
  }

  @Test
  void aFileThatGoesOnIsRefused() throws IOException {
    Path file = folder.resolve("workload");
    byte[] whole = written(file);
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertTrue(refusal(file).contains("expected " + whole.length), refusal(file));
  }

  @Test
  void everyFlippedBitOfTheHeaderIsNoticed() throws IOException {
    Path file = folder.resolve("workload");
    byte[] whole = written(file);
    for (int bit = 0; bit < 8 * WorkloadHeader.BYTES; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, flipped);
      assertTrue(refusal(file).startsWith(file + "@0x"), "bit " + bit);
    }
  }

  @Test
  void anOpOfNoKindOrNoSlotIsRefused() throws IOException {
    Path file = folder.resolve("workload");
    byte[] whole = written(file);
    int slotsAt = WorkloadHeader.BYTES + 40;
    assertEquals(
        "workload file " + file + " is damaged: op 0 is of kind 3, which does not exist",
        refusal(file, altered(whole, 72, 3)));
    assertEquals(
        "workload file " + file + " is damaged: op 1 is of kind 8, which does not exist",
        refusal(file, altered(whole, 73, 8)));
    String slot = refusal(file, altered(whole, slotsAt + 7, 1));
    assertTrue(slot.contains("op 1 has slot 16777217 of 5 and"), slot);
    String size = refusal(file, altered(whole, slotsAt + 160 + 7, 0x80));
    assertTrue(size.contains("op 0 has slot 0 of"), size);
  }

  /** The format as native/README.md describes it, written out by hand. */
  @Test
  void theFileIsWhatItsDescriptionSays() throws IOException {
    Path file = folder.resolve("workload");
    WorkloadFileCodec.write(Workload.of(Traces.of("N0:5 R0:258 L0 U0 F0")), file);
    String header =
        "726d616c6c6f6357 01000000 00000000 0500000000000000 0100000000000000"
            + "0201000000000000 0100000000000000 0300000000000000 9000000000000000";
    String kinds = "0002060701 000000";
    String slots = "00000000 00000000 00000000 00000000 00000000 00000000";
    String sizes =
        "0500000000000000 0201000000000000 0000000000000000 0000000000000000 0201000000000000";
    String hex = HexFormat.of().formatHex(Files.readAllBytes(file));
    assertEquals(header.replace(" ", ""), hex.substring(0, 128));
    assertEquals((kinds + slots + sizes).replace(" ", ""), hex.substring(144));
  }

  private static byte[] written(Path file) throws IOException {
    WorkloadFileCodec.write(Workload.of(Traces.random(3, 40, 5, true)), file);
    return Files.readAllBytes(file);
  }

  private static byte[] altered(byte[] whole, int at, int value) {
    byte[] altered = whole.clone();
    altered[at] = (byte) value;
    return altered;
  }

  private static String refusal(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    return refusal(file);
  }

  private static String refusal(Path file) {
    return assertThrows(IOException.class, () -> WorkloadFileCodec.read(file)).getMessage();
  }
}
