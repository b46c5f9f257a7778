// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.trace.OpAnnotations;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceFormatException;

/**
 * Ops text in both dialects, cut at every byte and with every bit flipped. It has no checksum, so
 * each altered text is held against {@link NaiveOps}: the same ops, or refused at the same line.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // a hang; seconds are usual
class AlteredOpsTest {
  private static final Pattern MESSAGE =
      Pattern.compile("x\\.ops(?::(\\d+))?: found .+; expected .+", Pattern.DOTALL);

  private static final String ACCESS =
      """
      # rmalloc-ops 1 dialect=access
      # note command=ls
      0 N 68956200 16
      0 S 68956200 4
      2147483647 N 18446744073709551615 9223372036854775700
      2147483647 F 0 0
      1 N 68956264 0  # a comment
      1 L 68956264 8
      0 R 68956300 48
      1 F 68956264 0
      3 N 8 5
      3 M 8 1
      """;

  private static final String LOCK =
      """
      # rmalloc-ops 1 dialect=lock
      0 N 68956200 16
      0 L 0 0
      0 L 0 0
      0 R 68956200 32
      1 N 7 7
      1 U 0 0
      0 U 0 0
      1 L 0 0
      1 F 7 0
      0 F 0 0
      """;

  private static final String MARKED =
      """
      # rmalloc-ops 2 dialect=access
      0 C 12 0
      0 N 4096 16 4096
      7 T 0 0
      0 S 4096 4
      1 N 68956264 0 1  # a comment
      0 C 1000012 0 # another
      0 C 9223372036854775807 0
      2147483647 T 0 0
      2 N 8 5
      0 T 0 0
      0 R 8192 48
      3 N 0 1 4611686018427387904
      """;

  private static final String MARKED_LOCK =
      """
      # rmalloc-ops 2 dialect=lock
      1 T 0 0
      0 N 64 16 64
      0 L 0 0
      0 C 5 0
      0 L 0 0
      2 T 0 0
      0 F 0 0
      """;

  static Stream<String> texts() {
    String bareAccess = ACCESS.substring(ACCESS.indexOf("0 N"));
    String bareLock = LOCK.substring(LOCK.indexOf("0 N"));
    String requests = "0 N 16 8\n1 N 32 8\n0 F 16 0\n1 R 16 9\n";
    return Stream.of(ACCESS, LOCK, bareAccess, bareLock, requests, MARKED, MARKED_LOCK);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void isReadAsItsGrammarSays(String text) throws IOException {
    check(text, "whole");
    assertEquals(Optional.empty(), NaiveOps.read(text, /* lenient= */ false).refusedAt());
  }

  @ParameterizedTest
  @MethodSource("texts")
  void cutAnywhereItIsRefusedUnlessAtALineEnd(String text) throws IOException {
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      check(cut, "cut to " + length);
      boolean refused = read(cut, /* lenient= */ false).refusedAt().isPresent();
      assertTrue(cut.endsWith("\n") || refused, "cut to " + length);
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void withAnyBitFlippedItIsReadAsItsGrammarSays(String text) throws IOException {
    for (int bit = 0; bit < 8 * text.length(); bit++) {
      StringBuilder flipped = new StringBuilder(text);
      flipped.setCharAt(bit / 8, (char) (text.charAt(bit / 8) ^ 1 << bit % 8));
      check(flipped.toString(), "bit " + bit);
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void carriageReturnsBlankLinesAndZerosAreRefused(String text) throws IOException {
    for (int at = 0; (at = text.indexOf('\n', at)) >= 0; at++) {
      for (String odd : List.of("\r", "\n", "\0")) {
        check(new StringBuilder(text).insert(at + 1, odd).toString(), odd + " at " + at);
      }
    }
    assertTrue(read(text + "\0\0\0", /* lenient= */ false).refusedAt().isPresent());
  }

  private static void check(String text, String what) throws IOException {
    for (boolean lenient : new boolean[] {false, true}) {
      assertEquals(NaiveOps.read(text, lenient), read(text, lenient), what);
    }
  }

  private static NaiveOps.Outcome read(String text, boolean lenient) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    ReadOptions options = ReadOptions.DEFAULT.withLenient(lenient).withAddresses();
    try {
      Trace trace = TraceReader.read("x.ops", new ByteArrayInputStream(bytes), options);
      return new NaiveOps.Outcome(lines(trace), skipped(trace), Optional.empty());
    } catch (TraceFormatException e) {
      Matcher message = MESSAGE.matcher(e.getMessage());
      assertTrue(message.matches(), e.getMessage());
      String line = message.group(1);
      return new NaiveOps.Outcome(
          List.of(), 0, Optional.of(line == null ? 0 : Integer.parseInt(line)));
    }
  }

  private static List<String> lines(Trace trace) {
    List<String> lines = new ArrayList<>();
    for (int op = 0; op < trace.opCount(); op++) {
      lines.add(
          "%d %c %s %d%s"
              .formatted(
                  trace.fileHandles()[trace.handles()[op]],
                  trace.kind(op).letter(),
                  Long.toUnsignedString(trace.addresses()[op]),
                  trace.sizes()[op],
                  marks(trace.marks(), op)));
    }
    return lines;
  }

  private static String marks(OpAnnotations marks, int op) {
    StringBuilder text = new StringBuilder();
    if (marks.log2Alignment(op) > 0) {
      text.append(" a").append(1L << marks.log2Alignment(op));
    }
    if (marks.thread(op) > 0) {
      text.append(" t").append(marks.thread(op));
    }
    for (int clock = 0; clock < marks.clockOps().length; clock++) {
      if (marks.clockOps()[clock] == op) {
        text.append(" c").append(marks.clockNanos()[clock]);
      }
    }
    return text.toString();
  }

  /** Bad lines, as the provenance says. */
  private static long skipped(Trace trace) {
    return trace.provenance().steps().stream()
        .filter(step -> step.startsWith("skipped="))
        .mapToLong(step -> Long.parseLong(step.substring("skipped=".length())))
        .sum();
  }
}
