package org.rmalloc.replay.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that is cut, empty, foreign or contradictory is refused, by file and line. */
final class DamagedAllocStatsTest {

  @Test
  void aFileCutAtAnyByteIsRefused() {
    for (SampleStats sample : SampleStats.all()) {
      String whole = sample.text();
      // the last byte is the end of the last line, which nothing depends on
      for (int length = 0; length < whole.length() - 1; length++) {
        refuse(whole.substring(0, length));
      }
    }
  }

  @Test
  void anEmptyFileIsRefused() {
    assertEquals("sample.json:1: the file ends too early", refuse(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1, 2]                        | sample.json:1: found a list; expected an alloc-stats file, which starts with {
          {"a": 1}                      | sample.json:1: found the field 'a'; expected 'schema'
          {"schema": 7}                 | sample.json:1: found 7; expected schema: a text
          {"schema": "other"}           | sample.json:1: schema: 'other'; expected 'rmalloc-alloc-stats 1'
          """)
  void aForeignFileIsRefused(String text, String message) {
    assertEquals(message, refuse(text));
  }

  @Test
  void a2014FileIsRefused() {
    String message = refuse("driver = \"dlmalloc\"\nopsfile = \"a\"\n");
    assertTrue(message.startsWith("sample.json:1: no valid JSON: "), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "heap_size": 200       | "heap_size": 300         | 14: used + free + overhead: 200; expected the heap size, 300
          "heap_size": 200       | "heap_size": 20          | 8: heap_size: 20; expected at least 64
          "peak_live": 100       | "peak_live": 99          | 15: used: 100; more than the peak, 99
          "peak_live": 100       | "peak_live": 101         | 17: peaks: used 100, but the peak is 101
          "opmode": "locks"      | "opmode": "all"          | 11: opmode: 'all'; expected 'locks' or 'requests'
          "0123012301230123      | "X123012301230123        | 5: opsfile_sha256:
          [1,"R",100             | [0,"R",100               | 15: op_index: 0 after 0; rows start at 0 and ascend
          [0,"N",60              | [1,"N",60                | 14: op_index: 1 after -1; rows start at 0 and ascend
          [0,"N",60              | [0,"L",60                | 14: op: 'L'; expected N, F or R
          [0,"N",60              | [0,"N",-1                | 14: size: -1; expected at least 0
          [0,"N",60              | [0,"N",60.5              | 14: found 60.5; expected size: a whole number
          [0,"N",60              | [0,"N",99999999999999999999 | 14: size: a number beyond 2^63
          20,12,80               | 20,12,201                | 14: footprint: 201; more than the heap, 200
          20,12,80               | 20,21,80                 | 14: internal: 21; more than the overhead, 20
          108,116                | 117,116                  | 14: largest_free: 117; more than maxmem, 116
          116,7,0]               | 116,7]                   | 14: found the end of a list; expected oom_cost: a whole number
          116,7,0]               | 116,7,0,0]               | 14: found 0; expected the end of the row
          "oom_cost"]            | "oom_cost", "x"]         | 13: columns: found
          "requests": 3          | "requests": 4            | 17: the last row is of op 2; expected op 3
          "finished": true       | "finished": false        | 17: finished: false, but stopped_at says the opposite
          "footprint": 120       | "footprint": 119         | 17: peaks: footprint 119, but a row has 120
          "overhead": 20         | "overhead": 19           | 17: peaks: overhead 19, but a row has 20
          "internal": 12         | "internal": 11           | 17: peaks: internal 11, but a row has 12
          "largest_free": 68     | "largest_free": 67       | 17: least: largest_free 67, but the rows' least is 68
          "maxmem": 76           | "maxmem": 77             | 17: least: maxmem 77, but the rows' least is 76
          "00000000deadbeef"     | "deadbeef"               | 17: checksum: 'deadbeef'; expected 16 hexadecimal digits
          "driver"               | "drivers"                | 3: found the field 'drivers'; expected 'driver'
          """)
  void aContradictoryFileIsRefused(String found, String changed, String message) {
    String whole = SampleStats.untimed().text();
    assertTrue(whole.contains(found), "the sample holds " + found);
    String complaint = refuse(whole.replace(found, changed));
    assertTrue(complaint.startsWith("sample.json:" + message), complaint);
  }

  @Test
  void aNegativeTimeIsRefused() {
    String row = "\\[0,\"N\",(?:[-\\d]+,){10}";
    String whole = SampleStats.timed().text();
    assertEquals(
        "sample.json:15: current_op_time: -5; expected at least 0",
        refuse(whole.replaceFirst("(" + row + ")\\d+", "$1-5")));
    assertEquals(
        "sample.json:15: oom_time: -1; expected at least 0",
        refuse(whole.replaceFirst("(" + row + "\\d+,)\\d+", "$1-1")));
  }

  @Test
  void whatFollowsTheFileIsRefused() {
    String message = refuse(SampleStats.timed().text() + "{}");
    assertTrue(message.endsWith("something follows the end of the file's object"), message);
  }

  private static String refuse(String text) {
    return assertThrows(AllocStatsException.class, () -> SampleStats.read(text), text).getMessage();
  }
}
