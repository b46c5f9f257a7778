// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

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
    assertEquals(
        "sample.json:1: the alloc-stats file ends too early; it was not written to its end",
        refuse(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1, 2]                        | sample.json:1: found a list; expected an alloc-stats file, which starts with {
          {"a": 1}                      | sample.json:1: found the field 'a'; expected alloc-stats field schema
          {"schema": 7}                 | sample.json:1: found 7; expected a text in alloc-stats field schema
          {"schema": "other"}           | sample.json:1: schema: 'other'; expected 'rmalloc-alloc-stats 2'
          """)
  void aForeignFileIsRefused(String text, String message) {
    assertEquals(message, refuse(text));
  }

  @Test
  void a2014FileIsRefused() {
    String message = refuse("driver = \"dlmalloc\"\nopsfile = \"a\"\n");
    assertTrue(
        message.startsWith("sample.json:1: the alloc-stats file is no valid JSON: "), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "heap_size": 200       | "heap_size": 300         | 20: used + free + overhead: 200; expected the heap size, 300
          "heap_size": 200       | "heap_size": 20          | 11: alloc-stats field heap_size: found 20; expected at least 64
          "peak_live": 100       | "peak_live": 99          | 21: used: 100; more than the peak, 99
          "peak_live": 100       | "peak_live": 101         | 23: peaks: used 100, but peak_live is 101
          "locks": "fine", "re   | "locks": "all", "re      | 4: alloc-stats field locks: found 'all'; expected one of [fine, coarse, none]
          "root_bytes": 8        | "root_bytes": -8         | 13: alloc-stats field root_bytes: found -8; expected at least 0
          "sha256": "0123        | "sha256": "X123          | 4: key: found 'K'; expected
          "rounds": 1            | "rounds": 2              | 4: key: found 'K'; expected
          "rounds": 1            | "rounds": 0              | 4: setting: found 0 rounds
          "kind": "arena"        | "kind": "area"           | 4: alloc-stats field kind: found 'area'; expected one of [arena, native, planned]
          "heap": "2x"           | "heap": "x"              | 4: heap 'x': expected
          ["addresses"           | ["adresses"              | 6: capabilities: 'adresses' is no capability
          "min_heap": 150        | "min_heap": null         | 17: min_heap_reason: found ''; expected a reason where min_heap is null, and none elsewhere
          "outcome": "finished"  | "outcome": "refused"     | 23: outcome: 'refused', but finished
          "outcome": "finished"  | "outcome": "over"        | 23: outcome: 'over' is no outcome
          [1,"R",100             | [0,"R",100               | 21: op_index: 0 after 0; rows start at 0 and ascend
          [0,"N",60              | [1,"N",60                | 20: op_index: 1 after -1; rows start at 0 and ascend
          [0,"N",60              | [0,"L",60                | 20: op: 'L'; expected N, F or R
          [0,"N",60              | [0,"N",-1                | 20: alloc-stats field size: found -1; expected at least 0
          [0,"N",60              | [0,"N",60.5              | 20: found 60.5; expected a whole number in alloc-stats field size
          [0,"N",60              | [0,"N",99999999999999999999 | 20: alloc-stats field size: found a number beyond 2^63
          20,12,80               | 20,12,201                | 20: footprint: 201; more than the heap, 200
          20,12,80               | 20,21,80                 | 20: internal: 21; more than the overhead, 20
          108,116                | 117,116                  | 20: largest_free: 117; more than maxmem, 116
          116,7,0]               | 116,7]                   | 20: found the end of a list; expected a whole number in alloc-stats field oom_cost
          116,7,0]               | 116,7,0,0]               | 20: found 0; expected the end of the row of alloc-stats data
          "oom_cost"]            | "oom_cost", "x"]         | 19: found the columns
          "requests": 3          | "requests": 4            | 23: the last row is of op 2; expected op 3
          "finished": true       | "finished": false        | 23: outcome: 'finished', but finished
          "footprint": 120       | "footprint": 119         | 23: peaks: footprint 119, but a row has 120
          "overhead": 20         | "overhead": 19           | 23: peaks: overhead 19, but a row has 20
          "internal": 12         | "internal": 11           | 23: peaks: internal 11, but a row has 12
          "largest_free_minimum": 68 | "largest_free_minimum": 67 | 23: largest_free_minimum: 67, but the rows' minimum is 68
          "maxmem_minimum": 76   | "maxmem_minimum": 77     | 23: maxmem_minimum: 77, but the rows' minimum is 76
          "00000000deadbeef"     | "deadbeef"               | 23: checksum: 'deadbeef'; expected 16 hexadecimal digits
          "label"                | "labels"                 | 5: found the field 'labels'; expected alloc-stats field label
          """)
  void aContradictoryFileIsRefused(String found, String changed, String message) {
    String whole = SampleStats.untimed().text();
    assertTrue(whole.contains(found), "the sample holds " + found);
    String complaint = refuse(whole.replace(found, changed));
    String expected =
        message.replace("'K'", "'" + SampleStats.untimed().header().trial().key() + "'");
    assertTrue(complaint.startsWith("sample.json:" + expected), complaint);
  }

  @Test
  void aNegativeTimeIsRefused() {
    String row = "\\[0,\"N\",(?:[-\\d]+,){10}";
    String whole = SampleStats.timed().text();
    assertEquals(
        "sample.json:21: alloc-stats field current_op_time: found -5; expected at least 0",
        refuse(whole.replaceFirst("(" + row + ")\\d+", "$1-5")));
    assertEquals(
        "sample.json:21: alloc-stats field oom_time: found -1; expected at least 0",
        refuse(whole.replaceFirst("(" + row + "\\d+,)\\d+", "$1-1")));
  }

  @Test
  void whatFollowsTheFileIsRefused() {
    String message = refuse(SampleStats.timed().text() + "{}");
    assertTrue(
        message.endsWith("something follows the end of the alloc-stats file's object"), message);
  }

  private static String refuse(String text) {
    return assertThrows(InvalidAllocStatsException.class, () -> SampleStats.read(text), text)
        .getMessage();
  }
}
