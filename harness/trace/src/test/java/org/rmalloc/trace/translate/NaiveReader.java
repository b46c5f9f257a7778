// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.mapping.HeapEventSink;
import org.rmalloc.trace.mapping.MappingOracle;
import org.rmalloc.trace.mapping.ReallocMode;

/**
 * Reads a recording as its grammar is written: the text is split into lines, a line is held against
 * regular expressions, what it tells is mapped by {@link MappingOracle}. Slow, and shares nothing
 * with the importers.
 */
abstract class NaiveReader {
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64);

  private final MappingOracle oracle = new MappingOracle(ReallocMode.RESIZE);
  private long skipped;
  private long foreign;

  /**
   * What a recording comes to.
   *
   * @param ops as lines
   * @param events as the mapping counts them
   * @param foreign lines of somebody else's
   * @param skipped bad lines
   * @param refusedAt the first bad line, from 1, unless bad lines are skipped
   */
  record Outcome(
      List<String> ops, long events, long foreign, long skipped, Optional<Integer> refusedAt) {}

  /** Reads a line without its line feed. */
  abstract void readLine(String line) throws IOException;

  /** Whether the file may end in zeros. */
  boolean mayEndInZeros() {
    return false;
  }

  /** Whether something is amiss at the end of the last line. */
  boolean endsTooEarly() {
    return false;
  }

  /** Whether the rest behind the last line feed is a whole line, with as many lines before it. */
  boolean isWholeLine(String rest) {
    return false;
  }

  final Outcome read(String text, boolean lenient) throws IOException {
    List<String> lines = new ArrayList<>(List.of(text.replace("\r\n", "\n").split("\n", -1)));
    String rest = lines.removeLast();
    Optional<Integer> refused = Optional.empty();
    for (int i = 0; i < lines.size() && refused.isEmpty(); i++) {
      try {
        readLine(lines.get(i));
      } catch (InvalidOpException e) {
        refused = bad(i + 1, lenient);
      }
    }
    if (refused.isEmpty() && !rest.isEmpty() && isWholeLine(rest)) {
      lines.add(rest);
      rest = "";
      try {
        readLine(lines.getLast());
      } catch (InvalidOpException e) {
        refused = bad(lines.size(), lenient);
      }
    }
    if (refused.isEmpty() && !(mayEndInZeros() ? rest.replace("\0", "") : rest).isEmpty()) {
      refused = bad(lines.size() + 1, lenient);
    }
    if (refused.isEmpty() && endsTooEarly()) {
      refused = bad(lines.size(), lenient);
    }
    return new Outcome(oracle.ops(), oracle.eventCount(), foreign, skipped, refused);
  }

  private Optional<Integer> bad(int line, boolean lenient) {
    skipped++;
    return lenient ? Optional.empty() : Optional.of(line);
  }

  final HeapEventSink events() {
    return oracle;
  }

  final void foreign() {
    foreign++;
  }

  /** What a line has in its groups, or a refusal. */
  static Matcher match(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    if (!matcher.matches()) {
      throw bad(line);
    }
    return matcher;
  }

  static InvalidOpException bad(String line) {
    return new InvalidOpException(line, "something else");
  }

  static long decimal(String digits) {
    return number(digits, 10);
  }

  static long hexadecimal(String digits) {
    return number(digits, 16);
  }

  private static long number(String digits, int radix) {
    BigInteger value = new BigInteger(digits, radix);
    if (value.compareTo(MOST) >= 0) {
      throw bad(digits);
    }
    return value.longValue();
  }

  /** The smallest power of two that is not below what was asked for, up to 2⁶². */
  static long alignment(String digits) {
    BigInteger asked = new BigInteger(Long.toUnsignedString(decimal(digits)));
    int log2 = 0;
    while (log2 < 62 && BigInteger.ONE.shiftLeft(log2).compareTo(asked) < 0) {
      log2++;
    }
    return 1L << log2;
  }

  static OpKind access(String letter) {
    return switch (letter) {
      case "L" -> OpKind.LOAD;
      case "S" -> OpKind.STORE;
      default -> OpKind.MODIFY;
    };
  }
}
