// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.hrec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.trace.TraceFormatException;

/** Finishing what a recorder leaves whose program was killed after any record. */
class HrecFileFinisherTest {
  private static final int COUNT = 120; // one block
  private static final int HEAD_BYTES =
      HrecLayout.FILE_HEADER_BYTES + HrecLayout.BLOCK_HEADER_BYTES + 16;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void keepsEveryRecordThatWasStoredWhole(long seed) throws IOException {
    List<String> records = HrecFiles.records(seed, COUNT);
    for (int kept = 0; kept <= COUNT; kept++) {
      Path raw = write(raw(seed, kept, 100_000));
      HrecReader before = HrecFileFinisher.finish(raw, new RecordText(), List.of("exit=137"));
      assertFalse(before.isFinished());
      RecordText text = new RecordText();
      HrecReader after = HrecFiles.read(Files.readAllBytes(raw), false, text);
      assertEquals(records.subList(0, kept), text.lines());
      assertEquals(List.of("recorder=test", "exit=137"), after.notes());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void passesOverARecordThatWasBeingStored(long seed) throws IOException {
    byte[] raw = raw(seed, 50, 1000);
    int end = HEAD_BYTES + HrecLayout.BLOCK_HEADER_BYTES + payload(seed, 50).length;
    Arrays.fill(raw, end + 1, end + 9, (byte) 0x7f); // all of it but its first byte
    RecordText text = new RecordText();
    HrecFileFinisher.finish(write(raw), text, List.of());
    assertEquals(HrecFiles.records(seed, 50), text.lines());
  }

  @Test
  void leavesAFinishedFileAsItIs() throws IOException {
    byte[] file = HrecFiles.file(2, 1000);
    Path path = write(file);
    assertTrue(HrecFileFinisher.finish(path, new RecordText(), List.of("x=y")).isFinished());
    assertEquals(file.length, Files.size(path));
  }

  @Test
  void refusesAFileWithoutAHeaderAndLeavesIt() throws IOException {
    Path path = write(new byte[4096]);
    assertThrows(
        TraceFormatException.class,
        () -> HrecFileFinisher.finish(path, new RecordText(), List.of()));
    assertEquals(4096, Files.size(path));
  }

  /** What the file system lost of the end: the records before are kept. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void cutAnywhereItKeepsEveryWholeRecordOrIsLeft(long seed) throws IOException {
    byte[] raw = raw(seed, 50, 64);
    int most = 0;
    for (int length = 0; length <= raw.length; length++) {
      byte[] cut = Arrays.copyOf(raw, length);
      Path file = write(cut);
      if (isFinished(file)) {
        RecordText text = new RecordText();
        HrecFiles.read(Files.readAllBytes(file), false, text);
        int kept = text.lines().size();
        assertEquals(HrecFiles.records(seed, COUNT).subList(0, kept), text.lines());
        assertTrue(kept >= most, "fewer records of more bytes: cut to " + length);
        most = kept;
      } else {
        assertArrayEquals(cut, Files.readAllBytes(file), "cut to " + length);
        assertTrue(length < HEAD_BYTES + HrecLayout.BLOCK_HEADER_BYTES, "cut to " + length);
      }
    }
    assertEquals(50, most);
  }

  /** Nothing guards the open block, so its records may be altered; the rest is seen to be. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void withAnyBitFlippedItIsFinishedOrLeft(long seed) throws IOException {
    byte[] raw = raw(seed, 20, 64);
    for (int bit = 0; bit < 8 * raw.length; bit++) {
      raw[bit / 8] ^= (byte) (1 << bit % 8);
      Path file = write(raw);
      if (isFinished(file)) {
        HrecReader after = HrecFiles.read(Files.readAllBytes(file), true, new RecordText());
        assertTrue(after.isFinished() || after.recordCount() == 0, "bit " + bit);
      } else {
        assertArrayEquals(raw, Files.readAllBytes(file), "bit " + bit);
      }
      raw[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  /** Finishes a file; false if it was refused. */
  private static boolean isFinished(Path file) throws IOException {
    try {
      HrecFileFinisher.finish(file, new RecordText(), List.of());
      return true;
    } catch (TraceFormatException e) {
      return false;
    }
  }

  /** A file whose block of data is open and has {@code kept} records, zeros behind. */
  private static byte[] raw(long seed, int kept, int zeros) throws IOException {
    byte[] finished = HrecFiles.file(seed, COUNT);
    byte[] payload = payload(seed, kept);
    int at = HEAD_BYTES + HrecLayout.BLOCK_HEADER_BYTES;
    byte[] raw = Arrays.copyOf(Arrays.copyOf(finished, at), at + payload.length + zeros);
    Arrays.fill(raw, HEAD_BYTES + 4, HEAD_BYTES + 16, (byte) 0);
    System.arraycopy(payload, 0, raw, at, payload.length);
    return raw;
  }

  private static byte[] payload(long seed, int count) throws IOException {
    byte[] file = HrecFiles.file(seed, count);
    int from = HEAD_BYTES + HrecLayout.BLOCK_HEADER_BYTES;
    return count == 0
        ? new byte[0]
        : Arrays.copyOfRange(file, from, from + HrecLayout.getInt(file, HEAD_BYTES + 4));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("raw.hrec"), bytes);
  }
}
