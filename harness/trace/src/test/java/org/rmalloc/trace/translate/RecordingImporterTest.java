// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.mapping.RecordedEventOutcome;

/**
 * Each text format by worked examples, found by its content. {@link AlteredRecordingTest} cuts them
 * at every byte and flips their bits.
 */
class RecordingImporterTest {
  private static final String VALGRIND =
      """
      ==77== Memcheck, a memory error detector
      --77-- malloc(16) = 0x4D6EC80
      --77-- calloc(3,5) = 0x4D6ED00
      --77-- _Znwm(8) = 0x4D6ED40malloc_usable_size(0x4D6ED40) = 8
      --77-- realloc(0x4D6EC80,64) = 0x4D6EE00
      --77-- malloc(18446744073709551615)Argument 'size' of function malloc has a fishy value
      --77--  = 0x0
      --77-- calloc(4611686018427387905,4)memalign(al 64, size 100) = 0x4D6F000
      --77-- _ZnwmSt11align_val_t(size 32, al 32) = 0x4D6F100
      --77-- realloc(0x4D6EE00,0)free(0x4D6EE00)
      --77--  = 0
      --77-- free(0x0)_ZdlPvm(0x4D6ED40)
      """;

  private static final String MTRACE =
      """
      = Start
      @ b/t:[0x12ae] + 0x55d6a65a92a0 0x10
      @ ./a b:(f+0x5)[0x1] < 0x55d6a65a92a0
      @ ./a b:(f+0x5)[0x1] > 0x55d6a65a9300 0x20
      @ [0x7f] + (nil) 0x7fffffff
      @ [0x7f] ! 0x55d6a65a9300 0xfffffff0
      @ [0x7f] + 0x55d6a65a9400 0
      @ [0x7f] - 0x55d6a65a9300
      = End
      """;

  private static final String HEAPTRACK_RAW =
      """
      v 10400 3
      x ./t
      X ./t arg
      t 1 0
      c 3
      + 10 1 5000
      - 5000
      + 20 2 6000
      R 12
      """;

  private static final String HEAPTRACK =
      """
      v 10400 3
      s ./t
      a 10 1
      a 20 2
      + 0
      + 0
      + 1
      - 0
      - 1
      """;

  private static final String REP =
      """
      100
      3
      7
      1
      a 0 16
      a 1 24
      r 0 32
      r 2 8
      f 1
      f -1
      f 0
      """;

  @Test
  void valgrindRecordsShareAndSplitLines() throws IOException {
    assertOps(
        "valgrind",
        VALGRIND,
        "0 N 81194112 16",
        "1 N 81194240 15",
        "2 N 81194304 8",
        "0 R 81194496 64",
        "3 N 81195008 100",
        "4 N 81195264 32",
        "0 F 81194496 0",
        "2 F 81194304 0");
  }

  @Test
  void mtraceIsReadFromTheRightEndOfItsLines() throws IOException {
    assertOps(
        "mtrace",
        MTRACE,
        "0 N 94380402315936 16",
        "0 R 94380402316032 32",
        "1 N 94380402316288 0",
        "0 F 94380402316032 0");
  }

  @Test
  void heaptrackNumbersAreHexadecimal() throws IOException {
    assertOps("heaptrack-raw", HEAPTRACK_RAW, "0 N 20480 16", "0 F 20480 0", "1 N 24576 32");
  }

  @Test
  void heaptrackFreesTheOldestOfItsKindAndSaysSo() throws IOException {
    RecordingTranslation translation =
        assertOps(
            "heaptrack",
            HEAPTRACK,
            "0 N 65536 16",
            "1 N 65568 16",
            "2 N 65600 32",
            "0 F 65536 0",
            "2 F 65600 0");
    assertTrue(translation.warnings().get(0).contains("approximate"));
  }

  @Test
  void aRepResizeOfAnUnseenIdAllocates() throws IOException {
    RecordingTranslation translation =
        assertOps(
            "rep",
            REP,
            "0 N 4294967296 16",
            "1 N 8589934592 24",
            "0 R 4294967296 32",
            "2 N 12884901888 8",
            "1 F 8589934592 0",
            "0 F 4294967296 0");
    assertEquals(List.of(), translation.warnings());
    RecordingTranslation wrong = translate(REP.replaceFirst("\n7\n", "\n5\n"), new ArrayList<>());
    assertEquals(
        List.of("warning: the header of the .rep trace says 5 ops, but it has 7"),
        wrong.warnings());
    assertRefused(
        "x:11: found the end of the file after 7 ops; expected 8 ops, as its header says",
        REP.replaceFirst("\n7\n", "\n8\n"));
  }

  /** The count in its header proves the last line whole. */
  @Test
  void aRepMayEndWithoutALineFeedIfItHasAllItsOps() throws IOException {
    List<String> ops = new ArrayList<>();
    RecordingTranslation translation = translate(REP.stripTrailing(), ops);
    assertEquals(6, ops.size());
    assertEquals(List.of(), translation.warnings());
    String oneMore = REP.replaceFirst("\n7\n", "\n8\n").stripTrailing();
    assertRefused("x:11: found the end of the file inside a line", oneMore);
  }

  @Test
  void linesMayEndAsOnWindows() throws IOException {
    for (String text : List.of(REP, HEAPTRACK_RAW, HEAPTRACK, ">>> N 100 16\n>>> F 100 0\n")) {
      List<String> expected = new ArrayList<>();
      List<String> ops = new ArrayList<>();
      translate(text, expected);
      translate(text.replace("\n", "\r\n"), ops);
      assertEquals(expected, ops);
    }
  }

  @Test
  void valgrindMayStampTheTime() throws IOException {
    assertOps(
        "valgrind",
        "--00:00:00:00.312 77-- malloc(16) = 0x64\n--00:00:01:59.000 77-- free(0x64)\n",
        "0 N 100 16",
        "0 F 100 0");
  }

  @Test
  void aReallocWithoutItsSecondLineIsRefused() {
    assertRefused("x:3: found '@ [1] + 0x20 0x1'", "= Start\n@ [1] < 0x10\n@ [1] + 0x20 0x1\n");
    assertRefused(
        "x:2: found the end of the file inside a realloc of mtrace", "= Start\n@ [1] < 0x10\n");
  }

  @Test
  void badRecordsAreNamedByTheirLine() {
    assertRefused("x:3: found '>>> N 5'", ">>> N 100 16\nhello\n>>> N 5\n");
    assertRefused("x:1: found '>>> F 100 1'", ">>> F 100 1\n");
    assertRefused("x:10: found '+ 10 1'", HEAPTRACK_RAW + "+ 10 1\n");
    assertRefused("x:10: found allocation kind 2", HEAPTRACK + "+ 2\n");
    assertRefused(
        "x:10: found a free of an allocation kind of which no block is live", HEAPTRACK + "- 1\n");
    assertRefused("x:12: found 'z 1'", REP + "z 1\n");
    assertRefused(
        "x: found no record", "--1-- malloc(5) = 0x0 free(\n".replace("malloc(5)", "malloc("));
  }

  @Test
  void aTailOfZerosEndsAMemtrace() throws IOException {
    List<String> ops = new ArrayList<>();
    translate(">>> N 100 16\n\0\0\0\0", ops);
    assertEquals(List.of("0 N 100 16"), ops);
    assertRefused("x:2: found the end of the file inside a line", ">>> N 100 16\n>>> F \0\0\0");
  }

  /**
   * A recording of the 2014 tool: a realloc logs nothing, so the old block stays, the new one is
   * unknown, and what is placed over the old one frees it; wrong frees are logged before they are
   * checked; blocks of size 0; accesses beside all blocks.
   */
  @Test
  void aRecordingOf2014HidesReallocs() throws IOException {
    List<String> ops = new ArrayList<>();
    RecordingTranslation translation =
        translate(
            """
            >>> N 100 16
            >>> S 100 4
            >>> S 500 4
            >>> F 500 0
            >>> N 108 16
            >>> F 116 0
            >>> F 108 0
            >>> F 108 0
            >>> N 300 0
            >>> L 300 1
            >>> F 300 0
            """,
            ops);
    assertEquals(
        List.of(
            "0 N 100 16",
            "0 S 100 4",
            "0 F 100 0",
            "1 N 108 16",
            "1 F 108 0",
            "2 N 300 0",
            "2 F 300 0"),
        ops);
    assertEquals(
        "new 3, free 2, access 1, stray 2, zero_size 1, implicit_free 1, interior_free 1,"
            + " double_free 1, unknown_free 1",
        counts(translation));
    assertEquals(
        List.of(
            "warning: 1 of 3 frees are of unknown blocks: recordings of 2014 do not log what"
                + " realloc does"),
        translation.warnings());
  }

  @Test
  void heaptrackBlocksDoNotRunOutOfAddressesUnnoticed() {
    String text = "v 10400 3\na 1000000000000 1\n" + "+ 0\n".repeat(1 << 14);
    assertRefused("x:16387: found more than 2^62 bytes", text + "+ 0\n");
  }

  @Test
  void memoryIsNotInProportionToTheIdsOfARep() throws IOException {
    List<String> ops = new ArrayList<>();
    long before = allocatedBytes();
    translate("1\n1\n1\n1\na 2147483646 5\n", ops);
    assertEquals(List.of("0 N 9223372032559808512 5"), ops);
    assertTrue(allocatedBytes() - before < 16 << 20);
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  private static String counts(RecordingTranslation translation) {
    List<String> counts = new ArrayList<>();
    for (RecordedEventOutcome event : RecordedEventOutcome.values()) {
      if (translation.counts().count(event) > 0) {
        counts.add(event.label() + " " + translation.counts().count(event));
      }
    }
    return String.join(", ", counts);
  }

  private static RecordingTranslation assertOps(String format, String text, String... expected)
      throws IOException {
    List<String> ops = new ArrayList<>();
    RecordingTranslation translation = translate(text, ops);
    assertEquals(format, translation.format());
    assertEquals(List.of(expected), ops);
    return translation;
  }

  private static void assertRefused(String message, String text) {
    TraceFormatException refusal =
        assertThrows(TraceFormatException.class, () -> translate(text, new ArrayList<>()));
    assertTrue(refusal.getMessage().startsWith(message), refusal.getMessage());
  }

  private static RecordingTranslation translate(String text, List<String> ops) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    try (DecompressedInput input = DecompressedInput.of("x", new ByteArrayInputStream(bytes))) {
      return RecordingTranslation.translate(
          input,
          TranslationSettings.DEFAULT,
          (kind, handle, address, size) ->
              ops.add(handle + " " + kind.letter() + " " + address + " " + size));
    }
  }
}
