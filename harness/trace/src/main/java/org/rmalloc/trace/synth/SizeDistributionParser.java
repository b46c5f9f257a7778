// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.synth;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of a law of sizes. */
final class SizeDistributionParser {
  static final String FORMS =
      "lognormal(median M[, sigma S], MIN..MAX), uniform(MIN..MAX), fixed(SIZE)"
          + " or list(SIZE, SIZE, ...)";

  /** So that sums of sizes over a long trace stay far from overflow. */
  private static final long MOST_BYTES = 1L << 40;

  private static final String NUMBER = "(\\d{1,15}(?:\\.\\d{1,15})?)";
  private static final String RANGE = "(\\d{1,15})\\s*\\.\\.\\s*(\\d{1,15})";
  private static final Pattern LOG_NORMAL =
      Pattern.compile(
          "lognormal\\(\\s*median\\s+"
              + NUMBER
              + "(?:\\s*,\\s*sigma\\s+"
              + NUMBER
              + ")?\\s*,\\s*"
              + RANGE
              + "\\s*\\)");
  private static final Pattern UNIFORM = Pattern.compile("uniform\\(\\s*" + RANGE + "\\s*\\)");
  private static final Pattern FIXED = Pattern.compile("fixed\\(\\s*(\\d{1,15})\\s*\\)");
  private static final Pattern LISTED =
      Pattern.compile("list\\(\\s*(\\d{1,15}(?:\\s*,\\s*\\d{1,15})*)\\s*\\)");

  private final String text;

  SizeDistributionParser(String text) {
    this.text = text.strip();
  }

  SizeDistribution parse() {
    Matcher logNormal = LOG_NORMAL.matcher(text);
    if (logNormal.matches()) {
      return logNormal(logNormal);
    }
    Matcher uniform = UNIFORM.matcher(text);
    if (uniform.matches()) {
      return new SizeDistribution.Uniform(whole(uniform, 1), whole(uniform, 2));
    }
    Matcher fixed = FIXED.matcher(text);
    if (fixed.matches()) {
      return new SizeDistribution.Fixed(whole(fixed, 1));
    }
    Matcher listed = LISTED.matcher(text);
    if (listed.matches()) {
      return listed(listed.group(1));
    }
    throw new IllegalArgumentException("found sizes '%s'; expected %s".formatted(text, FORMS));
  }

  static void checkLimits(long least, long most) {
    if (least < 0 || least > most || most > MOST_BYTES) {
      throw new IllegalArgumentException(
          "sizes: found %d..%d; expected a range within 0..%d".formatted(least, most, MOST_BYTES));
    }
  }

  private static SizeDistribution logNormal(Matcher matcher) {
    String sigma = matcher.group(2);
    return new SizeDistribution.LogNormal(
        Double.parseDouble(matcher.group(1)),
        sigma == null ? SizeDistribution.LogNormal.DEFAULT_SIGMA : Double.parseDouble(sigma),
        whole(matcher, 3),
        whole(matcher, 4));
  }

  private static SizeDistribution listed(String sizes) {
    return new SizeDistribution.Listed(
        Arrays.stream(sizes.split(",")).map(size -> Long.valueOf(size.strip())).toList());
  }

  private static long whole(Matcher matcher, int group) {
    return Long.parseLong(matcher.group(group));
  }
}
