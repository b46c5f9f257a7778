// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lackey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.BadRecordHandler;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.mapping.RecordingInput;
import org.rmalloc.trace.memtrace.MemtraceWriter;

/** Logs from the grammar's corners; the expected memtrace is written out by hand. */
class LackeyImporterTest {
  private static final String LOG =
      """
      ==7== a line of Valgrind's own
      I  04848c1e,5
       L 1ffefff8d0,8
      **7** @(
       S 4035290,8
      **7** @N 67399344 16
      I  04848c1e,5
       S 4046eb0,8
       L 4046ebf,1
       L 4056ec0,1
      **7** @(
       M 4046eb0,8
      **7** @R 67399344 67399360 32
      **7** @)
       M 4046ec0,4
      **8** @N 1 1
      **7** @F 67399360
       S 4046ec0,8
      **7** @)
      """;

  private static final String EXPECTED =
      """
      >>> N 67399344 16
      >>> S 67399344 8
      >>> L 67399359 1
      >>> R 67399344 67399360 32
      >>> M 67399360 4
      >>> F 67399360 0
      """;

  @Test
  void readsWhatTheProgramDidAndNotWhatTheAllocatorDid() throws IOException {
    assertEquals(EXPECTED, imported(LOG, false));
  }

  @Test
  void isKnownByItsMarks() {
    assertTrue(recognizes(LOG));
    assertFalse(recognizes("I  04848c1e,5\n L 1ffefff8d0,8\n"));
    assertFalse(recognizes(EXPECTED));
  }

  @Test
  void refusesWhatIsNoLineOfTheGrammar() {
    for (String bad :
        List.of(
            " L 12",
            " L ,8",
            " L 12,",
            " L 12,8 ",
            " X 12,8",
            " L 12345678123456781,8",
            " L 1g,8",
            "**x** @(",
            "**7** @N 12",
            "**7** @N 12 x",
            "**7** @N 12 13 14",
            "**7** @R 1 2",
            "**7** @X",
            "**7** @F",
            "**7** @")) {
      assertThrows(TraceFormatException.class, () -> imported(bad + "\n", false), bad);
    }
  }

  @Test
  void endsInAnErrorOrAPrefixWhereverItIsCut() throws IOException {
    for (int length = 0; length < LOG.length(); length++) {
      String cut = LOG.substring(0, length);
      String lenient = imported(cut, true);
      assertTrue(EXPECTED.startsWith(lenient), "cut at " + length + ": " + lenient);
      if (!cut.isEmpty() && !cut.endsWith("\n")) {
        assertThrows(TraceFormatException.class, () -> imported(cut, false), "cut at " + length);
      }
    }
  }

  @Test
  void keepsAccessesToThePagesOfBlocksOnly() throws IOException {
    String log =
        """
        **7** @N 40960 5000
        **7** @N 409600000 1
         L a000,1
         L b387,1
         L c000,1
         L 186a0000,1
        """;
    assertEquals(
        """
        >>> N 40960 5000
        >>> N 409600000 1
        >>> L 40960 1
        >>> L 45959 1
        >>> L 409600000 1
        """,
        imported(log, false));
  }

  @Test
  void survivesBlocksOfEverySize() throws IOException {
    String log = "**7** @N 18446744073709551615 9223372036854775807\n**7** @N 1 0\n L 1,1\n";
    assertTrue(imported(log, false).endsWith(">>> L 1 1\n"));
  }

  private static boolean recognizes(String log) {
    return new LackeyImporter().recognizes(new FileStart(log));
  }

  private static String imported(String log, boolean lenient) throws IOException {
    ByteArrayInputStream bytes =
        new ByteArrayInputStream(log.getBytes(StandardCharsets.ISO_8859_1));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DecompressedInput input = DecompressedInput.of("log", bytes)) {
      RecordingInput recording = new RecordingInput(input, new BadRecordHandler("log", lenient));
      new LackeyImporter().read(recording, new MemtraceWriter(out, List.of()));
    }
    return out.toString(StandardCharsets.US_ASCII);
  }
}
