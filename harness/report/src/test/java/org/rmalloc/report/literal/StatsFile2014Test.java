// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.literal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rmalloc.report.points.DataPointColumn;
import org.rmalloc.report.points.DataPointCursor;
import org.rmalloc.report.points.StatsFormatException;

class StatsFile2014Test {
  static final String HEAD =
      """
      driver = "dlmalloc"
      opsfile = "../memtrace/soffice/soffice-lockopsfull"
      heap_size = 1000
      theoretical_heap_size = 250
      opmode = 'allocstats'
      alloc_stats = [
      """;

  static String point(int index, char op, int used, int maxmem, int time) {
    return ("{'op_index': %6d, 'free': %6d, 'used': %6d, 'overhead':      0, 'maxmem': %7.2f,"
            + " 'current_op_time': %6d, 'oom_time':      7, 'optime_maxmem':    253,"
            + " 'op': '%s', 'size':     16}\n")
        .formatted(index, 1000 - used, used, (double) maxmem, time, op);
  }

  static final String TWO =
      HEAD + point(10, 'F', 0, 900, 5) + "," + point(2, 'N', 16, 800, 6) + "]\n";

  private static StatsFile2014 read(String text) throws IOException {
    return StatsFile2014.read(Path.of("dir/some-allocstats"), new StringReader(text), () -> "");
  }

  private static String refusal(String text) {
    return assertThrows(StatsFormatException.class, () -> read(text)).getMessage();
  }

  @Test
  void theHeaderNamesDriverAppAndHeap() throws IOException {
    var header = read(TWO).header();
    assertEquals("dlmalloc", header.label());
    assertEquals("soffice", header.app());
    assertEquals("../memtrace/soffice/soffice-lockopsfull", header.trace().opsfile());
    assertEquals(1000, header.heapSize());
  }

  @Test
  void pointsComeInTheOrderOfTheirIndexWhateverTheFilesOrderAndHoles() throws IOException {
    try (DataPointCursor points = read(TWO).open()) {
      assertTrue(points.next());
      assertEquals(2, points.opIndex());
      assertEquals('N', points.op());
      assertEquals(16, points.get(DataPointColumn.USED));
      assertEquals(800, points.get(DataPointColumn.LARGEST_FREE));
      assertEquals(6, points.get(DataPointColumn.OP_TIME));
      assertEquals(7, points.get(DataPointColumn.OOM_TIME));
      assertTrue(Double.isNaN(points.get(DataPointColumn.FOOTPRINT)));
      assertTrue(points.next());
      assertEquals(10, points.opIndex());
      assertFalse(points.next());
    }
  }

  @Test
  void aFileCutAnywhereIsRefused() {
    for (int length = 0; length < TWO.lastIndexOf(']'); length++) {
      String message = refusal(TWO.substring(0, length));
      assertTrue(message.matches("dir/some-allocstats:\\d: .*; .* expected"), message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          'size':     16}        ! 'size': 16, 'extra': 1}  ! 7: 'extra'; a key
          'size':     16}        ! 'size': 16, 'size': 1}   ! 7: a second 'size'
          , 'size':     16       ! ' '                      ! 7: a point without 'size'
          'op': 'F'              ! 'op': 'X'                ! 7: op 'X' in alloc-stats of 2014; 'N' or 'F'
          'used':      0         ! 'used': 1                ! 7: 1 used and 1000 free bytes in alloc-stats of 2014; a sum of heap_size, 1000
          'maxmem':  900.00      ! 'maxmem': 1001.00        ! 7: maxmem of 1001 in alloc-stats of 2014; at most heap_size, 1000
          'maxmem':  900.00      ! 'maxmem': 9 * 100        ! 7: '*'; ',' or '}'
          'maxmem':  900.00      ! 'maxmem': abs(1)         ! 7: 'a'; a digit
          'current_op_time':     ! 'current_op_time': -1    ! 7: ' 5'
          'op_index':     10     ! 'op_index': 1.5          ! 7: op_index 1.5
          'op_index':     10     ! 'op_index': 010          ! 7: '010'; a number without leading zeros
          opmode = 'allocstats'  ! opmode = "allocstats'    ! 5: the line ends; the string's closing "
          opmode                 ! driver                   ! 5: a second driver in alloc-stats of 2014; one of each
          opmode                 ! import                   ! 5: 'import'; driver, opsfile,
          heap_size = 1000       ! heap_size = 0            ! 3: heap_size of 0.0 in alloc-stats of 2014; whole bytes, 1 or more
          heap_size = 1000       ! heap_size = 1000 ; x     ! 3: ';'; the end of the line
          """)
  void whatTheToolDoesNotWriteIsRefusedByLine(String from, String to, String message) {
    String text = TWO.replaceFirst(java.util.regex.Pattern.quote(from), to.replace("\\", ""));
    assertFalse(text.equals(TWO), "nothing replaced");
    String actual = refusal(text);
    assertTrue(
        actual.startsWith("dir/some-allocstats:" + message.replaceFirst(": ' 5'", ": ")), actual);
  }

  @Test
  void aTimeMayBeNegativeNothingElse() throws IOException {
    try (DataPointCursor points = read(HEAD + point(0, 'N', 16, 800, -41) + "]").open()) {
      assertTrue(points.next());
      assertEquals(-41, points.get(DataPointColumn.OP_TIME));
    }
    String text = HEAD + point(0, 'N', 16, -1, 41) + "]";
    assertEquals(
        "dir/some-allocstats:7: maxmem of -1.0 in alloc-stats of 2014; 0 or more expected",
        refusal(text));
  }

  @Test
  void noPointsAreRefused() {
    assertEquals(
        "dir/some-allocstats:7: no points in alloc-stats of 2014; at least one expected",
        refusal(HEAD + "]\n"));
  }

  @Test
  void somethingElseIsRefused() {
    assertTrue(refusal("<html>").startsWith("dir/some-allocstats:1: '<'; a name expected"));
    assertTrue(
        refusal("").startsWith("dir/some-allocstats:1: the alloc-stats file of 2014 ends without"));
  }

  @Test
  void fileNamesTellTheRelocatingVariantsApart() {
    assertEquals(
        "rmmalloc-c-m", driver("rmmalloc", "soffice-plot_rmalloc_compacting_maxmem-kill0"));
    assertEquals("rmmalloc-c", driver("rmmalloc", "soffice-plot_rmalloc_compacting-kill0"));
    assertEquals("rmmalloc", driver("rmmalloc", "soffice-plot_rmalloc-kill0"));
    assertEquals("rmmalloc-c-m", driver("rmmalloc maxmem", "x-rmalloc-compacting-maxmem-kill1.gz"));
    assertEquals("rmmalloc-c", driver("rmmalloc-c", "renamed"), "nothing else to go by");
    assertEquals("tcmalloc", driver("tcmalloc", "plot_rmalloc_compacting-kill0"));
  }

  private static String driver(String driver, String file) {
    return PublishedNames2014.label(driver, Path.of(file));
  }
}
