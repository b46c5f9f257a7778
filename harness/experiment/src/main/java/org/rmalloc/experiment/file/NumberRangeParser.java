// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.experiment.yaml.FilePosition;
import org.rmalloc.trace.UsageException;

/**
 * A range of numbers: {@code FROM..TO} in steps of 1, {@code FROM..TO+STEP} or {@code
 * FROM..TO*FACTOR}; each number may have a unit, {@code x}, {@code B}, {@code KiB}, {@code MiB} or
 * {@code GiB}. {@code TO} is in the range if a step leads to it.
 */
final class NumberRangeParser {
  private static final String EXPECTED =
      "FROM..TO, FROM..TO+STEP or FROM..TO*FACTOR, such as 1..10, 1x..3x+0.25x or 64KiB..1MiB*2";
  private static final int MAX_VALUES = 10_000;

  private static final String NUMBER = "(\\d{1,18}(?:\\.\\d{1,9})?)([A-Za-z%]*)";
  private static final Pattern START =
      Pattern.compile("(%1$s\\s*\\.\\..*|\\s*\\.\\.\\s*%1$s.*)".formatted(NUMBER));
  private static final Pattern FORM =
      Pattern.compile(NUMBER + "\\s*\\.\\.\\s*" + NUMBER + "(?:\\s*([+*])\\s*" + NUMBER + ")?");
  private static final Map<String, BigDecimal> BYTES =
      Map.of(
          "", BigDecimal.ONE,
          "B", BigDecimal.ONE,
          "KiB", BigDecimal.valueOf(1L << 10),
          "MiB", BigDecimal.valueOf(1L << 20),
          "GiB", BigDecimal.valueOf(1L << 30));

  private final FilePosition position;
  private final String text;

  private NumberRangeParser(String text, FilePosition position) {
    this.text = text;
    this.position = position;
  }

  /** Whether a text is meant as a range: a number and two dots, in either order. */
  static boolean isRange(String text) {
    return START.matcher(text).matches();
  }

  /**
   * The numbers of a range, as texts, ascending; in bytes where they have such units.
   *
   * @throws UsageException when it has no end, no sense or more than {@link #MAX_VALUES} values
   */
  static List<String> parse(String text, FilePosition position) {
    return new NumberRangeParser(text, position).values();
  }

  private List<String> values() {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw unexpected();
    }
    boolean factors = form.group(2).equals("x");
    BigDecimal from = number(form.group(1), form.group(2), factors);
    BigDecimal to = number(form.group(3), form.group(4), factors);
    Optional<String> operator = Optional.ofNullable(form.group(5));
    if (operator.isEmpty() && factors) {
      throw position.problem(
          "range '%s' without a step".formatted(text), "one, such as %s+0.25x".formatted(text));
    }
    boolean multiplies = operator.equals(Optional.of("*"));
    BigDecimal step =
        operator.isEmpty()
            ? BigDecimal.ONE
            : number(form.group(6), form.group(7), factors && !multiplies);
    return texts(from, to, step, multiplies, factors ? "x" : "");
  }

  private List<String> texts(
      BigDecimal from, BigDecimal to, BigDecimal step, boolean multiplies, String unit) {
    if (to.compareTo(from) < 0
        || step.compareTo(multiplies ? BigDecimal.ONE : BigDecimal.ZERO) <= 0
        || (multiplies && from.signum() == 0)) {
      throw unexpected();
    }
    List<String> values = new ArrayList<>();
    for (BigDecimal at = from;
        at.compareTo(to) <= 0;
        at = multiplies ? at.multiply(step) : at.add(step)) {
      if (values.size() == MAX_VALUES) {
        throw position.problem(
            "range '%s' of more than %d values".formatted(text, MAX_VALUES), "fewer");
      }
      values.add(at.stripTrailingZeros().toPlainString() + unit);
    }
    return values;
  }

  private BigDecimal number(String digits, String unit, boolean factor) {
    BigDecimal scale = factor ? Map.of("x", BigDecimal.ONE).get(unit) : BYTES.get(unit);
    if (scale == null) {
      throw unexpected();
    }
    return new BigDecimal(digits).multiply(scale);
  }

  private UsageException unexpected() {
    return position.problem("range '%s'".formatted(text), EXPECTED);
  }
}
