// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceFormatException;

/** Each fault of a trace is refused with its line, what was found and what was expected. */
class BadTraceTest {
  private static final String GRAMMAR =
      "expected <handle> <op> <address> <size>, one blank between two";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1 X 0 8   | found op 'X'; expected one of N F R L S M",
        "1 NN 0 8  | found op 'NN'; expected one of N F R L S M",
        "x N 0 8   | found handle 'x'; expected a decimal number from 0 to 2^31 - 1",
        "-1 N 0 8  | found handle '-1'; expected a decimal number from 0 to 2^31 - 1",
        "2147483648 N 0 8 | found handle '2147483648'; expected a decimal number from 0 to 2^31 -"
            + " 1",
        "1 N 0x8 8 | found address '0x8'; expected a decimal number from 0 to 2^64 - 1",
        "1 N 18446744073709551616 8 | found address '18446744073709551616'; expected a decimal"
            + " number from 0 to 2^64 - 1",
        "1 N 0 -8  | found size '-8'; expected a decimal number from 0 to 2^63 - 1",
        "1 N 0 9223372036854775808 | found size '9223372036854775808'; expected a decimal number"
            + " from 0 to 2^63 - 1",
        "1 N 0 9223372036854775807 | found more live bytes than 2^63 - 1; expected sizes whose sum"
            + " is below 2^63",
        "1 N 0     | found a line cut short, '1 N 0'; " + GRAMMAR,
        "1 N 0 8 9 | found an extra field, '9'; " + GRAMMAR,
        "\"\"      | found a blank line; " + GRAMMAR,
        "1 F 0 0   | found free of handle 1, which was never allocated; expected a live handle",
        "2 F 0 0   | found free of handle 2, which is freed already; expected a live handle",
        "2 S 0 4   | found store of handle 2, which is freed already; expected a live handle",
        "0 N 0 8   | found a new block with handle 0, which is live already; expected a handle not"
            + " used before",
        "2 N 0 8   | found a new block with handle 2, which is freed already; expected a handle not"
            + " used before",
      })
  void refusesABadLine(String line, String message) {
    String text = "# comment\n0 N 16 8\n2 N 32 8\n0 S 16 4\n2 F 32 0\n" + line + "\n0 L 16 4\n";
    assertRefused("web.ops:6: " + message, text);
  }

  @Test
  void refusesWhatIsNoTrace() {
    assertRefused("web.ops: found an empty file; expected a trace", "");
    assertRefused("web.ops: found no op; expected a trace", "# rmalloc-ops 1 dialect=access\n");
    TraceFormatException program =
        assertThrows(
            TraceFormatException.class,
            () ->
                TraceReader.read(
                    "ls", new ByteArrayInputStream(new byte[] {127, 'E'}), ReadOptions.DEFAULT));
    assertEquals(
        "ls:1: found '\\x7fE'; expected a trace: ops text or a recording", program.getMessage());
    assertRefused(
        "web.ops:2: found a carriage return before the line feed; expected a line feed alone",
        "0 N 16 8\n1 N 16 8\r\n");
    assertRefused(
        "web.ops:2: found the end of the file inside a line, '1 N 16 8'; expected a line feed",
        "0 N 16 8\n1 N 16 8");
  }

  @Test
  void refusesAFirstLineThatItDoesNotKnow() {
    assertRefused(
        "web.ops:1: found version '3' of rmalloc-ops; expected version 1 or 2; a newer rmalloc may"
            + " have written it",
        "# rmalloc-ops 3 \n");
    String expected = "; expected dialect=access or dialect=lock";
    assertRefused(
        "web.ops:1: found a first line without a dialect" + expected, "# rmalloc-ops 2 \n");
    assertRefused(
        "web.ops:1: found dialect 'x'" + expected, "# rmalloc-ops 1 dialect=x\n0 N 0 8\n");
    assertRefused(
        "web.ops:3: found op 'U'; expected one of N F R L S M",
        "# rmalloc-ops 1 dialect=access\n0 N 0 8\n0 U 0 0\n");
  }

  @Test
  void refusesAFileThatIsNone(@TempDir Path folder) {
    TraceFormatException directory =
        assertThrows(
            TraceFormatException.class, () -> TraceReader.read(folder, ReadOptions.DEFAULT));
    assertEquals(folder + ": found a directory; expected a file", directory.getMessage());
    Path missing = folder.resolve("x.ops");
    TraceFormatException none =
        assertThrows(
            TraceFormatException.class, () -> TraceReader.read(missing, ReadOptions.DEFAULT));
    assertEquals(missing + ": found no such file; expected a file", none.getMessage());
  }

  @Test
  void skipsAndCountsWhenLenient() throws IOException {
    List<String> notices = new ArrayList<>();
    String text = "0 N 16 8\n0 X 1 1\n\n5 F 0 0\n1 N 0 4\n0 L 1 4\n0 S 1 4\n0 F";
    Trace trace = read(text, ReadOptions.DEFAULT.withLenient(true).withNotices(notices::add));
    assertEquals(4, trace.opCount());
    assertEquals(List.of("web.ops: skipped 4 bad records"), notices);
    assertEquals(List.of("skipped=4"), trace.provenance().steps());
  }

  @Test
  void repeatedLocksAreCountedAndRefusedWhenStrict() throws IOException {
    List<String> notices = new ArrayList<>();
    String text = "0 N 16 8\n0 L 0 0\n0 L 0 0\n0 U 0 0\n";
    assertEquals(3, read(text, ReadOptions.DEFAULT.withNotices(notices::add)).opCount());
    assertEquals(
        List.of("web.ops: 1 locks of locked blocks and unlocks of unlocked blocks change nothing"),
        notices);
    TraceFormatException refusal =
        assertThrows(
            TraceFormatException.class, () -> read(text, ReadOptions.DEFAULT.withStrict(true)));
    assertEquals(
        "web.ops:3: found lock of handle 0, which is locked already; expected a lock of an"
            + " unlocked block, or an unlock of a locked one",
        refusal.getMessage());
  }

  @Test
  void asksForTheDialectWhereNothingTells() throws IOException {
    String text = "0 N 16 8\n0 L 16 4\n";
    assertRefused(
        "web.ops:2: found op 'L' in a file that does not say whether L is load or lock; expected"
            + " --dialect access or --dialect lock",
        text);
    assertEquals(Dialect.LOCK, read(text, ReadOptions.DEFAULT.withDialect(Dialect.LOCK)).dialect());
    assertRefused(
        "web.ops:1: found dialect=lock; expected the access dialect, as asked for",
        "# rmalloc-ops 1 dialect=lock\n" + text,
        ReadOptions.DEFAULT.withDialect(Dialect.ACCESS));
  }

  @ParameterizedTest
  @CsvSource({
    "x.ops,           0 U 0 0, LOCK",
    "x.ops,           0 S 0 4, ACCESS",
    "x.lockops,       0 M 0 4, ACCESS",
    "x.lockops,       0 L 0 0, LOCK",
    "x.lockopsfull,   0 L 0 0, LOCK",
    "x.ops,           0 F 0 0, ACCESS",
    "x.ops,           # rmalloc-ops, ACCESS"
  })
  void tellsTheDialect(String name, String line, Dialect dialect) throws IOException {
    byte[] text = ("0 N 16 8\n" + line + "\n").getBytes(StandardCharsets.US_ASCII);
    Trace trace = TraceReader.read(name, new ByteArrayInputStream(text), ReadOptions.DEFAULT);
    assertEquals(dialect, trace.dialect());
  }

  @Test
  void linesBehindTheSixtyFourThousandthDoNotDecide() throws IOException {
    String requests = "0 N 16 8\n" + "0 R 16 8\n".repeat(65_534);
    assertEquals(Dialect.LOCK, read(requests + "0 U 0 0\n", ReadOptions.DEFAULT).dialect());
    assertRefused(
        "web.ops:65537: found op 'U' in a file that does not say whether L is load or lock;"
            + " expected --dialect access or --dialect lock",
        requests + "0 R 16 8\n0 U 0 0\n");
  }

  private static void assertRefused(String message, String text) {
    assertRefused(message, text, ReadOptions.DEFAULT);
  }

  private static void assertRefused(String message, String text, ReadOptions options) {
    TraceFormatException refusal =
        assertThrows(TraceFormatException.class, () -> read(text, options));
    assertEquals(message, refusal.getMessage());
  }

  private static Trace read(String text, ReadOptions options) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return TraceReader.read("web.ops", new ByteArrayInputStream(bytes), options);
  }
}
