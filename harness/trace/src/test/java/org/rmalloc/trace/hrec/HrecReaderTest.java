// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.hrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.BadRecordHandler;

/** Reading whole files, and files cut or altered everywhere. The oracle is what was written. */
class HrecReaderTest {
  private static final int MANY = 30_000; // several blocks

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void readsWhatWasWritten(long seed) throws IOException {
    RecordText text = new RecordText();
    HrecReader reader = HrecFiles.read(HrecFiles.file(seed, MANY), false, text);
    assertEquals(HrecFiles.records(seed, MANY), text.lines());
    assertEquals(MANY, reader.recordCount());
    assertEquals(List.of("recorder=test", "exit=0"), reader.notes());
    assertTrue(reader.isFinished());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void refusesAFileCutAnywhere(long seed) throws IOException {
    byte[] file = HrecFiles.file(seed, 300);
    for (int length = 0; length < file.length - 7; length++) { // the last 7 may be padding
      byte[] cut = Arrays.copyOf(file, length);
      assertThrows(TraceFormatException.class, () -> readWhole(cut), "cut at " + length);
    }
  }

  @Test
  void keepsWholeBlocksOfAFileCutAnywhere() throws IOException {
    byte[] file = HrecFiles.file(3, MANY);
    List<String> records = HrecFiles.records(3, MANY);
    long kept = 0;
    for (int length = 100; length < file.length - 7; length += 997) {
      RecordText text = new RecordText();
      HrecReader reader = HrecFiles.read(Arrays.copyOf(file, length), true, text);
      assertEquals(records.subList(0, text.lines().size()), text.lines());
      assertTrue(reader.recordCount() >= kept, "fewer records of more bytes");
      assertFalse(reader.isFinished());
      kept = reader.recordCount();
    }
    assertTrue(kept > MANY * 3 / 4, "only " + kept);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void refusesEverySingleAlteredBit(long seed) throws IOException {
    byte[] file = HrecFiles.file(seed, 300);
    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] altered = withAltered(file, bit);
      assertThrows(TraceFormatException.class, () -> readWhole(altered), "bit " + bit);
    }
  }

  @Test
  void handsOnNoAlteredRecord() throws IOException {
    byte[] file = HrecFiles.file(5, MANY);
    List<String> records = HrecFiles.records(5, MANY);
    for (int bit = 8 * 16; bit < 8 * file.length; bit += 8 * 6007 + 1) {
      RecordText text = new RecordText();
      HrecReader reader = HrecFiles.read(withAltered(file, bit), true, text);
      assertTrue(isSubsequence(text.lines(), records), "bit " + bit);
      assertEquals(reader.recordCount(), text.lines().size());
      boolean noticed = reader.damagedBlockCount() > 0 || !reader.isFinished();
      assertTrue(noticed, "bit " + bit);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10})
  void lenientlyWhatIsMissingIsCountedWhereverABitIsAlteredOrTheFileCut(long seed)
      throws IOException {
    byte[] file = HrecFiles.file(seed, 300);
    for (int bit = 8 * 16; bit < 8 * file.length; bit++) { // the header is never forgiven
      assertCounted(seed, withAltered(file, bit), "bit " + bit);
    }
    for (int length = 16; length < file.length - 7; length++) { // the last 7 may be padding
      assertCounted(seed, Arrays.copyOf(file, length), "cut to " + length);
    }
  }

  /** Leniently: none but records of that file, and a fault counted. */
  private static void assertCounted(long seed, byte[] damaged, String how) throws IOException {
    BadRecordHandler bad = new BadRecordHandler("x.hrec", true);
    RecordText text = new RecordText();
    new HrecReader(new ByteArrayInputStream(damaged)::read, bad).readTo(text);
    List<String> records = HrecFiles.records(seed, 300);
    assertEquals(records.subList(0, text.lines().size()), text.lines(), how);
    assertTrue(bad.skippedCount() > 0, how);
  }

  @Test
  void countsWhatIsMissingBehindADamagedBlock() throws IOException {
    byte[] file = withAltered(HrecFiles.file(6, MANY), 8 * 100_000); // in the second block of data
    HrecReader reader = HrecFiles.read(file, true, new RecordText());
    assertEquals(1, reader.damagedBlockCount());
    assertEquals(MANY, reader.recordCount() + reader.lostRecordCount());
    assertTrue(reader.lostRecordCount() > 0);
    assertTrue(reader.isFinished());
  }

  @Test
  void version1HasNoMarks() throws IOException {
    byte[] file = HrecFiles.file(2, 10);
    file[8] = 1;
    TraceFormatException e = assertThrows(TraceFormatException.class, () -> readWhole(file));
    assertTrue(
        e.getMessage().contains("found a record that this version of the format does not have"),
        e.getMessage());
  }

  @Test
  void saysWhereTheFaultIs() throws IOException {
    byte[] file = HrecFiles.file(7, 10);
    byte[] altered = withAltered(file, 8 * (file.length - 10));
    TraceFormatException e = assertThrows(TraceFormatException.class, () -> readWhole(altered));
    String place = Integer.toHexString(file.length - 32);
    assertTrue(e.getMessage().startsWith("x.hrec@0x" + place + ": found a block"), e.getMessage());
  }

  @Test
  void refusesALaterVersion() throws IOException {
    byte[] file = HrecFiles.file(8, 10);
    file[8] = 3;
    TraceFormatException e =
        assertThrows(
            TraceFormatException.class, () -> HrecFiles.read(file, true, new RecordText()));
    assertEquals("x.hrec@0x8: found version 3; expected version 1 or 2", e.getMessage());
  }

  private static void readWhole(byte[] file) throws IOException {
    HrecFiles.read(file, false, new RecordText());
  }

  private static byte[] withAltered(byte[] file, int bit) {
    byte[] altered = file.clone();
    altered[bit / 8] ^= (byte) (1 << bit % 8);
    return altered;
  }

  private static boolean isSubsequence(List<String> some, List<String> all) {
    int found = 0;
    for (String record : all) {
      if (found < some.size() && some.get(found).equals(record)) {
        found++;
      }
    }
    return found == some.size();
  }
}
