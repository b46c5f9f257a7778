// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.choose;

import org.rmalloc.trace.UsageException;

/**
 * What counts how much: exponents of a product of ratios to the best.
 *
 * @param memory of the heap, 0 or more
 * @param time of a request, 0 or more; not both are 0
 */
public record ChoiceWeights(double memory, double time) {
  /** Twice the heap is as bad as twice the time. */
  public static final ChoiceWeights EQUAL = new ChoiceWeights(1, 1);

  private static final String EXPECTED =
      "expected weights such as memory=1,time=1, each from 0 to 1000";
  private static final double MAX = 1000;

  /** Checks the ranges. */
  public ChoiceWeights {
    if (!isInRange(memory) || !isInRange(time) || memory + time == 0) {
      throw new UsageException(
          "weights: found memory=%s,time=%s; %s, not both 0".formatted(memory, time, EXPECTED));
    }
  }

  /**
   * Reads {@code memory=1,time=0.5}; what is not given weighs 1.
   *
   * @throws UsageException where a text has another form
   */
  public static ChoiceWeights parse(String text) {
    double memory = 1;
    double time = 1;
    for (String part : text.split(",", -1)) {
      String[] pair = part.split("=", -1);
      if (pair.length == 2 && pair[0].equals("memory")) {
        memory = number(pair[1], text);
      } else if (pair.length == 2 && pair[0].equals("time")) {
        time = number(pair[1], text);
      } else {
        throw malformed(text);
      }
    }
    return new ChoiceWeights(memory, time);
  }

  private static boolean isInRange(double weight) {
    return weight >= 0 && weight <= MAX;
  }

  private static double number(String digits, String text) {
    if (!digits.matches("\\d{1,4}(\\.\\d{1,9})?")) {
      throw malformed(text);
    }
    return Double.parseDouble(digits);
  }

  private static UsageException malformed(String text) {
    return new UsageException("--weight '%s': %s".formatted(text, EXPECTED));
  }
}
