// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.mapping.ReallocMode;

/**
 * Recordings in text, cut at every byte and with every bit flipped. Text has no checksum: where a
 * digit becomes another digit, another recording is read, rightly. So each altered text is held
 * against a {@link NaiveReader}: the same ops, as many events and lines counted, or refused at the
 * same line.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // a hang; seconds are usual
class AlteredRecordingTest {
  private static final Pattern MESSAGE =
      Pattern.compile("x(?::(\\d+))?: found .+; expected .+", Pattern.DOTALL);

  @ParameterizedTest
  @EnumSource
  void isReadAsItsGrammarSays(RecordingSample sample) throws IOException {
    check(sample, sample.text(), "whole");
    NaiveReader.Outcome outcome = sample.outcome(sample.text(), /* lenient= */ false);
    assertEquals(Optional.empty(), outcome.refusedAt());
    assertTrue(outcome.ops().size() >= 5, outcome::toString);
  }

  @ParameterizedTest
  @EnumSource
  void cutAnywhereItIsRefusedUnlessAtALineEnd(RecordingSample sample) throws IOException {
    String text = sample.text();
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      check(sample, cut, "cut to " + length);
      boolean whole =
          cut.isEmpty()
              || cut.endsWith("\n")
              || cut.endsWith("\0")
              || (sample == RecordingSample.REP && length == text.length() - 1) // by its count
              || (sample == RecordingSample.MTRACE && cut.endsWith("\n= End"));
      boolean refused =
          read(cut, Optional.of(sample.format()), /* lenient= */ false).refusedAt().isPresent();
      assertTrue(whole || refused, "cut to " + length);
    }
  }

  @ParameterizedTest
  @EnumSource
  void withAnyBitFlippedItIsReadAsItsGrammarSays(RecordingSample sample) throws IOException {
    for (int bit = 0; bit < 8 * sample.text().length(); bit++) {
      StringBuilder flipped = new StringBuilder(sample.text());
      int at = bit / 8;
      flipped.setCharAt(at, (char) (flipped.charAt(at) ^ 1 << bit % 8));
      check(sample, flipped.toString(), "bit " + bit);
    }
  }

  @ParameterizedTest
  @EnumSource
  void withCarriageReturnsNothingIsReadAmiss(RecordingSample sample) throws IOException {
    check(sample, sample.text().replace("\n", "\r\n"), "all lines");
    for (int at = 0; (at = sample.text().indexOf('\n', at)) >= 0; at++) {
      check(sample, new StringBuilder(sample.text()).insert(at, '\r').toString(), "at " + at);
    }
  }

  @ParameterizedTest
  @EnumSource
  void withALineTwiceOrLessItIsReadAsItsGrammarSays(RecordingSample sample) throws IOException {
    List<String> lines = sample.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      List<String> altered = new ArrayList<>(lines);
      altered.add(i, lines.get(i));
      check(sample, String.join("\n", altered) + "\n", "line twice: " + i);
      altered.remove(i);
      altered.remove(i);
      check(sample, String.join("\n", altered) + "\n", "line lost: " + i);
    }
  }

  /** Reads a text as the format that it is of, strictly and leniently, and by its content. */
  private static void check(RecordingSample sample, String text, String what) throws IOException {
    for (boolean lenient : new boolean[] {false, true}) {
      NaiveReader.Outcome expected = whatIsToldOf(sample.outcome(text, lenient));
      assertEquals(expected, read(text, Optional.of(sample.format()), lenient), what);
    }
    List<String> ops = new ArrayList<>();
    try {
      String format = translate(text, Optional.empty(), false, adding(ops)).format();
      assertEquals(sample.format(), format, what);
    } catch (TraceFormatException e) {
      assertTrue(MESSAGE.matcher(e.getMessage()).matches(), e.getMessage());
    }
  }

  /** What is left of an outcome in a message: the ops before, and the line, 0 for the file. */
  private static NaiveReader.Outcome whatIsToldOf(NaiveReader.Outcome outcome) {
    boolean isEmpty = outcome.events() == 0;
    return outcome.refusedAt().isPresent() || isEmpty
        ? refused(outcome.ops(), outcome.refusedAt().orElse(0))
        : outcome;
  }

  private static NaiveReader.Outcome refused(List<String> ops, int line) {
    return new NaiveReader.Outcome(ops, 0, 0, 0, Optional.of(line));
  }

  private static NaiveReader.Outcome read(String text, Optional<String> format, boolean lenient)
      throws IOException {
    List<String> ops = new ArrayList<>();
    try {
      RecordingTranslation translation = translate(text, format, lenient, adding(ops));
      return new NaiveReader.Outcome(
          ops,
          translation.counts().eventCount(),
          translation.foreignCount(),
          translation.skippedCount(),
          Optional.empty());
    } catch (TraceFormatException e) {
      Matcher message = MESSAGE.matcher(e.getMessage());
      assertTrue(message.matches(), e.getMessage());
      String line = message.group(1);
      return refused(ops, line == null ? 0 : Integer.parseInt(line));
    }
  }

  /** Keeps the ops as lines, and refuses those that no valid trace holds. */
  private static OpSink adding(List<String> ops) {
    TraceBuilder valid = new TraceBuilder(Dialect.ACCESS, false);
    return new OpSink() {
      @Override
      public void add(OpKind kind, int handle, long address, long size) throws IOException {
        valid.add(kind, handle, address, size);
        ops.add(handle + " " + kind.letter() + " " + Long.toUnsignedString(address) + " " + size);
      }

      @Override
      public void mark(OpAnnotationKind mark, long value) {
        valid.mark(mark, value);
        ops.add(mark + " " + value);
      }
    };
  }

  private static RecordingTranslation translate(
      String text, Optional<String> format, boolean lenient, OpSink sink) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    try (DecompressedInput input = DecompressedInput.of("x", new ByteArrayInputStream(bytes))) {
      TranslationSettings options =
          new TranslationSettings(format, ReallocMode.RESIZE, lenient, /* strict= */ false);
      return RecordingTranslation.translate(input, options, sink);
    }
  }
}
