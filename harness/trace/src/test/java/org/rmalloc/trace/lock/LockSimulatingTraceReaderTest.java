// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lock;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.RandomTraces;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.mapping.ReallocMode;
import org.rmalloc.trace.read.AccessDropper;
import org.rmalloc.trace.read.AccessTransform;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.ReopenableInput;
import org.rmalloc.trace.read.TraceReader;
import org.rmalloc.trace.realloc.ReallocSplitter;

/** What is simulated while a file is read is what would be simulated in memory. */
final class LockSimulatingTraceReaderTest {
  private static final int TRACES = 1_000;
  private static final String RECORDING =
      """
      >>> N 100 8
      >>> S 100 4
      >>> L 104 4
      >>> R 100 200 16
      >>> S 208 8
      >>> N 300 8
      >>> L 300 8
      >>> F 300 0
      >>> L 200 4
      >>> F 200 0
      """;
  private static final String LOCKS =
      """
      0 N 0 8
      0 L 0 0
      0 R 0 9
      0 U 0 0
      0 F 0 0
      """;

  @Test
  void opsAreLockedAsInMemory() throws IOException {
    for (int seed = 0; seed < TRACES; seed++) {
      Trace trace = RandomTraces.access(seed, seed % 3 > 0);
      agrees(
          file(opsText(trace, handle -> 7 * (trace.handleCount() - handle))), ReallocMode.RESIZE);
      agrees(file(opsText(trace, handle -> handle)), ReallocMode.FREE_NEW);
    }
  }

  @Test
  void recordingsAreLockedAsInMemory() throws IOException {
    agrees(file(RECORDING), ReallocMode.RESIZE);
    agrees(file(RECORDING), ReallocMode.FREE_NEW);
    Trace locks = read(file(RECORDING), ReallocMode.RESIZE, Optional.of(LockSimulationMethod.FINE));
    assertEquals(Dialect.LOCK, locks.dialect());
  }

  @Test
  void aLockTraceKeepsItsLocksUnlessNoneAreWanted() throws IOException {
    Trace kept = read(file(LOCKS), ReallocMode.RESIZE, Optional.of(LockSimulationMethod.FINE));
    assertEquals(5, kept.opCount());
    Trace split = read(file(LOCKS), ReallocMode.FREE_NEW, Optional.of(LockSimulationMethod.FINE));
    assertEquals(1, split.facts().count(OpKind.LOCK));
    assertEquals(2, split.facts().count(OpKind.FREE));
    Trace bare = read(file(LOCKS), ReallocMode.RESIZE, Optional.empty());
    assertEquals(3, bare.opCount());
  }

  @Test
  void bothPassesSkipTheSameRecordsAndTellOnce() throws IOException {
    Trace trace = RandomTraces.access(1, true);
    String text = opsText(trace, handle -> handle);
    String dirty = text.replaceAll("(?m)^(\\d.*)$", "$1\nno op\n999999 L 0 4").strip();
    List<String> notices = new ArrayList<>();
    ReadOptions lenient = ReadOptions.DEFAULT.withLenient(true).withNotices(notices::add);
    Optional<LockSimulationMethod> fine = Optional.of(LockSimulationMethod.FINE);
    Trace clean = read(file(text), ReallocMode.RESIZE, fine);
    assertSameOps(
        clean, LockSimulatingTraceReader.read(file(dirty), lenient, ReallocMode.RESIZE, fine));
    assertEquals(List.of("x.ops: skipped %d bad records".formatted(2L * trace.opCount())), notices);
  }

  @Test
  void droppedAccessesAreCounted() throws IOException {
    Trace trace = RandomTraces.access(5, true);
    AccessDropper accesses = new AccessDropper();
    try (DecompressedInput input = file(opsText(trace, handle -> handle)).open()) {
      Trace requests = TraceReader.read(input, ReadOptions.DEFAULT, accesses);
      assertSameOps(withoutAccesses(trace), requests);
    }
    assertEquals(trace.facts().accessCount(), accesses.dropped().total());
    assertEquals(trace.facts().count(OpKind.STORE), accesses.dropped().count(OpKind.STORE));
  }

  private static void agrees(ReopenableInput file, ReallocMode realloc) throws IOException {
    Trace read = readWhole(file);
    Trace whole = realloc == ReallocMode.FREE_NEW ? ReallocSplitter.split(read) : read;
    boolean busy = whole.facts().accessCount() > 0;
    for (LockSimulationMethod method :
        List.of(LockSimulationMethod.FINE, LockSimulationMethod.COARSE)) {
      Trace expected = busy ? LockSimulation.simulate(whole, method) : whole;
      assertSame(expected, read(file, realloc, Optional.of(method)));
    }
    assertSame(withoutAccesses(whole), read(file, realloc, Optional.empty()));
  }

  private static void assertSame(Trace expected, Trace actual) {
    assertSameOps(expected, actual);
    assertEquals(expected.dialect(), actual.dialect());
    assertArrayEquals(expected.fileHandles(), actual.fileHandles());
    assertEquals(expected.provenance(), actual.provenance());
  }

  private static void assertSameOps(Trace expected, Trace actual) {
    assertArrayEquals(expected.kinds(), actual.kinds());
    assertArrayEquals(expected.handles(), actual.handles());
    assertArrayEquals(expected.sizes(), actual.sizes());
  }

  private static Trace withoutAccesses(Trace trace) throws IOException {
    StringBuilder text = new StringBuilder();
    trace.writeTo(
        (kind, handle, _, sizeBytes) -> {
          if (!kind.isAccess()) {
            text.append("%d %s 0 %d\n".formatted(handle, kind.letter(), sizeBytes));
          }
        });
    return readWhole(file(text.toString())).with(trace.provenance());
  }

  private static Trace readWhole(ReopenableInput file) throws IOException {
    try (DecompressedInput input = file.open()) {
      return TraceReader.read(input, ReadOptions.DEFAULT, AccessTransform.NONE);
    }
  }

  private static ReopenableInput file(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return () -> DecompressedInput.of("x.ops", new ByteArrayInputStream(bytes));
  }

  private static String opsText(Trace trace, IntUnaryOperator number) throws IOException {
    StringBuilder text = new StringBuilder("# rmalloc-ops 1 dialect=access\n");
    trace.writeTo(
        (kind, handle, address, sizeBytes) ->
            text.append(
                "%d %s %d %d\n"
                    .formatted(number.applyAsInt(handle), kind.letter(), address, sizeBytes)));
    return text.toString();
  }

  private static Trace read(
      ReopenableInput file, ReallocMode realloc, Optional<LockSimulationMethod> method)
      throws IOException {
    return LockSimulatingTraceReader.read(file, ReadOptions.DEFAULT, realloc, method);
  }
}
